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

from course_utils.places import ARTICLE, READING

ROOT = Path(__file__).parents[1]
SCRIPT = "import sys; from course_utils.command.cli import main; sys.exit(main())"
#: What may lie about in a checkout and is nobody else's business.
LITTER = (
    "notebooks/answers.json",
    "notebooks/.ipynb_checkpoints/00-start-here-checkpoint.ipynb",
    "course_utils/__pycache__/cli.pyc",
)

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


def course(installed: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_article_travels_byte_for_byte(wheel: zipfile.ZipFile) -> None:
    assert wheel.read(f"course_utils/seeds/{ARTICLE}") == (ROOT / "seeds" / ARTICLE).read_bytes()


@pytest.mark.parametrize(
    ("there", "pattern", "packed"),
    [
        ("course_utils", "*.py", "course_utils"),
        ("course_utils/data", "*.*", "course_utils/data"),
        ("course_utils/widgets/static", "*.*", "course_utils/widgets/static"),
        ("notebooks", "*.ipynb", "course_utils/notebooks"),
        ("seeds", "*.*", "course_utils/seeds"),
    ],
)
def test_every_file_of_the_course_is_in_it(wheel: zipfile.ZipFile, there: str, pattern: str, packed: str) -> None:
    files = [path for path in (ROOT / there).rglob(pattern) if ".ipynb_checkpoints" not in path.parts]
    files = [path for path in files if path.is_file() and "__pycache__" not in path.parts]
    assert files
    for path in files:
        name = f"{packed}/{path.relative_to(ROOT / there).as_posix()}"
        assert wheel.read(name) == path.read_bytes(), name


def test_it_holds_nothing_but_the_course(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"course_utils"}
    assert [name for name in names if "answers.json" in name or "checkpoint" in name or "__pycache__" in name] == []


def test_it_gives_the_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    [points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "course = course_utils.command.cli:main" in wheel.read(points).decode()
    assert [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]


def test_from_a_wheel_in_an_empty_folder_the_check_passes(installed: Path, tmp_path: Path) -> None:
    run = course(installed, tmp_path, "check")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("No problem found: 1 article, 13 sentences, 1 reading, ")
    assert list(tmp_path.iterdir()) == []


def test_from_a_wheel_a_spoilt_article_is_found(installed: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "installed"
    shutil.copytree(installed, spoilt)
    article = spoilt / "course_utils" / "seeds" / ARTICLE
    article.write_bytes(article.read_bytes().replace(b"Armenia initiated", b"Armenia initiate", 1))
    run = course(spoilt, tmp_path, "check")
    assert run.returncode == 1
    assert f"{READING}, line " in run.stdout


def test_from_a_wheel_the_notebooks_are_put_into_a_folder(installed: Path, tmp_path: Path) -> None:
    script = (
        "import course_utils, pathlib; from course_utils.command.student_folder import lay_out; "
        "print(course_utils.__file__); lay_out(pathlib.Path('caucasus-course'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(run.stdout.strip()).is_relative_to(installed)
    put = {path.name: path.read_bytes() for path in (tmp_path / "caucasus-course").glob("*.ipynb")}
    assert put == {path.name: path.read_bytes() for path in (ROOT / "notebooks").glob("*.ipynb")}
