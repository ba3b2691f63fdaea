"""``course export`` writes what it is asked for, asks before it does, and writes over nothing but its own."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course_utils.command import cli
from course_utils.course_file import load_course_file
from course_utils.errors import CourseError

SECOND = Path(__file__).parents[1] / "second_course"
FORMATS = {
    "gift": "kesh-dam.gift.txt",
    "moodle": "kesh-dam.moodle.xml",
    "qti12": "kesh-dam.qti12.zip",
    "annotations": "kesh-dam.annotations.json",
    "csv": "kesh-dam-actors.csv to kesh-dam-evidence.csv",
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Export a copy of the second course, which may be changed, into the folder ``out``, where nobody can be asked."""
    shutil.copytree(SECOND, tmp_path / "course")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    def run(to: str, *more: str) -> tuple[int, str, str]:
        code = cli.main(["export", "--to", to, "-o", "out", *more, "course"])
        return code, *capsys.readouterr()

    return run


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


@pytest.mark.parametrize("to", FORMATS)
def test_each_format_is_written_in_a_line_with_the_same_bytes_under_the_same_name(to: str, export: Run) -> None:
    code, said, told = export(to, "--yes")
    first, out = everything(Path("out")), Path("out")
    assert (code, told, said.count("\n")) == (0, "", 1)
    assert said.startswith(f"{out / FORMATS[to]}: ")
    assert (export(to, "--yes"), everything(out)) == ((0, said, ""), first)
    packed = [zipfile.ZipFile(out / name) for name in first if name.endswith(".zip")]
    words = b"".join([*first.values(), *(one.read(name) for one in packed for name in one.namelist())])
    assert b"Marrenia" in words
    assert not re.search(rb"(?i)caucas|armeni|avdaliani", words)
    assert to == "csv" or "“Why a Half-Filled Reservoir Divides Marrenia and Dovaria”, under".encode() in words


