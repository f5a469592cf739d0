"""What the parser finds in one file. Every entry carries the span of the words that it stands on."""

import datetime as dt
from dataclasses import dataclass, field

from kg.model import Doubt, Span
from kg.vocabulary import DocumentKind, PassageKind


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words read from a place."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, as its header has it."""

    board: Quoted | None
    date: dt.date | None
    date_span: Span | None
    start: str | None  # "HH:MM"
    end: str | None
    time_span: Span | None
    location: Quoted | None
    chair: str | None  # full name
    chair_span: Span | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """One name in the attendance."""

    name: str  # without titles and post-nominals
    span: Span  # of the name as printed
    status: str  # "present", "in_attendance", "apologies", "absent"
    status_span: Span | None  # of the heading or words that give the status
    role: str | None = None  # "chair", "minutes"
    post: str | None = None  # as printed: "Director of Finance"
    represents: Quoted | None = None
    on_behalf_of: str | None = None  # what a star beside the name stands for
    proxy_for: str | None = None  # "deputising for", "in place of"
    initials: str | None = None  # printed beside the name


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda heading."""

    number: str  # as printed, "273(a)" for a lettered part; "" if none
    title: Quoted
    sub: bool  # an unnumbered sub-heading
    scope: Span  # from the heading to the next heading of the same or a higher level
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body settled."""

    span: Span
    outcome: str
    item: str
    rule: str
    by: Quoted | None = None  # another body
    date: dt.date | None = None
    mover: str | None = None
    seconder: str | None = None
    vote: str | None = None
    conditions: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do an action, and why we say so."""

    as_printed: str
    span: Span
    name: str  # full name where these minutes tell, else as printed
    candidates: tuple[str, ...]  # attendees whom the wording fits, when more than one
    why: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Due:
    """By when."""

    as_printed: str
    span: Span
    date: dt.date | None
    precision: str  # "day", "month", "meeting", "unknown"
    why: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do after the meeting."""

    span: Span
    item: str
    rule: str
    owners: tuple[Owner, ...] = ()
    owners_raw: str | None = None
    due: Due | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a person is named outside the attendance list."""

    name: str  # full name where the document tells, else title and surname
    as_printed: str
    span: Span
    why: str
    item: str


@dataclass(frozen=True, slots=True)
class Change:
    """That somebody came to a post or body, or left it, as the text says."""

    person: Named
    change: str  # "begins" or "ends"
    post: str  # as printed; "" where none is
    span: Span


@dataclass(frozen=True, slots=True)
class Paper:
    """A report, strategy, policy, guidance that the meeting had before it or cites by title."""

    title: Quoted
    author: str | None = None
    presented_by: str | None = None  # full name
    presented_as: Named | None = None  # the wording that names the presenter, and why it does
    also: tuple[str, ...] = ()
    item: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that is named."""

    name: Quoted
    also: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How two bodies hang together."""

    kind: str  # "part": the subject is part of the object; "succeeds": it took the object's place
    subject: str  # wording of a body of this document
    object: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to another minute, item, meeting, section or law."""

    span: Span
    kind: str
    target: str
    item: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When and where the next one is."""

    span: Span
    date: dt.date | None
    time: str | None
    end: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and what it stands for, as the text itself says."""

    acronym: str
    meaning: str
    span: Span


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A passage before it has an id."""

    span: Span
    line: int
    item: str
    item_title: str
    kind: PassageKind
    context: str
    sentences: tuple[Span, ...]
    speaker: str | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that was read from one file."""

    kind: DocumentKind
    status: str  # "draft", "approved", "unknown"
    meeting: Meeting
    attendance: tuple[Attendee, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    papers: tuple[Paper, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    relations: tuple[Relation, ...] = ()  # among the bodies named
    title: Quoted | None = None  # what a paper calls itself
    references: tuple[Reference, ...] = ()
    named: tuple[Named, ...] = ()  # people, wherever the text names them
    changes: tuple[Change, ...] = ()  # who came to a post or left it
    next_meeting: NextMeeting | None = None
    definitions: tuple[Definition, ...] = ()
    passages: tuple[PassageDraft, ...] = ()
    unread: tuple[Span, ...] = field(default=())  # text that no passage holds
    doubts: tuple[Doubt, ...] = ()  # what a person should look at, of all meetings in the file
    further: "tuple[Minutes, ...]" = ()  # of the other meetings in the file; passages stand with the first

    @property
    def meetings(self) -> "tuple[Minutes, ...]":
        """What was read of each meeting in the file, in order."""
        return (self, *self.further)
