"""Two votes, each locked when it is cast, and no word on the answer before the second."""

import json
from dataclasses import replace
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.exercises.questions import Question
from course_utils.widgets import TwoVotes

ARTICLE = load_article()
S01 = "In July, Armenia initiated a brief round of skirmishing with its neighbor Azerbaijan."


@pytest.fixture
def control(question: Question, workbook: Workbook) -> TwoVotes:
    return TwoVotes(question, workbook, ARTICLE)


def step(control: TwoVotes, stage: str, answer: str | None = None) -> dict[str, Any]:
    return tell(control, {"stage": stage, "answer": answer})


def vote(control: TwoVotes, alone: str, again: str) -> dict[str, Any]:
    step(control, "alone", alone)
    step(control, "talk")
    return step(control, "again", again)


def test_each_step_is_saved_and_opens_the_next(control: TwoVotes, workbook: Workbook) -> None:
    assert control.reply == {"stage": "alone", "text": ""}
    assert step(control, "alone", "b") == {
        "stage": "talk",
        "text": "Your first vote: The author. Saved 17:32, and locked.",
    }
    assert step(control, "talk") == {
        "stage": "again",
        "text": "Your first vote: The author. Vote again, for the same option or another one.",
    }
    assert step(control, "again", "a") == {
        "stage": "done",
        "text": "Your two votes differ. Saved 17:32, and locked.",
        "votes": ["The author", "The editor & co"],
        "feedback": [
            {"text": "The answer: The editor & co", "feedback": "The lead is the editor’s."},
            {"text": "The author", "feedback": "His words begin with s04."},
        ],
        "words": [{"sentence": "s01", "voice": "the editor", "text": S01}],
    }
    assert {item: answer.value for item, answer in workbook.answers().items()} == {
        "q1.alone": "b",
        "q1.talked": "yes",
        "q1": "a",
    }


@pytest.mark.parametrize(
    ("alone", "again", "says", "explained"),
    [
        ("a", "a", "Your two votes are the same.", ["The answer: The editor & co"]),
        ("b", "b", "Your two votes are the same.", ["The answer: The editor & co", "The author"]),
        ("c", "b", "Your two votes differ.", ["The answer: The editor & co", "The author", "Nobody"]),
    ],
)
def test_every_option_voted_for_and_the_answer_are_explained(
    control: TwoVotes, alone: str, again: str, says: str, explained: list[str]
) -> None:
    reply = vote(control, alone, again)
    assert reply["text"] == f"{says} Saved 17:32, and locked."
    assert [one["text"] for one in reply["feedback"]] == explained


def test_no_key_no_feedback_and_no_sentence_is_sent_before_the_second_vote(
    question: Question, control: TwoVotes
) -> None:
    for one in (("alone", "b"), ("talk", None), None):
        state = json.dumps({name: control.get_state()[name] for name in ("item", "reply")})
        for secret in ("The answer", S01, *(option.feedback for option in question.options)):
            assert secret not in state
        if one:
            step(control, *one)
    assert control.item.keys() == {"prompt", "options"}


@pytest.mark.parametrize("steps", range(4))
def test_every_stage_stands_there_again_when_the_notebook_is_reopened(
    question: Question, control: TwoVotes, workbook: Workbook, steps: int
) -> None:
    reply = dict(control.reply)
    for one in [("alone", "b"), ("talk", None), ("again", "a")][:steps]:
        reply = step(control, *one)
    assert TwoVotes(question, Workbook(workbook.path), ARTICLE).reply == reply


def test_a_vote_stays_as_it_was_cast(question: Question, control: TwoVotes, workbook: Workbook) -> None:
    other = TwoVotes(question, Workbook(workbook.path), ARTICLE)
    step(control, "alone", "b")
    assert step(other, "alone", "c") == {
        "stage": "talk",
        "text": "An earlier vote holds. Your first vote: The author. Saved 17:32, and locked.",
    }
    step(control, "talk")
    step(control, "again", "a")
    before = workbook.path.read_bytes()
    reply = step(other, "again", "c")
    assert reply["votes"] == ["The author", "The editor & co"]
    assert reply["text"] == "An earlier vote holds. Your two votes differ. Saved 17:32, and locked."
    assert step(other, "talk")["text"] == "Your two votes differ. Saved 17:32, and locked."
    assert workbook.path.read_bytes() == before


def test_a_second_vote_without_a_first_is_not_kept(control: TwoVotes, workbook: Workbook) -> None:
    step(control, "alone", "b")
    step(control, "talk")
    workbook.clear()
    assert step(control, "again", "a") == {
        "failed": True,
        "stage": "alone",
        "text": "Not saved: your answers were cleared meanwhile.",
    }
    assert workbook.answers() == {}


def test_an_option_that_is_gone_is_voted_on_again(question: Question, workbook: Workbook) -> None:
    workbook.commit_all({"q1.alone": "gone", "q1.talked": "yes"})
    control = TwoVotes(question, workbook, ARTICLE)
    assert control.reply["stage"] == "alone"
    assert step(control, "alone", "b")["stage"] == "again"


def test_a_question_without_a_key_is_refused(question: Question, workbook: Workbook) -> None:
    options = tuple(replace(option, misconception=None) for option in question.options)
    with pytest.raises(ValueError, match=r"^question q1 has no key; two votes need one, a prediction does not$"):
        TwoVotes(replace(question, key=None, options=options), workbook, ARTICLE)


def test_the_twin_is_the_question_without_answer_whatever_was_voted(
    question: Question, control: TwoVotes, workbook: Workbook
) -> None:
    before = control.twin()
    vote(control, "b", "a")
    assert TwoVotes(question, workbook, ARTICLE).twin() == before
    assert before == (
        "<p><strong>Who &lt;wrote&gt; s01?</strong></p><ul><li>The editor &amp; co</li>"
        "<li>The author</li><li>Nobody</li></ul>"
        "<p><em>To vote, talk and vote again, choose Run, then Run All Cells.</em></p>"
    )
