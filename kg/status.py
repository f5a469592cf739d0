"""What words say of how far an action has come."""

import re
from collections.abc import Iterator

from kg.vocabulary import Status

_FLAGS = re.IGNORECASE | re.VERBOSE
#: Words that say it outright; the first that is found counts, so that "not complete" is not read as complete.
_ENDED = re.compile(
    r"(?<!not )\b(?:is|are|was|were|been|now|considered)\s+(?:now\s+|to\s+be\s+)?(?:complete[d]?|closed|discharged|done)\b|\bno\s+outstanding\b|\bnothing\s+left\s+to\s+do\b",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        Status.DROPPED,
        re.compile(
            r"""\bcancelled\b | (?:^|[:;,(\t]\s*|\b(?:was|were|is|are|be|been|being)\ (?:\w+\ )?)withdrawn\b | \bdropped\b | \babandoned\b | \bno\ longer\ (?:\w+\ )?(?:required|needed|necessary|relevant|pursued|going|proceeding)\b | \bnot\ (?:to\ )?(?:be\ )?pursued?\b
              | \bnot\ (?:to\ )?proceed(?:ing|ed)?\b | \bwould\ not\ go\ ahead\b | \b(?:would|will)\ not\ now\b | \bbe\ removed\ from\ the\ (?:action\ )?(?:log|list)\b | \bremoved\ from\ the\ (?:action\ )?(?:log|list)\b | \brejected\b | \bovertaken\ by\ events\b | \blapsed\b | \bsuperseded\b | \bwound\ up\b
              | \b(?:not\ now|no\ longer)\ (?:to\ )?(?:happen|take\ place|be\ held)\b | \bno\ longer\ (?:a|any)\ (?:case|need|reason)\b | \bput\ an\ end\ to\b | \breleased\ from\ (?:the\ task|it|this)\b
              | \bin\ the\ end\ (?:not|never)\b | \bagreed\ to\ (?:leave\ (?:it|this|the\ matter)|let\ (?:it|this|the\ matter)\ \w+)\b | \blet\ (?:it|this|the\ matter)\ (?:drop|lie|rest|go)\b | \b(?:taken|struck)\ off\ the\ (?:\w+\ )?(?:list|log|plan|programme|agenda)\b | \b(?:taken|go|went)\ no\ further\b | \babandon\w*""",
            _FLAGS,
        ),
    ),
    (
        Status.CARRIED,
        re.compile(
            r"""\bcarr(?:y|ied|ies)\s+(?:\w+\ )?(?:forward|over)\b | \bc/f(?:wd)?\b | \bbrought\s+forward\b | \boutstanding\b | (?:^|[:;,(]\s*|\b(?:was|were|is|are|be|been|being|and|now|again)\ )(?:deferred|delayed|postponed|held\s+over|put\s+off)\b(?!\s+from\b) | \bslipped\b
              | \bto\ be\ chased\b | \brolled\s+(?:over|forward)\b | \bremains?\s+(?:open|on\ the)\b | \bdid(?:\s+not|n['’]t)\s+(?:take\ place|meet|go)\b | \bnot\s+yet\s+(?:been\s+)?(?:started|begun|met)\b | \b(?:had|has|have)(?:\s+not|n['’]t)\s+met\b
              | \bnot\ (?:yet\ )?(?:been\ )?(?:done|sent|begun|ready|received|happened|available|taken|reached|heard)\b | \bheld\ up\b | \bcould(?:\ not|n['’]t)\ (?:yet\ )?be\ (?:given|taken|held|done|started|sent)\b | \basked\ for\ (?:more\ time|(?:one|another)\ (?:more\ )?(?:month|quarter|meeting))\b
              | \bcarry\ (?:it\ |this\ )?forward\b | (?<!that\ )(?<!who\ )(?<!which\ )\b(?:had|has|have)(?:\ not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?!only\b|sure\b|want|wish|know|able\ to\ (?:come|attend))\w+ | \bnobody\ had\b | \bno\ (?:further\ |more\ |real\ )?progress\b | \bno\ movement\b | \bnothing\ (?:had|has)\ (?:yet\ )?(?:been\ )?(?:\w+ed|done|sent|begun|written|heard|come)\b | \b(?:would|will)\ not\ be\ (?:ready|done|finished|available|complete)\b | \bnone\ (?:of\ \w+\ )?had\b""",
            _FLAGS,
        ),
    ),
    (
        Status.OVERDUE,
        re.compile(
            r"(?:^|[:;(\t]\s*|\b(?:is|are|was|were|now|still|long|action)\ )overdue\b | (?<!that\ )(?<!which\ )(?<!who\ )\b(?:is|are|was|were|now|running)\ late\b | (?:^|[:;(\t]\s*)late\b(?=\s*[.,\t\n)]|$)",
            _FLAGS,
        ),
    ),
    (
        Status.IN_PROGRESS,
        re.compile(
            r"""\bon-?\s?going\b | \bin\ (?:progress|hand|train|preparation|draft)\b | \bunder\s?way\b | \bcontinu(?:e|es|ing)\b | \bpartly\b | \bpartially\b | \bnearly\b(?!\ (?:all|every\w*|a\b|\d)) | \bprogressing\b | \bnot\ (?:yet\ )?(?:complete|finished)\b
              | \b(?:is|are|was|were)\ (?:still\ )?being\b | \bawaiting\b | \bwaiting\ (?:for|until|on|to)\b | \bso\ far\b | \bstill\s+(?:to|working|waiting|looking|seeking|be|in|at)\b | \bto\ be\ confirmed\b | \bto\ follow\b(?=\s*[.;,)\t\n]|$) | \bpending\b | \bworking\ (?:on|with|towards?)\b
              | \bon\ track\b | \bwell\ advanced\b | \bin\ touch\ with\b | \bout\ for\ (?:comment|consultation)\b | \bwith\ the\ (?:printers?|designers?|lawyers?|solicitors?)\b | \bpencilled\ in\b | \b(?:booked|fixed|arranged|set|promised|planned)\ for\b
              | \b(?:no|not)\ (?:\w+\ ){0,2}yet\b | \bcurrently\b | \bexpected\b | \b(?:is|are|was|were)\ looking\ (?:at|into|for)\b | \baim(?:ed|s|ing)?\ to\b | \bhope[sd]?\ (?:to|for|that)\b | \b(?:taken|taking)\ longer\b | \bin\ more\ detail\ at\ the\ next\b
              | \bawaited\b | \bmissing\b(?=\s*(?:[.;,)(]|$)) | (?<!\d)(?<!\d[.,])[1-9]\d?\s?%\ (?:done|complete|there)\b | [:–—-]\s+[1-9]\d?\s?%(?=\s*(?:[,;.]|$))
              | \bhad\ begun\b | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d+)\ of\ (?:the\ |all\ )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b | (?:;|,|\bbut|\band)\ [^.;]*\b(?:had|has|have|did)\ not(?=\s*[.;]|$) | \bmade\ a\ start\b | \bdraft\ (?:\w+\ ){0,3}(?:is|was|are|were)\ with\b | \bhalf\ there\b | \bhalf[-\ ]?(?:done|finished|way|complete|of\ (?:the|them))\b | \byet\ to\b""",
            _FLAGS,
        ),
    ),
    (
        Status.COMPLETE,
        re.compile(
            r"\bcomplete(?:d|ly)?\b | \bdone\b | \bclosed\b | \bdischarged\b | \bactioned\b | \bcarried\ out\b | \bfulfilled\b | \bfinished\b | \bachieved\b",
            _FLAGS,
        ),
    ),
    (Status.OPEN, re.compile(r"\bopen\b(?=\s*[.\t\n)]|$)", _FLAGS)),
)
#: A cell or line with nothing but a status outweighs all words around it.
_ALONE: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.DROPPED, re.compile(r"cancelled|withdrawn|dropped|abandoned|no\ longer\ \w+|lapsed|superseded|overtaken|(?:propose\ (?:to\ )?)?removed?", _FLAGS)),
    (
        Status.CARRIED,
        re.compile(
            r"(?:action\ )?carr(?:y|ied)\s+(?:forward|over)|c/f(?:wd)?|brought\s+forward|outstanding|deferred|delayed|postponed|not\ (?:yet\ )?(?:done|held|met|ready)|no\ (?:change|progress)",
            _FLAGS,
        ),
    ),
    (Status.OVERDUE, re.compile(r"overdue|late|red", _FLAGS)),
    (
        Status.IN_PROGRESS,
        re.compile(
            r"on-?\s?going|continu(?:ing|es|ed)|recurring|standing\ item|in\ (?:progress|hand)|under\s?way|amber|started|partly\ (?:done|complete)|not\ (?:yet\ )?complete|on\ track|on\ (?:the\ |today's\ )?agenda|to\ be\ (?:discussed|taken|reported)(?:\ (?:today|below|at\ (?:the\ )?meeting))?|see\ (?:the\ )?(?:\w+\ ){0,3}item(?:\ [\d.]+)?|(?:a\ )?verbal\ update(?:\ at\ (?:the\ )?meeting)?|with\ (?:the\ )?\w+|chased(?:\ .{1,30})?|awaited",
            _FLAGS,
        ),
    ),
    (Status.COMPLETE, re.compile(r"(?:now\ |action\ |all\ )?(?:completed?|done|closed?|discharged|actioned|green|yes|finished|✓|✔)", _FLAGS)),
    (Status.OPEN, re.compile(r"open|new|not\ (?:yet\ )?(?:started|begun|due)|to\ do", _FLAGS)),
)
#: A box before a line that reviews an action.
_TICKED = re.compile(r"\W{0,3}?(?:\[[xX]\]|[☑✓✔])")
_UNTICKED = re.compile(r"\W{0,3}?(?:\[\s?\]|[☐□])")
#: What a clerk notes in the last cell of a row: "Received 2 June", "Answers sent 26 August".
_NOTED_AS_DONE = re.compile(
    r"""(?:(?!(?:to|will|would|not|no|nothing|if|when|once|until|being)\b)[\w’'&£,.-]+\s+){0,3}?
    (?:received|submitted|circulated|issued|sent|raised|met|held|written|wrote|published|presented|appointed|approved|adopted|signed|paid|installed|fitted|delivered|returned|replied|answered|e-?mailed|posted
      |contacted|reported|shared|added|amended|updated|corrected|removed|repaired|replaced|uploaded|tabled|confirmed|resolved|provided|supplied|produced|visited|advertised|recruited|launched|bought|purchased
      |collected|registered|renewed|filed|given|made|taken|told|convened|implemented|introduced|spoken|attended|informed|thanked|asked|went|came|gave)\b
    (?=\s*(?:[.,;:(\n]|$)|\s+(?:\d|on|in|at|by|to|with|from|and|out|round|back|last|this|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))""",
    _FLAGS,
)
#: From a list: what was done is done with, and what was not is dropped.
_REMOVED = re.compile(r"(?:propose (?:to )?)?removed?", re.IGNORECASE)
_SOME = re.compile(r"(?:one|two|three|four|five|\d{1,2})\s+(?:\w+\s+)?(?:received|sent|returned|replied|answered|in)\b", re.IGNORECASE)  # "One received"
_SHORT_TITLE = 10  # words
_LEAST_CELLS = 3  # of a row that ends with a note: what is to be done, who is to do it, the note
#: A row that only says where in the same document the action is told of.
_POINTS = re.compile(
    r"(?:^|[.;,]\s+)(?:is\s+|are\s+)?(?:to\s+be\s+(?:discussed|taken|reported)|on\s+(?:the\s+|today's\s+|this\s+)?agenda|(?:see\s+|under\s+|at\s+|to\s+be\s+taken\s+(?:at|under)\s+)?(?:the\s+)?(?:agenda\s+)?item\s+(?P<item>\d{1,3}(?:\.\d{1,2})*)|see\s+below|see\s+(?:the\s+)?agenda)(?:\s+(?:below|today|of\s+th(?:is|e)\s+(?:agenda|meeting)))?$",
    re.IGNORECASE,
)
#: One sentence for all actions of the last meeting; where it leaves some out, it is not known which.
_ALL_DONE = re.compile(
    r"\b(?:all|every)\s+(?:of\s+)?(?:the\s+)?(?:(?P<rest>other|remaining)\s+)?(?:outstanding\s+|previous\s+)?actions?\b[^.;]{0,80}?\b(?:were|was|had\s+been|have\s+been|has\s+been|are|is|being)\s+(?:\w+\s+){0,4}?"
    r"(?:complete[d]?|closed|discharged|done|actioned|carried\s+out)\b|\bno\s+(?:outstanding\s+actions?|actions?\s+(?:\w+\s+){0,2}outstanding)\b|\bactions?\b[^.;]{0,60}[:–-]\s*all\s+(?:now\s+)?(?:complete[d]?|done|closed)\b",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(r"\b(?:or|not|except\w*|apart|other\s+than|but|save)\b", re.IGNORECASE)
#: What was to be told is done once it is told, however far the matter itself has come.
_TO_TELL = re.compile(
    r"(?:\bto|\bwill|\bwould|^\W*)\s*(?:verbally\s+)?(?:report|feed\s*back|brief|update|bring|present|(?:give|provide)\s+(?:an?|the|their|his|her)\s+(?:\w+\s+){0,2}(?:update|report|presentation|briefing))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:reported|updated|briefed|fed\s+back|presented|introduced|tabled|(?:gave|provided)\s+(?:an?|the|their|his|her)\s+(?:\w+\s+){0,2}(?:update|report|presentation|briefing)|(?:took|talked|ran)\s+(?:\w+\s+){1,3}through)\b",
    re.IGNORECASE,
)
#: Words that tell how far a matter has come only where nothing before them in the sentence was done: "The artwork had gone off, and the work had begun."
_WEAK = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d+)\s+of\b|had\s+begun|expected|currently|(?:is|are|was|were)\s+being",
    re.IGNORECASE,
)
#: Words that stand in any sentence, whatever else it tells.
_IN_PASSING = re.compile(r"so\s+far|aim|hope|pending|to\s+be\s+confirmed|still\s", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:had|has|have)\s+(?:\w+\s+)?(?:been\s+)?\w+(?:ed|en|nt|ght|ne|me|ld|et|de|id|wn)\b|\b(?:was|were)\s+(?:sent|issued|published|held|circulated)\b|\bsent\b", re.IGNORECASE
)
_UNFINISHED = frozenset({Status.OPEN, Status.IN_PROGRESS})
#: In the place of a number: an action of the last list.
_BROUGHT = re.compile(r"[cb]/f(?:wd)?|(?:carried|brought)\s+(?:forward|over)|outstanding", re.IGNORECASE)
_NOT_ALL = re.compile(r"\bnot\s+all\b|\bnone\b", re.IGNORECASE)
_MARKS = " .:()[]*"
_PIECE = re.compile(r"(?:[^\t\n.]|\.(?!\s|$))+")  # of a cell or line: a sentence
_HEAD = re.compile(r"[A-Za-z/ -]{3,24}?(?=\s*[:;,(])")
_SAID_LAST = re.compile(r"[.;]\s+(?P<said>[\w ]{3,24})[.\s]*$")
_SAID_AFTER_COLON = re.compile(r"[:–—-]\s*(?P<said>[^:–—-]{3,40}?)\s*[.)\]]*\s*$")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|(?:is|are|was|were)\s+to|(?<!ought )(?<!ought not )to\s+be|plans?\s+to|hope[sd]?\s+to|intend\w*\s+to|aim\w*\s+to|due\s+to|about\s+to|needs?\s+to|needed\s+to)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:had|has|have)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|ne|nt|ght|t|d)\b|\b(?:was|were)\s+(?:\w+\s+)?\w+(?:ed|en|wn|nt|ght)\b"
    r"|\b(?:introduced|presented|reported|circulated|sent|gave|provided|produced|outlined|confirmed|thanked|received|wrote|met|tabled|showed|brought|explained|agreed|proposed|approved|considered|noted|welcomed|spoke|told|led|took|talked|went|ran|shared|issued|published|handed|completed|submitted|held|replied|answered|advised|updated|briefed|summarised|visited)\b",
    re.IGNORECASE,
)


