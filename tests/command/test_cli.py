"""The `course` command: what it says, where it says it, and its exit codes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article, read_article
from course_utils.command import cli
from course_utils.command.student_folder import FIRST, GUIDE
from course_utils.course_parts import CourseParts
from course_utils.errors import visible
from course_utils.places import ARTICLE, EXAMPLE, READING, shelf

Patch = pytest.MonkeyPatch
#: Runs a command; gives its exit code, and what it says on stdout and on stderr.
Run = Callable[..., tuple[int, str, str]]
NONE = "none that can be counted for “Reading the Caucasus” (else: --course FOLDER)."

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")

SEEDS, DATA = shelf("seeds"), shelf("data")
LONG = "x" * 300


@pytest.fixture
def course(tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run commands in an empty folder; none says what it is at, however busy the machine is."""
    monkeypatch.setattr(cli, "PATIENCE", 600)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code: object = cli.main([*map(str, arguments)])
        except SystemExit as left:
            code = left.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return run


def spoil(file: Path, old: str, new: str) -> None:
    """Write something else into a file in one place."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8", newline="")


@pytest.mark.parametrize(
    "command", [(), ("lab",), ("check",), ("new",), ("draft",), ("class",), ("export",), ("pictures",)]
)
def test_every_command_has_help(command: tuple[str, ...], course: Run) -> None:
    code, said, _ = course(*command, "--help")
    assert code == 0
    assert said.startswith(" ".join(("usage: course", *command)))


def test_the_version_is_the_packages(course: Run) -> None:
    assert course("--version") == (0, f"course {version('reading-the-caucasus')}\n", "")


PORT = "is no port; give a number from 0 to 65535 (0: any free one)"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "the following arguments are required: COMMAND"),
        ("chekc", ""),
        ("lab --port eighty", f"argument --port: 'eighty' {PORT}"),
        ("lab --port 65536", f"argument --port: '65536' {PORT}"),
        ("lab --port -1", ""),
        ("check --all", "unrecognized arguments: --all"),
    ],
)
def test_a_misspelt_command_leaves_with_2(wrong: str, said: str, course: Run) -> None:
    code, _, told = course(*wrong.split())
    assert code == 2
    assert told.startswith("usage: course")
    assert told.endswith(f"{said}\n")


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


def test_the_courses_own_files_hold(course: Run) -> None:
    assert course("check") == (
        0,
        "No problem found: 1 article, 13 sentences, 1 reading, 183 pieces of evidence, 43 facts, 11 disputed wordings, "
        "56 questions, 4 map places.\n",
        "",
    )


HELD = {ARTICLE: "1 article, 13 sentences", READING: "1 reading, 183 pieces of evidence",
        "questions.yaml": "56 questions", "context.yaml": "43 facts, 11 disputed wordings"}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name"),
    [*((file, file) for file in HELD), (ARTICLE, "ARTICLE.TXT"), ("questions.yaml", "my-Questions.Yml"),
     ("context.yaml", "A.Context.YAML")],
)  # fmt: skip
def test_each_kind_of_file_is_known_by_its_name_whatever_its_capitals(file: str, name: str, course: Run) -> None:
    for shipped in (ARTICLE, file):
        shutil.copy((SEEDS if shipped == ARTICLE else DATA) / shipped, shipped)
    Path(file).rename(name)
    code, said, told = course("check", name)
    assert (code, said.splitlines()[-1], told) == (0, f"No problem found: {HELD[file]}.", "")


def test_an_article_is_shown_as_it_is_read(course: Run) -> None:
    page = f"T\u200b {'word ' * 20}(https://example.org/{'x' * 99})\n\nMay 5, 2020 | Ann \u202eLee\n\n"
    page += f"The lead is short, so that Ann says:\n\n{'河水上涨了' * 20}。好。\n\nNo [n]ote.\n\nRead more at P.S. https://a.org\n"
    Path("a.txt").write_text(page, "utf-8")
    assert course("check", "a.txt")[1].splitlines()[-10:] == [
        r"title            T\u200b word word word word … word word word word word word",
        "link             https://example.org/xxxxxxxxxx … xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "day              2020-05-05",
        r"author           Ann \u202eLee",
        "original         P.S., https://a.org",
        "p1   editor   1  The lead is short, so that Ann says:",
        "p2   author   2  河水上涨了河水上涨了河水上涨了 … 涨了河水上涨了河水上涨了。好。",
        "p3   author   1  No [n]ote.",
        "i1   editor      [n]",
        "No problem found: 1 article, 4 sentences.",
    ]


def test_a_pattern_that_the_shell_left_as_it_is_names_files(course: Run) -> None:
    for name in ("b.txt", "a.txt"):
        shutil.copy(SEEDS / ARTICLE, name)
    assert course("check", "*.txt")[1].splitlines()[-1] == "No problem found: 2 articles, 26 sentences."
    shutil.copy(SEEDS / ARTICLE, "[b].txt")
    assert course("check", "[b].txt")[1].splitlines()[-1] == "No problem found: 1 article, 13 sentences."
    said = course("check", str(Path("?.txt").absolute()), "no*.yaml", "no*.txt")[1].splitlines()
    assert said[-3:] == [
        "no*.yaml: the file cannot be read: no such file or directory.",
        "no*.txt: expected a text file, found nothing of this name in “.”; check the name and the folder",
        "2 problems found.",
    ]


@pytest.fixture
def copies() -> tuple[Path, Path]:
    """Copy the course's article and reading side by side, free to be spoilt."""
    return Path(shutil.copy(SEEDS / ARTICLE, ".")), Path(shutil.copy(DATA / READING, "."))


