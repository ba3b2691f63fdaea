"""The bank asks fairly, explains every option, and a broken bank says all that is wrong with it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.article.article import Article, read_article
from course_utils.errors import QuestionsError
from course_utils.exercises.questions import Option, Question, load_bank, load_questions
from course_utils.places import shelf
from course_utils.reading.load import load_reading

COUNTED = yaml.safe_load(Path(__file__).with_name("counted.yaml").read_text("utf-8"))
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


def refused(tmp_path: Path, text: str, article: Article | None = None) -> str:
    file = tmp_path / "bank.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(QuestionsError) as caught:
        load_questions(file, article=article)
    return str(caught.value)


def test_every_sentence_a_question_rests_on_must_be_the_articles(tmp_path: Path) -> None:
    article = read_article()
    assert load_questions(article=article) == BANK
    said = refused(tmp_path, WHOLE.replace("[s01]", "[s02, s1]"), article)
    where = "bank.yaml, line 8: questions q1: "
    assert said.startswith(f"{where}“s1” is not a sentence of the article. Did you mean s01? Valid: s01, s02,")
    assert load_questions(tmp_path / "bank.yaml")[0].sentences == ("s02", "s1")
    for text, line in (("Who?", 5), ("One", 10), ("Second.", 11)):  # and so must each that a text names
        said = refused(tmp_path, WHOLE.replace(text, "See s19", 1), article)
        assert said.startswith(f"bank.yaml, line {line}: questions q1")
        assert "“s19” is not a sentence of the article." in said


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


@pytest.mark.parametrize("case", yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text("utf-8")))
def test_a_question_that_cannot_be_asked_is_refused_with_its_lines_all_at_once(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    text = WHOLE
    for old, new in case["change"].items():
        text = text.replace(old, new)
    assert refused(tmp_path, text) == case["said"]


@pytest.mark.parametrize(("old", "new", "said"), COUNTED)
def test_a_key_that_is_not_what_is_counted_in_the_reading_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text, file, reading = (shelf("data") / "questions.yaml").read_text("utf-8"), tmp_path / "bank.yaml", load_reading()
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(QuestionsError) as caught:
        load_bank(file, reading=reading)
    assert str(caught.value).split("\n")[0].startswith(f"bank.yaml, line {said}")
    if remedy := re.search("write (key: \\w+)", said):
        file.write_text(text.replace(old, re.sub(r"key: \w+", remedy[1], new), 1), "utf-8")
        assert load_bank(file, reading=reading).questions == BANK


@pytest.mark.parametrize("kind", ["prediction", "exit"])
def test_a_guess_or_a_view_has_no_key(tmp_path: Path, kind: str) -> None:
    text = re.sub(r", misconception: .|    key: a\n", "", WHOLE).replace("kind: check", f"kind: {kind}")
    (tmp_path / "bank.yaml").write_text(text, "utf-8")
    assert load_questions(tmp_path / "bank.yaml")[0].key is None


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, WHOLE + WHOLE.removeprefix("questions:\n"))
    assert said == "bank.yaml, line 13: questions q1: the id q1 stands twice, first in line 2; rename one."


def test_an_unknown_option_names_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="question 00-practice has no option 'x'; it has commit, right, teacher"):
        next(q for q in BANK if q.id == "00-practice").option("x")
