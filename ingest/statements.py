"""From what the parser found to the rows of the store: mentions, statements, passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.minutes.named import with_title
from ingest.minutes.records import Action, Attendee, Decision, Minutes, Owner
from kg.model import Document, Extraction, IdMaker, Mention, Passage, Span, Statement, fold
from kg.names import same_person
from kg.vocabulary import Evidence, Kind, Predicate


@dataclass(slots=True)
class _Rows:
    """The rows of one document while they are made."""

    document: Document
    minutes: Minutes
    ids: IdMaker
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def event_date(self) -> str | None:
        """The meeting's date."""
        return self.minutes.meeting.date.isoformat() if self.minutes.meeting.date else None

    def mention(self, kind: Kind, label: str, span: Span) -> Mention:
        """Add a mention of a thing."""
        made = Mention(self.ids.make(kind.value, label), self.document.id, kind.value, re.sub(r"\s+", " ", label).strip(), span.start, span.end)
        self.mentions.append(made)
        return made

    def state(
        self,
        subject: Mention | Document,
        predicate: Predicate,
        target: Mention | Document | str,
        span: Span,
        rule: str,
        *,
        item: str = "",
        evidence: Evidence = Evidence.STATED,
        confidence: float = 1.0,
        evidence_spans: tuple[tuple[int, int], ...] = (),
        **qualifiers: Any,
    ) -> None:
        """Add a statement; qualifiers that are None or empty are left out."""
        words = target if isinstance(target, str) else target.id
        self.statements.append(
            Statement(
                id=self.ids.make("stm", f"{subject.id} {predicate} {words}"),
                document_id=self.document.id,
                subject=subject.id,
                predicate=predicate.value,
                object=None if isinstance(target, str) else target.id,
                value=target if isinstance(target, str) else None,
                item=item,
                start=span.start,
                end=span.end,
                evidence=evidence.value,
                rule=rule,
                confidence=confidence,
                event_date=self.event_date,
                qualifiers={key: value for key, value in qualifiers.items() if value not in (None, "", [], ())},
                evidence_spans=evidence_spans,
            )
        )


def extraction_of(document: Document, minutes: Minutes) -> Extraction:
    """All rows that one document gives."""
    rows = _Rows(document, minutes, IdMaker(document.id))
    for rows.minutes in minutes.meetings:
        _add_meeting(rows)
    rows.minutes = minutes
    if minutes.title:
        paper = rows.mention(Kind.PAPER, minutes.title.words, minutes.title.span)
        rows.state(paper, Predicate.MAIN_FILE, document, minutes.title.span, "paper.title")
    _topics(rows)
    return Extraction(document, tuple(rows.mentions), tuple(rows.statements), _passages(rows))


def _add_meeting(rows: _Rows) -> None:
    """The rows of one meeting of the file; where the file records none, what the document itself names."""
    meeting = _meeting(rows)
    if meeting is None:
        people: dict[str, Mention] = {}
        _organisations(rows, rows.document, people)
        _papers(rows, rows.document, [], people)
        _named(rows, rows.document, [], people)
        return
    board = _board(rows, meeting)
    people = _attendance(rows, meeting)
    bodies = _organisations(rows, meeting, people)
    items = _items(rows, meeting)
    decisions = _decisions(rows, board, items, bodies)
    _actions(rows, meeting, items, people, bodies, decisions)
    _papers(rows, meeting, items, people)
    _named(rows, meeting, items, people)
    _changes(rows, board, people)
    _references(rows, meeting, items)


def _meeting(rows: _Rows) -> Mention | None:
    """The meeting; a file without board, date, attendance and items records none. A date that only the file's name gives is inferred."""
    found = rows.minutes.meeting
    if found.board is None and found.date_span is None and not rows.minutes.attendance and not rows.minutes.items:
        return None
    label = " ".join(part for part in (found.board.words if found.board else "Meeting", found.date.isoformat() if found.date else "") if part)
    places = [
        found.board.span if found.board else None,
        found.date_span,
        *(entry.span for entry in rows.minutes.attendance[:1]),
        *(item.title.span for item in rows.minutes.items[:1]),
    ]
    span = next(place for place in places if place)
    meeting = rows.mention(Kind.MEETING, label, span)
    rows.state(meeting, Predicate.RECORDED_IN, rows.document, span, "meeting.document", evidence=Evidence.DERIVED)
    if found.date:
        evidence, rule = (Evidence.STATED, "header.date") if found.date_span else (Evidence.INFERRED, "header.file_name")
        rows.state(meeting, Predicate.DATE, found.date.isoformat(), found.date_span or span, rule, evidence=evidence)
    if found.time_span and found.start:
        rows.state(meeting, Predicate.START_TIME, found.start, found.time_span, "header.time")
    if found.time_span and found.end:
        rows.state(meeting, Predicate.END_TIME, found.end, found.time_span, "header.time")
    if found.location:
        rows.state(meeting, Predicate.LOCATION, found.location.words, found.location.span, "header.location")
    following = rows.minutes.next_meeting
    if following and following.date:
        rows.state(meeting, Predicate.NEXT_MEETING, following.date.isoformat(), following.span, "next_meeting", time=following.time, location=following.location)
    return meeting


