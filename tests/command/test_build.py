"""A teacher's notebooks are the package's with other words, are filled and run, and keep what was written in them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from course_folder import course_folder

from course_utils import Course, CourseError
from course_utils.command.build import build, write_notebooks
from course_utils.command.cli import main
from course_utils.command.student_folder import where_it_lies
from course_utils.places import shelf

SANITIZE = str(Path(__file__).parents[1] / "sanitize.cfg")
NAMES = [file.name for file in sorted(shelf("notebooks").glob("0*.ipynb"))]
FOREIGN = re.compile(r"Armenia|Azer|Baku|Avdaliani|Iran|Israel|Karabakh|Kremlin|Mosaic|Tehran|Yerevan|\b2020\b(?!-07)")


def cells(file: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(file.read_bytes())["cells"] if cell["cell_type"] == kind]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = course_folder(tmp_path / "course", {})
    write_notebooks(Course(made))
    return made


def test_the_code_is_the_same_in_every_course_and_no_other_cell_holds_a_word_of_the_packages_own(folder: Path) -> None:
    for name in NAMES:
        ours, theirs = (cells(place / name, "code") for place in (shelf("notebooks"), folder / "notebooks"))
        assert [(cell["id"], cell["source"]) for cell in theirs] == [(cell["id"], cell["source"]) for cell in ours]
        assert {(cell["execution_count"], *cell["outputs"]) for cell in theirs} == {(None,)}
        prose = cells(folder / "notebooks" / name, "markdown")
        text = "\n".join(source(cell) for cell in prose if not source(cell).startswith("✎ **To write:** "))
        assert FOREIGN.findall(text) == [], name
        assert not FOREIGN.search("".join(cell["id"] for cell in prose))
    assert (folder / "notebooks" / "glossary.md").exists()


def test_what_is_filled_in_is_of_the_course_and_follows_it_until_somebody_writes_there(folder: Path) -> None:
    place, first = folder / "notebooks", folder / "notebooks" / NAMES[0]

    def page() -> str:
        return source(next(cell for cell in cells(first, "markdown") if cell["id"] == "start-page"))

    assert page().startswith("## The article\n\nThe article is called “Why a Half-Filled Reservoir Divides")
    article = folder / "kesh-dam.txt"
    article.write_bytes(article.read_bytes().replace(b"Why a Half-Filled", b"Why a Filled", 1))
    assert build(Namespace(folder=folder, notebook=["00"]), lambda _: None) == 0
    assert "called “Why a Filled Reservoir Divides" in page()
    notebook = json.loads(first.read_bytes())
    next(cell for cell in notebook["cells"] if cell["id"] == "start-page")["source"] = ["My own words."]
    first.write_text(json.dumps(notebook), "utf-8")
    assert write_notebooks(Course(folder)) == []
    assert build(Namespace(folder=folder, notebook=["00"]), lambda _: None) == 0
    assert page() == "My own words."
    article.write_bytes(article.read_bytes().replace(b"Why a Filled", b"Why $a$ *F* & [illed](x:y)", 1))
    first.unlink()
    write_notebooks(Course(folder))
    assert r"called “Why \$a\$ \*F\* \& \[illed\](x:y) Reservoir" in page()
    assert not any("{" in source(cell) for name in NAMES for cell in cells(place / name, "markdown"))


def test_a_second_build_gives_the_same_bytes_and_every_cell_shows_something(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(folder), "--notebook", "02"]) == 0
    assert re.fullmatch(
        r"Reading the Oreth: 1 notebook built, 1 of them changed; \d+ cells to write \(✎\)\.\n", capsys.readouterr().out
    )
    before = (folder / "notebooks" / NAMES[2]).read_bytes()
    assert b"error" not in {
        cell["output_type"] for code in cells(folder / "notebooks" / NAMES[2], "code") for cell in code["outputs"]
    }
    assert all(cell["outputs"] for cell in cells(folder / "notebooks" / NAMES[2], "code"))
    assert main(["build", str(folder), "--notebook", "02"]) == 0
    assert ", 0 of them changed" in capsys.readouterr().out
    assert (folder / "notebooks" / NAMES[2]).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no notebook", "expected a notebook, found something else; remove it, and build again."),
        ('{"cells": [1]}', "expected a notebook, found something else; remove it, and build again."),
        ('{"cells": []}', "expected only calls on the course in its code cells, found others; remove what was added."),
    ],
)
def test_what_is_no_notebook_of_a_course_is_told_and_stays(folder: Path, text: str, said: str) -> None:
    file = folder / "notebooks" / NAMES[0]
    file.write_text(text, "utf-8")
    with pytest.raises(CourseError) as caught:
        build(Namespace(folder=folder, notebook=["00"]), lambda _: None)
    assert str(caught.value) == f"{NAMES[0]}: {said}"
    assert file.read_text("utf-8") == text
    with pytest.raises(CourseError, match=r"^notebooks: expected notebooks whose names begin with these numbers"):
        build(Namespace(folder=folder, notebook=["09"]), lambda _: None)


def test_another_course_is_opened_where_it_lies_or_says_what_writes_its_notebooks(folder: Path) -> None:
    desk = where_it_lies(folder)
    assert (desk.folder, desk.opens, desk.report()) == (folder, "notebooks/00-start-here.ipynb", "")
    for file in (folder / "notebooks").glob("*.ipynb"):
        file.unlink()
    with pytest.raises(CourseError, match=r"^notebooks: expected notebooks in this folder, found none; `course build`"):
        where_it_lies(folder)


@pytest.mark.long
def test_a_whole_course_is_built_and_nbval_passes_on_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(folder))
    assert build(Namespace(folder=folder, notebook=[]), lambda _: None) == 0
    nbval = [
        "-m",
        "pytest",
        "-q",
        "-c",
        "/dev/null",
        "--rootdir",
        ".",
        "--nbval-sanitize-with",
        SANITIZE,
        "--nbval",
        "notebooks",
    ]
    run = subprocess.run([sys.executable, *nbval], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
