"""What a student has committed is gathered with question, first answer and last; what is missing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.answers.workbook import Workbook
from course_utils.course import Course
from course_utils.exercises import portfolio
from course_utils.exercises.portfolio import Given
from course_utils.exercises.questions import load_questions
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.reading.load import load_reading

BANK = load_questions()
READING = load_reading()
SENTENCES, TIES = sentences_by_kind(READING, "04-sort"), ties_by_sign(READING, "05-ties")
CHANCE = Course().file.estimate
assert CHANCE


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    return Workbook(tmp_path / "answers.json")


def test_nothing_yet_and_where_to_find_it() -> None:
    chapters = portfolio.gather(BANK, (SENTENCES, TIES), CHANCE, {})
    assert [(c.title, c.missing, c.count, c.given) for c in chapters] == [
        ("Predictions", "Nothing yet. You make them in notebooks 00, 01, 02, 03, 04, 05 and 06.", "", ()),
        ("Sorted sentences", "Nothing yet. You sort them in notebook 04.", "", ()),
        ("Ties", "Nothing yet. You sort them in notebook 05.", "", ()),
        ("The estimate, and two other ways", "Nothing yet. You make it in notebook 03.", "", ()),
    ]


def test_predictions_stand_beside_the_result_where_there_is_one(workbook: Workbook) -> None:
    asked = {q.id: q for q in BANK if q.kind == "prediction"}
    never, guess = asked["01-predict-armenia"].option("never").text, asked["00-guess"].options[1]
    workbook.commit_all({"01-predict-armenia": "never", "00-guess": guess.id})
    chapter = portfolio.predictions(BANK, workbook.answers())
    assert chapter.given == (
        Given(asked["00-guess"].prompt, guess.text, guess.text, "Azerbaijan"),
        Given(asked["01-predict-armenia"].prompt, never, never, never),
    )
    assert chapter.missing == "7 predictions are still open, in notebooks 01, 02, 03, 04, 05 and 06."
    workbook.commit_all({name: q.options[0].id for name, q in asked.items()})
    assert portfolio.predictions(BANK, workbook.answers()).missing == ""
    workbook.commit("05-predict-rule", "an option that is gone")
    chapter = portfolio.predictions(BANK, workbook.answers())
    assert (len(chapter.given), chapter.missing) == (8, "1 prediction is still open, in notebook 05.")


def test_sorted_sentences_have_the_first_class_the_last_and_the_readings_view(workbook: Workbook) -> None:
    workbook.commit_all({"04-sort.s01": "asserted", "04-sort.s10": "asserted", "04-sort.s13": "gone"})
    workbook.commit("04-sort.s10", "accused")
    chapter = portfolio.sorted_rows(SENTENCES, workbook.answers())
    s01, s10 = (READING.article.sentence(name) for name in ("s01", "s10"))
    assert chapter.given == (
        Given(s01.text, "asserted", "asserted", "The course reads it so too. It can also be read as accused.", "s01"),
        Given(s10.text, "asserted", "accused", "The course reads it so too.", "s10"),
    )
    assert chapter.count.startswith("Of your 2 sentences, you and the course read 2 alike and none otherwise;")
    assert chapter.missing == "11 sentences are still open, in notebook 04."


def test_ties_are_gathered_by_the_names_of_the_pair(workbook: Workbook) -> None:
    workbook.commit_all({f"05-ties.{entry.id}": "mixed" for entry in TIES.entries})
    chapter = portfolio.sorted_rows(TIES, workbook.answers())
    assert Given("Azerbaijan and Iran", "mixed", "mixed", "The course reads it so too.") in chapter.given
    assert chapter.missing == ""


def test_the_estimate_is_gathered_whole_or_not_at_all_and_the_two_other_ways_once_they_are_there(
    workbook: Workbook,
) -> None:
    def gathered() -> tuple[list[str], str]:
        chapter = portfolio.estimate(CHANCE, workbook.answers())
        assert [one.first for one in chapter.given] == [one.last for one in chapter.given]
        return [one.last for one in chapter.given], chapter.missing

    workbook.commit_all({"03-estimate": "35", "03-estimate.chance-1": "40"})
    assert gathered() == ([], "Nothing yet. You make it in notebook 03.")
    workbook.commit("03-estimate.chance-2", "25")
    assert gathered() == (["40 %", "25 %", "35 %"], "The two other ways are still open, in notebook 03.")
    ways = {"03-estimate.other-1": "Moscow stops it.", "03-estimate.other-2": "Winter comes."}
    workbook.commit_all(ways)
    assert gathered() == (["40 %", "25 %", "35 %", *ways.values()], "")