def status_alone(words: str) -> tuple[Status, int, int] | None:
    """(status, start, end) of a cell, a line, one of its sentences, or what follows a last colon or dash, that says a status and nothing else.

    What is to happen to the action outweighs how far it has come: "Not started. Carry forward", "Ongoing. Close".
    """
    alone = list(_all_alone(words))
    if alone:
        status, start, end = next((each for each in alone[1:] if alone[0][0] in _UNFINISHED and each[0] not in _UNFINISHED), alone[0])
        return Status.COMPLETE if _REMOVED.fullmatch(words[start:end]) and _is_told_before(words[:start]) else status, start, end
    for pattern in (_SAID_AFTER_COLON, _SAID_LAST):
        behind = pattern.search(words)
        if behind and (found := _alone(behind["said"].strip(_MARKS))):
            removed = _REMOVED.fullmatch(behind["said"].strip(_MARKS)) and _is_told_before(words[: behind.start("said")])
            return Status.COMPLETE if removed else found, behind.start("said"), behind.end("said")
    return None


def _is_told_before(words: str) -> bool:
    """Whether something stands before "Remove" in its cell that says why, and not that the action was dropped."""
    before = words.rpartition("\t")[2]
    dropped = next(pattern for status, pattern in _WORDS if status == Status.DROPPED)
    return len(before.split()) > 1 and dropped.search(before) is None