def test_one_character_less_in_the_article_and_every_quote_that_no_longer_holds_is_named(
    course: Run, copies: tuple[Path, Path]
) -> None:
    assert course("check", *copies)[0] == 0
    spoil(copies[0], "initiated", "initiatd")
    code, said, _ = course("check", *copies)
    *record, last = said.splitlines()
    problems = [line for line in record if line.startswith(READING)]
    lines = copies[1].read_text(encoding="utf-8").splitlines()
    touching = [number for number, line in enumerate(lines, 1) if "initiated" in line and '"' in line]
    assert touching
    for number in touching:
        assert any(problem.startswith(f"{READING}, line {number}: ") for problem in problems)
    assert (code, last) == (1, f"{len(problems)} problems found.")


def test_a_broken_article_is_named_once_though_its_reading_names_it_too(course: Run, copies: tuple[Path, Path]) -> None:
    copies[0].write_bytes(b"\xff\xfe")
    code, said, _ = course("check", *copies)
    problem, last = said.splitlines()
    assert problem.startswith(f"{ARTICLE}, line 1: expected UTF-8")
    assert (code, last) == (1, "1 problem found.")


REFUSED = yaml.safe_load(Path(__file__).with_name("refused_files.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "content", "said"), [*REFUSED, *((LONG + ending, None, ": ") for ending in ("", ".txt", ".yaml"))]
)
def test_a_bad_file_is_a_sentence_and_exit_1(name: str, content: str | None, said: str, course: Run) -> None:
    if content in ("mkdir", "mkfifo"):
        if not hasattr(os, content):
            pytest.skip("Windows has no such thing")
        getattr(os, content)(name)
    elif content is not None:
        Path(name).write_bytes(content.encode("latin-1"))
    code, told, error = course("check", name)
    problem, last = told.splitlines()
    assert problem.startswith(visible(name, 255) + said)
    assert (code, last, error) == (1, "1 problem found.", "")


def test_every_file_is_read_though_the_first_is_broken(course: Run) -> None:
    said = course("check", "a.doc", "b.doc")[1].splitlines()
    assert [line[:6] for line in said] == ["a.doc:", "b.doc:", "2 prob"]


#: For each part of the second course, in the order in which they are checked, a fault and what is said of it.
FAULTS = {
    "kesh-dam.reading.yaml": ("polarity: mixed", "polarity: both", "“both” is not a valid polarity."),
    "context.yaml": ("quote: went dry", "quote: ran dry", "“ran dry” must stand exactly once in s01"),
    "questions.yaml": ("sentences: [s09]", "sentences: [s99]", "“s99” is not a sentence of the article."),
    "map.json": ('"extent"', '"extend"', "this is no map that .ci/make_map.py wrote (Field required: extent)."),
}


def test_a_folder_is_a_course_and_its_parts_are_checked_together_and_alone(course: Run) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "second_course", "course"))
    code, said, _ = course("check", folder)
    assert (code, said.splitlines()[-1]) == (
        0,
        "No problem found: 1 article, 14 sentences, 1 reading, 149 pieces of evidence, 3 facts, 1 disputed wording, "
        "2 questions, 1 map place.",
    )
    for name, (old, new, _) in FAULTS.items():
        spoil(folder / name, old, new)
    code, said, _ = course("check", folder)
    *problems, last = said.splitlines()
    assert (code, last) == (1, "4 problems found.")
    for problem, (name, (_, _, told)) in zip(problems, FAULTS.items(), strict=True):
        assert problem.startswith(name)
        assert told in problem
        if name != "map.json":  # the bank and the context are held against the course's article
            assert course("check", folder / name) == (1, f"{problem}\n1 problem found.\n", "")


