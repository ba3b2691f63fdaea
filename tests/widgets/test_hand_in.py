"""A student hands in a code or a file: whose letters last, whose file is nobody else's, and what stays behind."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from telling import tell

from course_utils.answers.hand_in import hand_in
from course_utils.answers.workbook import CROCKFORD, Workbook
from course_utils.course import Course
from course_utils.errors import CourseError
from course_utils.teacher.hand_ins import read_given
from course_utils.widgets import BriefForm, Clearing

NAMED = re.compile(f"answers-[{CROCKFORD}]{{4}}.json")
OLD = Path(__file__).parents[1] / "answers" / "written-by-0.1.0.json"
KEPT = read_given(OLD.read_bytes(), "old", 64).given


@pytest.fixture
def course(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.chdir(workbook.path.parent)
    course = Course()
    course.answers = workbook
    return course


def handed_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("answers-*"))


def test_the_code_and_what_is_open_follow_each_answer(course: Course) -> None:
    control = course.hand_in("00")
    assert control.reply == {
        "code": course.codes.code_of("00", {}),
        "count": "0 of 2 answered.",
        "missing": [course.questions[name].prompt for name in ("00-guess", "00-practice")],
        "text": "",
    }
    tell(course.ask("00-practice"), {"answer": "right"})
    assert (control.reply["count"], control.reply["missing"]) == (
        "1 of 2 answered.",
        [course.questions["00-guess"].prompt],
    )
    assert course.codes.read_code(control.reply["code"]) == ("00", [("00-practice", "", "right")])
    course.answers.commit_all({"00-guess": "israel"})
    assert (control.reply["count"], control.reply["missing"]) == ("2 of 2 answered.", [])
    course.answers.clear()
    assert control.reply["count"] == "0 of 2 answered."


@pytest.mark.parametrize(("notebook", "given", "missing"), [
    ("04", {"04-sort.s01": "judged", "04-sort.s09": "accused"}, "main claim. (2 of 13)"),
    ("04", {"04-check-claim.alone": "said"}, " (1 of 2)"),
    ("05", {"05-ties.armenia.azerbaijan": "hostile"}, " (1 of 8)"),
    ("03", {"03-estimate.chance-1": "5"}, " (1 of 3)"),
])  # fmt: skip
def test_what_is_answered_in_part_says_how_far(
    course: Course, notebook: str, given: dict[str, str], missing: str
) -> None:
    course.answers.commit_all(given)
    said = course.hand_in(notebook).reply["missing"]
    assert [text[-len(missing) :] for text in said if re.search(r"\(\d+ of \d+\)$", text)] == [missing]


@pytest.mark.parametrize("notebook", ["00", "01", "02", "03", "04", "05", "06"])
def test_what_stands_under_more_is_never_missing_and_counts_beside_the_rest(course: Course, notebook: str) -> None:
    asked = {q.id: q for q in course.questions.values() if q.notebook.startswith(notebook)}
    items, extra = course.codes.items(notebook), [name for name, q in asked.items() if q.optional]
    course.answers.commit_all({item: values[0] for item, values in items.items() if item not in extra})
    control, needed = course.hand_in(notebook), len({item.partition(".")[0] for item in items}) - len(extra)
    assert (control.reply["count"], control.reply["missing"]) == (f"{needed} of {needed} answered.", [])
    for number, name in enumerate(extra, 1):
        course.answers.commit_all({name: items[name][0]})
        assert control.reply["count"] == f"{needed} of {needed} answered, and {number} under More."


def test_nothing_tells_of_later_before_the_estimate(course: Course) -> None:
    control, later = course.hand_in("03"), [q.prompt for q in course.questions.values() if q.after_estimate]
    assert control.reply["missing"].count("What opens with the estimate") == len(later) > 1
    assert not {*later} & {*control.reply["missing"]}
    course.answers.commit_all({"03-estimate.chance-1": "5", "03-estimate.chance-2": "5", "03-estimate": "90"})
    assert {*later} < {*control.reply["missing"]}
    assert course.file.estimate
    assert course.file.estimate.prompt not in control.reply["missing"]


def test_a_file_is_written_under_letters_that_last_and_a_later_one_over_it(course: Course, tmp_path: Path) -> None:
    control = course.hand_in("01")
    assert tell(control, {"write": True})["text"] == "Nothing is answered yet, so there is nothing to hand in."
    assert not list(tmp_path.iterdir())
    course.answers.commit("01-exit", "bracket")
    reply = tell(control, {"write": True})
    [name] = handed_in(tmp_path)
    letters = json.loads((tmp_path / name).read_bytes())["letters"]
    assert (name, reply["file"]) == (f"answers-{letters}.json", name)
    assert NAMED.fullmatch(name)
    assert reply["text"].startswith(
        f"{name} is written, in the folder {tmp_path}. Your hand-in name is {letters}: write it down. To take it along,"
    )
    assert letters not in json.dumps(control.item) + control.twin() + repr(control)
    course.answers.commit("01-exit", "true")
    assert control.reply["text"] == f"{name} was written before your last answer: write it again."
    again = Course()
    again.answers = Workbook(course.answers.path)
    tell(again.hand_in("05"), {"write": True})
    assert handed_in(tmp_path) == [name]
    assert ("01-exit", "bracket", "true") in read_given((tmp_path / name).read_bytes(), name, 64).given


@pytest.mark.parametrize("change", [
    lambda file: file.write_text("somebody else's", "utf-8"),
    lambda file: file.write_bytes(file.read_bytes() + b" "),
    lambda file: (file.unlink(), file.mkdir()),
    lambda file: (file.unlink(), file.symlink_to("elsewhere.json")),
])  # fmt: skip
def test_what_somebody_has_changed_stays_and_the_file_takes_another_name(workbook: Workbook, change: Any) -> None:
    workbook.commit("01-exit", "bracket")
    letters, name = hand_in(workbook)
    change(workbook.path.with_name(name))
    assert hand_in(workbook) == (letters, f"answers-{letters}-2.json")
    assert not workbook.path.with_name("elsewhere.json").exists()


def test_what_the_disk_refuses_is_told(course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    course.answers.commit("01-exit", "bracket")
    letters, control = course.answers.letters(), course.hand_in("01")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course_utils.disk.write_whole", full)
    reply = tell(control, {"write": True})
    assert (reply["failed"], handed_in(tmp_path)) == (True, [])
    assert reply["text"].startswith("Not written. answers.json: nothing was saved: No space left on device. Check that")
    assert course.answers.letters() == letters


def test_letters_that_are_none_are_drawn_anew_and_what_else_is_in_the_file_stays(workbook: Workbook) -> None:
    workbook.commit("01-exit", "bracket")
    for odd in ("abcd", "KQ7", "KU7X", 4, None, ["KQ7X"], "KQ7X\n"):
        data = {**json.loads(workbook.path.read_bytes()), "letters": odd, "of a newer course": [1]}
        workbook.path.write_text(json.dumps(data), "utf-8")
        drawn = workbook.letters()
        assert re.fullmatch(f"[{CROCKFORD}]{{4}}", drawn)
        assert json.loads(workbook.path.read_bytes()) == {**data, "letters": drawn}
    workbook.commit("01-exit", "true")
    assert workbook.letters() == drawn
    assert len({Workbook(workbook.path.with_name(f"{n}.json")).letters() for n in range(40)}) > 35


def test_answers_of_the_first_version_are_handed_in_as_they_are(workbook: Workbook) -> None:
    workbook.path.write_bytes(OLD.read_bytes())
    _, name = hand_in(workbook)
    assert (
        read_given(workbook.path.with_name(name).read_bytes(), name, 64).given
        == read_given(OLD.read_bytes(), "old", 64).given
    )


def test_who_comes_after_has_other_letters_and_is_told_of_the_file_that_stays(workbook: Workbook) -> None:
    workbook.commit("01-exit", "bracket")
    letters, name = hand_in(workbook)
    said = tell(Clearing(workbook), {"clear": True})["text"]
    assert said.endswith(f"Not removed: {name}. Delete what is yours there yourself.")
    assert "letters" not in json.loads(workbook.path.read_bytes())
    workbook.commit("01-exit", "true")
    assert workbook.letters() != letters or workbook.letters() != letters  # one in a million
    assert ("01-exit", "bracket", "bracket") in read_given(workbook.path.with_name(name).read_bytes(), name, 64).given


def test_the_brief_carries_the_same_letters(course: Course, tmp_path: Path) -> None:
    form = course.write_brief()
    assert isinstance(form, BriefForm)
    reply = tell(form, {"texts": {"advice": ([""], "Wait.")}, "export": True})
    letters = course.answers.letters()
    assert f"It carries your hand-in name, {letters}, under which" in reply["text"]
    assert f"hand-in name {letters}\n" in (tmp_path / "brief.md").read_text("utf-8")
    assert f">{letters}</p>" in (tmp_path / "brief.html").read_text("utf-8")
    assert hand_in(course.answers)[0] == letters


def test_a_number_of_another_notebook_is_told(course: Course) -> None:
    course.look_back("00-guess")  # of a notebook that asks nothing itself
    course.hand_in("02")
    for name in ("02-check-summoned", "02-recall-begin"):
        course.ask(name)
    course.hand_in("02")
    for odd in ("00", "2", "02-actors", "03"):
        with pytest.raises(CourseError, match="expected “02”, whose questions are asked here, found “"):
            course.hand_in(odd)
    with pytest.raises(CourseError, match="expected the number of a notebook that asks something, 00, 01,"):
        Course().hand_in("9")


def test_a_course_without_codes_hands_in_the_file_alone(course: Course, tmp_path: Path) -> None:
    object.__setattr__(course.file, "codes", None)
    control = course.hand_in("01")
    assert (control.item["code"], control.reply["code"]) == ("This course has no answer codes.", "")
    course.answers.commit("01-exit", "bracket")
    tell(control, {"write": True})
    assert len(handed_in(tmp_path)) == 1