def _all_alone(words: str) -> Iterator[tuple[Status, int, int]]:
    """(status, start, end) of each cell, line or sentence that says a status and nothing else."""
    for piece in _PIECE.finditer(words, _behind_reference(words)):
        bare = piece.group().strip(_MARKS)
        start = piece.start() + (piece.group().find(bare) if bare else 0)
        head = _HEAD.match(bare)
        for words_alone in (bare, head.group().strip() if head else ""):
            if words_alone and (found := _alone(words_alone)):
                yield found, start, start + len(words_alone)
                break


def _behind_reference(words: str) -> int:
    """Where a row begins behind a first cell that only says that its action is of the last list."""
    first, tab, _ = words.partition("\t")
    return len(first) + 1 if tab and _BROUGHT.fullmatch(first.strip(_MARKS)) and _last_cell(words)[2] >= _LEAST_CELLS else 0


def _alone(words: str) -> Status | None:
    return next((status for status, pattern in _ALONE if pattern.fullmatch(words)), None)


def status_word(words: str, asked: str = "") -> tuple[Status, int, int] | None:
    """(status, start, end) of words that name a status, alone or in a sentence; None where nothing does.

    Words that the action itself has ("a list of those still waiting") tell nothing of how far it has come.
    """
    if ticked := _TICKED.match(words):
        return Status.COMPLETE, ticked.start(), ticked.end()
    if alone := status_alone(words):
        return alone
    own = _even(asked)
    for status, pattern in ((Status.COMPLETE, _ENDED), *_WORDS):
        if status == Status.IN_PROGRESS and _TO_TELL.search(asked) and (told := _TOLD.search(words)):
            return Status.COMPLETE, told.start(), told.end()
        for match in pattern.finditer(words, _behind_reference(words)):
            weak = bool(_WEAK.match(match.group())) and _is_done_before(words, match.start())
            if not weak and (not own or _even(match.group()) not in own):
                return status, match.start(), match.end()
    if unticked := _UNTICKED.match(words):
        return Status.IN_PROGRESS, unticked.start(), unticked.end()
    return _noted_as_done(words)


