"""No string becomes markup, a command or a path, whichever door it comes through and wherever it leaves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import mistune
import pytest
from faults.parsers import bounded
from hostile import (
    ARTICLE,
    CONTEXT,
    FILES,
    GROUPS,
    MEGABYTE,
    QUESTIONS,
    READING,
    STRINGS,
    WRITABLE,
    Parts,
    bare,
    escaped,
    filled,
    is_printable,
    plain,
    poison,
    quoted,
    reworded,
)

from course_utils import cards as decks
from course_utils import charts, lesson, load_article, load_context, load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.cards.sentence_cards import sentence_cards
from course_utils.charts import Chart
from course_utils.charts.chart import Picture
from course_utils.command.cli import main
from course_utils.errors import CourseError
from course_utils.exercises.brief import PARTS
from course_utils.exercises.brief_export import Brief, as_markdown, as_page
from course_utils.exercises.portfolio import ESTIMATE, Chapter, Given, estimate, estimate_items, gather, predictions
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.files.yaml_text import MAX_TEXT
from course_utils.outside.context import Context
from course_utils.reading.load import Reading
from course_utils.teacher.class_counts import Classroom, as_csv, tallies
from course_utils.widgets import (
    BriefForm,
    CardExplorer,
    ChanceEstimate,
    ChartExplorer,
    Choice,
    MyCourse,
    PredictionControl,
    QuestionControl,
    Sorting,
    TwoVotes,
    VoiceXray,
)
from course_utils.widgets.control import Control

#: The small course as it is loaded.
Small = tuple[Reading, Context, tuple[Question, ...]]
STATIC = Path(charts.__file__).parents[1] / "widgets" / "static"
LOADERS: dict[str, Callable[[Path], Any]] = {
    "small.reading.yaml": load_reading,
    "context.yaml": load_context,
    "questions.yaml": load_questions,
}
#: The first words in each.
FIRST: dict[str, Callable[[Any], str]] = {
    "small.reading.yaml": lambda reading: reading.actors[0].name,
    "context.yaml": lambda context: context.library[0].title,
    "questions.yaml": lambda questions: questions[0].prompt,
}
TEMPLATES = {"small.reading.yaml": READING, "context.yaml": CONTEXT, "questions.yaml": QUESTIONS}
#: What no label holds whole.
LONG = "words and more words " * 15 + "end"
#: What a file may not hold even where YAML can spell it.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
render = mistune.create_markdown(
    escape=False,
    plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "mark", "insert",
             "superscript", "subscript", "math", "spoiler", "ruby"],
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the small course in it, in a folder in which nothing else is."""
    place = tmp_path / "class" / "mine"
    place.mkdir(parents=True)
    for name, template in FILES.items():
        put(place / name, filled(template, "words", bare))
    return place


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the painting of pictures out: text in them is pixels."""
    monkeypatch.setattr(Chart, "picture", lambda *_: Picture(b"", 1, 1, {}))


def put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def tree(path: Path) -> dict[str, bytes | None]:
    """Return every file under a folder with its content, and every folder."""
    return {str(p.relative_to(path)): p.read_bytes() if p.is_file() else None for p in sorted(path.rglob("*"))}


def opened(load: Callable[[Path], Any], path: Path) -> tuple[Any, str]:
    """Return what a file holds, or the text with which it is refused; any other error goes on."""
    try:
        return load(path), ""
    except CourseError as error:
        return None, str(error)


def test_there_are_more_than_150_different_ones() -> None:
    assert len(set(STRINGS)) == len(STRINGS) > 300
    assert {name for name, group in GROUPS.items() if len(group) < 3} == set()
    assert len(MEGABYTE) >= 1_048_576


# The doors.


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_file_that_spells_a_string_holds_it_exactly_or_is_refused_in_a_line(folder: Path, name: str) -> None:
    for string in STRINGS:
        put(folder / name, filled(TEMPLATES[name], string, escaped))
        found, said = opened(LOADERS[name], folder / name)
        if UNFIT.search(string):
            assert said.startswith(f"{name}, line ")
            assert is_printable(said), ascii(string)
        else:
            assert said == "", ascii(string)
            assert FIRST[name](found) == string


@pytest.mark.parametrize("spell", [quoted, bare])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_file_in_which_a_string_is_typed_is_read_or_refused_in_lines_that_can_be_printed(
    folder: Path, name: str, spell: Callable[[str], str]
) -> None:
    refused = 0
    for string in STRINGS:
        put(folder / name, filled(TEMPLATES[name], string, spell))
        _, said = opened(LOADERS[name], folder / name)
        assert is_printable(said), ascii(string)
        assert all(line.startswith(name) for line in said.splitlines())
        refused += bool(said)
    assert 0 < refused < len(STRINGS)


#: Values that are codes, names of others, dates, numbers or quotes, between ‹ ›, with enough to find them by.
CODES = {
    "small.reading.yaml": (
        "reading: ‹1›", "article: ‹small.txt›", "{id: ‹israel›, name",
        "name: @, role: ‹state›, iso3: ISR", "iso3: ‹ISR›", "lang: ‹az›", "at: [‹1›, 2]",
        "{form: Baku, kind: ‹metonym›}", "{id: ‹caucasus›", "{id: ‹t1›", "label: @, date: ‹2020-07›",
        "quote: ‹July 2020›", "{refers_to: ‹israel›", "as: name, quote: ‹Israel›",
        "{refers_to: israel, form: ‹NAM›", "form: NAM, as: ‹metonym›", "{id: ‹e1›", "type: ‹ASSAULT›",
        "ASSAULT, actor: ‹armenia›", "recipient: ‹azerbaijan›, date", "date: ‹2020-07›, fact",
        "2020-07, factuality: ‹CT+›", "source: [‹editor›], realis", "realis: ‹actual›",
        "realis: actual, quote: ‹fought›", "{id: ‹r1›", "polarity: ‹-1›",
        "source: [‹israel›, author], quote: buy}", "{id: ‹n1›", "explicit: ‹yes›", "{id: ‹c1›",
        "kind: ‹asserted›", "cues: [‹may›]", "{id: ‹a1›", "kind: ‹attribution›",
        "attribution, source: ‹armenia›", "cue: ‹Reports say›", "content: ‹so›",
    ),
    "context.yaml": (
        "year: ‹2012›", "grade: ‹B›", "url: ‹https://example.org/one›", "{id: ‹F01›", "date: ‹2021›",
        "sources: [‹one›],\n", "low: ‹1›", "high: ‹2›", "{id: ‹S1›", "voice: ‹editor›",
        "sentence: ‹s01›", "date: ‹2010/2014›", "percent: ‹85›", "{id: ‹turkey›",
    ),
    "questions.yaml": (
        "kind: ‹check›", "key: ‹a›", "key: a, difficulty: ‹1›", "options: [\n     {id: ‹a›",
    ),
}  # fmt: skip
#: What a new id, a language and the place of a dispute may be; whether there is such a place is asked later.
RULES = {
    "{id: ": re.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}"),
    "lang: ": re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
    "sentence: ": re.compile(f"(?!.*{UNFIT.pattern}).+", re.DOTALL),
}
#: The ids to which other items of the same file refer, so that they cannot be others.
KNOWN = ("{id: ‹israel›, name", "{id: ‹caucasus›")


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in CODES.items() for code in codes])
def test_a_string_in_the_place_of_one_code_is_refused_in_its_line_or_obeys_its_rule(
    folder: Path, name: str, code: str
) -> None:
    """Of every group one string is tried, a different one for each code; all else in the file is good."""
    template = TEMPLATES[name]
    good = code.replace("‹", "").replace("›", "")
    assert template.count(good) == 1
    before = template[: template.index(good)] + code.partition("‹")[0]
    first = template.rfind("\n  - ", 0, len(before))  # where its item begins
    lines = {before.count("\n") + 1, template.count("\n", 0, first + 1) + 1}
    number = CODES[name].index(code)
    tried = {group[number % len(group)] for group in GROUPS.values()} | {"__proto__", "constructor", "NaN"}
    rule = None if code in KNOWN else RULES.get(code.partition("‹")[0])
    for string in tried:
        bad = code.partition("‹")[0] + escaped(string) + code.partition("›")[2]
        put(folder / name, filled(template.replace(good, bad), "words", bare))
        found, said = opened(LOADERS[name], folder / name)
        assert is_printable(said), ascii(string)
        assert bool(said) != bool(rule and rule.fullmatch(string)), (ascii(string), said)
        if said:
            told = {int(n) for n in re.findall(rf"^{re.escape(name)}, line (\d+): ", said, re.MULTILINE)}
            assert told & lines, (ascii(string), said)
        else:
            assert string in texts_in(found)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text that a record holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_an_article_is_never_looked_for_outside_the_folder(folder: Path) -> None:
    for place in (folder.parent, folder.parent.parent, folder / "a"):
        place.mkdir(exist_ok=True)
        put(place / "struck", ARTICLE)
        put(place / "b", ARTICLE)
    for string in (*GROUPS["paths"], "../small.txt", "./small.txt", "a/b", str(folder / "small.txt"), "x" * 300):
        put(folder / "small.reading.yaml", filled("reading: 1\narticle: @\n", string, escaped))
        _, said = opened(load_reading, folder / "small.reading.yaml")
        assert said.startswith("small.reading.yaml, line 2: ")
        assert "article" in said


@pytest.mark.parametrize(
    "place", ["Arms for Baku", "Ann Writer", "A writer.", "Reports say so", "Baku may", "from Israel", "Journal"]
)
def test_an_article_that_holds_a_string_is_read_without_a_change_or_refused_in_a_line(folder: Path, place: str) -> None:
    read = 0
    for string in STRINGS:
        text = ARTICLE.replace(place, f"{place} {string}")
        put(folder / "small.txt", text)
        article, said = opened(load_article, folder / "small.txt")
        assert is_printable(said), ascii(string)
        assert all(line.startswith("small.txt") for line in said.splitlines())
        if not said:
            read += 1
            assert article.text == text.replace("\r", "\n")
            assert is_printable("\n".join(article.warnings))
    assert read > 100


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_name_of_a_megabyte_is_refused_and_the_longest_is_read(folder: Path, name: str) -> None:
    once = TEMPLATES[name].replace("@", quoted(MEGABYTE), 1)
    put(folder / name, filled(once, "words", quoted))
    _, said = opened(LOADERS[name], folder / name)
    line = filled(once, "words", quoted)[: once.index(MEGABYTE)].count("\n") + 1
    assert f"{name}, line {line}: a text of {len(MEGABYTE):,} characters stands here; 10,000 is the most." in said
    assert said.startswith(f"{name}, line ")
    put(folder / name, filled(TEMPLATES[name], "x" * (MAX_TEXT - 1), quoted))
    assert opened(LOADERS[name], folder / name)[1] == ""


def test_a_file_that_is_called_like_a_string_is_checked_in_lines_that_can_be_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = 0
    for string in WRITABLE:
        for ending, text in ((".txt", ARTICLE), (".txt", "# no"), (".reading.yaml", "reading: 2"), ("", "")):
            name = string[:40] + ending
            if "/" in name or "\0" in name or name in (".", ".."):
                continue
            put(folder / name, text)
            made += 1
            main(["check", "--", str(folder / name)])
            said = capsys.readouterr()
            assert is_printable(said.out + said.err), ascii(name)
            (folder / name).unlink()
    assert made > 700


# The answers.


def answers_of(string: str, questions: tuple[Question, ...], reading: Reading) -> dict[str, object]:
    """Return a file of answers in which everything that may be any text is the string."""
    said = {"value": string, "first": string, "tries": 1, "saved": "2026-01-02T03:04"}
    known = {q.id: {**said, "value": q.options[0].id} for q in questions}
    sorted_ = {f"04-sort.{s.id}": {**said, "value": "judged"} for s in reading.article.sentences}
    ties = {f"05-ties.{e.id}": {**said, "value": "mixed"} for e in ties_by_sign(reading, "05-ties").entries}
    brief = {f"brief.{part.id}": {**said, "value": f"{string} s01"} for part in PARTS}
    guessed = dict.fromkeys(estimate_items(ESTIMATE), said)
    exported = {"brief.exported": {**said, "value": json.dumps({string: string})}}
    return {string: said, **known, **sorted_, **ties, **brief, **guessed, **exported}


def test_answers_with_a_string_in_every_place_are_text_in_what_is_gathered_and_exported(folder: Path) -> None:
    reading, questions = (load_reading(folder / "small.reading.yaml"), load_questions(folder / "questions.yaml"))
    tasks = sentences_by_kind(reading, "04-sort"), ties_by_sign(reading, "05-ties")
    allowed = structure(parsed(gathered(Workbook(folder / "answers.json"), questions, tasks)))
    for string in ("words\nof two lines for $ 5", *STRINGS):
        kept = answers_of(string, questions, reading)
        put(folder / "answers.json", json.dumps({"schema": 1, "answers": kept}))
        book = Workbook(folder / "answers.json")
        pages = gathered(book, questions, tasks)
        parts = parsed(pages)
        if string not in STRINGS:
            allowed |= structure(parts)
        json.dumps(pages, ensure_ascii=False).encode()  # as it goes to the screen
        assert structure(parts) <= allowed, ascii(string)
        assert is_printable(book.news() or "")
        if string in WRITABLE:
            assert plain(string) in parts["my course"].text


def gathered(book: Workbook, questions: tuple[Question, ...], tasks: tuple[Any, Any]) -> dict[str, str]:
    """Return what is made of a student's answers."""
    answers = book.answers()
    mine = MyCourse(lambda: gather(questions, *tasks, answers))
    form = BriefForm(book, lesson.article())
    handed_in = predictions(questions, answers), estimate(answers)
    brief = Brief(lesson.article(), form.reply["texts"], handed_in)
    return {
        "my course": mine.gathered(),
        "page": as_page(brief),
        "markdown": str(render(as_markdown(brief))),
        "sentences": Sorting(tasks[0], book, lesson.article()).comparison(),
        "ties": Sorting(tasks[1], book, lesson.article()).comparison(),
    }