def _board(rows: _Rows, meeting: Mention) -> Mention | None:
    found = rows.minutes.meeting.board
    if found is None:
        return None
    board = rows.mention(Kind.BOARD, found.words, found.span)
    rows.state(meeting, Predicate.HELD_BY, board, found.span, "header.board")
    return board


def _attendance(rows: _Rows, meeting: Mention) -> dict[str, Mention]:
    """One mention for each person; the same name under two headings is one person with two statements."""
    people: dict[str, Mention] = {}
    for entry in rows.minutes.attendance:
        person = None if _again(entry, rows.minutes.attendance) else _listed(people, entry.name, [other.name for other in rows.minutes.attendance])
        if person is None:
            person = people[_free_key(people, entry.name)] = rows.mention(Kind.PERSON, entry.name, entry.span)
        status = ((entry.status_span.start, entry.status_span.end),) if entry.status_span else ()
        rows.state(
            person,
            Predicate.ATTENDED,
            meeting,
            entry.span,
            "attendance",
            evidence_spans=status,
            as_printed=with_title(rows.document.text, entry.span).of(rows.document.text),
            why=f"listed under {entry.status_span.of(rows.document.text).strip()!r}" if entry.status_span else "named in the attendance",
            status=entry.status,
            role=entry.role,
            post=entry.post,
            represents=entry.represents.words if entry.represents else None,
            on_behalf_of=entry.on_behalf_of,
            proxy_for=entry.proxy_for,
        )
        if entry.role == "chair" and rows.minutes.meeting.chair_span:
            chair = rows.minutes.meeting.chair_span
            rows.state(
                person, Predicate.CHAIRED, meeting, chair, "header.chair", as_printed=chair.of(rows.document.text), why="named as chair of this meeting", proxy_for=entry.proxy_for
            )
    return people


def _again(entry: Attendee, attendance: Sequence[Attendee]) -> bool:
    """Whether a list names a second person of the same name, or of one that it is short for."""
    earlier = attendance[: attendance.index(entry)]
    return any(same_person(other.name, entry.name) and other.status_span is not None and other.status_span == entry.status_span for other in earlier)


def _free_key(people: dict[str, Mention], name: str) -> str:
    """The name as a key that nobody has: two people of one name are told apart by blanks that no reader sees."""
    while name in people:
        name += " "
    return name


def _listed(people: dict[str, Mention], name: str, names: list[str]) -> Mention | None:
    """The person of an attendance entry, when it was met before: by the same name, or by a short form that fits no other."""
    if name in people:
        return people[name]
    fitting = {fold(other) for other in names if same_person(other, name) and fold(other) != fold(name)}
    return _known(people, name) if len(fitting) == 1 else None


def _known(people: dict[str, Mention], name: str) -> Mention | None:
    exact = [mention for known, mention in people.items() if fold(known) == fold(name)]
    alike = exact or [mention for known, mention in people.items() if same_person(known, name)]
    return alike[0] if len(alike) == 1 else None


def _is_shared(people: dict[str, Mention], name: str) -> bool:
    """Whether two people of the document bear a name."""
    return sum(fold(known) == fold(name) for known in people) > 1


def _organisations(rows: _Rows, meeting: Mention | Document, people: dict[str, Mention]) -> dict[str, Mention]:
    """Bodies by their folded wordings."""
    bodies: dict[str, Mention] = {}
    for found in rows.minutes.organisations:
        body = rows.mention(Kind.ORGANISATION, found.name.words, found.name.span)
        for wording in (found.name.words, *found.also):
            bodies.setdefault(fold(wording), body)
        for place in found.places:
            rows.state(meeting, Predicate.MENTIONS, body, place, "organisation", item=_item_at(rows.minutes, place))
        for wording in found.also:
            at = rows.document.text.find(wording)
            rows.state(body, Predicate.ALSO_KNOWN_AS, wording, Span(at, at + len(wording)) if at >= 0 else found.name.span, "organisation.wording")
    for entry in rows.minutes.attendance:
        _membership(rows, entry, people, bodies)
    for relation in rows.minutes.relations:
        part, whole = bodies[fold(relation.subject)], bodies.get(fold(relation.object))
        if whole and part is not whole:
            predicate, evidence = (Predicate.SUCCEEDS, Evidence.STATED) if relation.kind == "succeeds" else (Predicate.PART_OF, Evidence.DERIVED)
            rows.state(part, predicate, whole, relation.span, f"relation.{relation.kind}", evidence=evidence, item=_item_at(rows.minutes, relation.span), why=relation.why)
    return bodies


