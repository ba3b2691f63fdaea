"""No string becomes markup, a command or a path, whichever door it comes through and wherever it leaves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mistune
import pytest
from hostile import CHANCE, FILES, GROUPS, UNFIT, Parts, controls, escaped, filled, is_printable, plain

from course_utils import charts, load_article, load_context, load_questions, load_reading, widgets
from course_utils.answers.workbook import Workbook
from course_utils.charts import Chart
from course_utils.charts.chart import Picture
from course_utils.command.cli import main
from course_utils.errors import CourseError
from course_utils.exercises.brief import PARTS, Brief, as_markdown, as_page
from course_utils.exercises.portfolio import estimate, predictions
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.outside.context import Context
from course_utils.reading.reading import Reading
from course_utils.teacher.class_counts import Classroom, as_csv, tallies
from course_utils.widgets.voice_xray import sentence_cards

STATIC = Path(charts.__file__).parents[1] / "widgets" / "static"
LOADERS: dict[str, Callable[[Path], Any]] = {
    "small.reading.yaml": load_reading,
    "context.yaml": load_context,
    "questions.yaml": load_questions,
}
#: An article takes it, since it has no white space.
TAG = "<svg/onload=window.struck=1>"
#: More than fits on a label, in two lines, with what might be a formula.
USUAL = ("words", "words and more words " * 9 + "\nfor $ 5 and $ 6")
render = mistune.create_markdown(
    escape=False,
    plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "mark", "insert",
             "superscript", "subscript", "math", "spoiler", "ruby"],
)  # fmt: skip


class Course(NamedTuple):
    """What the small files hold, and what the article does: it refuses much that looks like HTML."""

    reading: Reading
    context: Context
    questions: tuple[Question, ...]
    book: Workbook
    within: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "class" / "mine"
    place.mkdir(parents=True)
    return place


def put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def opened(load: Callable[[Path], Any], path: Path) -> tuple[Any, str]:
    """Return what a file holds, or the lines with which it is refused; any other error goes on."""
    try:
        return load(path), ""
    except CourseError as error:
        return None, str(error)


def brought(folder: Path, string: str) -> Course:
    """Bring a string in by every file: it is held exactly, or refused in lines that can be printed."""
    unfit = UNFIT.search(string)
    put(folder / "small.txt", filled("small.txt", "", str))
    for name, load in LOADERS.items():
        for spell in (str, escaped):
            put(folder / name, filled(name, string, spell))
            _, said = opened(load, folder / name)
            assert is_printable(said), ascii(string)
            assert all(line.startswith(name) for line in said.splitlines())
        assert bool(said) == bool(unfit)
    held = "words" if unfit else string
    for within in (string, TAG, "words"):
        for name in FILES:
            put(folder / name, filled(name, held, escaped, within))
        reading, said = opened(load_reading, folder / "small.reading.yaml")
        assert is_printable(said), ascii(string)
        if reading:
            break
    context, questions = load_context(folder / "context.yaml"), load_questions(folder / "questions.yaml")
    assert {held} == {reading.actors[0].name, context.library[0].title, questions[0].prompt}
    put(folder / "answers.json", json.dumps({"schema": 1, "answers": answers_of(string, reading, questions)}))
    return Course(reading, context, questions, Workbook(folder / "answers.json"), within)


def answers_of(string: str, reading: Reading, questions: tuple[Question, ...]) -> dict[str, object]:
    """Return answers in which everything that may be any text is the string."""
    said = {"value": string, "first": string, "tries": 1, "saved": "2026-01-02T03:04"}
    known = {q.id: {**said, "value": q.options[0].id} for q in questions}
    sorted_ = {f"04-sort.{s.id}": {**said, "value": "judged"} for s in reading.article.sentences}
    ties = {f"05-ties.{e.id}": {**said, "value": "mixed"} for e in ties_by_sign(reading, "05-ties").entries}
    brief = {f"brief.{part.id}": {**said, "value": f"{string} s01"} for part in PARTS}
    guessed = dict.fromkeys(CHANCE.others, said) | {chance: {**said, "value": "35"} for chance in CHANCE.chances}
    exported = {"brief.exported": {**said, "value": json.dumps({string: string})}}
    return {string: said, **known, **sorted_, **ties, **brief, **guessed, **exported}


def exits(course: Course) -> dict[str, str]:
    """Return all markup that is made of a course and its answers, by where it leaves."""
    reading, _, questions, book, _ = course
    answers, pages = book.answers(), dict[str, str]()
    for n, control in enumerate(controls(reading, course.context, questions, book)):
        sent = json.loads(json.dumps([control.item, control.reply]))
        pages |= {f"twin {n}": control.twin(), f"live {n}": "".join(markup_in(sent))}
        if isinstance(control, widgets.Sorting):
            pages[f"comparison {n}"] = control.comparison()
    kept = {part.id: answers.get(f"brief.{part.id}") for part in PARTS}  # half a character is no answer
    texts = {part: answer.value for part, answer in kept.items() if answer}
    brief = Brief(reading.article, texts, (predictions(questions, answers), estimate(CHANCE, answers)))
    return pages | {
        "cards": "".join(sentence_cards(reading).values()),
        "brief": as_page(brief),
        "brief as Markdown": str(render(as_markdown(brief))),
    }


def markup_in(data: Any) -> Iterator[str]:
    """Yield what a script puts into the page as markup; all else it makes text of."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            if key in ("details", "markup", "result"):
                yield value
        elif key == "cards":
            yield from value.values()
        elif isinstance(value, dict | list):
            yield from markup_in(value)