def test_what_is_wrong_with_one_part_hides_no_other(course: Run) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "second_course", "course"))
    faults = {
        "course.yaml": ("id: kesh-dam", "id: Kesh"),
        "kesh-dam.txt": ("May 4", "May 34"),
        "kesh-dam.reading.yaml": FAULTS["kesh-dam.reading.yaml"][:2],
        "context.yaml": ("grade: A", "grade: Q"),
        "questions.yaml": ("sentences: [s09]", "sentences: s09"),
    }
    for number, (name, (old, new)) in enumerate(faults.items()):
        spoil(folder / name, old, new)
        for given in (folder, folder / "course.yaml"):
            told = [line.partition(", line")[0] for line in course("check", given)[1].splitlines()]
            assert told[:-1] == [*faults][: number + 1]
    assert {line.partition(",")[0] for line in course("check", folder / "context.yaml")[1].splitlines()[:-1]} == {
        *("context.yaml", "course.yaml")
    }


def test_what_takes_long_says_what_it_is_at_on_stderr(course: Run, monkeypatch: Patch) -> None:
    errors = io.StringIO()

    def until_told(file: Path) -> Article:
        for _ in range(1000):
            if file.name in errors.getvalue():
                break
            time.sleep(0.01)
        return read_article()

    monkeypatch.setattr("course_utils.command.check._load", until_told)
    monkeypatch.setattr(cli, "PATIENCE", 0.02)
    monkeypatch.setattr(sys, "stderr", errors)
    assert course("check", "a.txt", "b.txt")[1].endswith("No problem found: 2 articles, 26 sentences.\n")
    assert errors.getvalue() == "Checking a.txt (1 of 2) …\nChecking b.txt (2 of 2) …\n"


def test_a_console_without_a_letter_shows_its_code(tmp_path: Path) -> None:
    (tmp_path / "é.yaml").touch()
    script = (
        "import sys; from course_utils.command import cli; cli.PATIENCE = 600\n"  # a busy machine is no matter here
        "sys.exit(cli.main(['check', 'é.yaml']))"
    )
    ascii_alone = {**os.environ, "PYTHONIOENCODING": "ascii:strict"}
    run = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=ascii_alone, capture_output=True)
    assert (run.returncode, run.stderr) == (1, b"")
    assert run.stdout.splitlines()[0] == rb"\xe9.yaml: the file is empty; a reading begins with \u201creading: 1\u201d."


@pytest.fixture
def handed_in(course: Run) -> None:
    """Let two students answer one question, and put a file there that is no answers."""
    for name, value, sign in (("a.json", "commit", "friend"), ("b.json", "teacher", "hostile")):
        Workbook(Path(name)).commit_all({"00-practice": value, "00-guess": "iran", "05-ties.israel.iran": sign})
    Path("c.json").write_text("[]")


