"""Another course is a folder: every chart, deck, explorer and control is of its own text, and of no other's."""

from __future__ import annotations

import ast
import inspect
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pictures import faults

import course_utils
from course_utils import Course, CourseError, load_article, load_reading, open_course
from course_utils.charts import Chart
from course_utils.charts.chart import Picture
from course_utils.course_file import BriefTask, find_course_file
from course_utils.course_parts import Missing
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.counts import voice_shares

SECOND = Path(__file__).parent / "second_course"
PACKAGE = Path(course_utils.__file__).parent
#: Words of the package's own text, in code or in what comes out of another course.
FOREIGN = re.compile(
    r"caucas|armeni|azer[bi]|karabakh|israel|mosaic|avdaliani|turk|\biran|russia|kremlin|\bbaku|yerevan|tehran"
    r"|jerusalem|sipri|\barms\b|11 september|2020-09-11|foreign ministry",
    re.IGNORECASE,
)
#: A picture’s bytes spell any word.
PICTURE = re.compile("base64,[A-Za-z0-9+/=]+")
#: What each call of the course's face is given, by the name of its argument.
ARGUMENTS = {"actor": "marrenia", "claim": "c30", "task": "Find one.", "notebook": "01", "explicit": None}
QUESTIONS = {"predict": "k-predict-marrenia", "look_back": "k-predict-marrenia", "ask": "k-check-panel"}
PARTS = ("context", "questions", "map", "sorting", "timeline", "suppliers", "estimate", "brief", "codes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the second course, as the folder in which a notebook runs."""
    shutil.copytree(SECOND, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    return tmp_path / "course"


def calls(course: Course, **other: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give every public call on a course and on its charts, explorers and cards, with its arguments."""
    for room in (course.charts, course.explore, course.cards, course):
        for name, _ in inspect.getmembers(type(room), inspect.isfunction):
            if not name.startswith("_") and name not in ("chart", "needed", "more", "question"):
                method = getattr(room, name)
                known = {**ARGUMENTS, "name": QUESTIONS.get(name, "k-check-panel"), **other}
                asked = [p.name for p in inspect.signature(method).parameters.values() if p.default is p.empty]
                given = {one: known[one] for one in asked if one in known}
                yield f"{type(room).__name__}.{name}", lambda method=method, given=given: method(**given)
    yield (
        "Course.estimate_chance, with a result",
        lambda: course.estimate_chance(course.charts.timeline("1987", after_page=True)),
    )


def shown(made: Any) -> str:
    """Return all that a call brings to the screen."""
    if isinstance(made, Chart):
        return re.sub('data:image[^"]*', "", f"{made.title} {made.alt} {made.description} {made.markup}")
    if hasattr(made, "twin"):
        return f"{made!r} {made.twin()} {json.dumps([made.item, made.reply], ensure_ascii=False)}"
    return str(getattr(made, "markup", made))


@pytest.mark.parametrize(("whole", "own"), [("author", True), ("editor", False), ("", False)])
def test_a_page_of_one_voice_is_whose_the_course_says(folder: Path, whole: str, own: bool) -> None:
    """With the keyword, in the course, beside its reading and in the check it is the same record."""
    text = (folder / "kesh-dam.txt").read_text("utf-8").replace("Kowarth writes:", "Kowarth writes.")
    (folder / "kesh-dam.txt").write_text(text, "utf-8", newline="")
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nwhole: {whole}\n" if whole else "")
    claim = "{id: c1, summary: x, kind: asserted, factuality: CT+, cues: [], quote: closed the gates, source: [%s]}"
    reading = "reading: 1\nclaims:\n- " + claim % ("author" if own else "editor")
    (folder / "kesh-dam.reading.yaml").write_text(reading, "utf-8")
    course = open_course()
    shares = {share.share: share.words for share in voice_shares(course.article)}
    assert [bool(shares[one]) for one in ("lead", "insertion", "excerpt")] == [not own, own, own]
    assert {p.kind for p in course.article.passages} == ({"excerpt", "interpolation"} if own else {"lead"})
    said, words = f"{sum(shares.values())} words of the article’s sentences", shares["excerpt"]
    title = f"Of the {said}, {words} are Kowarth’s." if own else f"All {said} are the editor’s."
    assert course.charts.words_by_voice().title == title
    warning = (
        "kesh-dam.txt, line 12: no text follows a paragraph that ends in a colon; the whole text is taken as the "
        "editor's; write into course.yaml “whole: author” if Ilse Kowarth wrote it, else “whole: editor”"
    )
    assert course.article.warnings == (() if whole else (warning,))
    (away := folder.with_name("away.txt")).write_bytes((folder / "kesh-dam.txt").read_bytes())
    assert load_article(folder / "kesh-dam.txt") == course.article
    told = load_article(away, whole=whole or None, language="en-GB")
    assert told == replace(course.article, name="away.txt", warnings=told.warnings)
    assert [w.replace("away", "kesh-dam") for w in told.warnings] == [*course.article.warnings]
    for read in (course.reading, load_reading(folder / "kesh-dam.reading.yaml")):
        assert read.article == course.article
        assert read.claims[0].evidence[0].voice == ("author" if own else "editor")


def test_every_call_on_a_second_course_shows_no_word_of_the_first_and_pictures_without_faults(folder: Path) -> None:
    course = open_course()
    assert (course.title, course.folder) == ("Reading the Oreth", folder)
    made = {name: call() for name, call in calls(course)}
    drawn = {name: one for name, one in made.items() if isinstance(one, Chart)}
    assert {name: wrong for name, one in drawn.items() if (wrong := faults(one))} == {}
    told = {name: shown(one) for name, one in made.items()}
    assert len(told) > 35
    assert {name: found[0] for name, text in told.items() if (found := FOREIGN.search(PICTURE.sub("", text)))} == {}
    assert "Reading the Oreth" in repr(course)
    assert 'lang="en-GB"' in course.show_page().markup


def test_what_students_write_in_a_second_course_is_of_that_course(folder: Path) -> None:
    course = open_course()
    estimate = course.estimate_chance()
    estimate.receive({"chances": ["40", "25", "35"], "ways": []})
    estimate.receive({"chances": [], "ways": ["It rains.", "They talk."]})
    course.sort_sentences().receive({"sorted": {"s01": "asserted"}})
    course.set_ties().receive({"sorted": {"marrenia.dovaria": "hostile"}})
    course.predict("k-predict-marrenia").receive({"answer": "b"})
    assert sorted(course.answers.answers()) == [
        "02-estimate", "02-estimate.chance-1", "02-estimate.chance-2", "02-estimate.other-1", "02-estimate.other-2",
        "02-sort.s01", "02-ties.marrenia.dovaria", "k-predict-marrenia",
    ]  # fmt: skip
    course.write_brief().receive({"texts": {"advice": [[""], "Wait for s10."]}, "export": True})
    page = (folder / "brief.html").read_text("utf-8")
    assert "<h1>A brief for the harbour master of Tolland</h1>" in page
    assert "On 4 May 2023: how likely" in page
    assert not FOREIGN.search(page + course.my_course().gathered())


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the painting of pictures out."""
    monkeypatch.setattr(Chart, "picture", lambda *_: Picture(b"", 1, 1, {}))


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("part", PARTS)
def test_a_course_without_a_part_says_so_in_one_sentence_where_it_is_needed(folder: Path, part: str) -> None:
    file = folder / "course.yaml"
    file.write_text(re.sub(rf"^{part}:.*\n(  .*\n)*", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    course = open_course()
    assert getattr(course.file, part) == (BriefTask() if part == "brief" else None)
    said: dict[str, str] = {}
    for name, call in calls(course):
        try:
            call()
        except CourseError as error:
            said[name] = str(error)
    needed = f"this course has no “{part}”, which is needed here; add it to this file, or leave this step out."
    assert {*said.values()} <= {f"course.yaml: {needed}"}
    assert said.keys() == {
        "context": {
            "Charts.supplier_shares", "Explore.supplier_shares", "Cards.perspectives", "Cards.contested_words",
            "Cards.sources",
        },
        "questions": {"Course.ask", "Course.predict", "Course.look_back", "Course.vote_twice", "Course.hand_in"},
        "map": {"Charts.article_map", "Explore.article_map"},
        "sorting": {"Course.sort_sentences", "Course.set_ties"},
        "timeline": set(),
        "suppliers": {"Charts.supplier_shares", "Explore.supplier_shares"},
        "estimate": {"Course.estimate_chance", "Course.estimate_chance, with a result"},
        "brief": set(),
        "codes": set(),
    }[part]  # fmt: skip


@pytest.mark.usefixtures("unpainted")
def test_in_a_notebook_what_a_course_has_not_is_a_sentence_in_its_place_and_no_error(folder: Path) -> None:
    """The result of a prediction that is not asked for is open at once."""
    text = "".join(f"{line}\n" for line in (folder / "course.yaml").read_text("utf-8").splitlines()[:6])
    (folder / "course.yaml").write_text(text, "utf-8")
    (folder / "kesh-dam.reading.yaml").write_text("reading: 1\narticle: kesh-dam.txt\n", "utf-8")
    course = open_course()
    course.in_notebook = True
    every = calls(course, actor="01-strip", claim="04-chain", name="01-check-1")
    said = {name: repr(one) for name, call in every if isinstance(one := call(), Missing)}
    assert len(said) == 20
    assert {text.partition(":")[0] for text in said.values()} == {"course.yaml", "kesh-dam.reading.yaml"}
    assert all(text.endswith("leave this step out.") for text in said.values()), said
    shares = course.charts.words_by_voice()
    assert course.predict("01-predict-1", result=shares) is shares
    assert "no “questions”" in course.predict("01-predict-1", result=course.charts.article_map()).markup
    course.in_notebook = False
    with pytest.raises(CourseError, match="no “questions”"):
        course.predict("01-predict-1", result=shares)


def test_a_cell_asks_by_place_or_by_id_and_shows_what_the_course_says_of_its_step(folder: Path) -> None:
    """What is not said of a step chooses itself: whom the text names most, and the claim of the longest chain."""
    course = open_course(shelf("data"))
    found = {place: course.question(place).id for place in ("00-predict-1", "01-check-2", "02-exit-1", "03-more-5")}
    assert [*found.values()] == ["00-guess", "01-check-archnemesis", "02-exit-position", "03-check-known"]
    assert course.question("01-exit").id == course.question("01-exit-1").id == "01-exit"
    for place in ("01-check-4", "07-recall-1"):
        with pytest.raises(
            CourseError, match=f"^questions.yaml: this course asks nothing at {place}; write a question"
        ):
            course.ask(place)
    with (folder / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("steps: [{id: 01-strip, actor: farmers}, {id: 01-cards, task: Which?, cards: [D1]}]\n")
    second = open_course()
    strips = [
        second.charts.naming_strip(told).title.partition(" is")[0] for told in ("01-strip", "02-strip", "dovaria")
    ]
    seat = ", or its seat of government,"  # which farmers have not
    assert strips == ["Farmers along the lower…", f"Marrenia{seat}", f"Dovaria{seat}"]
    assert second.cards.contested_words("01-cards").item["task"] == "Which?"
    assert second.cards.actors("02-cards").item["task"] == "Open two. Which words does each rest on?"
    assert second.explore.source_chain("04-chain").article is second.article


@pytest.mark.parametrize("has", ["", "relations: []", "claims: []\nrelations: []"])
def test_where_there_is_nothing_to_sort_a_sentence_says_so(folder: Path, has: str) -> None:
    (folder / "kesh-dam.reading.yaml").write_text(f"reading: 1\narticle: kesh-dam.txt\n{has}\n", "utf-8")
    course = open_course()
    for call, what in ((course.sort_sentences, "claims"), (course.set_ties, "relations")):
        with pytest.raises(CourseError, match=f"^kesh-dam.reading.yaml: without {what} there is nothing to sort; add"):
            call()


def test_two_courses_stay_right_beside_each_other_over_one_file_of_answers(folder: Path) -> None:
    first, second = open_course(shelf("data")), open_course(folder)
    first.predict("00-guess").receive({"answer": "israel"})
    second.predict("k-predict-marrenia").receive({"answer": "b"})
    first.ask("01-check-lead").receive({"answer": "editor"})
    assert first.answers.path == second.answers.path
    for course in (first, second):
        assert {*course.answers.answers()} == {"00-guess", "k-predict-marrenia", "01-check-lead"}
    assert (first.title, second.title) == ("Reading the Caucasus", "Reading the Oreth")
    for course, known, unknown in ((first, "armenia", "marrenia"), (second, "marrenia", "armenia")):
        assert course.charts.naming_strip(known).article is course.article
        with pytest.raises(KeyError, match=f"no actor '{unknown}'"):
            course.charts.naming_strip(unknown)
    second.clear_answers().receive({})
    assert first.predict("00-guess").reply == {}


def test_a_course_is_found_from_the_notebooks_folder_up_to_what_is_served(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder is said to be served, the home folder is the last, and outside of it the folder itself."""
    inner, own, second = folder / "notebooks" / "week 1", shelf("data") / "course.yaml", folder / "course.yaml"
    inner.mkdir(parents=True)
    assert find_course_file(inner) == second
    monkeypatch.setenv("COURSE_ROOT", str(folder / "notebooks"))
    assert (find_course_file(inner), find_course_file(folder)) == (own, second)
    monkeypatch.delenv("COURSE_ROOT")
    monkeypatch.setenv("HOME", str(folder))
    assert find_course_file(inner) == second
    monkeypatch.setenv("HOME", str(folder.parent.parent / "elsewhere"))
    assert (find_course_file(inner), find_course_file(folder)) == (own, second)


@pytest.mark.parametrize("kind", ["article", "reading", "questions", "map"])
def test_a_part_whose_ending_is_hidden_is_told_by_its_name(folder: Path, kind: str) -> None:
    name = getattr(Course(folder).file, kind)
    (folder / name).rename(folder / f"{name}.txt")
    with pytest.raises(CourseError) as caught:
        open_course()
    assert f": {kind}: “{name}” is not beside this file, but {name}.txt is; rename that, since" in str(caught.value)


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ("02-estimate", "the estimate"),
        ("02-sort", "the sorting of sentences"),
        ("02-ties", "the sorting of ties"),
        ("chart-size", "the choice of the charts’ size"),
        ("brief", "the brief"),
    ],
)
def test_no_question_has_the_id_under_which_another_answer_is_kept(folder: Path, own: str, what: str) -> None:
    text = (folder / "questions.yaml").read_text("utf-8").replace("id: k-check-panel", f"id: {own}")
    (folder / "questions.yaml").write_text(text, "utf-8")
    with pytest.raises(CourseError) as caught:
        open_course().ask(own)
    remedy = "and answers would replace each other; give the question another id."
    assert str(caught.value) == f"questions.yaml, line 13: questions {own}: {what} has the id “{own}”, {remedy}"
    (folder / "questions.yaml").write_text(text.replace(f"id: {own}", f"id: {own}-2"), "utf-8")
    assert open_course().ask(f"{own}-2")


def test_the_packages_own_course_names_the_files_that_are_loaded_without_a_path() -> None:
    file = Course(shelf("data")).file
    assert (file.article, file.reading) == (ARTICLE, READING)


def test_the_packages_code_names_nothing_of_one_text() -> None:
    """Examples in docstrings may: they load the package's own course; ``places`` must."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>> " in node.value:
                for line in range(node.lineno, (node.end_lineno or 0) + 1):
                    text = "\n".join("" if n == line else row for n, row in enumerate(text.split("\n"), start=1))
        found += [
            f"{path.relative_to(PACKAGE)}, line {number}: {row.strip()}"
            for number, row in enumerate(text.split("\n"), start=1)
            if FOREIGN.search(row) and path.name != "places.py"
        ]
    assert found == []
