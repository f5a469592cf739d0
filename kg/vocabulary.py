"""Kinds of thing, predicates and what each may join.

Names follow Popolo (Person, Organization, Membership, post), OParl (Meeting, AgendaItem, Paper, Consultation) and
FollowTheMoney (statements about entities).
"""

from enum import StrEnum


class Kind(StrEnum):
    """Kind of a node. The value is also the prefix of its printed id."""

    DOCUMENT = "doc"
    MEETING = "mtg"
    BOARD = "brd"
    ORGANISATION = "org"
    PERSON = "per"
    ITEM = "itm"
    PAPER = "pap"
    DECISION = "dec"
    ACTION = "act"
    TOPIC = "top"


#: Only these may be merged across documents; an "Any other business" is never another one.
MERGEABLE = frozenset({Kind.BOARD, Kind.ORGANISATION, Kind.PERSON, Kind.PAPER, Kind.TOPIC})

KIND_NAMES = {
    Kind.DOCUMENT: "document",
    Kind.MEETING: "meeting",
    Kind.BOARD: "board",
    Kind.ORGANISATION: "organisation",
    Kind.PERSON: "person",
    Kind.ITEM: "agenda item",
    Kind.PAPER: "paper",
    Kind.DECISION: "decision",
    Kind.ACTION: "action",
    Kind.TOPIC: "topic",
}

#: How many of each there are is told under these names.
KIND_PLURALS = {
    Kind.MEETING: "meetings",
    Kind.BOARD: "boards",
    Kind.ORGANISATION: "organisations",
    Kind.PERSON: "people",
    Kind.ITEM: "items",
    Kind.PAPER: "papers",
    Kind.DECISION: "decisions",
    Kind.ACTION: "actions",
    Kind.TOPIC: "topics",
}


class Predicate(StrEnum):
    """What a statement says. Those above the blank line join two things, those below give a thing a value."""

    RECORDED_IN = "RECORDED_IN"
    HELD_BY = "HELD_BY"
    HAS_ITEM = "HAS_ITEM"
    ATTENDED = "ATTENDED"
    CHAIRED = "CHAIRED"
    MEMBER_OF = "MEMBER_OF"
    CONSIDERED = "CONSIDERED"
    MAIN_FILE = "MAIN_FILE"
    PRESENTED = "PRESENTED"
    AUTHORED = "AUTHORED"
    TREATED_UNDER = "TREATED_UNDER"
    MADE_BY = "MADE_BY"
    ASSIGNED_TO = "ASSIGNED_TO"
    ARISES_FROM = "ARISES_FROM"
    MENTIONS = "MENTIONS"
    PART_OF = "PART_OF"
    SUCCEEDS = "SUCCEEDS"

    DATE = "DATE"
    START_TIME = "START_TIME"
    END_TIME = "END_TIME"
    LOCATION = "LOCATION"
    NEXT_MEETING = "NEXT_MEETING"
    NUMBER = "NUMBER"
    OUTCOME = "OUTCOME"
    DUE = "DUE"
    CITES = "CITES"
    ABBREVIATED = "ABBREVIATED"
    ALSO_KNOWN_AS = "ALSO_KNOWN_AS"


_ANY = frozenset(Kind)
_BODY = frozenset({Kind.BOARD, Kind.ORGANISATION})

#: predicate -> (kinds of subject, kinds of object; None where the statement gives a value)
JOINS: dict[Predicate, tuple[frozenset[Kind], frozenset[Kind] | None]] = {
    Predicate.RECORDED_IN: (frozenset({Kind.MEETING}), frozenset({Kind.DOCUMENT})),
    Predicate.HELD_BY: (frozenset({Kind.MEETING}), frozenset({Kind.BOARD})),
    Predicate.HAS_ITEM: (frozenset({Kind.MEETING}), frozenset({Kind.ITEM})),
    Predicate.ATTENDED: (frozenset({Kind.PERSON}), frozenset({Kind.MEETING})),
    Predicate.CHAIRED: (frozenset({Kind.PERSON}), frozenset({Kind.MEETING})),
    Predicate.MEMBER_OF: (frozenset({Kind.PERSON}), _BODY),
    Predicate.CONSIDERED: (frozenset({Kind.MEETING, Kind.ITEM, Kind.DOCUMENT}), frozenset({Kind.PAPER})),
    Predicate.MAIN_FILE: (frozenset({Kind.PAPER}), frozenset({Kind.DOCUMENT})),
    Predicate.PRESENTED: (frozenset({Kind.PERSON}), frozenset({Kind.PAPER})),
    Predicate.AUTHORED: (frozenset({Kind.PERSON}) | _BODY, frozenset({Kind.PAPER})),
    Predicate.TREATED_UNDER: (frozenset({Kind.DECISION, Kind.ACTION}), frozenset({Kind.ITEM})),
    Predicate.MADE_BY: (frozenset({Kind.DECISION}), _BODY),
    Predicate.ASSIGNED_TO: (frozenset({Kind.ACTION}), frozenset({Kind.PERSON}) | _BODY),
    Predicate.ARISES_FROM: (frozenset({Kind.ACTION}), frozenset({Kind.DECISION, Kind.MEETING})),
    Predicate.MENTIONS: (frozenset({Kind.MEETING, Kind.ITEM, Kind.DOCUMENT}), _BODY | {Kind.PERSON}),
    Predicate.PART_OF: (_BODY, _BODY),
    Predicate.SUCCEEDS: (_BODY, _BODY),
    Predicate.DATE: (frozenset({Kind.MEETING, Kind.DECISION, Kind.PAPER}), None),
    Predicate.START_TIME: (frozenset({Kind.MEETING}), None),
    Predicate.END_TIME: (frozenset({Kind.MEETING}), None),
    Predicate.LOCATION: (frozenset({Kind.MEETING}), None),
    Predicate.NEXT_MEETING: (frozenset({Kind.MEETING}), None),
    Predicate.NUMBER: (frozenset({Kind.ITEM}), None),
    Predicate.OUTCOME: (frozenset({Kind.DECISION}), None),
    Predicate.DUE: (frozenset({Kind.ACTION}), None),
    Predicate.CITES: (frozenset({Kind.MEETING, Kind.ITEM}), None),
    Predicate.ABBREVIATED: (frozenset({Kind.TOPIC}), None),
    Predicate.ALSO_KNOWN_AS: (_ANY, None),
}


class Evidence(StrEnum):
    """How a statement is known."""

    STATED = "stated"
    DERIVED = "derived"
    INFERRED = "inferred"
    MANUAL = "manual"


class Status(StrEnum):
    """How far an action has come."""

    OPEN = "open"  # nothing was heard of it yet
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    OVERDUE = "overdue"
    CARRIED = "carried"
    DROPPED = "dropped"


#: Nothing is left to do.
CLOSED = frozenset({Status.COMPLETE, Status.DROPPED})


class DocumentKind(StrEnum):
    """What a file is."""

    MINUTES = "minutes"
    AGENDA = "agenda"
    ACTION_LOG = "action_log"
    PAPER = "paper"
    TRANSCRIPT = "transcript"
    OTHER = "other"


class PassageKind(StrEnum):
    """What a passage is in its document."""

    DECISION = "decision"
    ACTION = "action"
    DISCUSSION = "discussion"
    HEADING = "heading"
    ATTENDANCE = "attendance"
    HEADER = "header"
    MARGIN = "margin"