def test_a_file_of_answers_that_is_none_is_set_aside_with_its_bytes(folder: Path) -> None:
    answers = folder / "answers.json"
    for string in STRINGS:
        for number, text in enumerate(
            (string, f'{{"schema": {string}, "answers": {{}}}}', f'{{"schema": "{string}"}}')
        ):
            content = text.encode("utf-8", "surrogatepass")
            answers.write_bytes(content)
            said = ""
            book = Workbook(answers)
            try:
                book.answers()
                said = book.news() or ""
            except CourseError as error:
                said = str(error)
            assert is_printable(said), ascii(text)
            aside = folder / "answers.unreadable-1.json"
            kept = aside if aside.exists() else answers
            assert kept.read_bytes() == content, (number, ascii(string))
            aside.unlink(missing_ok=True)


def test_an_export_writes_two_files_into_its_folder_and_nothing_elsewhere(folder: Path) -> None:
    outside = folder.parent.parent
    put(outside / "struck.html", "not ours")
    before = tree(outside)
    book = Workbook(folder / "answers.json")
    book.commit("brief.exported", json.dumps(dict.fromkeys(GROUPS["paths"], "x")))
    form = BriefForm(book, lesson.article(), lambda: (estimate(book.answers()),))
    texts = {part.id: ([""], f"{text} s01") for part, text in zip(PARTS, split(WRITABLE, len(PARTS)), strict=True)}
    reply = form.receive({"texts": texts, "export": True})
    assert reply["text"].startswith(f"Exported as brief.md and brief.html, in the folder {folder}.")
    after = tree(outside)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == [
        str((folder / name).relative_to(outside)) for name in ("answers.json", "brief.html", "brief.md")
    ]


