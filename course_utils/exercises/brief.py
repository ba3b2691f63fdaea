"""The brief: its form, what the form still lacks, and the two files in which it leaves the course.

Only the form is looked at. What a brief says and advises is judged by nobody here.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, Sentence
from course_utils.course_file import BRIEF, BriefTask
from course_utils.disk import write_beside
from course_utils.exercises.portfolio import Chapter, Given
from course_utils.files.edtf import read_date
from course_utils.look.html import WORDS, esc, join, language, spoken, tag
from course_utils.look.theme import VOICES
from course_utils.look.wording import speaker, voice_name

#: Words at most, and sentences cited at least.
MOST_WORDS, LEAST_SENTENCES = 350, 4
#: What the parts are kept under: ``brief.situation``; and the fingerprints of the files that were exported.
PREFIX = f"{BRIEF}."
_EXPORTED = f"{PREFIX}exported"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its name on the screen and in the brief, and what belongs there."""

    id: str
    label: str
    hint: str


PARTS = (
    Part("situation", "The situation", "Who, where and since when, for a reader who has not seen the page."),
    Part("known", "What is known, and who says so", "Say whose words they are. Cite the sentence: (s05)."),
    Part("hearsay", "What is hearsay", "What the page only passes on from others. Cite the sentence."),
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

#: A sentence's id as people type it: s05, S5, (s05).
_ID = re.compile(r"(?<!\w)[sS]([0-9]{1,3})(?!\w)")
#: A word has a letter or a digit in it; a dash between spaces is none.
_LETTER = re.compile(r"[^\W_]")


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
    return sum(bool(_LETTER.search(word)) for part in PARTS for word in texts.get(part.id, "").split())


def cited_ids(text: str) -> tuple[str, ...]:
    """Return the sentence ids typed in a text, spelt as the page has them, each once, in its order."""
    return tuple(dict.fromkeys(f"s{int(number):02d}" for number in _ID.findall(text)))


def cited(texts: Mapping[str, str], article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences that are cited in any part, in the page's order."""
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
                    yield f"“{part.label}” cites {name}, but the page has {first} to {last}.", part.id
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


_SENTENCES = "The sentences it cites"
_EMPTY = "(nothing yet)"
_STYLE = (
    "@page{size:A4;margin:14mm 17mm}"
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;"
    "background:#fff;overflow-wrap:anywhere}"
    "h1{font-size:1.5em;line-height:1.25}h2{font-size:1.05em;margin:1.1em 0 .2em}"
    "p,dl,blockquote{margin:.3em 0}dt{margin-top:.5em}dd{margin:0 0 0 1.2em}"
    "blockquote{padding:.3em .75em;background:#f6f1e8}.rtc-words{font-family:Georgia,serif}"
    + "".join(f".{name}{{border-left:4px {v.border} {v.color}}}" for name, v in VOICES.items())
    + "@media print{body{margin:0;padding:0;max-width:none;font-size:9.5pt;line-height:1.3}"
    "h2{break-after:avoid}blockquote,dl>div{break-inside:avoid}blockquote p{display:inline}"
    "dl{columns:2;column-gap:2em;font-size:8.5pt}dt{margin-top:.3em}}"
)
#: Even where a text had slipped through, nothing runs, no style but this one holds, and nothing is loaded or
#: sent: no picture, frame, object or form. No policy in a page can stop that it leaves for another, by a
#: ``<meta http-equiv="refresh">`` or a link that is followed, or that a machine's name is looked up, by a
#: ``<link rel="dns-prefetch">``. Against these stands ``esc`` alone.
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
_HEAD = (
    '<meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    '<meta name="viewport" content="width=device-width">'
)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief with all that is handed in together with it."""

    article: Article
    #: By the ids of the parts; what is missing was not written.
    texts: Mapping[str, str]
    #: The predictions and the estimate.
    chapters: Sequence[Chapter]
    title: str = BriefTask().title

    @property
    def facts(self) -> str:
        """The brief's day, its length, and what it is about."""
        about = f"on “{self.article.title}”" + (f", {self.article.url}" if self.article.url else "")
        return ", ".join(filter(None, (dated(self.article), f"{count_words(self.texts)} words", about)))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What stands under each heading of the form, how sure its writer is at last."""
        level = self.texts.get(CONFIDENCE.id, "")
        sure = f"{level.capitalize()}: {LEVELS[level]}." if level in LEVELS else ""
        written = [(part.label, self.texts.get(part.id, "").strip()) for part in PARTS]
        return [(label, text or _EMPTY) for label, text in (*written, (CONFIDENCE.label, sure))]


def export(brief: Brief, workbook: Workbook) -> list[str]:
    """Write the brief beside a workbook's answers, as Markdown and as a page; return the names of both files.

    Files of these names that are not the student's own export, as it was written, stay: others are written beside.
    Raises AnswersError where it cannot be noted what is written, and OSError where it cannot be written.
    """
    contents = {".md": as_markdown(brief).encode(), ".html": as_page(brief).encode()}
    kept = workbook.get(_EXPORTED)
    own: dict[str, list[str]] = {}
    with suppress(ValueError, RecursionError, AttributeError):
        found = json.loads(kept.value) if kept else {}
        own = {name: one if isinstance(one, list) else [one] for name, one in found.items()}
    place = workbook.path.parent / "brief"
    return list(write_beside(place, contents, own, lambda names: workbook.commit(_EXPORTED, json.dumps(names))))


def as_markdown(brief: Brief) -> str:
    """Write the brief as CommonMark; no character that was typed is read as markup."""
    blocks = [f"# {brief.title}", _line(brief.facts)]
    for label, text in brief.parts:
        blocks += [f"## {label}", *("\\\n".join(map(_line, lines)) for lines in _paragraphs(text))]
    quotes = [
        f"> “{_line(sentence.text)}”\n>\n> {sentence.id}, {_line(speaker(brief.article, sentence))}"
        for sentence in cited(brief.texts, brief.article)
    ]
    blocks += [f"## {_SENTENCES}", *(quotes or [_EMPTY])]
    for chapter in brief.chapters:
        given = "\n".join(
            f"- {_line(one.question)}\n"
            + "\n".join(f"  - {_line(name)}: {_line(' '.join(text.split()))}" for name, text in _answers(chapter, one))
            for one in chapter.given
        )
        blocks += [f"## {_line(chapter.title)}", given or _EMPTY]
    return "\n\n".join(blocks) + "\n"


def as_page(brief: Brief) -> Markup:
    """Write the brief as one page of HTML to read and print: no script, no request, everything escaped."""
    body = [tag("h1", esc(brief.title)), tag("p", esc(brief.facts))]
    for label, text in brief.parts:
        paragraphs = (Markup("<br>").join(map(esc, lines)) for lines in _paragraphs(text))
        body.append(tag("h2", esc(label)) + join(tag("p", lines, dir="auto") for lines in paragraphs))
    empty = tag("p", esc(_EMPTY))
    quotes = join(
        tag(
            "blockquote",
            tag("p", esc(f"“{s.text}”"), class_=WORDS) + " " + tag("p", esc(f"{s.id}, {speaker(brief.article, s)}")),
            class_=s.voice,
        )
        for s in cited(brief.texts, brief.article)
    )
    body.append(tag("h2", esc(_SENTENCES)) + (spoken(quotes, language(brief.article)) or empty))
    for chapter in brief.chapters:
        given = [
            tag(
                "div",
                tag("dt", esc(one.question)),
                *(tag("dd", esc(f"{name}: {_plain(text)}"), dir="auto") for name, text in _answers(chapter, one)),
            )
            for one in chapter.given
        ]
        body.append(tag("h2", esc(chapter.title)) + (tag("dl", *given) if given else empty))
    head = tag("head", Markup(_HEAD), tag("title", esc(brief.title)), tag("style", Markup(_STYLE)))
    page = tag("html", head, tag("body", tag("main", join(body, "\n"))), lang="en")
    return Markup("<!doctype html>\n{}\n").format(page)


def _answers(chapter: Chapter, one: Given) -> list[tuple[str, str]]:
    own = [("My answer", one.last)] if one.first == one.last else [("At first", one.first), ("At last", one.last)]
    return [*own, *([(chapter.beside, one.beside)] if one.beside else [])]


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
