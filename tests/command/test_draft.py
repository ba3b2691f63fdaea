"""Drafts are made of a reading alone, load at once, give nothing away, and change nothing that stands in a bank."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from voices import CONTESTED, unquoted

from course_utils import Course
from course_utils.command.draft import append_drafts, unasked
from course_utils.course_parts import CourseParts
from course_utils.errors import QuestionsError
from course_utils.exercises.questions import Question, load_bank
from course_utils.places import READING, shelf

SECOND = Path(__file__).parents[1] / "second_course"
CASES = yaml.safe_load(Path(__file__).with_name("drafts.yaml").read_text("utf-8"))
EMPTY = "questions: []\n"
SPACED = re.compile(r"\s+")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Give a copy of the second course, with an empty bank."""
    folder = shutil.copytree(SECOND, tmp_path / "second")
    (folder / "questions.yaml").write_text(EMPTY, "utf-8")
    return folder


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Give the package's own course in a folder, with an empty bank."""
    folder = tmp_path / "first"
    folder.mkdir()
    for name in ("course.yaml", READING, "context.yaml", "map.json"):
        shutil.copy(shelf("data") / name, folder)
    shutil.copy(next(shelf("seeds").glob("*.txt")), folder)
    text = (folder / "course.yaml").read_text("utf-8")
    (folder / "course.yaml").write_text(text.replace("notebooks: notebooks\n", ""), "utf-8")
    (folder / "questions.yaml").write_text(EMPTY, "utf-8")
    return folder


def drafted(folder: Path) -> list[Question]:
    """Draft, and return the bank as the check reads it; a second run adds nothing."""
    append_drafts(CourseParts(folder))
    once, course = (folder / "questions.yaml").read_bytes(), CourseParts(folder)
    assert append_drafts(course)[0] == []
    assert (folder / "questions.yaml").read_bytes() == once
    given = {"article": course.article, "reading": course.reading, "taken": course.file.kept}
    return list(load_bank(folder / "questions.yaml", **given).questions)


def texts(question: Question) -> str:
    return " ".join((question.prompt, *(f"{o.text} {o.feedback}" for o in question.options))).casefold()


def order() -> list[str]:
    """Return the places in the order in which a student sees them."""
    cells = [c for p in sorted(shelf("notebooks").glob("0*.ipynb")) for c in json.loads(p.read_text("utf-8"))["cells"]]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return [*dict.fromkeys(re.findall(r'"([0-9]{2}-(?:recall|predict|check|exit|more)-[0-9]+)"', code))]


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_draft_holds_and_no_text_before_it_gives_it_away(which: str, request: pytest.FixtureRequest) -> None:
    """That is: none has its sentence and the words of its right option, as words of their own."""
    folder: Path = request.getfixturevalue(which)
    bank, course, places = drafted(folder), Course(folder), order()
    caught = {option.misconception for question in load_bank().questions for option in question.options}
    assert len(bank) > 35
    assert all(question.draft and question.id in places for question in bank)
    seen: list[str] = []
    for question in sorted(bank, key=lambda one: places.index(one.id)):
        assert course.question(question.id) == question
        if question.key and question.sentences:
            right = re.compile(rf"(?<!\w){re.escape(question.texts[question.key].casefold())}(?!\w)")
            told = [text for text in seen if any(s in text for s in question.sentences) and right.search(text)]
            assert told == [], question.id
        seen.append(texts(question))
        for option in question.options:
            said = SPACED.sub(" ", course.article.text)
            assert all(quote in said for quote in re.findall("“([^“”]{9,})”", option.feedback)), option.feedback
            named = re.sub("^3 .* means", "3 Baku means", option.misconception or "")
            assert not named or named in caught
            assert not CONTESTED.search(unquoted(f"{question.prompt} {option.text} {option.feedback}")), question.id
    places = [[*question.texts].index(question.key) for question in bank if question.key]  # type: ignore[assignment]
    assert max(map(places.count, places)) < len(places) / 2


@pytest.mark.parametrize(("text", "begins"), CASES["banks"])
def test_what_stands_in_a_bank_stays_and_drafts_come_below_its_last_question(
    second: Path, text: str, begins: str
) -> None:
    own = (SECOND / "questions.yaml").read_text("utf-8")
    text = text.replace("OWN\n", own).replace("FEW\n", own.partition("misconceptions")[0])
    (second / "questions.yaml").write_bytes(text.encode())
    bank = drafted(second)
    after = (second / "questions.yaml").read_bytes().decode()
    at = after.index("- id: 00-check-1")
    line = after.rindex("\n", 0, at) + 1
    assert after[:line].endswith(begins)
    kept = after[:line] + text[len(after[:line].rstrip()) :].lstrip("\r\n") if "OWN" in text else ""
    assert kept.strip() in ("", text.strip())
    assert ("\r\n" in text) == ("\r\n  - id: 00" in after)
    assert {"k-check-panel"} <= {question.id for question in bank} or "k-check-panel" not in text
    if "k-check-panel" in text:
        assert "01-check-1" not in {question.id for question in bank}  # where the course asks already


def test_a_bank_that_cannot_be_written_is_told_in_a_sentence(second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course_utils.command.draft.write_whole", full)
    with pytest.raises(QuestionsError, match=r"^questions\.yaml: no draft was written: No space left on device\. Make"):
        append_drafts(CourseParts(second))
    assert (second / "questions.yaml").read_text("utf-8") == EMPTY


def test_questions_in_brackets_are_not_added_to(second: Path) -> None:
    whole = json.dumps(yaml.safe_load((SECOND / "questions.yaml").read_text("utf-8"))["questions"], ensure_ascii=False)
    (second / "questions.yaml").write_text(f"# Mine.\nquestions: {whole}\n", "utf-8")
    with pytest.raises(QuestionsError, match=r"^questions\.yaml, line 2: expected each question on lines of its own"):
        append_drafts(CourseParts(second))


@pytest.mark.parametrize(("what", "change", "drafts", "without"), CASES["readings"])
def test_of_each_reading_what_it_has_is_drafted(
    second: Path, what: str, change: dict[str, dict[str, str]], drafts: list[str], without: list[str]
) -> None:
    for name, replaced in change.items():
        text = (second / name).read_text("utf-8")
        for old, new in replaced.items():
            assert old in text or old == "ALL", what
            text = new if old == "ALL" else text.replace(old, new)
        (second / name).write_text(text, "utf-8")
    found = " ".join(f"{one.id} {texts(one)}" for one in drafted(second))
    assert [one for one in drafts if one.casefold() not in found] == []
    assert [one for one in without if one.casefold() in found] == []


def test_the_packages_own_bank_lacks_nothing_that_its_notebooks_ask() -> None:
    assert unasked(CourseParts(shelf("data"))) == {}