def test_a_class_of_hostile_files_is_counted_and_told_in_lines_that_can_be_printed(
    folder: Path, small: Small, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, _, questions = small
    bank = [poison(questions[0], repeat(f"{string}{number}")) for number, string in enumerate(WRITABLE)]
    monkeypatch.setattr("course_utils.exercises.questions.load_questions", lambda: bank)
    handed_in = folder / "handed in"
    handed_in.mkdir()
    for number, string in enumerate(WRITABLE):
        name = string[:40].translate(dict.fromkeys(b"/\0", "_"))
        put(handed_in / f"{name}.json", string)
        answers = {"schema": 1, "answers": answers_of(string, questions, reading)}
        put(handed_in / f"{number}.json", json.dumps(answers))
    before = tree(folder.parent.parent)
    assert main(["class", str(handed_in), "--csv", str(folder / "class.csv")]) == 1
    said = capsys.readouterr()
    assert is_printable(said.out + said.err)
    assert said.out.splitlines()[-1].startswith(f"{len(WRITABLE)} ")
    written = (folder / "class.csv").read_bytes()
    (folder / "class.csv").unlink()
    assert tree(folder.parent.parent) == before
    cells = [cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), "")) for cell in row]
    assert len([cell for cell in cells if formula(cell[1:]) and cell[0] == "'"]) > 50
    assert not [cell for cell in cells if formula(cell)]


