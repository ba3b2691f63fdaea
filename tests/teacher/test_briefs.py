"""A class's briefs come out of what was handed in, once a student, with what each form lacks and room for a mark."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path

import pytest

from course_utils.article.article import read_article
from course_utils.command.cli import main
from course_utils.course_file import BriefTask
from course_utils.exercises.brief import PARTS, Brief, cited, rubric
from course_utils.teacher.briefs import HEAD, briefs_page, read_briefs

ARTICLE, TASK = read_article(), BriefTask()
EVIL = "<img src=x onerror=alert(1)></section><script>alert(1)</script>"
WHOLE = {
    "situation": "The editor writes of July (s01).", "known": "Mixed ties (s04), contacts (s05).",
    "hearsay": "Media (s13).", "missing": "Whoever lives there.", "outcome-1": "Fighting.", "outcome-2": "Calm.",
    "advice": "Ask.", "confidence": "low",
}  # fmt: skip


def answers(texts: dict[str, str], letters: str | None = None, minute: int = 0) -> str:
    saved = f"2026-11-30T09:{minute:02}"
    given = {f"brief.{part}": {"value": t, "first": t[:3], "tries": 2, "saved": saved} for part, t in texts.items()}
    given["01-exit"] = {"value": "no", "first": "yes", "tries": 2, "saved": saved}
    return json.dumps({"schema": 1, "answers": given, **({"letters": letters} if letters else {})})


#: By path what is handed in.
CLASS = {
    "Ann Lee_1_assignsubmission_file_/answers-KQ7X.json": answers(WHOLE, "KQ7X"),
    "Ann Lee_1_assignsubmission_file_/brief.html": "<script>alert(1)</script>",
    "Bob/answers.json": answers({"advice": f"{EVIL} s99", "confidence": EVIL}),
    "Cid/answers.json": answers(WHOLE | {"advice": "word " * 400}, "0Z9T", 1),
    "Cid/late.json": answers(WHOLE | {"advice": "Later."}, "0Z9T", 2),
    "Dan/answers.json": answers({}, "AB3D"),
    "Dan/again.json": answers({"situation": " \n"}),
    "Eve/answers.json": "{",
    "Fay/answers.json": answers({"situation": "Only this."}, "K<7>"),
    "Gil/answers.json": answers({"advice": f"{EVIL} s99", "confidence": EVIL}),
}


def handed_in(folder: Path, kind: str) -> Path:
    if kind == "zip":
        with zipfile.ZipFile(folder / "class.zip", "w") as file:
            for name, content in CLASS.items():
                file.writestr(name, content)
        return folder / "class.zip"
    for name, content in CLASS.items():
        path = folder / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder / "class"


def shown(page: str) -> str:
    return html.unescape(re.sub(r"(?s)<style>.*?</style>|<[^>]*>", " ", page))


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_each_student_has_a_sheet_and_what_has_none_is_told(tmp_path: Path, kind: str) -> None:
    found, refused, passed = read_briefs([handed_in(tmp_path, kind)], ARTICLE, TASK)
    assert [name for name, _ in found] == ["0Z9T", "KQ7X", "no. 3, a .json", "no. 9, a .json", "AB3D", "no. 6, a .json"]
    assert [bool(brief.texts) for _, brief in found] == [True] * 4 + [False] * 2
    assert [str(problem).partition(":")[0] for problem in refused] == ["no. 8, a .json"]
    assert sorted(map(str, passed)) == [
        "AB3D: holds no brief; not printed.",
        "no. 10, a .json: the same, byte for byte, as no. 3, a .json; counted once.",
        "no. 4, a .json: a hand-in under the name 0Z9T, older than no. 5, a .json; not counted.",
        "no. 6, a .json: holds no brief; not printed.",
        "not read: no. 2. A file of answers ends in .json: rename any that is one.",
    ]
    named, _, _ = read_briefs([handed_in(tmp_path, kind)], ARTICLE, TASK, names=True)
    assert [name for name, _ in named][:3] == [
        "0Z9T, Cid/late.json", "KQ7X, Ann Lee_1_assignsubmission_file_/answers-KQ7X.json", "Bob/answers.json",
    ]  # fmt: skip


def test_the_page_begins_with_what_each_form_lacks_and_has_sheet_and_rubric_for_each(tmp_path: Path) -> None:
    found, _, _ = read_briefs([handed_in(tmp_path, "folder")], ARTICLE, TASK)
    page = briefs_page(found)
    assert page.startswith(HEAD)
    rows = re.findall(
        r'<th scope="row"><a href="#(b\d)">(.*?)</a></th><td>(\d+)</td><td>(\d+)</td><td>(.*?)</td>', page
    )
    assert [row[:4] for row in rows] == [
        ("b1", "0Z9T", "19", "4"), ("b2", "KQ7X", "19", "4"), ("b3", "no. 3, a .json", "4", "0"),
        ("b4", "no. 9, a .json", "2", "0"),
    ]  # fmt: skip
    assert [lacking.count("<li>") for *_, lacking in rows] == [0, 0, 11, 10]
    for name, _ in found[4:]:
        assert f'<th scope="row">{name}</th><td>0</td><td>0</td><td>all: there is no brief</td>' in page
    sheets = page.split("<section id=")[1:]
    for sheet, (name, brief) in zip(sheets, found[:4], strict=True):
        assert [(s.id in sheet.partition('class="cited"')[2]) for s in ARTICLE.sentences] == [
            s in cited(brief.texts, ARTICLE) for s in ARTICLE.sentences
        ]
        text = shown(sheet)
        assert f"{TASK.title} {name} " in re.sub(r"\s+", " ", text)
        assert all(brief.texts.get(part.id, "") in text for part in PARTS)
        assert all(level in text for levels in rubric().values() for level in levels)
        assert "Mark and comment:" in text
    assert not re.search(r"<script|<img|Ann|Bob", page)
    assert {*re.findall(r'href="(.)', page)} == {"#"}


def test_what_is_cited_stands_on_the_sheet_in_full_or_by_its_first_words() -> None:
    texts = {one.id: one.text for one in ARTICLE.sentences}
    every = " ".join(texts)
    for typed, full in (("one", 13), ("one " * 150, 13), ("one " * 250, 9), ("one\n" * 30, 13), ("one " * 600, 0)):
        page = html.unescape(briefs_page([("A", Brief(ARTICLE, {"advice": f"{typed} {every}"}, ()))]))
        quoted = dict(re.findall(r"<p><b>(s\d\d)</b> (.*?)</p>", page))
        assert [text.startswith(quoted[own].removesuffix(" …")) for own, text in texts.items()] == [True] * 13
        assert min(len(quote.split()) for quote in quoted.values()) >= 5
        assert sum(quoted[own] == text for own, text in texts.items()) == full
    assert 'class="cited"' not in briefs_page([("A", Brief(ARTICLE, {"advice": "One"}, ()))])
    assert "12 September 2020, 1 word, on" in shown(briefs_page([("A", Brief(ARTICLE, {"advice": "One"}, ()))]))


def test_the_command_writes_one_page_and_never_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, page = handed_in(tmp_path, "folder"), tmp_path / "b.html"
    for _ in range(2):  # its own is written again
        assert main(["briefs", str(folder), "-o", str(page)]) == 1
        said = capsys.readouterr().out.splitlines()
        assert said[-2:] == [f"The page is in {page}.", "4 briefs to print, 1 refused."]
    (folder / "Eve/answers.json").unlink()
    assert main(["briefs", str(folder), "-o", str(page)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 briefs to print."
    assert page.read_text("utf-8").startswith(HEAD)
    for other in ('<!doctype html>\n<html lang="en"><head>', "mine", answers(WHOLE)):
        page.write_text(other, "utf-8")
        assert main(["briefs", str(folder), "-o", str(page)]) == 1
        wanted = "b.html: expected a new file or an earlier page, found another file; give -o another name.\n"
        assert capsys.readouterr().err == wanted
        assert page.read_text("utf-8") == other


@pytest.mark.parametrize("contents", [{}, {"brief.html": "<html>"}, {"answers.json": answers({}, "AB3D")}])
def test_without_a_brief_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], contents: dict[str, str]
) -> None:
    (tmp_path / "class").mkdir()
    for name, content in contents.items():
        (tmp_path / "class" / name).write_text(content, "utf-8")
    assert main(["briefs", str(tmp_path / "class"), "-o", str(tmp_path / "b.html")]) == 1
    assert capsys.readouterr().err == (
        "class: expected files of answers with a brief in them, found none. A brief is read from the answers that a "
        "student hands in; print a brief.html by itself, in a browser.\n"
    )
    assert not (tmp_path / "b.html").exists()
