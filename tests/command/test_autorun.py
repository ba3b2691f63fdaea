"""What may run without being asked: the course's own cells, where nothing lies in the way of what they import."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from course_utils.command.autorun import are_own, in_the_way
from course_utils.course_file import ROOT
from course_utils.places import shelf

CASES = yaml.safe_load(Path(__file__).with_name("autorun.yaml").read_text("utf-8"))
OPENING = "# Step 0: open the course. Nothing to change here.\n" + CASES["opening"].rstrip()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ROOT, str(tmp_path))
    return tmp_path


@pytest.fixture
def other(folder: Path) -> Path:
    """Give a folder inside that of another course."""
    shutil.copytree(Path(__file__).parents[1] / "second_course", folder, dirs_exist_ok=True)
    (inside := folder / "week 1").mkdir()
    return inside


@pytest.mark.parametrize("path", sorted(shelf("notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_of_the_package_may_run_and_waits_once_a_letter_has_changed(folder: Path, path: Path) -> None:
    cells = ["".join(cell["source"]) for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
    assert are_own(cells, folder)
    assert not are_own(cells[1:], folder)  # nothing opens the course
    for number, cell in enumerate(cells):
        for changed in (cell + " ", cell.replace("Step", "step"), cell + "\nprint(1)", f"%time {cell}"):
            assert not are_own([*cells[:number], changed, *cells[number + 1 :]], folder), changed


@pytest.mark.parametrize("cell", CASES["calls"])
def test_in_another_courses_folder_a_plain_call_may_run_and_in_this_courses_it_may_not(other: Path, cell: str) -> None:
    assert are_own([CASES["opening"], cell], other)
    assert not are_own([OPENING, cell], other.parents[1])


@pytest.mark.parametrize("cell", CASES["refused"])
def test_nothing_but_a_plain_call_may_run(other: Path, cell: str) -> None:
    assert not are_own([OPENING, cell], other)
    assert not are_own([cell, OPENING], other)


@pytest.mark.parametrize("name", CASES["in the way"])
def test_what_would_be_imported_in_the_place_of_what_the_course_needs_is_found(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).mkdir() if name.endswith("/") else (folder / name).touch()
    assert in_the_way(folder) == name.partition("/")[0]


def test_what_students_have_beside_notebooks_is_not_in_the_way(folder: Path) -> None:
    for name in CASES["not in the way"]:
        (folder / name).mkdir() if name.endswith("/") else (folder / name).touch()
    assert in_the_way(folder) == ""
    assert in_the_way(shelf("notebooks").parent) == ""  # nor is the package in a checkout
