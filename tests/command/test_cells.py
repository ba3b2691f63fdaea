"""What the cells of a course's notebooks make is had without JupyterLab, and a stranger's cells are not run."""

from pathlib import Path

import pytest
from course_folder import OPENING, course_folder, notebook

from course_utils import CourseError, open_course
from course_utils.command.cells import run_notebooks
from course_utils.course import Course
from course_utils.course_parts import CourseParts

TESTS = Path(__file__).parents[1]


def test_each_notebook_of_the_course_makes_its_controls() -> None:
    found = {
        file.stem: [cell.made for cell in cells if cell.kind == "code"] for file, cells in run_notebooks(open_course())
    }
    assert [*found] == sorted(path.stem for path in Path(TESTS.parent, "notebooks").glob("*.ipynb"))
    assert all(isinstance(made[0], Course) and None not in made for made in found.values())


def test_a_notebook_opens_the_course_in_whose_folder_it_lies_and_sees_nobodys_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course_folder(tmp_path / "course", {"1.ipynb": notebook(OPENING, "course.charts.network()")})
    monkeypatch.setenv("COURSE_ANSWERS", str(folder / "mine.json"))
    here = Path.cwd()
    ((_, (opened, _)),) = run_notebooks(CourseParts(folder))
    assert isinstance(opened.made, Course)
    assert opened.made.folder == folder
    assert opened.made.answers.path != folder / "mine.json"
    assert Path.cwd() == here


@pytest.mark.parametrize("cell", ["print(course)", "__import__('os').system(course)", "course.answers.clear()\n1"])
def test_a_notebook_with_other_cells_is_refused(tmp_path: Path, cell: str) -> None:
    folder = course_folder(tmp_path / "course", {"odd.ipynb": notebook(OPENING, cell)})
    with pytest.raises(CourseError) as refused:
        [*run_notebooks(CourseParts(folder))]
    assert str(refused.value) == (
        "odd.ipynb: expected only calls on the course in its code cells, found others; remove what was added."
    )
