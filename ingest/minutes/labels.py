"""Labels that say what stands under or behind them: "ACTIONS:", "AGREED:", "RESOLVED that"."""

import re
from enum import StrEnum


class Label(StrEnum):
    """What a label says of the limbs under it."""

    DECISION = "decision"
    ACTION = "action"


_ACTION_LABEL = re.compile(
    r"\[?(?:(?:agreed|new|key|summary\s+of|further)\s+)?action(?:s|\s+points?|\s+items?)?(?:\s+(?:agreed|arising|required|log|table|list|summary|noted\s+for\s+[\w ]{2,40}(?=:)))?\s*(?:\(?(?:no\.?\s*)?\d[\d.()/a-z]*\)?|\(?(?:[ivx]{1,5}|[a-h])\))?"
    r"(?:\s*(?:(?:for|by|on)\s+)?(?:\((?P<who>(?-i:[A-Z])[^()\d:]{0,60})\)|(?P<initials>(?-i:[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*)))(?=\s*:))?\s*(?P<mark>[:–—-]|$)\s*",
    re.IGNORECASE,
)
#: Headings of a volunteer's list: "TO DO BEFORE NEXT TIME", "Jobs".
_TO_DO = re.compile(
    r"(?:(?:things|jobs|work|tasks)\s+)?to[\s-]?do(?:\s+list|s)?(?:\s+(?:before|by|for)\s+(?:the\s+)?next\s+(?:time|meeting))?\s*(?::|$)|(?:jobs|tasks)(?:\s+(?:for\s+(?:the\s+)?next\s+(?:time|meeting)|list))?\s*(?::|$)",
    re.IGNORECASE,
)
#: What notes taken during a meeting mark an action with: "[AI] Hugh: …", "[Action] …", "TODO: …", ">> Hugh to …".
_TAG = re.compile(
    r"\[(?i:AI|AP|action|to\s?do)(?:\s*\d{1,3})?\]\s*[:–—-]?\s*|(?:AI|AP|TODO)(?:\s*\d{1,3})?\s*:\s+|(?:>>+|[=-]+>|[→➔⇒►])\s*(?=@?[A-Z][\w.’' ,&/]{0,40}?(?:\s+(?:to|will)\s|:\s|\s[–-]\s))"
)
_OPEN_BOX = re.compile(r"(?:\[\s?\]|[☐□])\s+")
#: What a label's words are for a box that is not ticked, and for a tag.
OPEN_BOX, TAG = "open box", "tag"
_DECISION_LABEL = re.compile(
    r"(?:[Tt]he\s+(?:[\w’'-]+\s+){1,6}(?=(?:agreed|resolved|decided|AGREED|RESOLVED|DECIDED)(?:\s+(?:that|to|the\s+following))?\s*:)(?P<told>agreed|resolved|decided|AGREED|RESOLVED|DECIDED)|"
    r"(?:it\s+was\s+|IT\s+WAS\s+|the\s+\w+\s+|and\s+it\s+was\s+|[Aa]nd\s+)?(?:(?:unanimously|UNANIMOUSLY|therefore|also|ALSO)\s+)?(?P<verb>AGREED|RESOLVED|DECIDED|NOTED|Agreed|Resolved|Decided|Decisions?|DECISIONS?|Resolutions?|RESOLUTIONS?|RECOMMENDED|Recommended|ENDORSED|APPROVED|CONFIRMED|RECEIVED|REFERRED\s+BACK|DEFERRED))"
    r"(?:\s+the\s+following)?(?:\s+(?:unanimously|UNANIMOUSLY|to(?:\s+[A-Z][a-z]+)?|(?i:that)|by\s+the\s+\w+))?(?:\s*\([^)]{3,60}\))?\s*(?P<mark>:-|[:–—-]|$|(?=\((?:a|i|1)\)\s))\s*(?:[Tt]hat\s*[:–-]*\s*$)?",
    re.MULTILINE,
)


def label_of(words: str) -> tuple[Label, int, str] | None:
    """(kind, length, verb) of a label that words begin with: "ACTIONS:", "Action 3: …", "Action 4.1 JB to …", "AGREED:", "RESOLVED that", "[AI] …", "[ ] …"."""
    for pattern, told in ((_TAG, TAG), (_OPEN_BOX, OPEN_BOX)):
        if marked := pattern.match(words):
            return Label.ACTION, marked.end(), told
    listed = _TO_DO.match(words)
    if listed and not words[listed.end() :].strip():
        return Label.ACTION, listed.end(), "action"
    match = _ACTION_LABEL.match(words)
    if match and (match["mark"] == ":" or not words[match.end() :].strip() or (match["mark"] and words[:6].isupper())):
        return Label.ACTION, match.end(), "action"
    shouted = re.match(
        r"(?:ACTIONS?|Action)\s+(?!Plan|Points?|Log|Group|Items?|List|Learning)(?:(?:[Nn]o\.?\s*)?\d[\d./]*(?:\([a-z]\))?\s+)?(?=[A-Z][\w/&, ]{0,40}?\s+(?:to|will)\s)", words
    )
    if shouted:
        return Label.ACTION, shouted.end(), "action"
    match = _DECISION_LABEL.match(words)
    limbs = match is not None and re.match(r"\((?:a|i|1)\)\s", words[match.end() :])
    if match and (match["mark"] or limbs or not words[match.end() :].strip()):
        return Label.DECISION, match.end(), (match["verb"] or match["told"]).lower().split()[0]
    return None


def owner_of_label(words: str) -> tuple[int, int] | None:
    """(start, end) of the owner that a label of an action names: "Action 6.1 (Chair):", "Action for HT:"."""
    match = _ACTION_LABEL.match(words)
    group = next((name for name in ("who", "initials") if match and match[name]), None)
    return match.span(group) if match and group else None


def heads_actions(words: str) -> bool:
    """Whether words are a label of actions and nothing else: "ACTION POINTS", "Actions:"."""
    label = label_of(words)
    return label is not None and label[0] is Label.ACTION and label[1] >= len(words.rstrip())