def test_no_cell_of_a_classs_table_is_a_formula(small: Small) -> None:
    for string in WRITABLE:
        reading, _, asked = poison((reworded(small[0], repeat(string)), *small[1:]), repeat(string))
        tasks = sentences_by_kind(reading, string), ties_by_sign(reading, string)
        table = as_csv(tallies(Classroom(1, (), {}, {}), (*asked, *tasks)))
        rows = list(csv.reader(io.StringIO(table, newline="")))
        sorted_ = sum(len(task.entries) * len(task.categories) for task in tasks)
        assert [len(row) for row in rows] == [6] * (7 + sorted_)
        assert not [cell for row in rows for cell in row if formula(cell)], ascii(string)
        for other in ";\t":  # by which a spreadsheet of another country parts cells
            parted = csv.reader(io.StringIO(table, newline=""), delimiter=other)
            assert not [cell for row in parted for cell in row if formula(cell.lstrip("\t\r\n"))]


@pytest.mark.usefixtures("unpainted")
def test_what_is_answered_stands_on_any_id_and_any_saved_answer(folder: Path, small: Small) -> None:
    article = small[0].article
    chart = charts.words_by_voice(article)
    check = small[2][0]
    for string in (string for string in STRINGS if not UNFIT.search(string)):
        put(folder / "questions.yaml", filled(QUESTIONS, string, escaped))
        guess = load_questions(folder / "questions.yaml")[1]
        answers = folder / "answers.json"
        said = PredictionControl(guess, Workbook(answers), article).receive({"answer": string})
        again = PredictionControl(guess, Workbook(answers), article, chart)
        assert (said["answer"], again.reply["answer"]) == (string, string)
        chance, *ways = estimate_items(ESTIMATE)
        names = (check.id, f"{check.id}.alone", f"{check.id}.talked", "choice", *ways)
        kept = {name: {"value": string, "first": string, "tries": 1, "saved": "2026-01-02T03:04"} for name in names}
        kept[chance] = {**kept["choice"], "value": "35"}
        put(answers, json.dumps({"schema": 1, "answers": kept}))
        book = Workbook(answers)
        assert "answer" not in QuestionControl(check, book, article).reply
        assert TwoVotes(check, book, article).reply["stage"] == "alone"
        assert Choice("choice", string, {"a": string, "b": "other"}, book).reply["answer"] == "a"
        assert ChanceEstimate(ESTIMATE, string, book, chart, string).reply["ways"] == [string, string]
        assert PredictionControl(check, book, article, chart).reply == {}
        answers.unlink()


