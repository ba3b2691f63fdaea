"""``course new``: an article becomes a folder that is a course, and nothing is written over."""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from course_utils import CourseError, load_reading, open_course, try_article
from course_utils.command.cli import main
from course_utils.course_file import load_course_file
from course_utils.places import ARTICLE, shelf
from course_utils.reading.records import KINDS

TESTS = Path(__file__).parents[1]
OWN = yaml.safe_load((TESTS / "command/articles.yaml").read_text("utf-8"))
TEXTS = {file.stem: file.read_text("utf-8") for file in (TESTS / "proposals").glob("*.txt")} | OWN
TEXTS |= {"kesh-dam": (TESTS / "second_course/kesh-dam.txt").read_text("utf-8")}
TEXTS |= {"caucasus": (shelf("seeds") / ARTICLE).read_text("utf-8")}
#: A page that was pasted twice.
TEXTS["twice"] = OWN["firm"] + "\n" + OWN["firm"].split("\n\n", 2)[2]
FILES = ["SOURCE.md", "context.yaml", "course.yaml", "notebooks", "questions.yaml"]


def made(place: Path, text: str, *more: str) -> Path:
    """Make a course of a text in a folder, and return where it lies."""
    (place / "a.txt").write_text(text, "utf-8", newline="")
    assert main(["new", str(place / "a.txt"), str(place / "c"), "--yes", *more]) == 0
    return place / "c"


