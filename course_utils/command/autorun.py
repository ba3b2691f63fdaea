"""Which notebooks JupyterLab may run without being asked: those in which every code cell is the course's own."""

import ast
import json
import sys
from collections.abc import Sequence
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

from course_utils.course_file import find_course_file
from course_utils.errors import CourseError, visible
from course_utils.places import COURSE, shelf

#: What a notebook begins with, whatever its comments say.
OPENING = ast.dump(ast.parse("from course_utils import open_course\ncourse = open_course()\ncourse"))
#: What is imported from a notebook's folder even where nothing of that name is installed.
ASKED_FOR = {"bottleneck", "course_utils", "numexpr", "pyarrow", "pytz", "sitecustomize", "usercustomize"}


def are_own(cells: Sequence[str], folder: Path) -> bool:
    """Whether all code cells of a notebook in a folder are the course's own.

    Those of the package's notebooks are, letter by letter. In another course's folder so is each cell that is one call
    on the course, given nothing but texts, numbers and more such calls: its notebooks are nowhere else to compare with.
    """
    try:
        if not cells or ast.dump(_parsed(cells[0])) != OPENING:
            return False
        if find_course_file(folder) == shelf("data") / COURSE:
            return _written().issuperset(cells)
        return all(_is_call(_parsed(cell)) for cell in cells[1:])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def refuse_others(cells: Sequence[dict[str, Any]], file: Path) -> None:
    """Raise CourseError for a notebook that has code cells which are not the course's own: they may do anything."""
    if not are_own(_code(cells), file.parent):
        message = "expected only calls on the course in its code cells, found others; remove what was added."
        raise CourseError.at(file.name, message)


@cache
def _written() -> frozenset[str]:
    notebooks = (json.loads(path.read_bytes()) for path in shelf("notebooks").glob("*.ipynb"))
    return frozenset(code for notebook in notebooks for code in _code(notebook["cells"]))


def _code(cells: Sequence[dict[str, Any]]) -> list[str]:
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _parsed(cell: str) -> ast.Module:
    """Read a cell; raises ValueError where IPython, which has its own rules, would part it into other lines."""
    if (text := cell.strip("\n")).splitlines() != text.split("\n"):
        raise ValueError(cell)
    return ast.parse(text)


def _is_call(node: ast.AST) -> bool:
    """Whether this is a call such as ``course.charts.network(…)`` that is given what is plain."""
    match node:
        case ast.Module([ast.Expr(call)]):
            return _is_call(call)
        case ast.Call(ast.Attribute(on, name), args, keywords):
            given = [*args, *(keyword.value for keyword in keywords if keyword.arg)]
            known = ast.unparse(on) in ("course", "course.charts", "course.explore", "course.cards") and name[0] != "_"
            return known and len(given) == len(args + keywords) and all(map(_is_plain, given))
    return False


def _is_plain(node: ast.expr) -> bool:
    return _is_call(node) or (isinstance(node, ast.Constant) and isinstance(node.value, str | float | int | None))


def in_the_way(folder: Path) -> str:
    """Return what in a folder Python would import in the place of what the course needs; "" for nothing.

    A notebook imports from Python's own library first, then from its folder, then from what is installed.
    """
    installed = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    PathFinder.invalidate_caches()
    for name in sorted({entry.name.partition(".")[0] for entry in folder.iterdir()} - sys.stdlib_module_names):
        found = PathFinder.find_spec(name, [str(folder)]) if name.isidentifier() else None
        if found and (name in ASKED_FOR or PathFinder.find_spec(name, installed)):
            there = Path(found.origin or folder / name)
            if there.parent.resolve() != Path(__file__).resolve().parents[1]:  # the course itself, in a checkout
                return there.relative_to(folder).parts[0]
    return ""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Let JupyterLab ask whether a notebook that it has opened may run."""
    from jupyter_server.base.handlers import APIHandler
    from jupyter_server.utils import url_path_join
    from tornado.web import authenticated

    class Autorun(APIHandler):
        @authenticated
        def post(self) -> None:
            asked = json.loads(self.request.body)
            folder = Path(server.kernel_manager.cwd_for_path(asked["path"]))
            own = are_own(asked["cells"], folder)
            self.finish({"own": own, "found": visible(in_the_way(folder)) if own else ""})

    server.web_app.add_handlers(".*$", [(url_path_join(server.base_url, "course/autorun"), Autorun)])
