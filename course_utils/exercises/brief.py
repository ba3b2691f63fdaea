"""The brief: its form, what the form still lacks, and the two files, Markdown and a page, in which it leaves.

Only the form is looked at. What a brief says and advises is judged by nobody here.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TypedDict, get_args

from markupsafe import Markup

from course_utils.answers.hand_in import leave
from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, Sentence, Voice
from course_utils.course_file import BRIEF, BriefTask
from course_utils.exercises.portfolio import Chapter
from course_utils.files.edtf import read_date
from course_utils.look.html import details, document, esc, join, language, points, quotation, spoken, table, tag
from course_utils.look.theme import VOICES
from course_utils.look.wording import many, speaker, voice_name
from course_utils.places import shelf
from course_utils.reading.counts import word_count

#: Words at most, and sentences cited at least.
MOST_WORDS, LEAST_SENTENCES = 350, 4
PREFIX = f"{BRIEF}."  #: What the parts are kept under: ``brief.situation``.
EMPTY = "(nothing yet)"  #: What stands in a part that is not written.


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its name on the screen and in the brief, and what belongs there."""

    id: str
    label: str
    hint: str


PARTS = (
    Part("situation", "The situation", "Who, where and since when, for a reader who has not seen the article."),
    Part("known", "What is known, and who says so", "Say whose words they are. Cite the sentence: (s05)."),
    Part("hearsay", "What is hearsay", "What the article only passes on from others. Cite the sentence."),
    Part("missing", "Whose perspective is missing", "Who lives there or is spoken about, and is not heard?"),
    Part("outcome-1", "One possible outcome", "On this day nobody knows what comes. Name what could."),
    Part("outcome-2", "Another possible outcome", "Make it as different as the evidence allows."),
    Part("advice", "What you advise", "What to do, to leave alone, or to find out first, and on what evidence."),
)
CONFIDENCE = Part("confidence", "How sure you are of your advice", "One word, with what it means.")
#: The three words, after the levels of the United States' National Intelligence Estimates (2007).
LEVELS: dict[str, str] = {
    "low": "the evidence is thin or from one side, and I could easily be wrong",
    "moderate": "the evidence fits, but so would another conclusion",
    "high": "sources independent of each other agree, and I know of no good reason against it",
}

_ID = re.compile(r"(?<!\w)[sS]([0-9]{1,3})(?!\w)")  #: A sentence's id as people type it: s05, S5, (s05).


class Lack(TypedDict):
    """One thing that the form lacks, in a sentence, and the part to mend; None where any may be the place."""

    text: str
    part: str | None


def dated(article: Article) -> str:
    """Return the brief's day, the day after the article's, or "" where that is not known."""
    day = article.published + timedelta(days=1) if article.published else None
    return read_date(day.isoformat()).label if day else ""


def count_words(texts: Mapping[str, str]) -> int:
    """Count the words of the written parts; sentence ids are words too."""
    return sum(word_count(texts.get(part.id, "")) for part in PARTS)


def cited_ids(text: str) -> tuple[str, ...]:
    """Return the sentence ids typed in a text, spelt as the article has them, each once, in its order."""
    return tuple(dict.fromkeys(f"s{int(number):02d}" for number in _ID.findall(text)))


