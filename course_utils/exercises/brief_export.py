"""The two files in which a brief leaves the course: Markdown to edit, and a page to print and to grade."""

import json
import re
from functools import cache

from markupsafe import Markup

from course_utils.answers.hand_in import leave
from course_utils.answers.workbook import Workbook
from course_utils.exercises.brief import EMPTY, PREFIX, Brief, cited, dated, lacks
from course_utils.look.html import details, document, esc, join, language, points, quotation, spoken, table, tag
from course_utils.look.theme import VOICES
from course_utils.look.wording import many, speaker
from course_utils.places import shelf

_SENTENCES, _OWN = "The sentences it cites", "My answer"


def export(brief: Brief, workbook: Workbook) -> list[str]:
    """Write the brief beside a workbook's answers, as Markdown and as a page; return the names of both files.

    Files of these names that are not the student's own export, as it was written, stay: others are written beside.
    Raises AnswersError where it cannot be noted what is written, and OSError where it cannot be written.
    """
    contents = {".md": as_markdown(brief).encode(), ".html": as_page(brief).encode()}
    return leave(workbook, "brief", contents, f"{PREFIX}exported")


def as_markdown(brief: Brief) -> str:
    """Write the brief as CommonMark; no character that was typed is read as markup."""
    under = f", hand-in name {brief.letters}" if brief.letters else ""
    blocks = [f"# {brief.title}", _line(brief.facts + under)]
    for label, text in brief.parts:
        blocks += [f"## {label}", *("\\\n".join(map(_line, lines)) for lines in _paragraphs(text))]
    quotes = [
        f"> “{_line(sentence.text)}”\n>\n> {sentence.id}, {_line(speaker(brief.article, sentence))}"
        for sentence in cited(brief.texts, brief.article)
    ]
    blocks += [f"## {_SENTENCES}", *(quotes or [EMPTY])]
    for chapter in brief.chapters:
        given = "\n".join(
            f"- {_line(one.question)}\n"
            + "\n".join(
                f"  - {_line(name)}: {_line(' '.join(text.split()))}" for name, text in chapter.answers(one, _OWN)
            )
            for one in chapter.given
        )
        blocks += [f"## {_line(chapter.title)}", given or EMPTY]
    return "\n\n".join(blocks) + "\n"


def as_page(brief: Brief) -> Markup:
    """Write the brief as a page of HTML to read, print and grade: no script, no request, everything escaped.

    One of at most 350 words prints on one page of A4. What it rests on is folded, and printed where it was opened.
    """
    quotes = join(quotation(brief.article, sentence) for sentence in cited(brief.texts, brief.article))
    folds = [details(_SENTENCES, spoken(quotes, language(brief.article)) or tag("p", esc(EMPTY)))]
    for chapter in brief.chapters:
        given = [
            tag(
                "div",
                tag("dt", esc(one.question)),
                *(tag("dd", esc(f"{name}: {_plain(text)}"), dir="auto") for name, text in chapter.answers(one, _OWN)),
            )
            for one in chapter.given
        ]
        folds.append(details(chapter.title, tag("dl", *given) if given else tag("p", esc(EMPTY))))
    return document(brief.title, page_style(), join([sheet(brief, 1), *folds], "\n"))


def foretold(brief: Brief) -> dict[str, object]:
    """Give what of the page of any brief on an article is there before it is written, for a page without Python."""
    article, empty = brief.article, as_page(brief)
    header, _, rest = empty.partition("<header>")
    quotes = {s.id: spoken(quotation(article, s), language(article)) for s in article.sentences}
    return {
        "title": brief.title,
        "day": dated(article),
        "about": brief.about,
        "quotes": quotes,
        "page": [header, rest[rest.index('<div class="grid"') : rest.index("\n<details>")]],
    }


@cache
def rubric() -> dict[str, list[str]]:
    """Return what a brief is graded by: each row's name, and what stands for four, three, two and one.

    An opinion has no row.
    """
    rows: dict[str, list[str]] = json.loads((shelf("data") / "rubric.json").read_text("utf-8"))
    return rows


def page_style() -> str:
    """Return the style of pages with briefs on them."""
    edges = (f".{name}{{border-left:4px {voice.border} {voice.color}}}" for name, voice in VOICES.items())
    return (shelf("data") / "brief.css").read_text("utf-8") + "".join(edges)


def sheet(brief: Brief, rank: int, name: str = "") -> Markup:
    """Lay out what is graded: the brief, what its form lacks, the rubric and room for a mark.

    Its heading has a rank, and beside it stands what it is called, its letters where nothing else is given.
    """
    title, below = f"h{rank}", f"h{rank + 1}"
    head = tag(title, esc(brief.title)) + tag("p", esc(name or brief.letters or "Hand-in name: "), class_="letters")
    parts = []
    for label, text in brief.parts:
        paragraphs = (Markup("<br>").join(map(esc, lines)) for lines in _paragraphs(text))
        parts += [tag(below, esc(label)), tag("div", *(tag("p", lines, dir="auto") for lines in paragraphs))]
    lacking = [esc(lack["text"]) for lack in lacks(brief.texts, brief.article)]
    form = points(lacking) or tag("p", esc("Nothing is missing. Only the form was checked."))
    said = f"The form: {many(len(lacking), 'thing')} to mend" if lacking else "The form"
    grid = table(
        "Rubric: circle one in each row",
        ("Criterion", "4", "3", "2", "1"),
        [tuple(map(esc, (criterion, *levels))) for criterion, levels in rubric().items()],
    )
    return tag(
        "article",
        tag("header", head, tag("p", esc(brief.facts))),
        tag("div", *parts, class_="parts"),
        tag("div", tag(below, esc(said)), form, class_="form"),
        tag("div", grid, class_="grid", tabindex="0", role="region", aria_label="Rubric"),
        tag("p", esc("Mark and comment: "), class_="mark"),
    )


#: What CommonMark, its common extensions or a page with formulas would read as markup inside a line.
_INLINE = re.compile(r"[\\$]+|[`*_{}\[\]<>|~^@]|==+|\+\++|(?<=:)//|(?<=www)\.", re.IGNORECASE)
#: What makes a line a heading, a list, a quotation or a rule.
_OPENING = re.compile(r"^([-+=:#]|[0-9]+(?=[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def _plain(text: str) -> str:
    """Put the sign for what cannot be shown in place of control characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\r\n?", "\n", text))


def _paragraphs(text: str) -> list[list[str]]:
    """Cut a text into paragraphs, each into its lines."""
    return [paragraph.split("\n") for paragraph in re.split(r"\n\s*\n", _plain(text).strip())]


def _line(text: str) -> str:
    """Make one line of a text and escape it.

    Dollar signs and backslashes stand as code: JupyterLab looks for formulas in what it has made of Markdown,
    where an escape is gone, and only code is safe from it.
    """
    lines = map(str.strip, _plain(text).split("\n"))  # a pattern would take the square of a run of spaces
    text = " ".join(filter(None, lines)).replace("&", "&amp;")
    text = _INLINE.sub(lambda f: f"`{f[0]}`" if f[0][0] in "\\$" else "".join(f"\\{sign}" for sign in f[0]), text)
    return _OPENING.sub(lambda f: f"\\{f[0]}" if not f[0].isdigit() else f"{f[0]}\\", text)