def _noted_as_done(words: str) -> tuple[Status, int, int] | None:
    """(status, start, end) of a note in the last cell of a row that begins with what was done."""
    start, cell, filled = _last_cell(words)
    noted = _NOTED_AS_DONE.match(cell) if filled >= _LEAST_CELLS else None
    if noted is None:
        return None
    return Status.IN_PROGRESS if _SOME.match(cell) else Status.COMPLETE, start, start + noted.end()


def _last_cell(words: str) -> tuple[int, str, int]:
    """(start, words) of the last filled cell of a row, and how many are filled."""
    cells = [match for match in re.finditer(r"[^\t]+", words) if match.group().strip()]
    if not cells:
        return 0, "", 0
    bare = cells[-1].group().strip()
    return cells[-1].start() + cells[-1].group().find(bare), bare, len(cells)


def points_to(words: str) -> str | None:
    """The number of the item of the same document at which a row, or a short line with a title ("Conference (JB): on agenda"), says that the action is told of.

    "" where it says no number, None where it does not point.
    """
    _, said, filled = _last_cell(words)
    if filled < 2:
        title, colon, said = words.rpartition(":")
        if not colon or len(title.split()) > _SHORT_TITLE or "\n" in title.strip():
            return None
    pointing = _POINTS.search(said.strip().rstrip(_MARKS))
    return None if pointing is None else pointing["item"] or ""


