"""What the cells of a course's notebooks make is had without JupyterLab, and a stranger's cells are not run."""

import json
import shutil
from pathlib import Path

import pytest

from course_utils import CourseError, open_course
from course_utils.command.cells import run_notebooks
from course_utils.course import Course
from course_utils.course_parts import CourseParts

TESTS = Path(__file__).parents[1]


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


OPENING = "from course_utils import open_course\ncourse = open_course()\ncourse"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a course with an empty folder for notebooks."""
    folder = shutil.copytree(TESTS / "second_course", tmp_path / "course")
    told = folder / "course.yaml"
    told.write_text(told.read_text("utf-8") + "notebooks: notebooks\n", "utf-8")
    (folder / "notebooks").mkdir()
    return folder


def test_each_notebook_of_the_course_makes_its_controls() -> None:
    found = {
        file.stem: [cell.made for cell in cells if cell.kind == "code"] for file, cells in run_notebooks(open_course())
    }
    assert [*found] == sorted(path.stem for path in Path(TESTS.parent, "notebooks").glob("*.ipynb"))
    assert all(isinstance(made[0], Course) and None not in made for made in found.values())


def test_a_notebook_opens_the_course_in_whose_folder_it_lies_and_sees_nobodys_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "notebooks" / "1.ipynb").write_text(notebook(OPENING, "course.charts.network()"), "utf-8")
    monkeypatch.setenv("COURSE_ANSWERS", str(folder / "mine.json"))
    here = Path.cwd()
    ((_, (opened, _)),) = run_notebooks(CourseParts(folder))
    assert isinstance(opened.made, Course)
    assert opened.made.folder == folder
    assert opened.made.answers.path != folder / "mine.json"
    assert Path.cwd() == here


@pytest.mark.parametrize("cell", ["print(1)", "__import__('os').system('true')", "course.answers.clear()\n1"])
def test_a_notebook_with_other_cells_is_refused(folder: Path, cell: str) -> None:
    (folder / "notebooks" / "odd.ipynb").write_text(notebook(OPENING, cell), "utf-8")
    with pytest.raises(CourseError) as refused:
        [*run_notebooks(CourseParts(folder))]
    assert str(refused.value) == (
        "odd.ipynb: expected only calls on the course in its code cells, found others; remove what was added."
    )
