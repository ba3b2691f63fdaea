"""What is left to do is told after the errors, in its order, and is none; a step that names nothing is one."""

from __future__ import annotations

import shutil
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
import yaml
from course_folder import OPENING, course_folder, notebook

from course_utils.command.check import check
from course_utils.course_parts import CourseParts
from course_utils.places import shelf

CASES = yaml.safe_load(Path(__file__).with_name("to_do.yaml").read_text("utf-8"))
SECOND = Path(__file__).parents[1] / "second_course"


def changed(place: Path, case: dict[str, Any]) -> Path:
    """Make the second course, with notebooks where a case has some, and with what it changes."""
    made = {
        name: notebook(*(cell.replace("OPENING", OPENING) for cell in cells))
        for name, cells in case.get("cells", {}).items()
    }
    folder = course_folder(place, made) if made else shutil.copytree(SECOND, place)
    for name, text in case.get("write", {}).items():
        (folder / name).write_text(text, "utf-8")
    for name, replaced in case.get("change", {}).items():
        text = (folder / name).read_text("utf-8")
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("case", CASES["left"], ids=lambda case: case["what"])
def test_what_is_left_to_do_is_told_in_its_order(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(Namespace(files=[changed(tmp_path / "course", case)]), lambda _: None) == 0
    *_, said = capsys.readouterr().out.partition("To do, in this order:\n")
    *left, last = said.splitlines()
    assert last.startswith("No problem found: ")
    assert [line.strip() for line in left] == case["left"]


@pytest.mark.parametrize(("steps", "said"), CASES["steps"])
def test_a_step_that_names_what_is_not_there_is_an_error_with_its_line(
    steps: str, said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "course")
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write(steps)
    assert check(Namespace(files=[folder]), lambda _: None) == len(said)
    problems = [line for line in capsys.readouterr().out.splitlines() if line.startswith("course.yaml")]
    assert [line.partition(" Valid: ")[0] for line in problems] == said


def test_the_packages_own_course_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(Namespace(files=[shelf("data")]), lambda _: None) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_is_told_of_codes_is_what_the_course_then_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "change": {
            "course.yaml": {"codes: {edition: 1, twice: [k-check-panel], order: [01 2c3cc8db, 02 d9a765dd]}": ""}
        }
    }
    check(Namespace(files=[folder := changed(tmp_path / "course", case)]), lambda _: None)
    line = next(line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("codes"))
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write(line.partition("“")[2].rpartition("”")[0])
    check(Namespace(files=[folder]), lambda _: None)
    assert "codes" not in capsys.readouterr().out
    assert CourseParts(folder).codes.length("01")