def test_a_megabyte_is_refused_in_an_articles_lines_and_is_text_in_a_brief(folder: Path) -> None:
    for place in ("Arms for Baku", "Ann Writer"):
        for text in (MEGABYTE, "x" * len(MEGABYTE)):
            put(folder / "small.txt", ARTICLE.replace(place, text))
            _, said = opened(load_article, folder / "small.txt")
            assert said.startswith("small.txt, line ")
            assert is_printable(said)
    brief = Brief(lesson.article(), {"situation": MEGABYTE}, ())
    usual = structure(parsed({"page": as_page(Brief(lesson.article(), {"situation": "words"}, ()))}))
    page = Parts(as_page(brief))
    assert structure({"page": page}) <= usual
    assert MEGABYTE in page.text
    assert "<b>" not in render(as_markdown(brief))


@pytest.mark.usefixtures("unpainted")
def test_a_word_of_a_megabyte_in_an_articles_text_is_text_in_every_exit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(text: str) -> dict[str, Parts]:
        put(folder / "small.txt", ARTICLE.replace("so @,", f"so {text},").replace("@ fears", f"{text} fears"))
        reading = load_reading(folder / "small.reading.yaml")
        monkeypatch.setattr(lesson, "article", lambda: reading.article)
        book = Workbook(folder / "answers.json")
        context, questions = load_context(folder / "context.yaml"), load_questions(folder / "questions.yaml")
        return parsed(exits(reading, context, questions, book))

    word = "x" * len(MEGABYTE)
    usual, pages = structure(made("words")), made(word)
    assert structure(pages) <= usual
    holding = {name for name, page in pages.items() if word in page.text}
    assert {"page", "cards", "brief", "brief as Markdown", "VoiceXray, twin", "Sorting, twin"} <= holding


