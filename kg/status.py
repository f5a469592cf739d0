"""What words say of how far an action has come."""

import re

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
              | \bnot\ (?:to\ )?proceed(?:ing|ed)?\b | \bwould\ not\ (?:now\ )?go\ ahead\b | \bbe\ removed\ from\ the\ (?:action\ )?(?:log|list)\b | \bremoved\ from\ the\ (?:action\ )?(?:log|list)\b | \brejected\b | \bovertaken\ by\ events\b | \blapsed\b | \bsuperseded\b | \bwound\ up\b
              | \b(?:not\ now|no\ longer)\ (?:to\ )?(?:happen|take\ place|be\ held)\b | \bno\ longer\ (?:a|any)\ (?:case|need|reason)\b | \bput\ an\ end\ to\b | \breleased\ from\ (?:the\ task|it|this)\b
              | \bin\ the\ end\ (?:not|never)\b | \b(?:taken|go|went)\ no\ further\b | \babandon\w*""",
            _FLAGS,
        ),
    ),
    (
        Status.CARRIED,
        re.compile(
            r"""\bcarr(?:y|ied|ies)\s+(?:\w+\ )?(?:forward|over)\b | \bc/f(?:wd)?\b | \bbrought\s+forward\b | \boutstanding\b | (?:^|[:;,(]\s*|\b(?:was|were|is|are|be|been|being|and|now|again)\ )(?:deferred|delayed|postponed|held\s+over|put\s+off)\b | \bslipped\b
              | \bto\ be\ chased\b | \brolled\s+(?:over|forward)\b | \bremains?\s+(?:open|on\ the)\b | \bdid\s+not\s+(?:take\ place|meet|go)\b | \bnot\s+yet\s+(?:been\s+)?(?:started|begun|met)\b | \bhad\s+not\s+met\b
              | \bnot\ (?:yet\ )?(?:been\ )?(?:done|sent|begun|ready|received|happened|available)\b | \bheld\ up\b | \bcould\ not\ (?:yet\ )?be\ (?:given|taken|held|done|started|sent)\b | \basked\ for\ (?:more\ time|(?:one|another)\ (?:more\ )?(?:month|quarter|meeting))\b
              | \bcarry\ (?:it\ |this\ )?forward\b | (?<!that\ )(?<!who\ )(?<!which\ )\b(?:had|has|have)\ not\s+(?:yet\s+)?(?:been\s+)?(?!only\b|sure\b|want|wish|know|able\ to\ (?:come|attend))\w+ | \bnobody\ had\b | \bnone\ (?:of\ \w+\ )?had\b""",
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
            r"""\bon-?\s?going\b | \bin\ (?:progress|hand|train|preparation|draft)\b | \bunder\s?way\b | \bcontinu(?:e|es|ing)\b | \bpartly\b | \bpartially\b | \bnearly\b | \bprogressing\b | \bnot\ (?:yet\ )?(?:complete|finished)\b
              | \b(?:is|are|was|were)\ (?:still\ )?being\b | \bawaiting\b | \bwaiting\ (?:for|until|on|to)\b | \bso\ far\b | \bstill\s+(?:to|working|waiting|looking|seeking|be|in|at)\b | \bto\ be\ confirmed\b | \bto\ follow\b(?=\s*[.;,)\t\n]|$) | \bpending\b | \bworking\ (?:on|with|towards?)\b
              | \bon\ track\b | \bwell\ advanced\b | \bin\ touch\ with\b | \bout\ for\ (?:comment|consultation)\b | \bwith\ the\ (?:printers?|designers?|lawyers?|solicitors?)\b | \bpencilled\ in\b | \b(?:booked|fixed|arranged|set|promised|planned)\ for\b
              | \b(?:no|not)\ (?:\w+\ ){0,2}yet\b | \bcurrently\b | \bexpected\b | \b(?:is|are|was|were)\ looking\ (?:at|into|for)\b | \baim(?:ed|s|ing)?\ to\b | \bhope[sd]?\ (?:to|for|that)\b | \b(?:taken|taking)\ longer\b | \bin\ more\ detail\ at\ the\ next\b
              | \bhad\ begun\b | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d+)\ of\ (?:the\ |all\ )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b | (?:;|,|\bbut|\band)\ [^.;]*\b(?:had|has|have|did)\ not(?=\s*[.;]|$) | \bmade\ a\ start\b | \bhalf[-\ ]?(?:done|finished|way|complete|of\ (?:the|them))\b | \byet\ to\b""",
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
    (Status.CARRIED, re.compile(r"(?:action\ )?carr(?:y|ied)\s+(?:forward|over)|c/f(?:wd)?|brought\s+forward|outstanding|deferred|delayed|postponed|not\ done", _FLAGS)),
    (Status.OVERDUE, re.compile(r"overdue|late|red", _FLAGS)),
    (
        Status.IN_PROGRESS,
        re.compile(
            r"on-?\s?going|in\ (?:progress|hand)|under\s?way|amber|started|partly\ (?:done|complete)|not\ (?:yet\ )?complete|on\ track|on\ (?:the\ |today's\ )?agenda|see\ (?:the\ )?(?:\w+\ ){0,3}item(?:\ [\d.]+)?|(?:a\ )?verbal\ update(?:\ at\ (?:the\ )?meeting)?",
            _FLAGS,
        ),
    ),
    (Status.COMPLETE, re.compile(r"(?:now\ |action\ |all\ )?(?:completed?|done|closed|discharged|actioned|green|yes|finished|✓|✔)", _FLAGS)),
    (Status.OPEN, re.compile(r"open|new|not\ (?:yet\ )?(?:started|begun|due)|to\ do", _FLAGS)),
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
    """(status, start, end) of a cell, a line, one of its sentences, or what follows a last colon or dash, that says a status and nothing else."""
    for piece in _PIECE.finditer(words):
        bare = piece.group().strip(_MARKS)
        start = piece.start() + (piece.group().find(bare) if bare else 0)
        head = _HEAD.match(bare)
        for words_alone in (bare, head.group().strip() if head else ""):
            if words_alone and (found := _alone(words_alone)):
                return found, start, start + len(words_alone)
    for pattern in (_SAID_AFTER_COLON, _SAID_LAST):
        behind = pattern.search(words)
        if behind and (found := _alone(behind["said"].strip(_MARKS))):
            return found, behind.start("said"), behind.end("said")
    return None


def _alone(words: str) -> Status | None:
    return next((status for status, pattern in _ALONE if pattern.fullmatch(words)), None)


def status_word(words: str, asked: str = "") -> tuple[Status, int, int] | None:
    """(status, start, end) of words that name a status, alone or in a sentence; None where nothing does.

    Words that the action itself has ("a list of those still waiting") tell nothing of how far it has come.
    """
    if alone := status_alone(words):
        return alone
    own = _even(asked)
    for status, pattern in ((Status.COMPLETE, _ENDED), *_WORDS):
        if status == Status.IN_PROGRESS and _TO_TELL.search(asked) and (told := _TOLD.search(words)):
            return Status.COMPLETE, told.start(), told.end()
        for match in pattern.finditer(words):
            weak = bool(_WEAK.match(match.group())) and _is_done_before(words, match.start())
            if not weak and (not own or _even(match.group()) not in own):
                return status, match.start(), match.end()
    return None


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
    """(status, start, end) of words that name no status.

    What is only ahead, or set as a task, or listed and no more, is still to be done; what is told as past is done.
    """
    if is_task or ((_AHEAD.search(words) or "\t" in words.strip()) and not _BEHIND.search(words)):
        return Status.CARRIED, 0, len(words)
    return Status.COMPLETE, 0, len(words)