@pytest.mark.usefixtures("handed_in")
def test_class_counts_what_was_handed_in_and_names_what_it_cannot_read(course: Run) -> None:
    assert course("class", ".")[:2] == (
        1,
        "00-start-here\n"
        "  00-practice  A chart in this course is closed at first. What opens it?\n"
        "    first 2      now 2\n"
        "       50 %       50 %  Any prediction you have committed\n"
        "        0 %        0 %  A prediction, but only a right one\n"
        "       50 %       50 %  The teacher, at the end of the lesson  (the teacher holds the answers)\n"
        "  00-guess  The article is called “Why the Conflict in the Caucasus Matters to Israel”. "
        "Which of these states do you think it names most often?\n"
        "    first 0      now 0\n"
        "          –          –  Israel\n"
        "          –          –  Armenia\n"
        "          –          –  Azerbaijan\n"
        "                     2  none of these; not counted\n"
        "\n"
        "05-strategic-interests\n"
        "  05-ties.israel.iran  Israel and Iran\n"
        "    first 1      now 1\n"
        "        0 %        0 %  friendly (+)\n"
        "      100 %      100 %  unfriendly (−)\n"
        "        0 %        0 %  mixed\n"
        "        0 %        0 %  neutral (0)\n"
        "                     1  none of these; not counted\n"
        "                        It turns on “Israel’s archnemesis” (s04).\n"
        "no. 3, a .json: expected answers that the course wrote, found something else. Ask for the file again.\n"
        "Numbers are those of all files, sorted by path; --names shows the paths.\n"
        "2 files of answers counted, 1 refused.\n",
    )


@pytest.mark.usefixtures("handed_in")
def test_class_shows_right_answers_and_the_courses_reading_only_on_demand_and_one_notebook_alone(course: Run) -> None:
    before, after = (course("class", ".", *more)[1] for more in ((), ("--key",)))
    assert "* Any prediction" not in before
    assert "The course reads it as" not in before
    assert "* Any prediction you have committed" in after
    assert "The course reads it as unfriendly (−)." in after
    said = course("class", ".", "--notebook", "05")[1]
    assert "05-ties" in said
    assert "00-" not in said
    assert course("class", ".", "--notebook", "5")[1] == said
    code, _, told = course("class", ".", "--notebook", "9")
    assert code == 1
    assert told.startswith("--notebook: “09” is not a notebook that asks something. ")
    assert "Valid: 00-start-here, 01-voices" in told


CODES = CourseParts().codes


def code(notebook: str, **values: str) -> str:
    given = {item.replace("_", "-"): Answer(value, value, 1, "2026-11-30T09:00") for item, value in values.items()}
    return CODES.code_of(notebook, {f"{notebook}-{item}": answer for item, answer in given.items()})


def test_class_counts_codes_from_a_file_from_what_is_pasted_and_beside_files(
    course: Run, monkeypatch: Patch, tmp_path: Path
) -> None:
    lines = f"Ann: {code('00', practice='commit')}\nK7Q-4M\n{code('01', exit='bracket')}\n"
    for encoding in ("utf-8-sig", "utf-16"):
        Path("codes.txt").write_text(lines, encoding)
        exit_, said, _ = course("class", "codes.txt")
        assert exit_ == 1
        assert "first 1      now 1" not in said
        assert "first 0      now 1" in said
        assert "codes.txt, line 2: expected a code of edition 1 of “Reading the Caucasus”, found " in said
        assert "A code has the last answers to one notebook" in said
        assert said.endswith("2 codes counted, 1 refused.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO(lines.replace("K7Q-4M", "")))
    Workbook(Path("x/7.json").absolute()).path.parent.mkdir()
    Workbook(Path("x/7.json")).commit("00-practice", "commit")
    exit_, said, _ = course("class", "x", "-")
    assert (exit_, said.splitlines()[-1]) == (0, "1 file of answers and 2 codes counted.")
    assert "first 1      now 1" in said
    assert "1  with one of the two answers alone; not counted" in said
    for number, counted in (("1", "1 code"), ("0", "1 file of answers and 1 code")):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines.replace("K7Q-4M", "")))
        said = course("class", "x", "-", "--notebook", number)[1]
        assert f"1 code: no question of notebook 0{number} is answered there; not counted.\n" in said
        assert said.endswith(f"\n{counted} counted.\n")
    told = course("class", "codes.txt", "--notebook", "03")[2]
    assert told == (
        f"codes.txt: expected codes to notebook 03, found {NONE} Write each into a line of its own. "
        "Without --notebook all others count.\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no code here\n", f"codes, found {NONE} Write each into a line of its own."),
        (b"", f"codes, found {NONE} Write each into a line of its own."),
        (b"\xff\x00\x81", "a folder or a zip of answer files, or a text with codes, found another file."),
    ],
)  # fmt: skip
def test_class_says_what_is_no_text_of_codes(content: bytes, said: str, course: Run) -> None:
    Path("c.txt").write_bytes(content)
    assert course("class", "c.txt")[::2] == (1, f"c.txt: expected {said}\n")


