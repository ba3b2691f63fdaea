"""The `course` command: what it says, where it says it, and its exit codes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, load_article
from course_utils.command import cli
from course_utils.command.cli import main
from course_utils.errors import visible
from course_utils.places import ARTICLE, READING, shelf

Patch = pytest.MonkeyPatch

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")

KINDS = "an article (.txt), a reading (.yaml) or a question bank (questions.yaml)"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: Patch) -> None:
    """Let no command say what it is at, however busy the machine is."""
    monkeypatch.setattr(cli, "PATIENCE", 600)


def usage(*arguments: str) -> int:
    """Run a command that argparse ends; return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    code = left.value.code
    assert isinstance(code, int)
    return code


@pytest.mark.parametrize("command", [(), ("lab",), ("check",), ("class",)])
def test_every_command_has_help(command: tuple[str, ...], capsys: Capture) -> None:
    assert usage(*command, "--help") == 0
    assert capsys.readouterr().out.startswith(" ".join(("usage: course", *command)))


def test_the_version_is_the_packages(capsys: Capture) -> None:
    assert usage("--version") == 0
    assert capsys.readouterr().out == f"course {version('reading-the-caucasus')}\n"


@pytest.mark.parametrize(
    "wrong",
    [(), ("chekc",), ("lab", "--port", "eighty"), ("lab", "--port", "65536"), ("lab", "--port", "-1"),
     ("check", "--all")],
)  # fmt: skip
def test_a_misspelt_command_leaves_with_2(wrong: tuple[str, ...], capsys: Capture) -> None:
    assert usage(*wrong) == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: course")
    explained = "'eighty' is no port; give a number from 0 to 65535 (0: any free one)\n"
    assert said.endswith(f"argument --port: {explained}") == ("eighty" in wrong)


def test_help_loads_no_part_of_jupyter_and_nothing_that_draws() -> None:
    script = (
        "import sys\nfrom course_utils.command.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.splitlines()[-1].split())
    assert "course_utils" in loaded
    assert not loaded & {"jupyterlab", "jupyter_server", "traitlets", "matplotlib", "pandas", "anywidget"}


def test_the_courses_own_files_hold(capsys: Capture) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("No problem found: 1 article, 13 sentences, 1 reading, ")
    assert said.count("\n") == 1


def test_each_kind_of_file_is_known_by_its_name(capsys: Capture) -> None:
    assert main(["check", str(shelf("seeds") / ARTICLE)]) == 0
    assert capsys.readouterr().out == "No problem found: 1 article, 13 sentences.\n"
    assert main(["check", str(shelf("data") / "questions.yaml")]) == 0
    assert capsys.readouterr().out.endswith(" questions.\n")


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Copy the course's article and reading side by side, free to be spoilt."""
    article, reading = tmp_path / ARTICLE, tmp_path / READING
    article.write_bytes((shelf("seeds") / ARTICLE).read_bytes())
    reading.write_bytes((shelf("data") / READING).read_bytes())
    return article, reading


def test_one_character_less_in_the_article_and_every_quote_that_no_longer_holds_is_named(
    copies: tuple[Path, Path], capsys: Capture
) -> None:
    assert main(["check", *map(str, copies)]) == 0
    article, reading = copies
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("initiated", "initiatd"), encoding="utf-8", newline="")
    assert main(["check", *map(str, copies)]) == 1
    _, *problems, last = capsys.readouterr().out.splitlines()
    lines = reading.read_text(encoding="utf-8").splitlines()
    touching = [number for number, line in enumerate(lines, 1) if "initiated" in line and '"' in line]
    assert touching
    for number in touching:
        assert any(problem.startswith(f"{READING}, line {number}: ") for problem in problems)
    assert last == f"{len(problems)} problems found."


def test_a_broken_article_is_named_once_though_its_reading_names_it_too(
    copies: tuple[Path, Path], capsys: Capture
) -> None:
    copies[0].write_bytes(b"\xff\xfe")
    assert main(["check", *map(str, copies)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert said[0].startswith(f"{ARTICLE}, line 1: expected UTF-8")
    assert said[1] == "1 problem found."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"x", f": expected {KINDS}"),
        ("a.txt", None, ": expected a text file, found nothing of this name in"),
        ("a.yaml", None, ": the file cannot be read: no such file or directory."),
        ("questions.yaml", None, ": the file cannot be read: no such file or directory."),
        ("a.txt", b"", ": expected UTF-8 text, found an empty file"),
        ("a.yaml", b"[" * 100_000, ", line 1: lists and mappings nest deeper than 16."),
        ("a.yml", b"\xff", ", line 1: the file is not UTF-8 text"),
        ("my.questions.yaml", b"questions: 3", ", line 1: "),
        ("folder.txt", "mkdir", ": expected a course, found no course.yaml in this folder; name the one that has it."),
        pytest.param("pipe.txt", "mkfifo", ": expected a text file, found a folder or a device;", marks=unlinked),
        pytest.param("pipe.yaml", "mkfifo", ": the file cannot be read: it is a folder or a device.", marks=unlinked),
        pytest.param("pipe", "mkfifo", f": expected {KINDS}", marks=unlinked),
        *((name, None, ": ") for name in ("x" * 300 + ".txt", "x" * 300 + ".yaml", "x" * 300, "\0.txt", "\0.yaml")),
    ],
)
def test_a_bad_file_is_a_sentence_and_exit_1(
    tmp_path: Path, name: str, content: bytes | str | None, said: str, capsys: Capture
) -> None:
    if isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    elif content:
        getattr(os, content)(tmp_path / name)
    assert main(["check", str(tmp_path / name)]) == 1
    captured = capsys.readouterr()
    first, last = captured.out.splitlines()
    assert first.startswith(visible(name, 255) + said)
    assert (last, captured.err) == ("1 problem found.", "")