def cited(texts: Mapping[str, str], article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences that are cited in any part, in the article's order."""
    names = {name for part in PARTS for name in cited_ids(texts.get(part.id, ""))}
    return tuple(sentence for sentence in article.sentences if sentence.id in names)


def lacks(texts: Mapping[str, str], article: Article) -> list[Lack]:
    """Return what the form lacks, in the form's order; nothing is said of opinions."""
    return [{"text": text, "part": part} for text, part in _lacking(texts, article)]


def _lacking(texts: Mapping[str, str], article: Article) -> Iterator[tuple[str, str | None]]:
    for part in PARTS:
        if not texts.get(part.id, "").strip():
            yield f"“{part.label}” is empty.", part.id
    if texts.get(CONFIDENCE.id) not in LEVELS:
        yield f"“{CONFIDENCE.label}” is not chosen: {', '.join(LEVELS)}.", CONFIDENCE.id
    hearsay = texts.get("hearsay", "")
    if hearsay.strip() and not cited_ids(hearsay):
        yield "“What is hearsay” cites no sentence. Type its id, as in (s05).", "hearsay"
    one, other = (" ".join(texts.get(f"outcome-{n}", "").casefold().split()) for n in (1, 2))
    if one and one == other:
        yield "The two outcomes are the same text. Name two different ones.", "outcome-2"
    if known := {sentence.id: sentence.voice for sentence in article.sentences}:
        first, last = article.sentences[0].id, article.sentences[-1].id
        for part in PARTS:
            for name in cited_ids(texts.get(part.id, "")):
                if name not in known:
                    yield f"“{part.label}” cites {name}, but the article has {first} to {last}.", part.id
        found = [sentence.id for sentence in cited(texts, article)]
        if len(found) < LEAST_SENTENCES:
            so_far = ", ".join(found) or "none"
            yield f"At least {LEAST_SENTENCES} different sentences are to be cited; so far: {so_far}.", None
        for voice in dict.fromkeys(known.values()):
            theirs = [name for name, speaks in known.items() if speaks == voice]
            if not {*theirs} & {*found}:  # a bracket in another's sentence is none
                who = voice_name(article, voice)
                yield f"No sentence of {who}’s is cited yet; there are {', '.join(theirs)}.", None
    if (count := count_words(texts)) > MOST_WORDS:
        yield f"The brief has {count} words; {MOST_WORDS} is the most.", None


def _sure(level: str) -> str:
    return f"{level.capitalize()}: {LEVELS[level]}." if level in LEVELS else ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief with all that is handed in together with it."""

    article: Article
    texts: Mapping[str, str]  #: By the ids of the parts; what is missing was not written.
    chapters: Sequence[Chapter]  #: The predictions and the estimate.
    title: str = BriefTask().title
    letters: str = ""  #: The four letters under which it is handed in; "" where none were drawn.

    @property
    def facts(self) -> str:
        """The brief's day, its length, and what it is about."""
        return ", ".join(filter(None, (dated(self.article), many(count_words(self.texts), "word"), self.about)))

    @property
    def about(self) -> str:
        """What it is about."""
        return f"on “{self.article.title}”" + (f", {self.article.url}" if self.article.url else "")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What stands under each heading of the form, how sure its writer is at last."""
        sure = _sure(self.texts.get(CONFIDENCE.id, ""))
        written = [(part.label, self.texts.get(part.id, "").strip()) for part in PARTS]
        return [(label, text or EMPTY) for label, text in (*written, (CONFIDENCE.label, sure))]


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
        given = list[str]()
        for one in chapter.given:
            answers = ((_line(name), _line(" ".join(text.split()))) for name, text in chapter.answers(one, _OWN))
            given += [f"- {_line(one.question)}", *(f"  - {name}: {text}" for name, text in answers)]
        blocks += [f"## {_line(chapter.title)}", "\n".join(given) or EMPTY]
    return "\n\n".join(blocks) + "\n"


def as_page(brief: Brief) -> Markup:
    """Write the brief as a page of HTML to read, print and grade: no script, no request, everything escaped.

    One of at most 350 words prints on one page of A4. What it rests on is folded, and printed where it was opened.
    """
    quotes = join(quotation(brief.article, sentence) for sentence in cited(brief.texts, brief.article))
    folds = [details(_SENTENCES, spoken(quotes, language(brief.article)) or tag("p", esc(EMPTY)))]
    for chapter in brief.chapters:
        given = list[Markup]()
        for one in chapter.given:
            answers = (f"{name}: {_plain(text)}" for name, text in chapter.answers(one, _OWN))
            given.append(tag("div", tag("dt", esc(one.question)), *(tag("dd", esc(a), dir="auto") for a in answers)))
        folds.append(details(chapter.title, tag("dl", *given) if given else tag("p", esc(EMPTY))))
    return document(brief.title, page_style(), join([sheet(brief, 1), *folds], "\n"))


def foretold(brief: Brief) -> dict[str, object]:
    """Say what checks the form without Python, and what of the page of any brief is there before it is written."""
    article, empty = brief.article, as_page(brief)
    header, _, rest = empty.partition("<header>")
    quotes = {s.id: spoken(quotation(article, s), language(article)) for s in article.sentences}
    return {
        "parts": [(part.id, part.label) for part in PARTS],
        "confidence": (CONFIDENCE.id, CONFIDENCE.label),
        "levels": {level: _sure(level) for level in LEVELS},
        "most": MOST_WORDS,
        "least": LEAST_SENTENCES,
        "prefix": PREFIX,
        "empty": EMPTY,
        "sentences": [(sentence.id, sentence.voice) for sentence in article.sentences],
        "voices": {voice: voice_name(article, voice) for voice in get_args(Voice)},
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
    rows = [tuple(map(esc, (criterion, *levels))) for criterion, levels in rubric().items()]
    grid = table("Rubric: circle one in each row", ("Criterion", "4", "3", "2", "1"), rows)
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