def test_a_megabyte_in_answers_is_text_in_what_is_gathered_and_exported(folder: Path) -> None:
    """It is an answer's name, a first answer, a last one, a text of the estimate and of the brief."""
    reading = load_reading(folder / "small.reading.yaml")
    questions = load_questions(folder / "questions.yaml")
    tasks = sentences_by_kind(reading, "04-sort"), ties_by_sign(reading, "05-ties")
    chance, one, other = estimate_items(ESTIMATE)
    book = Workbook(folder / "answers.json")

    def made(text: str) -> dict[str, Parts]:
        said = {"value": text, "first": "words", "tries": 2, "saved": "2026-01-02T03:04"}
        kept = {
            text: said, chance: {**said, "value": "35"}, one: said, other: {**said, "first": text},
            "04-sort.s01": {**said, "value": "judged", "first": text}, questions[0].id: said,
            "brief.situation": said, "brief.exported": said,
        }  # fmt: skip
        put(folder / "answers.json", json.dumps({"schema": 1, "answers": kept}))
        for place in folder.glob("brief*"):  # which is no longer known as one's own
            place.unlink()
        answers = book.answers()
        form = BriefForm(book, lesson.article(), lambda: (estimate(answers),))
        assert form.receive({"export": True})["text"].startswith("Exported as brief.md and brief.html")
        mine = MyCourse(lambda: gather(questions, *tasks, answers)).gathered()
        page = (folder / "brief.html").read_text("utf-8")
        live = BriefForm(book, lesson.article()).reply["texts"]["situation"]
        assert (live, book.news()) == (text, None)
        return parsed(
            {"my course": mine, "sentences": Sorting(tasks[0], book, reading.article).comparison(), "page": page}
        )

    usual, pages = structure(made("words of mine")), made(MEGABYTE)
    assert structure(pages) <= usual
    assert [name for name, page in pages.items() if MEGABYTE in page.text] == ["my course", "page"]
    markdown = (folder / "brief.md").read_text("utf-8")
    assert markdown.count(MEGABYTE.replace("<", r"\<").replace(">", r"\>")) == 3
    assert not re.search(r"(?<!\\)<", markdown)


