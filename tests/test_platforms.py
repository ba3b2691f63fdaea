"""What the course ships and writes fits Windows and macOS, where names, line ends and locks differ."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from course_utils import disk
from course_utils.answers.workbook import Workbook
from course_utils.command.cli import main
from course_utils.command.student_folder import FIRST, GLOSSARY, Desk, lay_out
from course_utils.disk import write_beside, write_whole
from course_utils.errors import ReadingError
from course_utils.exercises.questions import load_questions
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import load_context
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.load import load_reading
from course_utils.teacher.class_counts import read_class
from course_utils.widgets import control as base

PROJECT = Path(__file__).parents[1]
SHIPPED = ("course_utils", "notebooks", "seeds", "tests", ".ci", ".github", ".hub", ".binder")
#: Names that Windows keeps for devices, whatever follows the first dot.
_DEVICE = re.compile(r"(conin\$|conout\$|con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def misfits(names: list[str]) -> list[str]:
    """Return the names that Windows refuses, and those that differ by case alone where case is nothing."""
    seen: set[str] = set()
    wrong = []
    for name in names:
        odd = _DEVICE.fullmatch(name) or re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', name) or len(name) > 100
        if odd or name.casefold() in seen:
            wrong.append(name)
        seen.add(name.casefold())
    return wrong


def folders(root: Path) -> Iterator[list[str]]:
    """Yield the names in each folder, those aside that a run leaves behind."""
    yield [entry.name for entry in root.iterdir()]
    for inner in root.iterdir():
        if inner.is_dir() and inner.name not in ("__pycache__", ".ipynb_checkpoints"):
            yield from folders(inner)


@pytest.mark.parametrize(
    "names",
    [
        ["con"],
        ["CONIN$"],
        ["conout$.txt"],
        ["NUL.txt"],
        ["com1.yaml"],
        ["a:b"],
        ["a."],
        ["a "],
        ["q?"],
        ["A.md", "a.md"],
    ],
)
def test_a_name_that_does_not_fit_is_seen(names: list[str]) -> None:
    assert misfits(names) == names[-1:]


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_name_fits(folder: str) -> None:
    assert [wrong for names in folders(PROJECT / folder) if (wrong := misfits(names))] == []


def test_every_name_that_the_course_writes_fits(tmp_path: Path) -> None:
    lay_out(tmp_path, teacher=True)
    notebook = tmp_path / "01-voices.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("Who is speaking?", "My words"), "utf-8")
    lay_out(tmp_path)
    workbook = Workbook(tmp_path / "answers.json")
    workbook.commit("a", "b")
    (tmp_path / "answers.json").write_text("{")
    workbook.commit("a", "b")
    pages = {".html": b"<p>", ".md": b"*"}
    write_beside(tmp_path / "brief", pages, {})
    write_beside(tmp_path / "brief", {".html": b"<b>", ".md": b"+"}, {})
    names = [entry.name for entry in tmp_path.iterdir()]
    assert {"answers.json", "answers.unreadable-1.json", "brief.html", "brief-2.md"} <= set(names)
    assert misfits(names) == []


@pytest.mark.parametrize(
    "name",
    [
        "C:\\text.txt",
        "C:/text.txt",
        "C:text.txt",
        "c:",
        "\\\\server\\text.txt",
        "\\\\?\\C:\\text.txt",
        "CON",
        "con.txt",
        "conin$",
        "aux.txt",
        "nul",
        "nul.txt",
        "com¹.txt",
        "a:b.txt",
    ],
)
def test_an_article_with_a_drive_or_a_devices_name_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.reading.yaml"
    text = (shelf("data") / READING).read_text("utf-8")
    file.write_text(re.sub(r"(?m)^article: .*$", lambda _: f"article: '{name}'", text), "utf-8")
    with pytest.raises(ReadingError) as caught:
        load_reading(file)
    [problem] = caught.value.problems
    assert problem.message == (f"article must be the name of a file beside this one, without folders, not “{name}”.")


@pytest.mark.skipif(sys.platform == "win32", reason="there each means another place")
@pytest.mark.parametrize("name", ["C:\\course", "C:course", "\\\\server\\course", "con", "nul", "aux.txt"])
def test_a_folder_with_a_drive_or_a_devices_name_is_one_like_any_other_where_there_are_none(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Path] = []

    def start(desk: Desk, port: int, *, browser: bool) -> int:
        served.append(desk.folder)
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course_utils.command.jupyterlab.start", start)
    assert main(["lab", "--folder", name]) == 0
    assert served == [tmp_path / name]
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / FIRST).exists()


#: As a Mac writes it: with each accent a letter of its own.
APART = unicodedata.normalize("NFD", "Été à Şuşa, Ստեփանակերտ, ქართული")


def used(folder: Path) -> list[str]:
    """Lay the course out in a folder, answer, export and count there; return what lies in it then."""
    desk = lay_out(folder)
    Workbook(desk.folder / "answers.json").commit("05-exit", "a")
    write_beside(desk.folder / "brief", {".html": b"<p>", ".md": b"*"}, {})
    assert Workbook(folder / "answers.json").answers()["05-exit"].value == "a"
    assert read_class(folder).files == 1
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_folder_whose_name_has_spaces_other_letters_and_accents_apart_is_used_under_that_name(tmp_path: Path) -> None:
    laid = used(tmp_path / "plain")
    assert used(tmp_path / APART) == laid
    assert {"answers.json", "brief.html", FIRST} <= set(laid)
    assert APART in [path.name for path in tmp_path.iterdir()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has to be told to take such a path")
def test_a_path_of_more_than_260_characters_is_used_like_a_short_one(tmp_path: Path) -> None:
    long = tmp_path.joinpath(*["a folder in a folder"] * 14)
    assert len(str(long)) > 260
    assert used(long) == used(tmp_path / "plain")


@pytest.mark.parametrize("file", ["NFC", "NFD"])
@pytest.mark.parametrize("said", ["NFC", "NFD"])
def test_an_article_is_found_whether_accents_stand_with_their_letters_or_apart(
    tmp_path: Path, file: Literal["NFC", "NFD"], said: Literal["NFC", "NFD"]
) -> None:
    there, named = (unicodedata.normalize(way, "café.txt") for way in (file, said))
    shutil.copy(shelf("seeds") / ARTICLE, tmp_path / there)
    text = (shelf("data") / READING).read_text("utf-8")
    reading = tmp_path / "x.reading.yaml"
    reading.write_text(re.sub(r"(?m)^article: .*$", lambda _: f"article: '{named}'", text), "utf-8")
    assert unicodedata.normalize("NFC", load_reading(reading).article.name) == "café.txt"


def test_an_article_that_is_not_there_is_said_in_a_folder_that_may_not_be_listed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.reading.yaml"
    file.write_text("reading: 1\n")

    def closed(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(ReadingError, match=r"the article x\.txt is not beside this file"):
        load_reading(file)


def as_on_windows(file: Path) -> bytes:
    """Return a file's content as a checkout on Windows has it, whatever this one is."""
    return file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_line_ends_of_a_windows_checkout_change_nothing(tmp_path: Path) -> None:
    for name in (READING, "questions.yaml", "context.yaml"):
        (tmp_path / name).write_bytes(as_on_windows(shelf("data") / name))
    shutil.copy(shelf("seeds") / ARTICLE, tmp_path)
    own, crlf = load_reading(), load_reading(tmp_path / READING)
    assert [getattr(crlf, kind) for kind in ("actors", "mentions", "claims", "relations")] == [
        getattr(own, kind) for kind in ("actors", "mentions", "claims", "relations")
    ]
    assert load_questions(tmp_path / "questions.yaml") == load_questions()
    assert load_context(tmp_path / "context.yaml").facts == load_context().facts