def _membership(rows: _Rows, entry: Attendee, people: dict[str, Mention], bodies: dict[str, Mention]) -> None:
    """The body printed beside a name is taken as the person's; that is derived, for a deputy may stand in."""
    body = bodies.get(fold(entry.represents.words)) if entry.represents else None
    person = _known(people, entry.name)
    if body and person and entry.represents:
        rows.state(person, Predicate.MEMBER_OF, body, entry.represents.span, "attendance.beside_name", evidence=Evidence.DERIVED, confidence=0.9, post=entry.post)


def _items(rows: _Rows, meeting: Mention) -> list[tuple[Span, str, Mention]]:
    """(scope, number, mention) of each agenda heading."""
    items = []
    for found in rows.minutes.items:
        item = rows.mention(Kind.ITEM, f"{found.number} {found.title.words}".strip(), found.title.span)
        rows.state(meeting, Predicate.HAS_ITEM, item, found.title.span, "item", item=found.number, sub=found.sub or None)
        if found.number and not found.sub:
            rows.state(item, Predicate.NUMBER, found.number, Span(found.scope.start, found.title.span.end), "item.number", item=found.number)
        items.append((found.scope, found.number, item))
    return items


def _item_at(minutes: Minutes, span: Span) -> str:
    return next((item.number for item in reversed(minutes.items) if item.scope.start <= span.start < item.scope.end), "")


def _under(items: list[tuple[Span, str, Mention]], span: Span) -> Mention | None:
    """The innermost item around a place."""
    return next((item for scope, _, item in reversed(items) if scope.start <= span.start < scope.end), None)


def _decisions(rows: _Rows, board: Mention | None, items: list[tuple[Span, str, Mention]], bodies: dict[str, Mention]) -> list[tuple[Decision, Mention]]:
    made = []
    for found in rows.minutes.decisions:
        decision = rows.mention(Kind.DECISION, found.span.of(rows.document.text), found.span)
        rows.state(
            decision,
            Predicate.OUTCOME,
            found.outcome,
            found.span,
            found.rule,
            item=found.item,
            mover=found.mover,
            seconder=found.seconder,
            vote=found.vote,
            conditions=found.conditions.words if found.conditions else None,
        )
        item = _under(items, found.span)
        if item:
            rows.state(decision, Predicate.TREATED_UNDER, item, found.span, found.rule, item=found.item)
        if found.by:
            other = bodies.get(fold(found.by.words)) or rows.mention(Kind.ORGANISATION, found.by.words, found.by.span)
            rows.state(decision, Predicate.MADE_BY, other, found.by.span, "decision.by", item=found.item)
            if found.date:
                rows.state(decision, Predicate.DATE, found.date.isoformat(), found.span, "decision.by", item=found.item)
        elif board:
            rows.state(decision, Predicate.MADE_BY, board, found.span, "decision.own", item=found.item, evidence=Evidence.DERIVED)
        made.append((found, decision))
    return made


def _actions(
    rows: _Rows, meeting: Mention, items: list[tuple[Span, str, Mention]], people: dict[str, Mention], bodies: dict[str, Mention], decisions: list[tuple[Decision, Mention]]
) -> None:
    for found in rows.minutes.actions:
        action = rows.mention(Kind.ACTION, found.span.of(rows.document.text), found.span)
        source = next((mention for decision, mention in decisions if decision.span == found.span), meeting)
        rows.state(action, Predicate.ARISES_FROM, source, found.span, found.rule, item=found.item, status=found.status)
        item = _under(items, found.span)
        if item:
            rows.state(action, Predicate.TREATED_UNDER, item, found.span, found.rule, item=found.item)
        for owner in found.owners:
            _assign(rows, action, found, owner, people, bodies)
        if found.due:
            rows.state(
                action,
                Predicate.DUE,
                found.due.date.isoformat() if found.due.date else found.due.as_printed,
                found.due.span,
                found.rule,
                item=found.item,
                as_printed=found.due.as_printed,
                precision=found.due.precision,
                why=found.due.why,
            )


