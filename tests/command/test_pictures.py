"""All pictures of a course are drawn beforehand; then its notebooks load nothing that draws, and show the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from inspect import getclosurevars
from itertools import cycle
from pathlib import Path

import pytest
from course_folder import OPENING, course_folder, notebook

from course_utils import open_course
from course_utils.charts import picture
from course_utils.charts.picture import drawn_once
from course_utils.command import cli, pictures
from course_utils.look.theme import light, themes

#: A picture by itself, one with eight states of four pictures, and one behind a prediction, which is there already.
CELLS = (
    "course.charts.words_by_voice()",
    "course.explore.timeline('What is dated?')",
    "course.predict('k-predict-marrenia', result=course.charts.words_by_voice())",
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(cli, "PATIENCE", 600)
    monkeypatch.setenv("COURSE_PICTURES", str(tmp_path / "kept"))

    def command(*arguments: object) -> tuple[int, str, str]:
        code = cli.main(["pictures", *map(str, arguments)])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a course with one notebook."""
    return course_folder(tmp_path / "course", {"1.ipynb": notebook(OPENING, *CELLS)})


def test_each_is_drawn_once_for_a_theme_and_a_second_time_none(run: Run, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert run(folder) == (0, f"{kept}: 10 pictures, 10 of them drawn now.\n", "")
    assert len([*kept.iterdir()]) == 10
    assert run(folder) == (0, f"{kept}: 10 pictures, 0 of them drawn now.\n", "")


def test_a_folder_that_is_named_from_here_is_here(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_PICTURES", "mine")
    assert run(folder) == (0, "mine: 10 pictures, 10 of them drawn now.\n", "")
    assert len([*(tmp_path / "mine").iterdir()]) == 10


def test_for_all_they_lie_in_the_package(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (picture, pictures):
        monkeypatch.setattr(module, "packed", lambda: tmp_path / "package")
    assert run(folder, "--for-all") == (0, f"{tmp_path / 'package'}: 10 pictures, 10 of them drawn now.\n", "")
    monkeypatch.setenv("COURSE_PICTURES", str(tmp_path / "kept"))
    assert run(folder) == (0, f"{tmp_path / 'kept'}: 10 pictures, 0 of them drawn now.\n", "")
    assert [*(tmp_path / "kept").iterdir()] == []


def test_where_none_can_be_kept_it_says_so(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    code, said, told = run(folder)
    assert (code, said) == (1, "")
    assert told.startswith("kept: no picture can be kept in this folder (")
    assert told.endswith("name another folder in COURSE_PICTURES, or run this as who may write there.)\n")


def test_where_none_shall_be_kept_it_says_so_and_touches_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    monkeypatch.setenv("COURSE_PICTURES", "")
    said = "COURSE_PICTURES: names no folder, so no picture is kept; name one, or unset it.\n"
    assert run(folder) == (1, "", said)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.long
def test_no_picture_of_the_course_is_anothers_and_its_notebooks_then_load_nothing_that_draws() -> None:
    known = {}
    for chart in pictures.charts_of(open_course()):
        given = (chart.paint.__qualname__, getclosurevars(chart.paint).nonlocals)
        assert known.setdefault(picture._name(chart.paint, light()), (given, chart))[0] == given
    assert len(known) == 81
    for (_, chart), theme in zip(known.values(), cycle(themes()), strict=False):  # either ground, in turn
        kept = {one.name: drawn_once(chart.paint, one) for one in themes()}
        with picture.settings(theme):
            assert picture._photograph(chart.draw(theme)) == kept[theme.name], (chart, theme)
    code = (
        "import sys\nfrom course_utils import open_course\nfrom course_utils.command.pictures import charts_of\n"
        "from course_utils.look.theme import themes\n"
        "print(len({chart.picture(theme).png for chart in charts_of(open_course()) for theme in themes()}))\n"
        "print(*{'matplotlib', 'numpy', 'pandas', 'PIL'} & sys.modules.keys())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "162\n\n"