def structure(pages: dict[str, Parts]) -> set[tuple[str, ...]]:
    return {(name, *part) for name, page in pages.items() for part in page.found}


def formula(cell: str) -> bool:
    """Say whether a spreadsheet takes a cell for a formula, whatever its language."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


@pytest.mark.parametrize("group", GROUPS)
def test_strings_in_every_field_of_every_file_are_text_in_every_exit(
    folder: Path, group: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four strings at a time: each is whole in what has room, and one of each four is cut to fit a label."""
    monkeypatch.setattr(Chart, "picture", lambda *_: Picture(b"", 1, 1, {}))  # text in pictures is pixels

    def parsed(string: str) -> tuple[Course, dict[str, Parts]]:
        course = brought(folder, string)
        return course, {name: Parts(page) for name, page in exits(course).items()}

    usual = [parsed(text)[1] for text in USUAL]
    allowed = structure(usual[0]) | structure(usual[1])
    whole = {name for name, page in usual[1].items() if plain(USUAL[1]) in page.text}
    assert len(whole) > 35
    strings = sorted(GROUPS[group], key=lambda string: bool(UNFIT.search(string)))
    for string in (" ".join(strings[n : n + 4]) for n in range(0, len(strings), 4)):
        course, pages = parsed(string)
        assert structure(pages) <= allowed, structure(pages) - allowed
        assert plain(course.within) in pages["brief"].text
        for name in whole if not UNFIT.search(string) else ():
            assert plain(string) in pages[name].text, (name, ascii(string))
        notes = course.reading.web_annotations()
        assert json.loads(json.dumps(notes)) == notes
        tasks = sentences_by_kind(course.reading, string), ties_by_sign(course.reading, string)
        table = as_csv(tallies(Classroom(1, (), {}), (*course.questions, *tasks)))
        for between in ",;\t":  # by which a spreadsheet of one country or another parts cells
            rows = csv.reader(io.StringIO(table, newline=""), delimiter=between)
            assert not [cell for row in rows for cell in row if formula(cell)], ascii(string)
        strange = folder / (re.sub("[/\0\ud800-\udfff]", "_", string[:40]) + ".reading.yaml")
        put(strange, "reading: 2")
        main(["check", "--", str(folder / "small.reading.yaml"), str(strange)])
        strange.unlink()
        said = capsys.readouterr()
        assert is_printable(said.out + said.err + (course.book.news() or "")), ascii(string)
    form = widgets.BriefForm(course.book, course.reading.article)
    assert form.receive({"export": True})["text"].startswith("Exported as brief.md and brief.html")
    written = {"answers.json", "brief.html", "brief.md", *FILES}
    assert {path for path in folder.parents[1].rglob("*") if path.is_file()} == {folder / name for name in written}


def test_an_article_is_never_looked_for_outside_the_folder(folder: Path) -> None:
    for place in (folder.parent, folder.parent.parent, folder / "a"):
        place.mkdir(exist_ok=True)
        put(place / "struck", filled("small.txt", "", str))
        put(place / "b", filled("small.txt", "", str))
    for string in (*GROUPS["paths"], "../small.txt", "./small.txt", "a/b", str(folder / "small.txt"), "x" * 300):
        put(folder / "small.reading.yaml", f"reading: 1\narticle: {escaped(string)}\n")
        _, said = opened(load_reading, folder / "small.reading.yaml")
        assert said.startswith("small.reading.yaml, line 2: ")
        assert "article" in said


def test_a_long_run_of_one_sign_in_a_brief_is_exported() -> None:
    """A pattern that tries every beginning of a run in every length would be at it for a day."""
    for sign in " \t\u3000\na1<[\\=_!é(":
        run = sign * 50_000
        brief = Brief(load_article(), {"situation": f"x{run}y", "advice": run}, ())
        assert as_markdown(brief).endswith("\n")
        assert as_page(brief).endswith("</html>\n")


def test_scripts_read_as_markup_only_what_is_looked_at_here() -> None:
    ways = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc|setHTMLUnsafe"
        r"|document\.write|eval\(|Function\("
    )
    found = [
        (path.name, line.partition("   //")[0].strip())
        for path in sorted(STATIC.glob("*.js"))
        for line in path.read_text("utf-8").splitlines()
        for _ in ways.findall(line)
    ]
    assert found == [
        ("chance.js", "came.innerHTML = reply.came;"),
        ("marks.js", "table.innerHTML = view.details;"),
        ("marks.js", "body.innerHTML = view.markup;"),
        ("my_course.js", 'body.innerHTML = reply.result ?? "";'),
        ("sorting.js", "body.innerHTML = reply.result;"),
        ("voice_xray.js", "body.innerHTML = item.cards[id];"),
    ]