def is_in_passing(words: str) -> bool:
    """Whether words that name a status may stand in any sentence: "so far", "currently", "two of the five"."""
    return _WEAK.match(words) is not None or _IN_PASSING.match(words) is not None


def _is_done_before(words: str, at: int) -> bool:
    """Whether the sentence tells before a place that something was done."""
    return bool(_DONE.search(words[:at].rpartition(". ")[2]))


def _even(words: str) -> str:
    return " ".join(words.lower().split())


def settles_all(words: str) -> bool:
    """Whether one sentence says that all actions of the last meeting are done: "All other actions had been completed." """
    told = _ALL_DONE.search(words)
    return told is not None and not _LEAVES_OUT.search(words[told.start() :].split(". ", maxsplit=1)[0])


def settles_some(words: str) -> bool:
    """Whether such a sentence leaves some out, and does not say which: "All other actions were completed or would be revisited." """
    return _ALL_DONE.search(words) is not None and not settles_all(words) and not _NOT_ALL.search(words)


def settles_the_rest(words: str) -> bool:
    """Whether such a sentence speaks of the other actions only."""
    told = _ALL_DONE.search(words)
    return told is not None and bool(told["rest"])


def is_told_as_done(words: str) -> bool:
    """Whether some words tell of the past and of nothing ahead."""
    return bool(_BEHIND.search(words)) and not _AHEAD.search(words)


def status_told(words: str, asked: str = "") -> tuple[Status, int, int]:
    """(status, start, end) that some words give an action on which they report: the one they name, else what the tense tells."""
    return status_word(words, asked) or status_by_tense(words)


def status_by_tense(words: str, *, is_task: bool = False) -> tuple[Status, int, int]:
    """(status, start, end) of words that name no status; a listed task's last cell may tell what was done.

    What is only ahead, or set as a task, or listed and no more, is still to be done; what is told as past is done.
    """
    _, note, filled = _last_cell(words)
    if (is_task and not (filled >= _LEAST_CELLS and _BEHIND.search(note))) or ((_AHEAD.search(words) or "\t" in words.strip()) and not _BEHIND.search(words)):
        return Status.CARRIED, 0, len(words)
    return Status.COMPLETE, 0, len(words)