@pytest.mark.usefixtures("handed_in")
@pytest.mark.parametrize("what", ["page", "table"])
def test_class_writes_over_nothing_but_an_earlier_one(what: str, course: Run) -> None:
    Path("c.json").unlink()
    option = {"page": "--page", "table": "--csv"}[what]
    for _ in range(2):
        exit_, said, _ = course("class", ".", option, "made")
        assert (exit_, said.splitlines()[-2]) == (0, f"The {what} is in made.")
    for name in ("brief.html", "a.json"):
        Path("brief.html").write_text('<!doctype html>\n<html lang="en"><head>')
        before = Path(name).read_bytes()
        told = f"{name}: expected a new file or an earlier {what}, found another file; give {option} another name.\n"
        assert course("class", ".", option, name)[::2] == (1, told)
        assert Path(name).read_bytes() == before


def test_class_counts_for_the_course_that_it_is_told(course: Run) -> None:
    example = str(shelf("seeds") / EXAMPLE)
    own = CourseParts().questions
    first = next(one for one in CourseParts(Path(example)).questions.values() if one.id not in own)
    Path("in").mkdir()
    Workbook(Path("in/answers.json")).commit(first.id, first.options[0].id)
    code, said, _ = course("class", "in", "--course", example)
    assert (code, said.splitlines()[-1]) == (0, "1 file of answers counted.")
    assert course("class", "in")[0] == 1


@pytest.mark.usefixtures("handed_in")
def test_class_tells_paths_where_it_is_asked_for_names(course: Run) -> None:
    code, said, _ = course("class", ".", "--names")
    assert (code, said.splitlines()[-2:]) == (
        1,
        [
            "c.json: expected answers that the course wrote, found something else. Ask for the file again.",
            "2 files of answers counted, 1 refused.",
        ],
    )


EMPTY = (
    f"hand-ins: expected files of answers, found {NONE} "
    "Put each student's answers.json there, in a folder of its own or renamed, as to 7.json.\n"
)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (None, ""),
        ("course.zip", "no. 1, a .zip: expected a zip that can be read, found a damaged one. Ask for the file again."),
        ("ann.maria", "not read: no. 1. A file of answers ends in .json: rename any that is one."),
        ("answers.unreadable-1.json", "no. 1, a .json: set aside by the course, which could not read it; not counted."),
    ],
)
def test_class_says_of_a_folder_without_answers_what_to_do_and_writes_no_table(
    name: str | None, line: str, course: Run
) -> None:
    Path("hand-ins").mkdir()
    if name:
        Path("hand-ins", name).write_text("{")
        line += "\nNumbers are those of all files, sorted by path; --names shows the paths.\n"
    assert course("class", "hand-ins", "--csv", "counts.csv") == (1, line, EMPTY)
    assert not Path("counts.csv").exists()
    Workbook(Path("hand-ins/7.json")).commit("00-practice", "commit")  # the remedy
    counted = "1 file of answers counted, 1 refused.\n" if name == "course.zip" else "1 file of answers counted.\n"
    assert course("class", "hand-ins")[1].endswith(counted)