def test_the_courses_own_questions_without_a_key_are_named_and_a_notebooks_can_be_had_alone(
    export: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    for more, said in (
        ([], ": 55 questions in 8 quizzes; left out, for want of a key: 06-predict-form."),
        (["03"], "-03: 11 questions in 2 quizzes."),
        (["00", "04-certainty"], "-00-04-certainty: 11 questions in 2 quizzes."),
    ):
        chosen = [part for one in more for part in ("--notebook", one)]
        assert cli.main(["export", "--to", "gift", "-o", str(folder), "--yes", *chosen]) == 0
        assert capsys.readouterr().out.replace(".gift.txt", "") == f"{folder / 'caucasus'}{said}\n"
    assert "03-history, not before the estimate\n" in (folder / "caucasus-03.gift.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("to", "more", "said"),
    [
        ("gift", "2", "“02” is not a notebook with questions. Valid: 01-voices."),
        (
            "moodle",
            "01-voice",
            "“01-voice” is not a notebook with questions. Did you mean 01-voices? Valid: 01-voices.",
        ),
        ("qti12", "", "“” is not a notebook with questions. Valid: 01-voices."),
        ("csv", "01", "chooses questions, and --to csv writes none; leave it out."),
    ],
)
def test_a_notebook_that_is_not_there_is_told(to: str, more: str, said: str, export: Run) -> None:
    assert export(to, "--yes", "--notebook", more) == (1, "", f"--notebook: {said}\n")
    assert not Path("out").exists()


def test_a_bank_without_a_key_makes_no_quiz(export: Run) -> None:
    bank = yaml.safe_load((SECOND / "questions.yaml").read_text("utf-8"))["questions"][:1]
    del bank[0]["key"]
    for option in bank[0]["options"]:
        option.pop("misconception", None)
    Path("course/questions.yaml").write_text(yaml.safe_dump({"questions": bank}), "utf-8")
    assert export("gift", "--yes") == (
        1, "", "course.yaml: expected questions with a key, found none there; a quiz has no others.\n")  # fmt: skip


def test_handouts_of_one_notebook_are_four_files(export: Run) -> None:
    files = f"{Path('out/kesh-dam-01.handouts-a4.pdf')} to kesh-dam-01.key-letter.pdf"
    assert export("handouts", "--notebook", "1", "--yes") == (0, f"{files}: 4 PDFs.\n", "")
    assert all(content.startswith(b"%PDF-") for content in everything(Path("out")).values())


OPEN = "this course does not say by what right the words of its article may leave the classroom"


@pytest.mark.parametrize("to", FORMATS)
def test_where_the_rights_are_open_and_nobody_can_be_asked_nothing_is_written_and_it_is_said_what_to_do(
    to: str, export: Run
) -> None:
    code, said, told = export(to)
    assert (code, said, told.count("\n")) == (1, "", 1)
    assert told.startswith(f"course.yaml: {OPEN}. Nothing was written. If it is for your own class, add --yes; ")
    assert not Path("out").exists()
    Path("course/SOURCE.md").write_text("From a library.", "utf-8")
    assert f"{OPEN}; SOURCE.md, beside that, has where they come from. Nothing" in export(to)[2]
    remedy = told.rpartition("as in ")[2].strip()  # obeyed, it is not asked again, and stands beside the source
    with Path("course/course.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{remedy}\n")
    assert export(to)[0] == 0
    assert to in ("csv", "qti12") or "4 May 2023. CC BY 4.0: https://" in (Path("out") / FORMATS[to]).read_text(
        "utf-8"
    ).replace("\\", "")


@pytest.mark.parametrize(("answer", "code"), [("y", 0), (" Yes ", 0), ("", 1), ("n", 1), ("yesterday", 1), (None, 1)])
def test_who_can_be_asked_is_asked_once(
    answer: str | None, code: int, export: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def give(question: str) -> str:
        asked.append(question)
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", give)
    assert export("csv")[0] == code
    assert (len(asked), Path("out").exists()) == (1, code == 0)
    assert asked[0].endswith("[y/N] ")


@pytest.mark.parametrize(
    "rights", ["no", "Unknown.", "© Lantern Digest", "All rights reserved", "copyright 2023", "open"]
)
def test_what_gives_no_right_is_refused_as_one(rights: str, tmp_path: Path) -> None:
    shutil.copytree(SECOND, tmp_path / "course")
    file, text = tmp_path / "course" / "course.yaml", (SECOND / "course.yaml").read_text("utf-8")
    file.write_text(f"{text}\nrights: {rights}\n", "utf-8")
    line = text.count("\n") + 2
    with pytest.raises(
        CourseError, match=f"^course.yaml, line {line}: .*gives no right to pass an article on; name the"
    ):
        load_course_file(file)
    for good in ("CC BY 4.0", "public domain", "© Lantern Digest, by its permission of 2 May 2024", "open access"):
        file.write_text(f"{text}\nrights: {good}\n", "utf-8")
        assert load_course_file(file).rights == good


def test_what_is_no_earlier_export_as_it_was_written_stays(export: Run) -> None:
    out, strange = Path("out"), "my own quiz"
    out.mkdir()
    (out / FORMATS["gift"]).write_text(strange, "utf-8")
    second = out / "kesh-dam-2.gift.txt"
    stays = "What has the usual name is no export as written, and stays."
    for _ in range(2):
        assert export("gift", "--yes")[:2] == (0, f"{second}: 2 questions in 1 quiz. {stays}\n")
    second.write_text(second.read_text("utf-8") + "// a note of mine\n", "utf-8")
    assert export("gift", "--yes")[1].startswith(f"{out / 'kesh-dam-3.gift.txt'}: ")
    assert (out / FORMATS["gift"]).read_text("utf-8") == strange
    assert second.read_text("utf-8").endswith("of mine\n")


def test_an_export_of_a_changed_course_takes_the_place_of_the_earlier_one(export: Run) -> None:
    export("csv", "--yes")
    reading = Path("course/kesh-dam.reading.yaml")
    reading.write_text(reading.read_text("utf-8").replace("Upstream; built the dam.", "Upstream."), "utf-8")
    code, said, _ = export("csv", "--yes")
    assert (code, "stays" in said) == (0, False)
    assert '"Upstream."' in Path("out/kesh-dam-actors.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("memory", ["", "[", "[1]", '{"kesh-dam.gift.txt": 5}', "[" * 100_000, "\udcff"])
def test_a_memory_that_cannot_be_read_makes_every_file_somebodys_own(memory: str, export: Run) -> None:
    export("gift", "--yes")
    Path("out/.course-export.json").write_text(memory, "utf-8", errors="surrogateescape")
    assert export("gift", "--yes")[1].startswith(str(Path("out/kesh-dam-2.gift.txt")))
    assert [*json.loads(Path("out/.course-export.json").read_bytes())] == ["kesh-dam-2.gift.txt"]


@pytest.mark.parametrize("there", ["out", "out/.course-export.json", "out/.kesh-dam.lock"])
def test_where_nothing_can_be_written_a_line_says_why_and_what_to_do(
    there: str, export: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.1)
    if there == "out":
        Path(there).write_text("", "utf-8")
    else:
        Path(there).mkdir(parents=True)
    code, said, told = export("gift", "--yes")
    assert (code, said, told.count("\n")) == (1, "", 1)
    assert re.match(r"out: could not be written: .*(Give -o another folder|Move it away yourself)\.\n", told)


def test_a_folder_without_a_course_is_told(export: Run, tmp_path: Path) -> None:
    (tmp_path / "course" / "course.yaml").unlink()
    assert export("csv", "--yes")[2].startswith("course: expected a course, found no course.yaml in this folder; ")
