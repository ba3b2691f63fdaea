"""A class's briefs on one page to print and grade: what each form lacks in a table, then a sheet for each."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.course_file import BriefTask
from course_utils.errors import Problem
from course_utils.exercises.brief import CONFIDENCE, PARTS, PREFIX, Brief, cited, count_words, lacks, page_style, sheet
from course_utils.look.html import document, esc, join, language, points, table, tag
from course_utils.look.wording import many
from course_utils.teacher.hand_ins import LARGEST, read_all

#: What such a page begins with.
HEAD = '<!doctype html>\n<html lang="en" class="course-briefs">'
#: So many words stand on one sheet beside the rubric; a line break takes as much as some words, a lack too. Those that
#: are cited take half as much each; of each sentence stand all words, or as many as there is room for, but some.
_ROOM, _BREAK, _SOME = 430, 7, 5
_PARTS = {PREFIX + part.id: part.id for part in (*PARTS, CONFIDENCE)}


def read_briefs(
    roots: Sequence[Path], article: Article, task: BriefTask, *, names: bool = False
) -> tuple[list[tuple[str, Brief]], list[Problem], list[Problem]]:
    """Read the briefs in a class's answers, each with what it is called; what is refused, and what is passed over.

    Who wrote none is among them, at the end, with no texts, and is told.
    It is called by its letters, and where it has none as ``hand_ins`` calls its file; with ``names``, by both.
    Raises AnswersError where there is no such folder or zip.
    """
    found, refused, passed = list[tuple[str, Brief]](), list[Problem](), list[Problem]()
    for name, answers in read_all(roots, names, LARGEST, lambda _: "", refused, passed):
        texts = {_PARTS[item]: value for item, _, value in answers.given if item in _PARTS and value.strip()}
        called = ", ".join(filter(None, (answers.letters, name if names or not answers.letters else "")))
        found.append((called, Brief(article, texts, (), task.title, answers.letters)))
        if not texts:
            passed.append(Problem(called, "holds no brief; not printed."))
    return sorted(found, key=lambda one: (not one[1].texts, one[1].letters or "~")), refused, passed


def briefs_page(briefs: Sequence[tuple[str, Brief]]) -> Markup:
    """Write the page; it needs no network and runs no script, whatever was typed."""
    rows = list[tuple[Markup, ...]]()
    for number, (name, brief) in enumerate(briefs, 1):
        lacking = points(esc(lack["text"]) for lack in lacks(brief.texts, brief.article)) or esc("nothing")
        counts = count_words(brief.texts), len(cited(brief.texts, brief.article))
        called = tag("a", esc(name), href=f"#b{number}") if brief.texts else esc(name)
        lacking = lacking if brief.texts else esc("all: there is no brief")
        rows.append((called, *(esc(str(count)) for count in counts), lacking))
    written = [(number, name, brief) for number, (name, brief) in enumerate(briefs, 1) if brief.texts]
    title = f"{briefs[0][1].title}: {many(len(written), 'brief')}"
    said = tag("p", esc("Only the form was checked. Each brief begins a page of its own; circle a level in each row."))
    grid = table("What each form lacks", ("brief", "words", "cited", "to mend"), rows)
    sheets = (tag("section", sheet(brief, 2, name), _quoted(brief), id=f"b{n}") for n, name, brief in written)
    body = join([tag("h1", esc(title)), said, tag("div", grid, class_="forms"), *sheets], "\n")
    return document(title, page_style(), body, class_="course-briefs")


def _quoted(brief: Brief) -> Markup:
    """Quote what the brief cites, of each sentence as much as one sheet of paper has room for."""
    quoted = [(one.id, one.text.split()) for one in cited(brief.texts, brief.article)]
    breaks = sum(text.strip().count("\n") for text in brief.texts.values()) + len(lacks(brief.texts, brief.article))
    room = 2 * (_ROOM - count_words(brief.texts) - _BREAK * breaks)
    most = next((n for n in range(99, _SOME, -1) if sum(min(n, len(text)) for _, text in quoted) <= room), _SOME)
    said = (
        tag("p", tag("b", esc(own)), esc(f" {' '.join(text[:most])}{' …' * (len(text) > most)}"))
        for own, text in quoted
    )
    return tag("div", *said, class_="cited", **language(brief.article)) if quoted else Markup()
