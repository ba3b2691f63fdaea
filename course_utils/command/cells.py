"""What the code cells of a course's notebooks make, run in this process, as a student who has answered nothing."""

import ast
import json
import os
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from course_utils.answers.workbook import ANSWERS_VARIABLE
from course_utils.charts.picture import PICTURES_VARIABLE, cached
from course_utils.command.autorun import refuse_others
from course_utils.course_file import ROOT
from course_utils.course_parts import CourseParts


class Cell(NamedTuple):
    """A cell of a notebook, and what its last line made where it is code."""

    kind: str  #: ``markdown`` or ``code``.
    source: str
    made: object


def run_notebooks(course: CourseParts) -> Iterator[tuple[Path, list[Cell]]]:
    """Run a course's notebooks one after another; return each with its cells.

    Raises CourseError for one that has cells which are not the course's own: they may do anything.
    """
    folder = course.notebooks
    found_here = {ROOT: str(course.folder)}  # and so is its course.yaml, which may lie above the notebooks
    if (pictures := cached()).name:
        found_here[PICTURES_VARIABLE] = str(pictures.absolute())
    with TemporaryDirectory() as scratch, patch.dict(os.environ, found_here), chdir(folder):
        for file in sorted(folder.glob("[!.]*.ipynb")):
            os.environ[ANSWERS_VARIABLE] = str(Path(scratch, file.stem, "answers.json"))
            cells = json.loads(file.read_bytes())["cells"]
            refuse_others(cells, file)
            texts, names = [(cell["cell_type"], "".join(cell["source"])) for cell in cells], dict[str, Any]()
            yield file, [Cell(kind, text, _made(text, names) if kind == "code" else None) for kind, text in texts]


def _made(source: str, names: dict[str, Any]) -> object:
    """Run a code cell as IPython does, and return what its last line makes."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if "course" in names:
        names["course"].in_notebook = True
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
