"""Answers of every earlier version open with each in its place.

``written-by-0.1.0.json`` was written by the controls of version 0.1.0, with an answer to every item of the course.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from course_utils import Course, open_course
from course_utils.exercises.brief import CONFIDENCE, PARTS
from course_utils.places import shelf

FILE = Path(__file__).parent / "written-by-0.1.0.json"
KEPT = {item: fields["value"] for item, fields in json.loads(FILE.read_text("utf-8"))["answers"].items()}
#: What version 0.1.0 did not ask.
NEW = {"02-exit-position", "03-recall-people", "05-predict-fit"}
#: How each question of the bank is asked in the notebooks.
ASKED = {
    Course(shelf("data")).question(found[1]).id: found[0]
    for path in shelf("notebooks").glob("*.ipynb")
    for found in re.findall(r'course\.(ask|predict|vote_twice)\(\\"([\w-]+)\\"', path.read_text("utf-8"))
}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    shutil.copyfile(FILE, tmp_path / "answers.json")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    return open_course()


def test_every_question_has_its_answer(course: Course) -> None:
    assert ASKED.keys() == course.questions.keys()
    for name, how in ASKED.items():
        reply = getattr(course, how)(name).reply
        if name in NEW:
            assert reply == {}
        elif how == "vote_twice":
            votes = [course.questions[name].option(KEPT[item]).text for item in (f"{name}.alone", name)]
            assert (reply["stage"], reply["votes"]) == ("done", votes)
        else:
            assert (reply["answer"], "result" in reply) == (KEPT[name], how == "predict")


def test_every_row_and_text_has_its_answer_and_nothing_else_is_in_the_file(course: Course) -> None:
    for prefix, control in (("04-sort", course.sort_sentences()), ("05-ties", course.set_ties())):
        assert control.reply["sorted"] == {
            item.removeprefix(f"{prefix}."): value for item, value in KEPT.items() if item.startswith(f"{prefix}.")
        }
        assert len(control.reply["sorted"]) == len(control.task.entries)
    estimate = course.estimate_chance().reply
    assert (estimate["chances"], estimate["ways"]) == (
        ["", "", "35"],
        ["Snow comes first.", "Moscow calls both sides."],
    )
    texts = course.write_brief().reply["texts"]
    assert texts == {part.id: KEPT[f"brief.{part.id}"] for part in (*PARTS, CONFIDENCE)}
    assert course.chart_size() == "projector"
    assert [chapter.missing for chapter in course._gathered(course.sorting_tasks)] == [
        "1 prediction is still open, in notebook 05.",
        *("", "", ""),
    ]
    places = {
        *(ASKED.keys() - NEW),
        *(f"{name}.{when}" for name, how in ASKED.items() if how == "vote_twice" for when in ("alone", "talked")),
        *(item for item in KEPT if item.startswith(("04-sort.", "05-ties."))),
        *("03-estimate", "03-estimate.other-1", "03-estimate.other-2", "chart-size", "brief.exported"),
        *(f"brief.{part}" for part in texts),
    }
    assert KEPT.keys() == places
    assert course.answers.news() is None
    assert course.answers.path.read_bytes() == FILE.read_bytes()