@pytest.mark.parametrize("name", TEXTS)
def test_the_reading_loads_at_once_whatever_line_is_struck_and_with_every_example(name: str, tmp_path: Path) -> None:
    """A second course of the same text is the same, byte for byte."""
    folder = made(tmp_path, TEXTS[name], *(["--language", "en"] if name == "hostile" else []))
    article, file = open_course(folder).article, folder / "a.reading.yaml"
    text = file.read_text("utf-8")
    assert (folder / "a.txt").read_bytes() == (tmp_path / "a.txt").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "a.txt", "a.reading.yaml"])
    assert sha256((folder / "a.txt").read_bytes()).hexdigest() in (folder / "SOURCE.md").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    struck = [n for n, line in enumerate(lines) if line.startswith("  - ")]
    for n in struck[:: max(1, len(struck) // 12)]:
        file.write_text("".join(lines[:n] + lines[n + 1 :]), "utf-8")
        load_reading(file, article=article)
    file.write_text(re.sub("^# (?=  - )", "", text, flags=re.MULTILINE), "utf-8")
    whole = load_reading(file, article=article)
    assert all(getattr(whole, section) for section in KINDS)
    file.write_text(text, "utf-8")
    course = open_course(folder)
    assert {piece.sentence for claim in course.reading.claims for piece in claim.evidence} == {
        one.id for one in article.sentences
    }
    assert bool(course.reading.actors) == (name not in ("georgian", "german"))
    if course.reading.actors:
        assert course.charts.naming_strip(course.reading.actors[0].id).figure
    own = folder / "course.yaml"
    own.write_text(re.sub("^# ", "", own.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert load_course_file(own).estimate


def test_what_is_proposed_is_said_and_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path, OWN["firm"])
    said = capsys.readouterr().out
    assert "p1   author   3  Voltara A.G. says that its …" in said
    assert "so all is taken as the author’s (else: --whole author or editor)." in said
    reading = open_course(tmp_path / "c").reading
    union = next(actor for actor in reading.actors if actor.name == "Union of Cell Workers")
    assert (union.role, union.aliases[0].form, len(union.evidence)) == ("body", "UCW", 3)
    assert [time.date for time in reading.times] == ["2023-03-02?", "2022-12", "2023-03-10", "2021"]
    (tmp_path / "ge").mkdir()
    made(tmp_path / "ge", OWN["georgian"])
    assert "The language is taken as ka" in (said := capsys.readouterr().out)
    assert "no name, for its script has no capitals" in said


def test_nothing_is_written_over_and_what_was_cut_off_is_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path, OWN["letter"])
    (folder / "questions.yaml").write_text("questions: []  \n", "utf-8")
    capsys.readouterr()

    def held() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = held()
    made(tmp_path, OWN["letter"])
    assert "questions.yaml stays\n" in capsys.readouterr().out
    assert held() == before
    for name in "course.yaml", "SOURCE.md", "notebooks/02-actors.ipynb":
        (folder / name).unlink()
    made(tmp_path, OWN["letter"])
    assert held() == before
    (folder / "course.yaml").unlink()
    (tmp_path / "a.txt").write_text(OWN["firm"], "utf-8")
    assert main(["new", str(tmp_path / "a.txt"), str(folder), "--yes"]) == 1
    assert "another text of this name lies in the folder; nothing was written." in capsys.readouterr().err
    assert (folder / "a.txt").read_text("utf-8") == OWN["letter"]


BAD = {
    "gone.txt": (None, "expected a text file, found nothing of this name"),
    "folder.txt": ("folder", "found a folder or a device; name a file"),
    "page.txt": ("%PDF-1.7", "found a PDF; save the article's words alone"),
    "empty.txt": (" \n", "found an empty file"),
    "page.docx": ("x", "expected an article in a text file, whose name ends in .txt."),
    "head.txt": ("# Title\n\nText.", "found Markdown"),
    "title.txt": ("A title https://example.org/x\n", "expected paragraphs after the title, found none"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_article_is_refused_and_nothing_is_made(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = BAD[name]
    if content == "folder":
        (tmp_path / name).mkdir()
    elif content:
        (tmp_path / name).write_text(content, "utf-8")
    assert main(["new", str(tmp_path / name), str(tmp_path / "c"), "--yes"]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", 1), ("no\n", 1), ("", 1), (None, 1)])
def test_it_asks_first(typed: str | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(OWN["digest"], "utf-8")
    answers = iter([] if typed is None else [typed])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: typed is not None, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers).strip() if typed else _end())
    monkeypatch.chdir(tmp_path)
    assert main(["new", str(file)]) == code
    assert (tmp_path / "a-course").exists() == (code == 0)


def _end() -> str:
    raise EOFError


def test_names_under_an_actor_are_mentions_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OWN["digest"], "utf-8")
    file, head = tmp_path / "a.reading.yaml", "reading: 1\nactors:\n  - {id: m, name: Merow, role: body, named: "
    file.write_text(head + '[{exact: Merow, suffix: " hosts"}]}\nmentions:\n', "utf-8")
    (mention,) = load_reading(file).mentions
    assert (mention.form, mention.alias_kind, mention.refers_to) == ("NAM", "name", "m")
    for named, said in (
        ("[Belinia’s]}", "line 3: actors m: “Belinia’s” is not an alias of m. Valid: Merow."),
        ("Merow}", "line 3: actors m: expected a list of quotes, in brackets."),
        ("[Merows]}", "line 3: mentions, item 1: “Merows” is not in the article's body"),
    ):
        file.write_text(head + named + "\nmentions: []\n", "utf-8")
        with pytest.raises(CourseError, match=re.escape(said)):
            load_reading(file)


def test_a_first_look_at_a_text_of_one_voice_keeps_nothing_and_names_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (shelf("notebooks") / "teachers/my-article.txt").read_text("utf-8")
    Path("mine.txt").write_text(text, "utf-8")
    mine = try_article("mine.txt")
    assert [*tmp_path.iterdir()] == [tmp_path / "mine.txt"]
    assert capsys.readouterr().out.startswith("title            Two Towns and One Bridge\n")
    strip, words, chain = (
        mine.charts.naming_strip("velm"),
        mine.charts.words_by_voice(),
        mine.charts.source_chain("c04"),
    )
    assert strip.title == "Velm is named four times."
    assert strip.alt.endswith("Velm is named four times by The Lenn Valley Gazette.")
    assert words.title == "All 77 words of the article’s sentences are The Lenn Valley Gazette’s."
    assert chain.title == "This claim reached you through 1 other."
    shown = [words.markup, str(mine.explore.voice_xray("velm").item["views"]), str(mine.cards.actors("Open one.").item)]
    shown += [str(one.id) for one in mine.explore.network("Find one.").filters]
    assert [one for one in shown if re.search("only|as quoted|the editor’s words|^voice$", one)] == []


def test_a_first_look_at_what_is_no_article_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"^mine.md: expected an article in a text file, whose name ends in .txt."):
        try_article(tmp_path / "mine.md")
    with pytest.raises(CourseError, match=r"^mine.txt: "):
        try_article(tmp_path / "mine.txt")
