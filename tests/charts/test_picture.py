"""A picture is drawn once and kept, and what is kept is never another one's, damaged or in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from chart_cases import CHARTS, World

from course_utils import charts, load_reading
from course_utils.charts import picture
from course_utils.charts.picture import Picture
from course_utils.look.theme import dark, light

READING = load_reading()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Keep pictures in a folder of their own, and list them."""
    monkeypatch.setenv("COURSE_PICTURES", str(tmp_path / "kept"))
    return lambda: sorted((tmp_path / "kept").glob("*"))


def drawn() -> Picture:
    return charts.words_by_voice(READING.article).picture(light())


def name(chart: charts.Chart) -> str:
    return picture._name(chart.paint, light())


def test_what_is_kept_is_had_again_in_every_part_and_nothing_is_drawn(
    kept: Callable[[], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawn()
    assert len(kept()) == 1
    monkeypatch.setattr(picture, "draw", lambda *_: pytest.fail("drawn again"))
    assert drawn() == first
    assert len(first.boxes) == 3


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_kept_and_two_are_never_one(name: str) -> None:
    chart = CHARTS[name](World())
    names = [picture._name(made.paint, theme) for made in (chart, CHARTS[name](World())) for theme in (light(), dark())]
    assert all(names)
    assert names[:2] == names[2:]
    assert len({*names}) == 2


def test_another_choice_another_word_or_another_number_is_another_picture() -> None:
    tie, *others = READING.relations
    changed = replace(READING, relations=(replace(tie, polarity=1 if tie.polarity != 1 else -1), *others))
    made = [charts.network(READING), charts.network(READING, focus="iran"), charts.network(changed)]
    made += [charts.interest_matrix(READING, explicit=given) for given in (None, True, False)]
    made += [charts.naming_strip(READING, actor) for actor in ("armenia", "israel")]
    assert len({*map(name, made)}) == len(made)


@pytest.mark.parametrize("changed", ["code", "a face", "matplotlib"])
def test_whatever_paints_is_part_of_the_name(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = name(charts.network(READING))
    read = Path.read_bytes
    ending = {"code": "sheet.py", "a face": "CourseSerif-Regular.ttf"}.get(changed, "none")
    monkeypatch.setattr(Path, "read_bytes", lambda file: read(file) + b"\n" * (file.name == ending))
    monkeypatch.setattr(picture, "version", lambda _: "0" if changed == "matplotlib" else picture_version)
    picture._painter.cache_clear()
    assert name(charts.network(READING)) != before
    monkeypatch.undo()
    picture._painter.cache_clear()
    assert name(charts.network(READING)) == before


picture_version = picture.version("matplotlib")


def test_another_kernel_knows_it_by_the_same_name() -> None:
    code = "from chart_cases import CHARTS, World; from course_utils.charts import picture\n"
    code += "from course_utils.look.theme import light\n"
    code += "print([picture._name(CHARTS[name](World()).paint, light()) for name in CHARTS])"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str([name(make(World())) for make in CHARTS.values()])


def test_what_others_paint_or_what_has_no_words_is_always_drawn(kept: Callable[[], list[Path]]) -> None:
    """A notebook's own code may change without anybody's knowing, and so may what is told by its address alone."""
    chart = charts.words_by_voice(READING.article)
    inner = chart.paint
    for strange in (lambda sheet: inner(sheet), print):
        assert picture._name(strange, light()) == ""
    replace(chart, paint=lambda sheet: inner(sheet)).picture(light())
    assert kept() == []


def test_they_are_kept_in_the_users_cache_and_nowhere_without_a_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COURSE_PICTURES")
    for found, kept in ((tmp_path, tmp_path / "pictures"), (Path("~/cache"), Path())):
        monkeypatch.setattr("platformdirs.user_cache_path", lambda _, found=found: found)
        assert picture.cached() == kept


@pytest.mark.parametrize("damage", [b"", b"no picture", b"{}\n", b'{"width": 1, "height": 1}\n', b"[]\nIEND\xaeB`\x82"])
def test_a_damaged_one_is_drawn_anew_and_mended(damage: bytes, kept: Callable[[], list[Path]]) -> None:
    first = drawn()
    (file,) = kept()
    whole = file.read_bytes()
    for broken in (damage, whole[:-1], whole[:200]):
        file.write_bytes(broken)
        assert drawn() == first
        assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    first = drawn()
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        monkeypatch.setenv("COURSE_PICTURES", str(folder))
        assert drawn() == first
    monkeypatch.setenv("COURSE_PICTURES", str(tmp_path))
    chart = charts.words_by_voice(READING.article)
    (tmp_path / name(chart)).mkdir()
    assert chart.picture(light()) == first


def test_the_oldest_go_where_there_are_too_many_and_no_other_file(
    kept: Callable[[], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "_MOST", 2)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine.png").touch()
    os.utime(tmp_path / "kept" / "mine.png", (0, 0))
    names = ["mine.png"]
    for age, actor in enumerate(("armenia", "iran", "israel")):
        chart = charts.naming_strip(READING, actor)
        chart.picture(light())
        names.append(name(chart))
        os.utime(tmp_path / "kept" / names[-1], (1e9 + age, 1e9 + age))
    assert {file.name for file in kept()} == {*names} - {names[1]}


def test_where_none_are_kept_none_is_taken_from_the_notebooks_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may have put it there."""
    monkeypatch.chdir(tmp_path)
    chart = charts.words_by_voice(READING.article)
    Path(name(chart)).write_bytes(Picture(b"IEND\xaeB`\x82", 1, 1, {}).content)
    assert chart.picture(light()).width > 1
