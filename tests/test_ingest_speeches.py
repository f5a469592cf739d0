"""Transcripts: who speaks."""

import pytest

from ingest.minutes.speeches import is_transcript, turn_of


@pytest.mark.parametrize(
    ("words", "speaker", "said"),
    [
        ("Ann Lee: I move the report.", "Ann Lee", "I move the report."),
        ("Ann Lee AM: Thank you.", "Ann Lee AM", "Thank you."),
        ("Mr. Bo Cole (Moor North, Ind.): Chair, a point.", "Mr. Bo Cole", "Chair, a point."),
        ("The Chair (Hon. Ann Lee (Moor, Ind.)): Order.", "The Chair", "Order."),
        ("An hon. member: Hear, hear.", "An hon. member", "Hear, hear."),
        ("MRS O'DOWD: We did.", "MRS O'DOWD", "We did."),
        ("[00:12:31] Priya Rao: Go on.", "Priya Rao", "Go on."),
    ],
)
def test_a_turn_begins_with_its_speaker(words: str, speaker: str, said: str) -> None:
    """Names with titles, posts, constituencies in brackets, times of a recording."""
    turn = turn_of(words)
    assert turn
    assert (turn.speaker, words[turn.start :]) == (speaker, said)


@pytest.mark.parametrize(
    "words", ["Action: Ann to write.", "Present: Ann Lee, Bo Cole", "Date: 3 May 2011", "Resolved: that it be so", "The point was this: nobody came.", "it was said: no"]
)
def test_labels_and_sentences_are_no_speakers(words: str) -> None:
    """What stands before a colon in minutes."""
    assert turn_of(words) is None


def test_a_transcript_is_told_by_speakers_who_come_again() -> None:
    """A third of the paragraphs or more; a list of what each one brought is none."""
    talk = ["Ann Lee: Shall we?", "Bo Cole: We shall.", "Ann Lee: Good.", "Then she paused.", "Bo Cole: Go on.", "Ann Lee: I will.", "Bo Cole: Do."]
    assert is_transcript(talk)
    assert not is_transcript([f"Person {name}: one cake" for name in ("Ann", "Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal")])
    assert not is_transcript(["Ann Lee: Shall we?", *["The Board met."] * 30])