@pytest.mark.usefixtures("handed_in")
def test_class_writes_a_table_where_it_is_told_to(course: Run) -> None:
    for name in ("b.json", "c.json"):
        Path(name).unlink()
    code, said, _ = course("class", ".", "--csv", "counts.csv")
    assert code == 0
    assert said.endswith("The table is in counts.csv.\n1 file of answers counted.\n")
    first, *rows = Path("counts.csv").read_text("utf-8-sig").splitlines()
    assert first == "item,question,option,first answers,last answers,right"
    assert "00-practice,A chart in this course is closed at first. What opens it?," in rows[3]
    assert rows[3].endswith(",1,1,yes")
    assert course("class", ".", "--csv", "counts.csv")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes are others")
def test_a_reader_who_has_seen_enough_gets_no_traceback() -> None:
    run = [sys.executable, "-m", "course_utils", "check"]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Error" not in process.stderr.read()  # on a slow machine it says what it is at
    assert process.returncode == 1


@pytest.mark.usefixtures("handed_in")
@pytest.mark.parametrize(
    ("given", "name", "why"),
    [("", ".", ""), (".", ".", ""), ("no/counts.csv", "counts.csv", "No such file or directory.\n"),
     ("\0.csv", r"\u0000.csv", ""), (LONG, LONG[:99], "")],
)  # fmt: skip
def test_class_says_in_a_line_that_begins_with_its_file_where_no_table_can_be(
    given: str, name: str, why: str, course: Run
) -> None:
    code, _, told = course("class", ".", "--csv", given)
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith(name)
    assert f": could not be written: {why}" in told


@unlinked
@pytest.mark.usefixtures("handed_in")
@pytest.mark.parametrize("target", ["counts.csv", "other.csv", "gone.csv"])
def test_class_writes_no_table_through_a_link(target: str, course: Run) -> None:
    Path("other.csv").write_text("mine")
    Path("counts.csv").symlink_to(target)
    said = "expected a new file or an earlier table, found a link, a pipe or a device; give --csv another name."
    assert course("class", ".", "--csv", "counts.csv")[::2] == (1, f"counts.csv: {said}\n")
    assert Path("other.csv").read_text() == "mine"
    assert not Path("gone.csv").exists()


@pytest.mark.usefixtures("handed_in")
@pytest.mark.parametrize(
    ("given", "name", "found"),
    [
        ("ABCD-1234", "ABCD-1234", "none"),
        ("a.json", "a.json", "another file; put it into a folder, and name that"),
        pytest.param("loop", "loop", "none", marks=unlinked),
        ("\0x", r"\u0000x", "none"),
        (LONG, f"{'x' * 127} … {'x' * 128}", "none"),
    ],
)
def test_class_says_in_a_line_what_is_no_folder(given: str, name: str, found: str, course: Run) -> None:
    if given == "loop":
        Path("loop").symlink_to("loop")
    assert course("class", given) == (1, "", f"{name}: expected a folder or a zip of answer files, found {found}.\n")


def test_lab_reports_kept_work_and_where_the_answers_are_before_it_starts(
    course: Run, tmp_path: Path, monkeypatch: Patch
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        "course_utils.command.jupyterlab.start",
        lambda desk, port, browser: started.append((desk.folder, desk.opens, port, browser)) or 0,
    )
    assert course("lab", "--folder", "mine", "--port", "9000", "--no-browser") == (0, "", "")
    assert not Path("mine/teachers-guide.md").exists()
    Path("mine/00-start-here.ipynb").write_text("{}")
    kept = "With your own changes, and kept as you left them: 00-start-here.ipynb\n"
    assert course("lab", "--folder", "mine") == (0, kept, "")
    guide = "teachers-guide.md opens. It has the answers; keep this folder from students.\n"
    assert course("lab", "--teacher") == (0, guide, "")
    assert Path("caucasus-course/teachers-guide.md").exists()
    mine, own = tmp_path / "mine", tmp_path / "caucasus-course"
    assert started == [(mine, FIRST, 9000, False), (mine, FIRST, 8888, True), (own, GUIDE, 8888, True)]


def test_ctrl_c_leaves_with_130_and_no_traceback(course: Run, monkeypatch: Patch) -> None:
    def interrupted(file: Path) -> Article:
        raise KeyboardInterrupt

    monkeypatch.setattr("course_utils.command.check._load", interrupted)
    assert course("check", "a.txt") == (130, "", "")