def test_every_file_is_read_though_the_first_is_broken(tmp_path: Path, capsys: Capture) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(b"")
    assert main(["check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a.yaml: the file is empty.", "b.yaml: the file is empty.", "2 problems found.",
    ]  # fmt: skip


def test_a_folder_is_a_course_and_is_checked_with_all_its_parts(tmp_path: Path, capsys: Capture) -> None:
    course = tmp_path / "course"
    shutil.copytree(Path(__file__).parents[1] / "second_course", course)
    assert main(["check", str(course)]) == 0
    assert capsys.readouterr().out == (
        "No problem found: 1 article, 14 sentences, 1 reading, 149 pieces of evidence, 3 facts, 1 disputed wording, "
        "2 questions, 1 map place.\n"
    )
    for name, old, new in (
        ("context.yaml", "quote: went dry", "quote: ran dry"),
        ("questions.yaml", "sentences: [s09]", "sentences: [s99]"),
        ("kesh-dam.reading.yaml", "polarity: mixed", "polarity: both"),
        ("map.json", '"extent"', '"extend"'),
    ):
        text = (course / name).read_text("utf-8")
        assert old in text
        (course / name).write_text(text.replace(old, new), "utf-8")
    assert main(["check", str(course)]) == 1
    *problems, last = capsys.readouterr().out.splitlines()
    assert [problem.partition(": ")[0].partition(",")[0] for problem in problems] == [
        "kesh-dam.reading.yaml", "context.yaml", "questions.yaml", "map.json",
    ]  # fmt: skip
    assert last == "4 problems found."


def test_what_takes_long_says_what_it_is_at_on_stderr(capsys: Capture, monkeypatch: Patch) -> None:
    errors = io.StringIO()

    def until_told(file: Path) -> Article:
        for _ in range(1000):
            if file.name in errors.getvalue():
                break
            time.sleep(0.01)
        return load_article()

    monkeypatch.setattr("course_utils.command.check._load", until_told)
    monkeypatch.setattr(cli, "PATIENCE", 0.02)
    monkeypatch.setattr(sys, "stderr", errors)
    assert main(["check", "a.txt", "b.txt"]) == 0
    assert errors.getvalue() == "Checking a.txt (1 of 2) …\nChecking b.txt (2 of 2) …\n"
    assert capsys.readouterr().out == "No problem found: 2 articles, 26 sentences.\n"


def test_a_console_without_a_letter_shows_its_code(tmp_path: Path) -> None:
    (tmp_path / "é.yaml").write_bytes(b"")
    script = (
        "import sys; from course_utils.command import cli; cli.PATIENCE = 600\n"  # a busy machine is no matter here
        "sys.exit(cli.main(['check', 'é.yaml']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout.splitlines()[0] == rb"\xe9.yaml: the file is empty."
    assert run.stderr == b""


def hand_in(folder: Path) -> None:
    """Let two students answer one question, and put a file there that is no answers."""
    for name, value in (("a.json", "commit"), ("b.json", "teacher")):
        Workbook(folder / name).commit("00-practice", value)
    (folder / "c.json").write_text("[]")


def test_class_counts_what_was_handed_in_and_names_what_it_cannot_read(tmp_path: Path, capsys: Capture) -> None:
    hand_in(tmp_path)
    assert main(["class", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "00-practice  A chart in this course is closed at first. What opens it?\n"
        " first   now\n"
        "     1     1  * Any prediction you have committed\n"
        "     0     0    A prediction, but only a right one\n"
        "     1     1    The teacher, at the end of the lesson\n"
        "c.json: expected answers that the course wrote, found something else. Ask for the file again.\n"
        "2 files of answers counted, 1 refused.\n"
    )


def test_class_writes_a_table_where_it_is_told_to(tmp_path: Path, capsys: Capture) -> None:
    hand_in(tmp_path)
    (tmp_path / "b.json").unlink()
    (tmp_path / "c.json").unlink()
    table = tmp_path / "counts.csv"
    assert main(["class", str(tmp_path), "--csv", str(table)]) == 0
    assert capsys.readouterr().out.endswith(f"The table is in {table}.\n1 file of answers counted.\n")
    first, *rows = table.read_text("utf-8-sig").splitlines()
    assert first == "item,question,option,first answers,last answers,right"
    assert "00-practice,A chart in this course is closed at first. What opens it?," in rows[3]
    assert rows[3].endswith(",1,1,yes")


@pytest.mark.parametrize("given", ["", ".", "no/counts.csv", "\0.csv", "x" * 300])
def test_class_says_in_a_line_that_begins_with_its_file_where_no_table_can_be(
    given: str, tmp_path: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["class", ".", "--csv", given]) == 1
    name = {"": ".", "no/counts.csv": "counts.csv", "\0.csv": r"\u0000.csv"}.get(given, given[:99])
    told = capsys.readouterr().err
    assert told.startswith(name)
    assert told.count("\n") == 1
    assert ": could not be written: " in told
    assert given != "no/counts.csv" or told == "counts.csv: could not be written: No such file or directory.\n"


@unlinked
@pytest.mark.parametrize("target", ["counts.csv", "other.csv", "gone.csv"])
def test_class_writes_no_table_through_a_link(target: str, tmp_path: Path, capsys: Capture, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.csv").write_text("mine")
    Path("counts.csv").symlink_to(target)
    assert main(["class", ".", "--csv", "counts.csv"]) == 1
    said = "expected a new or an ordinary file, found a link, a pipe or a device; give --csv another name."
    assert capsys.readouterr().err == f"counts.csv: {said}\n"
    assert Path("other.csv").read_text() == "mine"
    assert not Path("gone.csv").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ABCD-1234", "ABCD-1234: expected a folder of answer files, found none."),
        ("a.json", "a.json: expected a folder of answer files, found a file."),
        pytest.param("loop", "loop: expected a folder of answer files, found none.", marks=unlinked),
        ("\0x", r"\u0000x: expected a folder of answer files, found none."),
        ("x" * 300, f"{'x' * 127} … {'x' * 128}: expected a folder of answer files, found none."),
    ],
)
def test_class_says_in_a_line_what_is_no_folder(
    given: str, said: str, tmp_path: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path)
    if given == "loop":
        (tmp_path / "loop").symlink_to("loop")
    assert main(["class", given]) == 1
    assert capsys.readouterr() == ("", said + "\n")


def test_lab_reports_kept_work_before_it_starts(tmp_path: Path, capsys: Capture, monkeypatch: Patch) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        "course_utils.command.jupyterlab.start",
        lambda desk, port, browser: started.append((desk.folder, port, browser)) or 0,
    )
    folder = tmp_path / "mine"
    assert main(["lab", "--folder", str(folder), "--port", "9000", "--no-browser"]) == 0
    assert capsys.readouterr().out == ""
    (folder / "00-start-here.ipynb").write_text("{}")
    assert main(["lab", "--folder", str(folder)]) == 0
    assert capsys.readouterr().out == "With your own changes, and kept as you left them: 00-start-here.ipynb\n"
    assert started == [(folder, 9000, False), (folder, 8888, True)]


def test_lab_gives_a_teacher_the_guide_and_says_where_the_answers_are(
    tmp_path: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.command.jupyterlab.start", lambda *_, **__: 0)
    assert main(["lab", "--folder", str(tmp_path / "students")]) == 0
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "students" / "teachers-guide.md").exists()
    assert main(["lab", "--folder", str(tmp_path / "mine"), "--teacher"]) == 0
    assert capsys.readouterr().out == (
        "teachers-guide.md, beside the notebooks, has the answers; keep this folder from students.\n"
    )
    assert (tmp_path / "mine" / "teachers-guide.md").exists()


def test_ctrl_c_leaves_with_130_and_no_traceback(monkeypatch: Patch, capsys: Capture) -> None:
    def interrupted(file: Path) -> Article:
        raise KeyboardInterrupt

    monkeypatch.setattr("course_utils.command.check._load", interrupted)
    assert main(["check", "a.txt"]) == 130
    assert capsys.readouterr().err == ""


def test_a_context_by_itself_is_read_as_one(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "other.context.yaml"
    path.write_text((shelf("data") / "context.yaml").read_text("utf-8").replace("grade: A", "grade: D", 1), "utf-8")
    assert main(["check", str(shelf("data") / "context.yaml"), str(path)]) == 1
    problem, last = capsys.readouterr().out.splitlines()
    assert problem.startswith("other.context.yaml, line ")
    assert last == "1 problem found."


def test_a_bank_and_a_context_of_a_course_are_read_against_its_article(tmp_path: Path, capsys: Capture) -> None:
    course = tmp_path / "course"
    shutil.copytree(Path(__file__).parents[1] / "second_course", course)
    for name, old, new, line in (
        ("questions.yaml", "sentences: [s09]", "sentences: [s99]", "“s99” is not a sentence of the article."),
        ("context.yaml", "quote: went dry", "quote: ran dry", "“ran dry” must stand exactly once in s01"),
    ):
        (course / name).write_text((course / name).read_text("utf-8").replace(old, new), "utf-8")
        assert main(["check", str(course / name)]) == 1
        problem, last = capsys.readouterr().out.splitlines()
        assert problem.startswith(f"{name}, line ")
        assert line in problem
        assert last == "1 problem found."