def test_answers_that_are_too_large_are_set_aside_or_refused_by_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A class's table is the same whether a student's file holds a megabyte or not."""
    said = {"value": "x", "first": "x", "tries": 1, "saved": "2026-01-02T03:04"}
    tables = []
    for text in ("words", MEGABYTE):
        for number, kept in enumerate(({text: said}, {"05-exit": {**said, "first": text}})):
            put(folder / f"{number}.json", json.dumps({"schema": 1, "answers": kept}))
        assert main(["class", str(folder), "--csv", str(folder / "class.csv")]) == 0
        tables.append((folder / "class.csv").read_bytes())
        assert capsys.readouterr().out.endswith("2 files of answers counted.\n")
    assert tables[0] == tables[1]
    put(folder / "2.json", json.dumps({"schema": 1, "answers": {MEGABYTE: {**said, "value": MEGABYTE}}}))
    assert main(["class", str(folder)]) == 1
    assert "\n2.json: expected at most 2,000,000 bytes of answers, found more.\n" in f"\n{capsys.readouterr().out}"
    put(folder / "answers.json", json.dumps({"schema": 1, "answers": dict.fromkeys("abcdefgh", MEGABYTE * 3)}))
    book = Workbook(folder / "answers.json")
    assert book.answers() == {}
    assert (book.news() or "").startswith("answers.json could not be read. It is kept as answers.unreadable-1.json")
    with pytest.raises(CourseError, match=r"^answers\.json: nothing was saved: expected at most 20,000,000 bytes"):
        book.commit("brief.advice", MEGABYTE * 20)


NAMES = ("__proto__", "constructor", "hasOwnProperty", "toString", "valueOf")


def test_names_that_every_object_of_a_script_has_are_names_like_others(folder: Path) -> None:
    said = {"tries": 1, "saved": "2026-01-02T03:04"}
    kept = {name: {**said, "value": name, "first": name} for name in NAMES}
    put(folder / "answers.json", json.dumps({"schema": 1, "answers": kept, **{name: {} for name in NAMES}}))
    book = Workbook(folder / "answers.json")
    assert {name: answer.value for name, answer in book.answers().items()} == {name: name for name in NAMES}
    book.commit_all({f"x.{name}": name for name in NAMES})
    assert set(book.answers()) == {*NAMES, *(f"x.{name}" for name in NAMES)}
    assert set(json.loads((folder / "answers.json").read_text("utf-8"))) == {"schema", "answers", *NAMES}


def formula(cell: str) -> bool:
    """Say whether a spreadsheet takes a cell for a formula, whatever its language."""
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


def split(strings: list[str], parts: int) -> list[str]:
    """Return all strings in so many texts, a paragraph each."""
    return ["\n\n".join(strings[n::parts]) for n in range(parts)]


def test_half_a_character_that_is_typed_is_answered_in_a_sentence(folder: Path) -> None:
    form = BriefForm(Workbook(folder / "answers.json"), lesson.article())
    form._receive(None, {"texts": {"situation": [[""], "a\ud800"]}, "asked": "1"}, None)
    assert form.reply["text"] == (r"Not saved. answers.json: expected text, found half a character, \ud800. Delete it.")
    assert not (folder / "answers.json").exists()


@pytest.mark.parametrize("sign", [" ", "\t", "\u3000", "\n", " \n", "a", "1", "s0", "<a", "[", "\\", "=", "é", "("])
def test_a_long_run_of_one_sign_costs_no_time_wherever_it_stands(folder: Path, sign: str) -> None:
    """A pattern that tries every beginning of a run in every length takes minutes for each."""
    run = sign * 100_000
    texts = {"situation": f"x{run}y", "advice": run}
    given = (Given(f"x{run}y", f"x{run}y", run, run),)
    brief = Brief(lesson.article(), texts, (Chapter("Predictions", given, "", beside="x"),))
    with bounded():
        assert as_markdown(brief).endswith("\n")
        assert as_page(brief).endswith("</html>\n")
    for place in ("Arms for Baku @", "Ann Writer @", "A writer.", "Reports say so @", "The Caucasus @", "Journal"):
        text = ARTICLE.replace(place, place.replace("@", "") + run + "x.")
        put(folder / "small.txt", text + "\n\nAnn Writer says, further on:\n\nThis.\n")
        with bounded():
            _, said = opened(load_article, folder / "small.txt")
        assert all(line.startswith("small.txt") for line in said.splitlines())


def test_counting_the_words_of_a_megabyte_without_a_letter_costs_no_time(folder: Path) -> None:
    # A pattern that tries every beginning of every run would be at it for a day.
    brief = Brief(lesson.article(), {"situation": "_" * 1_000_000}, ())
    assert "0 words, on “" in as_markdown(brief)
    text = ARTICLE.replace("Baku may", f"{'!' * 1_000_000} Baku may")
    put(folder / "small.txt", text)
    assert "words" in charts.words_by_voice(load_article(folder / "small.txt")).title


# The exits.


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    place = tmp_path_factory.mktemp("small")
    for name, template in FILES.items():
        put(place / name, filled(template, "words", bare))
    return (
        load_reading(place / "small.reading.yaml"),
        load_context(place / "context.yaml"),
        load_questions(place / "questions.yaml"),
    )


def parsed(pages: dict[str, str]) -> dict[str, Parts]:
    return {name: Parts(page) for name, page in pages.items()}


def structure(pages: dict[str, Parts]) -> set[tuple[str, ...]]:
    return {(name, *part) for name, page in pages.items() for part in page.found}


def drawn(reading: Reading, context: Context, questions: tuple[Question, ...]) -> list[Chart]:
    article, title = reading.article, reading.article.title
    counts = {reading.actors[0].name: {title: 1}}
    return [
        charts.naming_strip(reading, "azerbaijan"),
        charts.words_by_voice(article),
        charts.naming_matrix(reading, context=context),
        charts.article_map(reading, context),
        charts.network(reading),
        charts.rule_of_thumb(reading),
        charts.timeline(reading, context, after_page=True),
        charts.arms_suppliers(context, article, context.series[0].importer, after_page=True),
        charts.certainty_ladder(reading),
        charts.source_chain(reading, "c2"),
        charts.interest_matrix(reading),
        charts.answer_distribution(questions[0], {"a": 1}, article),
        charts.sorting_distribution([title, f"not {title}"], counts, article),
    ]


def dealt(reading: Reading, context: Context) -> list[tuple[decks.Card, ...]]:
    return [
        decks.actor_cards(reading),
        decks.perspective_cards(reading, context),
        decks.contested_cards(reading.article, context),
        decks.source_cards(context, reading.article, after_page=True),
    ]


def controls(reading: Reading, context: Context, questions: tuple[Question, ...], book: Workbook) -> Iterator[Control]:
    article = reading.article
    chart, cards = charts.interest_matrix(reading), decks.contested_cards(article, context)
    yield VoiceXray(reading, "armenia")
    yield ChartExplorer(article.title, lambda _: chart)
    yield CardExplorer(article.title, article, article.title, cards)
    yield Sorting(sentences_by_kind(reading, "04-sort"), book, article)
    yield Sorting(ties_by_sign(reading, "05-ties"), book, article)
    yield QuestionControl(questions[0], book, article, questions[0].prompt)
    yield PredictionControl(questions[1], book, article, charts.words_by_voice(article))
    yield TwoVotes(questions[0], book, article)
    yield ChanceEstimate(ESTIMATE, questions[0].prompt, book, charts.words_by_voice(article), context.facts[0].sentence)
    yield Choice("choice", questions[0].prompt, {"a": questions[0].prompt}, book)


def markup_in(data: Any) -> Iterator[str]:
    """Yield what a script puts into the page as markup; all else it makes text of."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            if key in ("details", "markup", "result"):
                yield value
        elif key == "cards":
            yield from value.values()
        elif isinstance(value, dict | list | tuple):
            yield from markup_in(value)


