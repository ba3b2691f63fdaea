"""The course that ships as an example is whole: nothing is left to do, no key is false, nothing is of another text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from test_second_course import FOREIGN

from course_utils.command.cli import main
from course_utils.course import Course
from course_utils.places import EXAMPLE, shelf

FOLDER = shelf("seeds") / EXAMPLE
COURSE = Course(FOLDER)
KEYED = [question for question in COURSE.questions.values() if question.key]
NOTEBOOKS = sorted((FOLDER / "notebooks").glob("*.ipynb"))
SANITIZE = str(Path(__file__).with_name("sanitize.cfg"))


def cells(file: Path, kind: str) -> list[str]:
    return ["".join(c["source"]) for c in json.loads(file.read_text("utf-8"))["cells"] if c["cell_type"] == kind]


def test_nothing_is_left_to_do_and_no_word_is_of_the_packages_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER)]) == 0
    assert capsys.readouterr().out.startswith("No problem found: 1 article, 14 sentences")
    texts = {
        file: file.read_text("utf-8") for file in FOLDER.rglob("*.*") if file.is_file() and file.suffix != ".ipynb"
    }
    texts |= {file: "".join((*cells(file, "code"), *cells(file, "markdown"))) for file in NOTEBOOKS}
    assert {file.name: found[0] for file, text in texts.items() if (found := FOREIGN.search(text))} == {}
    assert [file.name for file, text in texts.items() if "✎" in text] == []


def test_its_code_is_the_packages_and_what_it_sets_as_the_articles_words_is_in_the_article() -> None:
    for file in NOTEBOOKS:
        assert cells(file, "code") == cells(shelf("notebooks") / file.name, "code")
    prose = "".join(text for file in NOTEBOOKS for text in cells(file, "markdown"))
    prose += (FOLDER / "notebooks" / "glossary.md").read_text("utf-8")
    quoted = re.findall(r'<span style="font-family: Georgia[^"]*">“(.*?)”</span>', prose)
    assert len(quoted) > 50
    assert [words for words in quoted if words not in COURSE.article.text] == []


def test_every_place_asks_and_each_numbered_misconception_is_caught_twice_and_talked_about() -> None:
    asked = re.findall(
        r'course\.(?:ask|predict|vote_twice)\("([^"]+)"', "".join(text for f in NOTEBOOKS for text in cells(f, "code"))
    )
    assert sorted(COURSE.question(place).id for place in asked) == sorted(COURSE.questions)
    caught = Counter(m for q in KEYED for m in {o.misconception for o in q.options if o.misconception})
    numbered = {name for name in caught if name[0].isdigit()}
    assert {*COURSE.bank.talks} == numbered
    assert (len(numbered), min(caught[name] for name in numbered)) == (11, 2)


def test_no_answer_shows_itself() -> None:
    for number in {q.notebook[:2] for q in KEYED} - {"00"}:
        some = [q for q in KEYED if q.notebook[:2] == number]
        places = Counter([*q.texts].index(q.key or "") for q in some)
        assert {*places} == {0, 1, 2}, number
        assert max(places.values()) <= len(some) / 2, number
    for extreme in (max, min):
        lengths = [(q, {one: len(text) for one, text in q.texts.items()}) for q in KEYED]
        assert sum(sizes[q.key or ""] == extreme(sizes.values()) for q, sizes in lengths) <= len(KEYED) / 2
    for question in KEYED:
        for option in question.options:
            assert len(option.feedback.split()) >= 10, f"{question.id} {option.id}"
            assert not re.match(r"(yes|not|right|wrong|correct)\b|no,", option.feedback, re.I), question.id
            if option.misconception:
                assert re.search(r"\bs\d\d\b|\b(?:article|page)\b", option.feedback), f"{question.id} {option.id}"


def test_words_in_quotation_marks_are_the_articles_or_follow_a_colon() -> None:
    names = {"not proven", "refuted"}
    for question in COURSE.questions.values():
        for text in (question.prompt, *(f"{o.text} {o.feedback}" for o in question.options)):
            told = [words for words in re.findall("(?<!: )“([^”]*)”", text) if words not in names]
            assert [words for words in told if words not in COURSE.article.text + COURSE.article.title] == [], (
                question.id
            )


def test_it_is_copied_in_one_step_and_never_over_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["example"]) == 0
    assert capsys.readouterr().out.endswith("written. Next: course lab kesh-dam-course\n")
    copied = tmp_path / "kesh-dam-course"
    assert {p.relative_to(copied): p.read_bytes() for p in copied.rglob("*.*") if p.is_file()} == {
        p.relative_to(FOLDER): p.read_bytes()
        for p in FOLDER.rglob("*.*")
        if p.is_file() and not p.name.startswith(("answers", "brief")) and ".ipynb_checkpoints" not in p.parts
    }
    assert Course(copied).title == COURSE.title
    assert main(["example"]) == 1
    assert "in kesh-dam-course already, and nothing was written; give another folder." in capsys.readouterr().err
    (tmp_path / "taken").write_text("x", "utf-8")
    assert main(["example", "taken"]) == 1
    assert "taken: could not be written" in capsys.readouterr().err


@pytest.mark.long
def test_its_outputs_are_those_of_a_build_and_nbval_finds_them_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    monkeypatch.setenv("COURSE_PICTURES", str(tmp_path / "pictures"))  # drawn once for both
    folder = tmp_path / "course"
    assert main(["example", str(folder)]) == 0
    assert main(["build", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(": 7 notebooks built, 0 of them changed.\n")
    read = [json.loads(file.read_text("utf-8"))["cells"] for file in (folder / "notebooks").glob("*.ipynb")]
    told = [str(output) for some in read for cell in some for output in cell.get("outputs", [])]
    assert [text[:200] for text in told if "leave this step out" in text or "'output_type': 'error'" in text] == []
    assert [found[0] for text in told if (found := FOREIGN.search(re.sub("base64,[A-Za-z0-9+/=]+", "", text)))] == []
    options = ["-q", "-n", "0", "-o", "addopts=", "--nbval", f"--nbval-sanitize-with={SANITIZE}"]
    run = [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(folder / "notebooks")]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=folder)
    assert done.returncode == 0, done.stdout[-2000:]