def test_line_ends_of_a_windows_checkout_change_no_script_no_style_and_no_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {path.name: base._text(path.name) for path in base._STATIC.iterdir()}
    drawn = load_atlas()
    for path in (*base._STATIC.iterdir(), shelf("data") / "map.json"):
        (tmp_path / path.name).write_bytes(as_on_windows(path))
    monkeypatch.setattr(base, "_STATIC", tmp_path)
    assert {name: base._text(name) for name in own} == own
    assert not any("\r" in text for text in own.values())
    assert load_atlas(tmp_path / "map.json") == drawn


def test_line_ends_of_windows_change_no_answer(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "answers.json")
    book.commit_all({"05-exit": "a", "brief.advice": "Two\nlines."})
    own = book.answers()
    book.path.write_bytes(as_on_windows(book.path))
    assert (Workbook(book.path).answers(), book.news()) == (own, None)


def test_line_ends_of_a_windows_checkout_reach_the_desk_and_are_no_students_change(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for path in (shelf("notebooks") / FIRST, shelf("notebooks") / GLOSSARY):
        (course / path.name).write_bytes(as_on_windows(path))
    desk = lay_out(tmp_path / "desk", course)
    assert lay_out(desk.folder, course) == desk
    for path in course.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert lay_out(desk.folder, course) == desk


@pytest.mark.parametrize(
    ("path", "attributes"),
    [
        (f"seeds/{ARTICLE}", {"text": "unset", "eol": "unspecified"}),
        ("tests/faults/corpus/class/cut.json", {"text": "unset", "eol": "unspecified"}),
        ("tests/charts/baseline/map.png", {"text": "unset", "eol": "unspecified"}),
        (".binder/postBuild", {"text": "set", "eol": "lf"}),
        (".ci/run", {"text": "set", "eol": "lf"}),
        (".hub/prepare", {"text": "set", "eol": "lf"}),
    ],
)
def test_git_leaves_bytes_alone_and_gives_linux_its_line_ends(
    path: str, attributes: dict[str, str], tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copy(PROJECT / ".gitattributes", tmp_path)
    said = subprocess.run(
        ["git", "check-attr", *attributes, "--", path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert said.splitlines() == [f"{path}: {name}: {value}" for name, value in attributes.items()]


def test_a_file_with_its_ending_in_capitals_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(shelf("seeds") / ARTICLE, tmp_path / "ARTICLE.TXT")
    assert main(["check", str(tmp_path / "ARTICLE.TXT")]) == 0
    assert capsys.readouterr().out.endswith("No problem found: 1 article, 13 sentences.\n")


@pytest.mark.parametrize("name", ["Questions.yaml", "QUESTIONS.YAML", "my-Questions.Yml"])
def test_a_question_bank_is_known_whatever_its_capitals(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(shelf("data") / "questions.yaml", tmp_path / name)
    assert main(["check", str(tmp_path / name)]) == 0
    assert capsys.readouterr().out == f"No problem found: {len(load_questions())} questions.\n"


@pytest.mark.parametrize("name", ["ANSWERS.JSON", "Ann.Json"])
def test_an_answer_file_with_its_ending_in_capitals_is_counted(tmp_path: Path, name: str) -> None:
    Workbook(tmp_path / name).commit("05-exit", "a")
    assert read_class(tmp_path).files == 1


def test_no_file_is_read_in_the_systems_own_encoding() -> None:
    """Windows would read UTF-8 as something else; Python warns of every place that leaves it open."""
    code = (
        "from course_utils import load_article, load_context, load_questions, load_reading; "
        "import course_utils.outside.atlas, course_utils.widgets; "
        "load_article(), load_context(), load_questions(), load_reading().frames(); "
        "from course_utils import open_course; open_course().charts.article_map()"
    )
    run = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning:course_utils", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr


def test_a_scanner_that_holds_the_file_for_a_moment_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows no file can be replaced while another program reads it."""
    replace, held = Path.replace, iter([True, True, False])

    def busy(self: Path, target: Path) -> Path:
        if next(held):
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(disk, "WINDOWS", True)
    write_whole(tmp_path / "answers.json", b"{}")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("answers.json", b"{}")]


def test_one_that_holds_it_for_good_is_told_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(self: Path, target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(disk, "HELD", 0.05)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "answers.json", b"{}")
    assert list(tmp_path.iterdir()) == []
