"""The package keeps its shape: imports run one way, modules stay short, and importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import course_utils

PACKAGE = Path(course_utils.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
#: What may import what: each room imports from the layers before its own. ``course_utils`` is the contract alone.
LAYERS = (
    ("errors", "places", "disk"),
    ("article", "answers", "files"),
    ("course_file",),
    ("reading",),
    ("outside",),
    ("look",),
    ("exercises",),
    ("cards", "charts", "course_parts"),
    ("widgets", "lesson"),
    ("course", "gallery", "teacher"),
    ("command",),
    ("__main__", "course_utils"),
)
LONGEST = 350
TESTS = Path(__file__).parent
#: What takes long to load, and so is loaded only where it is used.
HEAVY = {"IPython", "anywidget", "ipywidgets", "jupyterlab", "matplotlib", "numpy", "pandas", "traitlets", "undate"}
#: Controls are widgets; only what a notebook calls, or what runs a notebook's cells, needs them when it is imported.
HEAVY_BY_NATURE = tuple(f"course_utils.{name}" for name in ("widgets", "course", "command.pictures", "command.site"))


def name_of(path: Path) -> str:
    parts = ("course_utils", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imports_of(path: Path) -> set[str]:
    """Return the package's modules that a module imports when it runs, wherever in it the import stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}, line {node.lineno}: imports name their module in full"
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & NAMES.keys()
            found |= inner or {str(node.module)}
    return found & NAMES.keys()


IMPORTS = {name: imports_of(path) for name, path in NAMES.items()}
#: The room of each module, or the module itself where it stands beside the rooms.
ROOMS = {name: name.split(".")[1] if "." in name else name for name in NAMES}


def test_imports_run_one_way() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(f"these modules import each other: {' -> '.join(reversed(error.args[1]))}")


def test_no_import_runs_back_up_the_layers() -> None:
    floor = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    back = [
        f"{name} imports {used}"
        for name, imports in IMPORTS.items()
        for used in imports - {"course_utils"}
        if ROOMS[used] != ROOMS[name] and floor[ROOMS[used]] >= floor[ROOMS[name]]
    ]
    assert back == []


def test_every_room_has_its_layer_and_says_its_one_job() -> None:
    assert set(ROOMS.values()) == {room for rooms in LAYERS for room in rooms}
    assert [name for name, path in NAMES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_module_is_longer_than_an_evenings_reading_allows(name: str) -> None:
    assert len(NAMES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert {path.stem for path in MODULES} & {"utils", "helpers", "common", "misc", "tools"} == set()


def test_importing_any_module_draws_prints_and_reads_nothing() -> None:
    """Files of code are read, of course; data files, notebooks and seeds are not, nor anything written."""
    light = [name for name in NAMES if not f"{name}.".startswith(tuple(f"{room}." for room in HEAVY_BY_NATURE))]
    script = f"""if True:
        import sys
        read, roots = [], {[str(PACKAGE), *(str(PACKAGE.parent / kind) for kind in ("seeds", "notebooks"))]!r}
        def watch(event, arguments):
            if event == "open" and str(arguments[0]).startswith(tuple(roots)):
                if not str(arguments[0]).endswith(".py") and "__pycache__" not in str(arguments[0]):
                    read.append(arguments[0])
        sys.addaudithook(watch)
        for name in {light!r}:
            __import__(name)
        print(read, [name for name in {sorted(HEAVY)!r} if name in sys.modules])
    """
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "[] []\n"


def lines_in(*folders: Path, without: Path | None = None, suffix: str = ".py") -> int:
    files = (path for folder in folders for path in folder.rglob(f"*{suffix}"))
    return sum(path.read_text("utf-8").count("\n") for path in files if without is None or without not in path.parents)


def test_the_package_and_its_scripts_grow_no_further() -> None:
    """Each change that adds raises a number here and says so."""
    assert lines_in(PACKAGE) <= 14_788
    assert lines_in(PACKAGE, suffix=".js") <= 2_374


def test_the_tests_grow_no_further() -> None:
    """They have 1.3 lines for each of the package; what is run before a release has 2,500."""
    assert lines_in(TESTS, without=TESTS / "proof") <= 1.3 * lines_in(PACKAGE)
    assert lines_in(TESTS / "proof") <= 2_500
