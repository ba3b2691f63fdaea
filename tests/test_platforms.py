"""What the course ships and writes fits Windows and macOS, where names, line ends and locks differ."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Literal, NoReturn

import pytest

from course_utils import disk
from course_utils.answers.workbook import Workbook
from course_utils.command.cli import main
from course_utils.command.student_folder import FIRST, GLOSSARY, lay_out
from course_utils.disk import write_beside, write_whole
from course_utils.errors import ReadingError
from course_utils.exercises.questions import load_questions
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import load_context
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.load import load_reading
from course_utils.reading.records import KINDS
from course_utils.teacher.class_counts import read_class
from course_utils.widgets import control as base

Patch = pytest.MonkeyPatch
PROJECT, DATA = Path(__file__).parents[1], shelf("data")
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
    [["con"], ["CONIN$"], ["conout$.txt"], ["NUL.txt"], ["com1.yaml"], ["a:b"], ["a."], ["a "], ["q?"],
     ["A.md", "a.md"]],
)  # fmt: skip
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
    workbook.path.write_text("{")
    workbook.commit("a", "b")
    for text in (b"*", b"+"):
        write_beside(tmp_path / "brief", {".html": text, ".md": text}, {})
    names = [entry.name for entry in tmp_path.iterdir()]
    assert {"answers.json", "answers.unreadable-1.json", "brief.html", "brief-2.md"} <= set(names)
    assert misfits(names) == []


@pytest.fixture
def named(tmp_path: Path) -> Callable[[str], Path]:
    """Give the course's reading, in a folder of its own, another article's name."""

    def reading(name: str) -> Path:
        text = re.sub(r"(?m)^article: .*$", lambda _: f"article: '{name}'", (DATA / READING).read_text("utf-8"))
        (tmp_path / "x.reading.yaml").write_text(text, "utf-8")
        return tmp_path / "x.reading.yaml"

    return reading


@pytest.mark.parametrize(
    "name",
    ["C:\\text.txt", "C:/text.txt", "C:text.txt", "c:", "\\\\server\\text.txt", "\\\\?\\C:\\text.txt", "CON", "con.txt",
     "conin$", "aux.txt", "nul", "nul.txt", "com¹.txt", "a:b.txt"],
)  # fmt: skip
def test_an_article_with_a_drive_or_a_devices_name_is_refused(named: Callable[[str], Path], name: str) -> None:
    with pytest.raises(ReadingError) as caught:
        load_reading(named(name))
    [problem] = caught.value.problems
    assert problem.message == f"article must be the name of a file beside this one, without folders, not “{name}”."


@pytest.mark.parametrize("file", ["NFC", "NFD"])
@pytest.mark.parametrize("said", ["NFC", "NFD"])
def test_an_article_is_found_whether_accents_stand_with_their_letters_or_apart(
    named: Callable[[str], Path], tmp_path: Path, file: Literal["NFC", "NFD"], said: Literal["NFC", "NFD"]
) -> None:
    shutil.copy(shelf("seeds") / ARTICLE, tmp_path / unicodedata.normalize(file, "café.txt"))
    found = load_reading(named(unicodedata.normalize(said, "café.txt"))).article.name
    assert unicodedata.normalize("NFC", found) == "café.txt"


def test_an_article_that_is_not_there_is_said_in_a_folder_that_may_not_be_listed_too(
    named: Callable[[str], Path], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ReadingError, match=r"the article y\.txt is not beside this file"):
        load_reading(named("y.txt"))


@pytest.mark.skipif(sys.platform == "win32", reason="there each means another place")
@pytest.mark.parametrize("name", ["C:\\course", "C:course", "\\\\server\\course", "con", "nul", "aux.txt"])
def test_a_folder_with_a_drive_or_a_devices_name_is_one_like_any_other_where_there_are_none(
    name: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    served: list[Path] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course_utils.command.jupyterlab.start", lambda desk, *_, **__: served.append(desk.folder) or 0)
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
    assert read_class([folder]).files == 1
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("name", [APART, "/".join(["a folder in a folder"] * 14)], ids=["other letters", "long"])
def test_a_folder_of_any_name_and_a_path_of_more_than_260_characters_are_used_like_others(
    name: str, tmp_path: Path
) -> None:
    if name != APART and sys.platform == "win32":
        pytest.skip("Windows has to be told to take such a path")
    laid = used(tmp_path / "plain")
    assert used(tmp_path / name) == laid
    assert {"answers.json", "brief.html", FIRST} <= set(laid)
    assert name.partition("/")[0] in [path.name for path in tmp_path.iterdir()]


def as_on_windows(file: Path) -> bytes:
    """Return a file's content as a checkout on Windows has it, whatever this one is."""
    return file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_line_ends_of_a_windows_checkout_change_no_data_no_script_and_no_style(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    data = [DATA / name for name in (READING, "questions.yaml", "context.yaml", "map.json")]
    for path in (*data, *base._STATIC.iterdir()):
        (tmp_path / path.name).write_bytes(as_on_windows(path))
    shutil.copy(shelf("seeds") / ARTICLE, tmp_path)
    own, crlf = load_reading(), load_reading(tmp_path / READING)
    for kind in KINDS:
        assert getattr(crlf, kind) == getattr(own, kind)
    assert load_questions(tmp_path / "questions.yaml") == load_questions()
    assert load_context(tmp_path / "context.yaml").facts == load_context().facts
    assert load_atlas(tmp_path / "map.json") == load_atlas()
    texts = {path.name: base._text(path.name) for path in base._STATIC.iterdir()}
    monkeypatch.setattr(base, "_STATIC", tmp_path)
    assert {name: base._text(name) for name in texts} == texts
    assert not any("\r" in text for text in texts.values())


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
    ("path", "text", "eol"),
    [
        (f"seeds/{ARTICLE}", "unset", "unspecified"),
        ("tests/faults/corpus/class/cut.json", "unset", "unspecified"),
        ("tests/charts/baseline/map.png", "unset", "unspecified"),
        (".binder/postBuild", "set", "lf"),
        (".ci/run", "set", "lf"),
        (".hub/prepare", "set", "lf"),
    ],
)
def test_git_leaves_bytes_alone_and_gives_linux_its_line_ends(path: str, text: str, eol: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copy(PROJECT / ".gitattributes", tmp_path)
    said = subprocess.check_output(["git", "check-attr", "text", "eol", "--", path], cwd=tmp_path, encoding="utf-8")
    assert said.splitlines() == [f"{path}: text: {text}", f"{path}: eol: {eol}"]


@pytest.mark.parametrize("name", ["ANSWERS.JSON", "Ann.Json"])
def test_an_answer_file_with_its_ending_in_capitals_is_counted(tmp_path: Path, name: str) -> None:
    Workbook(tmp_path / name).commit("05-exit", "a")
    assert read_class([tmp_path]).files == 1


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


def refuse(*_: object) -> NoReturn:
    raise PermissionError(13, "The process cannot access the file")


@pytest.mark.parametrize("times", [2, 10_000])
def test_a_scanner_that_holds_the_file_for_a_moment_costs_nothing_and_one_that_keeps_it_is_told(
    times: int, tmp_path: Path, monkeypatch: Patch
) -> None:
    """On Windows no file can be replaced while another program reads it."""
    replace, held = Path.replace, iter(range(times))
    monkeypatch.setattr(Path, "replace", lambda *names: replace(*names) if next(held, None) is None else refuse())
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(disk, "HELD", 0.1)
    with nullcontext() if times == 2 else pytest.raises(PermissionError):
        write_whole(tmp_path / "answers.json", b"{}")
    left = [(file.name, file.read_bytes()) for file in tmp_path.iterdir()]
    assert left == ([("answers.json", b"{}")] if times == 2 else [])


#: What a user's own settings of matplotlib can say, and the environment: charts are drawn alike.
SETTINGS: dict[str, tuple[bytes, dict[str, str]]] = {
    "nothing": (b"", {}),
    "LaTeX": (b"text.usetex: True\naxes.formatter.use_locale: True\n", {"MPLBACKEND": "qtagg"}),
    "letters": (b"font.family: serif\nfont.size: 30\ntext.hinting: none\ntext.antialiased: False\n", {"HOME": "FILE"}),
    "lines": (b"axes.grid: True\nfigure.autolayout: True\nsavefig.dpi: 9\npath.sketch: 1, 100, 2\n",
              {"MPLBACKEND": "module://not.there"}),
    "no settings": (b"no colon\naxes.grid: perhaps\nunknown: 1\nbackend: none of them\n", {}),
    "no text": (b"\xff\xfe\x00", {}),
    "no backend": (b"lines.linewidth: 9\npatch.linewidth: 9\nhatch.color: red\n", {"MPLBACKEND": "none of them"}),
}  # fmt: skip
DRAW = (
    "import hashlib; from course_utils import open_course; from course_utils.look.theme import light; "
    "print(hashlib.sha256(open_course().charts.network().picture(light()).png).hexdigest())"
)


@pytest.mark.long
def test_the_users_settings_of_matplotlib_change_no_picture_and_nothing_is_said_of_them(tmp_path: Path) -> None:
    runs = []
    for name, (settings, environment) in SETTINGS.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "matplotlibrc").write_bytes(settings)
        mine = {name: value.replace("FILE", str(folder / "matplotlibrc")) for name, value in environment.items()}
        command, env = [sys.executable, "-c", DRAW], {**os.environ, **mine, "COURSE_PICTURES": ""}
        runs.append(subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8"))
    assert [run.stderr for run in runs] == [""] * len(runs)
    assert {run.stdout for run in runs} == {runs[0].stdout}
    assert len(runs[0].stdout) == 65


@pytest.mark.long
@pytest.mark.parametrize("name", ["HOME", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"])
def test_where_the_home_cannot_be_written_the_course_says_so_in_a_sentence_and_starts(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    mine = {one: value for one, value in os.environ.items() if not one.startswith(("JUPYTER", "XDG", "IPYTHON"))}
    with subprocess.Popen(
        [sys.executable, "-m", "course_utils", "lab", "--no-browser", "--port", "0", "--folder", "course"],
        cwd=tmp_path,
        env={**mine, "HOME": str(tmp_path), name: str(tmp_path / "file" / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as lab:
        assert lab.stdout
        said = [lab.stdout.readline() for _ in range(2)]
        lab.terminate()
    assert said[0] == "Your home folder cannot be written: JupyterLab will forget what you set in it.\n"
    assert said[1].startswith("The course is at http://127.0.0.1:")