def _assign(rows: _Rows, action: Mention, found: Action, owner: Owner, people: dict[str, Mention], bodies: dict[str, Mention]) -> None:
    """An owner is a person or body of these minutes; what cannot be told stays the printed words, with the candidates."""
    target: Mention | str = owner.name
    named = next((each for each in rows.minutes.named if each.span.start <= owner.span.start < each.span.end and not owner.candidates), None)
    if named and not owner.is_person:
        # Somebody who was not at the meeting, named in full.
        owner = replace(owner, name=named.name, is_person=True, why=named.why)
    if owner.is_person and not _is_shared(people, owner.name):
        target = _known(people, owner.name) or people.setdefault(owner.name, rows.mention(Kind.PERSON, owner.name, owner.span))
    elif not owner.candidates:
        target = bodies.get(fold(owner.name), owner.name)
    resolved = not isinstance(target, str)
    rows.state(
        action,
        Predicate.ASSIGNED_TO,
        target,
        owner.span,
        found.rule,
        item=found.item,
        confidence=1.0 if resolved else 0.5,
        as_printed=owner.as_printed,
        why=owner.why,
        candidates=list(owner.candidates),
    )


def _papers(rows: _Rows, meeting: Mention | Document, items: list[tuple[Span, str, Mention]], people: dict[str, Mention]) -> None:
    for found in rows.minutes.papers:
        paper = rows.mention(Kind.PAPER, found.title.words, found.title.span)
        item = _under(items, found.title.span)
        rows.state(item or meeting, Predicate.CONSIDERED, paper, found.title.span, "paper", item=found.item)
        presenter = _known(people, found.presented_by) if found.presented_by else None
        if presenter and found.presented_as:
            its = found.presented_as
            place = ((found.title.span.start, found.title.span.end),)
            rows.state(presenter, Predicate.PRESENTED, paper, its.span, "paper.presented", item=found.item, evidence_spans=place, as_printed=its.as_printed, why=its.why)
        if found.author:
            author = _known(people, found.author) or people.setdefault(found.author, rows.mention(Kind.PERSON, found.author, found.title.span))
            rows.state(
                author,
                Predicate.AUTHORED,
                paper,
                found.title.span,
                "paper.author",
                item=found.item,
                confidence=0.8,
                as_printed=found.author,
                why="named as author beside the title",
            )
        for wording in found.also:
            at = rows.document.text.find(wording)
            rows.state(paper, Predicate.ALSO_KNOWN_AS, wording, Span(at, at + len(wording)) if at >= 0 else found.title.span, "paper.wording", item=found.item)


def _named(rows: _Rows, meeting: Mention | Document, items: list[tuple[Span, str, Mention]], people: dict[str, Mention]) -> None:
    """Where people are named outside the attendance."""
    for found in rows.minutes.named:
        if _is_shared(people, found.name):
            continue
        person = _known(people, found.name) or people.setdefault(found.name, rows.mention(Kind.PERSON, found.name, found.span))
        rows.state(_under(items, found.span) or meeting, Predicate.MENTIONS, person, found.span, "named", item=found.item, as_printed=found.as_printed, why=found.why)


def _changes(rows: _Rows, board: Mention | None, people: dict[str, Mention]) -> None:
    """Who came to a post of the board or left it, as the text says."""
    for found in rows.minutes.changes:
        person = _known(people, found.person.name)
        if board and person:
            why = found.person.why
            rows.state(person, Predicate.MEMBER_OF, board, found.span, f"tenure.{found.change}", change=found.change, post=found.post, as_printed=found.person.as_printed, why=why)


def _references(rows: _Rows, meeting: Mention, items: list[tuple[Span, str, Mention]]) -> None:
    for found in rows.minutes.references:
        rows.state(_under(items, found.span) or meeting, Predicate.CITES, found.target, found.span, f"reference.{found.kind}", item=found.item, kind=found.kind)


def _topics(rows: _Rows) -> None:
    for found in rows.minutes.definitions:
        topic = rows.mention(Kind.TOPIC, found.meaning, found.span)
        rows.state(topic, Predicate.ABBREVIATED, found.acronym, found.span, "definition")


def _passages(rows: _Rows) -> tuple[Passage, ...]:
    text = rows.document.text
    return tuple(
        Passage(
            id=rows.ids.make("psg", draft.span.of(text)),
            document_id=rows.document.id,
            start=draft.span.start,
            end=draft.span.end,
            line=draft.line,
            page=rows.document.page_of(draft.span.start),
            item=draft.item,
            item_title=draft.item_title,
            kind=draft.kind.value,
            speaker=draft.speaker,
            exempt=draft.exempt,
            context=draft.context,
            sentences=tuple((span.start, span.end) for span in draft.sentences),
        )
        for draft in rows.minutes.passages
    )
