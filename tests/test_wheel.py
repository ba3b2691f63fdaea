"""The wheel carries the whole course, works outside any checkout, and holds nobody's answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: What may lie about in a checkout and is nobody else's business.
LITTER = (
    "notebooks/answers.json",
    "notebooks/.ipynb_checkpoints/00-start-here-checkpoint.ipynb",
    "course_utils/__pycache__/cli.pyc",
)
#: What is made before a release is built.
HANDOUT = "notebooks/handouts/caucasus.handouts-a4.pdf"

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="this is no checkout")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """Build the wheel from a copy of the checkout in which somebody has worked."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tree)
    for name in ("course_utils", "notebooks", "seeds"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in LITTER:
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_bytes(b"mine")
    (tree / HANDOUT).parent.mkdir()
    (tree / HANDOUT).write_bytes(b"%PDF")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tree / "out")]
    subprocess.run(build, cwd=tree, check=True, capture_output=True)
    [built] = (tree / "out").glob("*.whl")
    with zipfile.ZipFile(built) as wheel:
        yield wheel


@pytest.fixture(scope="module")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel where no checkout is near."""
    target = tmp_path_factory.mktemp("installed")
    wheel.extractall(target)
    return target


def run(installed: Path, where: Path, script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    ("there", "pattern"),
    [("course_utils", "*.py"), ("course_utils/data", "*.*"), ("course_utils/widgets/static", "*.*"),
     ("notebooks", "*.ipynb"), ("seeds", "*.*")],
)  # fmt: skip
def test_every_file_of_the_course_is_in_it_byte_for_byte(wheel: zipfile.ZipFile, there: str, pattern: str) -> None:
    files = [path for path in (ROOT / there).rglob(pattern) if path.is_file()]
    files = [path for path in files if not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)]
    assert files
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        packed = name if name.startswith("course_utils/") else f"course_utils/{name}"
        assert wheel.read(packed) == path.read_bytes(), name


def test_it_holds_nothing_but_the_course(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"course_utils"}
    assert [name for name in names if "answers.json" in name or "checkpoint" in name or "__pycache__" in name] == []


def test_it_gives_the_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    [points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "course = course_utils.command.cli:main" in wheel.read(points).decode()
    licences = [Path(name).name for name in wheel.namelist() if "licenses/" in name]
    assert sorted(licences) == ["LICENSE", "OFL-CourseSans.txt", "OFL-CourseSerif.txt"]


def test_from_a_wheel_in_an_empty_folder_the_check_passes(installed: Path, tmp_path: Path) -> None:
    script = "import sys; from course_utils.command.cli import main; sys.exit(main())"
    said = run(installed, tmp_path, script, "check")
    assert said.startswith("No problem found: 1 article, 13 sentences, 1 reading, ")
    assert list(tmp_path.iterdir()) == []


def test_from_a_wheel_the_notebooks_are_put_into_a_folder_and_for_a_teacher_the_handouts(
    installed: Path, tmp_path: Path
) -> None:
    script = (
        "import course_utils, pathlib; from course_utils.command.student_folder import lay_out; "
        "print(course_utils.__file__); lay_out(pathlib.Path('caucasus-course'), teacher=True)"
    )
    assert Path(run(installed, tmp_path, script).strip()).is_relative_to(installed)
    put = {path.name: path.read_bytes() for path in (tmp_path / "caucasus-course").glob("*.ipynb")}
    assert put == {
        path.name: path.read_bytes()
        for path in (ROOT / "notebooks").glob("**/0*.ipynb")
        if "checkpoint" not in path.name
    }
    assert (tmp_path / "caucasus-course" / Path(HANDOUT).name).read_bytes() == b"%PDF"
