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
            r"""\bcancelled\b | \bwithdrawn\b | \bdropped\b | \babandoned\b | \bno\ longer\ (?:\w+\ )?(?:required|needed|necessary|relevant|pursued|going|proceeding)\b | \bnot\ (?:to\ )?(?:be\ )?pursued?\b
              | \bnot\ (?:to\ )?proceed(?:ing|ed)?\b | \bwould\ not\ (?:now\ )?go\ ahead\b | \bbe\ removed\ from\ the\ (?:action\ )?(?:log|list)\b | \brejected\b | \bovertaken\ by\ events\b | \blapsed\b""",
            _FLAGS,
        ),
    ),
    (
        Status.CARRIED,
        re.compile(
            r"""\bcarr(?:y|ied|ies)\s+(?:\w+\ )?(?:forward|over)\b | \bc/f(?:wd)?\b | \bbrought\s+forward\b | \boutstanding\b | (?:^|[:;,(]\s*|\b(?:was|were|is|are|be|been|being|and|now|again)\ )(?:deferred|delayed|postponed|held\s+over|put\s+off)\b | \bslipped\b
              | \bto\ be\ chased\b | \brolled\s+(?:over|forward)\b | \bremains?\s+(?:open|on\ the)\b | \bdid\s+not\s+(?:take\ place|meet|go)\b | \bnot\s+yet\s+(?:been\s+)?(?:started|begun|met)\b | \bhad\s+not\s+met\b
              | (?<!that\ )(?<!who\ )(?<!which\ )\b(?:had|has|have)\ not\s+(?:yet\s+)?(?:been\s+)?(?!only\b|sure\b|want|wish|know|able\ to\ (?:come|attend))\w+ | \bnobody\ had\b | \bnone\ (?:of\ \w+\ )?had\b""",
            _FLAGS,
        ),
    ),
    (Status.OVERDUE, re.compile(r"\boverdue\b|\blate\b(?=\s*[.\t\n)]|$)", _FLAGS)),
    (
        Status.IN_PROGRESS,
        re.compile(
            r"""\bon-?\s?going\b | \bin\ (?:progress|hand|train|preparation|draft)\b | \bunder\s?way\b | \bcontinu(?:e|es|ing)\b | \bpartly\b | \bpartially\b | \bnearly\b | \bprogressing\b | \bnot\ (?:yet\ )?(?:complete|finished)\b
              | \b(?:is|are|was|were)\ (?:still\ )?being\b | \bawaiting\b | \bso\ far\b | \bstill\s+(?:to|working|waiting|be|in|at)\b | \bto\ be\ confirmed\b | \bto\ follow\b | \bpending\b | \bworking\ (?:on|with|towards?)\b
              | \bhad\ begun\b | \b(?:one|two|three|four|five|six|seven|eight|nine|\d+)\ of\ (?:the\ |all\ )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b | \bmade\ a\ start\b | \bhalf[-\ ]?(?:done|finished|way|complete|of\ (?:the|them))\b | \byet\ to\b""",
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
    (Status.DROPPED, re.compile(r"cancelled|withdrawn|dropped|abandoned|no\ longer\ \w+|lapsed", _FLAGS)),
    (Status.CARRIED, re.compile(r"(?:action\ )?carried\s+(?:forward|over)|c/f(?:wd)?|brought\s+forward|outstanding|deferred|delayed|postponed", _FLAGS)),
    (Status.OVERDUE, re.compile(r"overdue|late|red", _FLAGS)),
    (Status.IN_PROGRESS, re.compile(r"on-?\s?going|in\ (?:progress|hand)|under\s?way|amber|started|partly\ (?:done|complete)|not\ (?:yet\ )?complete", _FLAGS)),
    (Status.COMPLETE, re.compile(r"(?:now\ |action\ |all\ )?(?:completed?|done|closed|discharged|actioned|green|yes|finished|✓|✔)", _FLAGS)),
    (Status.OPEN, re.compile(r"open|new|not\ started|to\ do", _FLAGS)),
)
_SAID_AFTER_COLON = re.compile(r"[:–—-]\s*(?P<said>[^:–—-]{3,40}?)\s*[.)\]]*\s*$")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|is\s+to|are\s+to|to\s+be|plans?\s+to|hope[sd]?\s+to|intend\w*\s+to|aim\w*\s+to|due\s+to|about\s+to|needs?\s+to|needed\s+to)\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\b(?:had|has|have)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|ne|nt|ght|t|d)\b|\b(?:was|were)\s+(?:\w+\s+)?\w+(?:ed|en|wn|nt|ght)\b"
    r"|\b(?:introduced|presented|reported|circulated|sent|gave|provided|produced|outlined|confirmed|thanked|received|wrote|met|tabled|showed|brought|explained|agreed|approved|considered|noted|welcomed|spoke|told|led)\b",
    re.IGNORECASE,
)


def status_alone(words: str) -> tuple[Status, int, int] | None:
    """(status, start, end) of a cell, a line, or what follows a last colon or dash, that says a status and nothing else."""
    at = 0
    for piece in re.split(r"([\t\n])", words):
        bare = piece.strip(" .:()[]*")
        start = at + piece.find(bare) if bare else at
        at += len(piece)
        head = re.match(r"[A-Za-z/ -]{3,24}?(?=\s*[:;,(])", bare)
        for words_alone in (bare, head.group().strip() if head else ""):
            if words_alone and (found := _alone(words_alone)):
                return found, start, start + len(words_alone)
    behind = _SAID_AFTER_COLON.search(words)
    if behind and (found := _alone(behind["said"].strip(" .()[]"))):
        return found, behind.start("said"), behind.end("said")
    last = re.search(r"[.;]\s+(?P<said>[\w ]{3,24})[.\s]*$", words)
    if last and (found := _alone(last["said"].strip())):
        return found, last.start("said"), last.end("said")
    return None


def _alone(words: str) -> Status | None:
    return next((status for status, pattern in _ALONE if pattern.fullmatch(words)), None)


def status_word(words: str) -> tuple[Status, int, int] | None:
    """(status, start, end) of words that name a status, alone or in a sentence; None where nothing does."""
    if alone := status_alone(words):
        return alone
    if ended := _ENDED.search(words):
        return Status.COMPLETE, ended.start(), ended.end()
    for status, pattern in _WORDS:
        if match := pattern.search(words):
            return status, match.start(), match.end()
    return None


def status_told(words: str) -> tuple[Status, int, int]:
    """(status, start, end) that some words give an action on which they report.

    Where no word names a status the tense tells: what is only ahead is in progress, what is told as past is done.
    """
    if named := status_word(words):
        return named
    ahead, behind = _AHEAD.search(words), _BEHIND.search(words)
    if ahead and not behind:
        return Status.IN_PROGRESS, 0, len(words)
    return Status.COMPLETE, 0, len(words)
