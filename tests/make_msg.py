"""Writes an Outlook message (.msg), for no library does: a compound file (MS-CFB, version 3) with the streams of MS-OXMSG."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    content: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


@dataclass
class _Writer:
    entries: list[_Entry] = field(default_factory=list)

    def add(self, name: str, content: "bytes | Tree", kind: int) -> int:
        """Add a stream, or a storage with all that it holds; give its number."""
        entry = _Entry(name, kind, content if isinstance(content, bytes) else b"")
        self.entries.append(entry)
        number = len(self.entries) - 1
        if not isinstance(content, bytes):
            held = [self.add(inner, content[inner], 2 if isinstance(content[inner], bytes) else 1) for inner in content]
            entry.child = self._tree(sorted(held, key=lambda at: (len(self.entries[at].name), self.entries[at].name.upper())))
        return number

    def _tree(self, numbers: list[int]) -> int:
        """A balanced tree of the entries of one storage; its root."""
        if not numbers:
            return _NONE
        middle = len(numbers) // 2
        entry = self.entries[numbers[middle]]
        entry.left, entry.right = self._tree(numbers[:middle]), self._tree(numbers[middle + 1 :])
        return numbers[middle]


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file; storages are mappings, streams bytes. At most 109 sectors of FAT, some seven megabytes."""
    writer = _Writer()
    writer.add("Root Entry", tree, 5)
    mini = b""
    mini_fat: list[int] = []
    for entry in writer.entries:
        if entry.kind == 2 and len(entry.content) < _CUTOFF:
            count = -(-len(entry.content) // _MINI)
            entry.start = len(mini_fat) if count else _END
            mini_fat.extend([*range(len(mini_fat) + 1, len(mini_fat) + count), _END] if count else [])
            mini += entry.content.ljust(count * _MINI, b"\0")
    writer.entries[0].content = mini
    sectors = b""
    fat: list[int] = []

    def put(content: bytes) -> int:
        nonlocal sectors
        count = -(-len(content) // _SECTOR)
        first = len(fat)
        fat.extend([*range(first + 1, first + count), _END] if count else [])
        sectors += content.ljust(count * _SECTOR, b"\0")
        return first if count else _END

    for entry in writer.entries:
        if entry.kind == 5 or (entry.kind == 2 and len(entry.content) >= _CUTOFF):
            entry.start = put(entry.content)
    mini_start = put(b"".join(struct.pack("<I", each) for each in mini_fat).ljust(-(-len(mini_fat) * 4 // _SECTOR) * _SECTOR, b"\xff"))
    directory = put(b"".join(_packed(entry) for entry in writer.entries).ljust(-(-len(writer.entries) * 128 // _SECTOR) * _SECTOR, b"\0"))
    fat_first, fat_count = len(fat), 1
    while (len(fat) + fat_count) * 4 > fat_count * _SECTOR:
        fat_count += 1
    fat.extend([_FAT] * fat_count)
    table = b"".join(struct.pack("<I", each) for each in fat).ljust(fat_count * _SECTOR, b"\xff")
    places = [*range(fat_first, fat_first + fat_count)]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        fat_count,
        directory,
        0,
        _CUTOFF,
        mini_start,
        -(-len(mini_fat) * 4 // _SECTOR),
        _END,
        0,
        places[0],
    )
    header = header[:76] + b"".join(struct.pack("<I", place) for place in places + [_FREE] * (109 - len(places)))
    return header + sectors + table


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    # Every node black: readers walk the tree, and only writers keep it balanced.
    fields = struct.pack("<HBBIII", len(name), entry.kind, 1, entry.left, entry.right, entry.child)
    return name.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", entry.start, len(entry.content))


def outlook_message(subject: str, body: str, attachments: Mapping[str, bytes]) -> bytes:
    """A message with a subject, a plain text and files."""

    def text(words: str) -> bytes:
        return words.encode("utf-16-le")

    def properties(head: int, entries: list[tuple[int, int]]) -> bytes:
        """The property stream: a head of zeros, then for each property its tag, flags and the length of its stream."""
        return bytes(head) + b"".join(struct.pack("<IIII", tag, 6, length, 0) for tag, length in entries)

    tree: dict[str, bytes | Tree] = {
        "__nameid_version1.0": {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"", "__substg1.0_00040102": b""},
        "__substg1.0_001A001F": text("IPM.Note"),
        "__substg1.0_0037001F": text(subject),
        "__substg1.0_1000001F": text(body),
    }
    for number, (name, content) in enumerate(attachments.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_37010102": content,
            "__substg1.0_3707001F": text(name),
            "__properties_version1.0": properties(8, [(0x37010102, len(content)), (0x3707001F, len(text(name)) + 2), (0x37050003, 1)]),
        }
    head = bytearray(properties(32, [(0x001A001F, 18), (0x0037001F, len(text(subject)) + 2), (0x1000001F, len(text(body)) + 2)]))
    head[12:16] = head[20:24] = struct.pack("<I", len(attachments))
    tree["__properties_version1.0"] = bytes(head)
    return compound_file(tree)
