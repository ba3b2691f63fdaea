"""The bank asks fairly, explains every option, and a broken bank says all that is wrong with it."""

from collections import Counter
from pathlib import Path

import pytest

from course_utils.article.article import load_article
from course_utils.errors import QuestionsError
from course_utils.exercises.questions import Option, Question, load_questions

BANK = load_questions()

WHOLE = """\
questions:
  - id: q1
    notebook: 01-voices
    kind: check
    prompt: Who?
    difficulty: 1
    key: a
    sentences: [s01]
    options:
      - {id: a, text: One, feedback: First.}
      - {id: b, text: Two, feedback: Second., misconception: m}
      - {id: c, text: Three, feedback: Third., misconception: n}
"""


def refused(tmp_path: Path, text: str) -> str:
    file = tmp_path / "bank.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(QuestionsError) as caught:
        load_questions(file)
    return str(caught.value)


def test_no_feedback_is_used_twice() -> None:
    texts = [option.feedback for question in BANK for option in question.options]
    assert len(texts) == len(set(texts))


def test_the_key_is_not_always_in_the_same_place_nor_always_the_longest() -> None:
    keyed = [q for q in BANK if q.key]
    places = Counter([o.id for o in q.options].index(q.key) for q in keyed if q.key)
    longest = sum(q.key == max(q.options, key=lambda o: len(o.text)).id for q in keyed)
    assert set(places) == {0, 1, 2}
    assert max(places.values()) <= len(keyed) / 2
    assert longest <= len(keyed) / 2


def test_no_feedback_begins_with_a_bare_verdict() -> None:
    for question in BANK:
        for option in question.options:
            assert not option.feedback.lower().startswith(("right", "wrong", "correct", "yes", "no,", "not "))
            assert len(option.feedback.split()) >= 10


def test_every_sentence_a_question_rests_on_must_be_the_articles(tmp_path: Path) -> None:
    article = load_article()
    assert load_questions(article=article) == BANK
    file = tmp_path / "bank.yaml"
    file.write_text(WHOLE.replace("[s01]", "[s02, s1]"), "utf-8")
    with pytest.raises(QuestionsError) as caught:
        load_questions(file, article=article)
    said = "bank.yaml, line 8: questions q1: “s1” is not a sentence of the article. Did you mean s13? Valid: s01, s02,"
    assert str(caught.value).startswith(said)
    assert load_questions(file)[0].sentences == ("s02", "s1")


def test_a_question_is_read_as_it_was_typed(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(WHOLE, "utf-8")
    (question,) = load_questions(file)
    assert question == Question(
        id="q1",
        notebook="01-voices",
        kind="check",
        prompt="Who?",
        options=(Option("a", "One", "First."), Option("b", "Two", "Second.", "m"), Option("c", "Three", "Third.", "n")),
        key="a",
        difficulty=1,
        sentences=("s01",),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: a", "key: d", "“d” is not an option's id, so it cannot be the key. Valid: a, b, c."),
        (
            "feedback: Second.",
            "feedback: First.",
            "two options have the same feedback; say of each why it is right or wrong.",
        ),
        (", misconception: m", "", "option b: a wrong option, and no other, names the misconception it catches."),
        ("id: c,", "id: b,", "expected three options with ids of their own, found a, b, b."),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert refused(tmp_path, WHOLE.replace(old, new)) == f"bank.yaml, line 2: questions q1: {said}"


def test_all_problems_of_a_bank_are_reported_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace("difficulty: 1", "difficulty: 4").replace("kind: check", "kind: chek")
    said = refused(tmp_path, text).splitlines()
    assert said == [
        "bank.yaml, line 4: questions q1: “chek” is not a valid kind. Did you mean check? "
        "Valid: recall, prediction, check, exit.",
        "bank.yaml, line 6: questions q1: “4” is not a valid difficulty. Valid: 1, 2, 3.",
    ]


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, WHOLE + WHOLE.removeprefix("questions:\n"))
    assert said == "bank.yaml, line 13: questions q1: the id q1 stands twice, first in line 2; rename one."


def test_an_unknown_option_names_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="question 00-practice has no option 'x'; it has commit, right, teacher"):
        next(q for q in BANK if q.id == "00-practice").option("x")