def exits(reading: Reading, context: Context, questions: tuple[Question, ...], book: Workbook) -> dict[str, str]:
    """Return all markup that is made of a course, by where it leaves."""
    pages = dict[str, list[str]]()
    for control in controls(reading, context, questions, book):
        kind = type(control).__name__
        pages.setdefault(f"{kind}, twin", []).append(control.twin())
        pages.setdefault(f"{kind}, live", []).extend([*markup_in(control.item), *markup_in(control.reply)])
    for chart in drawn(reading, context, questions):
        pages[f"chart {chart.paint.__qualname__}"] = [chart.markup]
    for number, deck in enumerate(dealt(reading, context)):
        pages[f"deck {number}"] = [card.markup for card in deck]
    pages["cards"] = list(sentence_cards(reading).values())
    pages["page"] = [lesson.show_page().markup]
    texts = {part.id: f"{reading.actors[0].name} s01 s02" for part in PARTS}
    brief = Brief(reading.article, texts, gather(questions, *(ties_by_sign(reading, n) for n in "ab"), {}))
    pages["brief"] = [as_page(brief)]
    pages["brief as Markdown"] = [str(render(as_markdown(brief)))]
    return {name: "".join(parts) for name, parts in pages.items()}


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
        ("marks.js", "table.innerHTML = view.details;"),
        ("marks.js", "body.innerHTML = view.markup;"),
        ("my_course.js", "body.innerHTML = reply.result;"),
        ("sorting.js", "body.innerHTML = reply.result;"),
        ("voice_xray.js", "body.innerHTML = item.cards[id];"),
    ]


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("group", GROUPS)
def test_a_string_in_every_field_is_text_in_every_exit(
    small: Small, group: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook(tmp_path / "answers.json")

    def made(text: str) -> dict[str, str]:
        reading, context, questions = poison((reworded(small[0], repeat(text)), *small[1:]), repeat(text))
        monkeypatch.setattr(lesson, "article", lambda: reading.article)
        return exits(reading, context, questions, book)

    usual = ("words", "other words\nof two lines for $ 5, and more than fit on a label")
    allowed = set().union(*(structure(parsed(made(text))) for text in usual))
    whole = {name for name, page in parsed(made(LONG)).items() if plain(LONG) in page.text}
    assert len(whole) > 25
    for string in GROUPS[group]:
        pages = parsed(made(string))
        assert structure(pages) <= allowed, (ascii(string), structure(pages) - allowed)
        for name in whole if not UNFIT.search(string) else ():
            assert plain(string) in pages[name].text, (name, ascii(string))


@pytest.mark.usefixtures("unpainted")
def test_an_article_that_is_read_with_a_string_in_it_is_text_in_every_exit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in the title, the byline, the lead and the excerpt, and comes in by the file."""

    def made(text: str) -> dict[str, Parts] | None:
        put(folder / "small.txt", filled(ARTICLE, text, bare))
        reading, said = opened(load_reading, folder / "small.reading.yaml")
        if said:
            return None
        monkeypatch.setattr(lesson, "article", lambda: reading.article)
        brief = Brief(reading.article, {"situation": "s01 s02 s03 s04"}, ())
        pages = {
            "page": lesson.show_page().markup,
            "cards": "".join(sentence_cards(reading).values()),
            "X-ray": VoiceXray(reading, "armenia").twin(),
            "brief": as_page(brief),
            "brief as Markdown": str(render(as_markdown(brief))),
        }
        return parsed(pages)

    usual = set().union(*(structure(made(text) or {}) for text in ("words", "words for $ 5")))
    read = 0
    for string in STRINGS:
        if pages := made(string):
            read += 1
            assert structure(pages) <= usual, ascii(string)
            for name in pages.keys() - {"cards"}:  # where no title stands, and sentences part a string
                assert plain(string) in pages[name].text, (name, ascii(string))
    assert read == 134


def test_a_string_in_every_field_is_a_string_in_the_annotations(small: Small) -> None:
    for string in WRITABLE:
        reading, _, _ = poison(small, repeat(string))
        notes = reading.web_annotations()
        assert json.loads(json.dumps(notes)) == notes
        bodies = [json.loads(note["body"][1]["value"]) for note in notes]
        assert bodies[0]["name"] == string
        assert {note["target"][0]["source"] for note in notes} == {string}
        assert {note["@context"] for note in notes} == {"http://www.w3.org/ns/anno.jsonld"}
