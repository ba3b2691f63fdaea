"""What leaves the course: the brief as Markdown and as a page to print; typed text stays text in both."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.course_file import BriefTask
from course_utils.disk import write_beside
from course_utils.exercises.brief import CONFIDENCE, LEVELS, PARTS, PREFIX, cited, count_words, dated
from course_utils.look.html import esc, join, tag
from course_utils.look.theme import VOICES
from course_utils.look.wording import speaker

if TYPE_CHECKING:
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.exercises.portfolio import Chapter, Given

#: What the fingerprints of the files that were exported are kept under.
_EXPORTED = f"{PREFIX}exported"
_SENTENCES = "The sentences it cites"
_EMPTY = "(nothing yet)"
_STYLE = (
    "@page{size:A4;margin:14mm 17mm}"
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;"
    "background:#fff;overflow-wrap:anywhere}"
    "h1{font-size:1.5em;line-height:1.25}h2{font-size:1.05em;margin:1.1em 0 .2em}"
    "p,dl,blockquote{margin:.3em 0}dt{margin-top:.5em}dd{margin:0 0 0 1.2em}"
    "blockquote{padding:.3em .75em;background:#f6f1e8}blockquote p:first-child{font-family:Georgia,serif}"
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


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief with all that is handed in together with it."""

    article: Article
    #: By the ids of the parts; what is missing was not written.
    texts: Mapping[str, str]
    #: The predictions and the estimate.
    chapters: Sequence[Chapter]
    title: str = BriefTask().title


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
    lines = [f"# {brief.title}", _line(", ".join(_facts(brief)))]
    for label, text in _parts(brief):
        lines += [f"## {label}", _block(text)]
    sentences = cited(brief.texts, brief.article)
    lines += [f"## {_SENTENCES}", *([] if sentences else [_EMPTY])]
    for sentence in sentences:
        lines.append(f"> “{_line(sentence.text)}”\n>\n> {sentence.id}, {_line(speaker(brief.article, sentence))}")
    for chapter in brief.chapters:
        given = "\n".join(
            f"- {_line(one.question)}\n"
            + "\n".join(f"  - {_line(name)}: {_line(' '.join(text.split()))}" for name, text in _answers(chapter, one))
            for one in chapter.given
        )
        lines += [f"## {_line(chapter.title)}", given or _EMPTY]
    return "\n\n".join(lines) + "\n"


def as_page(brief: Brief) -> Markup:
    """Write the brief as one page of HTML to read and print: no script, no request, everything escaped."""
    quotes = [
        tag(
            "blockquote",
            tag("p", esc(f"“{s.text}”")) + " " + tag("p", esc(f"{s.id}, {speaker(brief.article, s)}")),
            class_=s.voice,
        )
        for s in cited(brief.texts, brief.article)
    ]
    body = [tag("h1", esc(brief.title)), tag("p", esc(", ".join(_facts(brief))))]
    for label, text in _parts(brief):
        paragraphs = (_plain(part).split("\n") for part in re.split(r"\n\s*\n", text.strip()))
        body.append(
            tag("h2", esc(label))
            + join(tag("p", Markup("<br>").join(map(esc, lines)), dir="auto") for lines in paragraphs)
        )
    empty = tag("p", esc(_EMPTY))
    body.append(tag("h2", esc(_SENTENCES)) + (join(quotes) or empty))
    for chapter in brief.chapters:
        given = [tag("div", tag("dt", esc(one.question)), *_definitions(chapter, one)) for one in chapter.given]
        body.append(tag("h2", esc(chapter.title)) + (tag("dl", *given) if given else empty))
    head = Markup(
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
    )
    return Markup("<!doctype html>\n{}\n").format(
        tag(
            "html",
            tag("head", head, tag("title", esc(brief.title)), tag("style", Markup(_STYLE))),
            tag("body", tag("main", join(body, "\n"))),
            lang="en",
        )
    )


def _facts(brief: Brief) -> list[str]:
    """Return the brief's day, its length, and what it is about."""
    page = brief.article
    about = f"on “{page.title}”" + (f", {page.url}" if page.url else "")
    return [part for part in (dated(page), f"{count_words(brief.texts)} words", about) if part]


def _parts(brief: Brief) -> list[tuple[str, str]]:
    level = brief.texts.get(CONFIDENCE.id, "")
    return [
        *((part.label, brief.texts.get(part.id, "").strip() or _EMPTY) for part in PARTS),
        (CONFIDENCE.label, f"{level.capitalize()}: {LEVELS[level]}." if level in LEVELS else _EMPTY),
    ]


def _answers(chapter: Chapter, one: Given) -> list[tuple[str, str]]:
    own = [("My answer", one.last)] if one.first == one.last else [("At first", one.first), ("At last", one.last)]
    return [*own, *([(chapter.beside, one.beside)] if one.beside else [])]


def _definitions(chapter: Chapter, one: Given) -> list[Markup]:
    return [tag("dd", esc(f"{name}: {_plain(text)}"), dir="auto") for name, text in _answers(chapter, one)]


#: What CommonMark, its common extensions or a page with formulas would read as markup inside a line.
_INLINE = re.compile(r"[\\$]+|[`*_{}\[\]<>|~^@]|==+|\+\++|(?<=:)//|(?<=www)\.", re.IGNORECASE)
#: What makes a line a heading, a list, a quotation or a rule.
_OPENING = re.compile(r"^([-+=:#]|[0-9]+(?=[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def _plain(text: str) -> str:
    """Put the sign for what cannot be shown in place of control characters."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\r\n?", "\n", text))


def _line(text: str) -> str:
    """Make one line of a text and escape it.

    Dollar signs and backslashes stand as code: JupyterLab looks for formulas in what it has made of Markdown,
    where an escape is gone, and only code is safe from it.
    """
    lines = map(str.strip, _plain(text).split("\n"))  # a pattern would take the square of a run of spaces
    text = " ".join(filter(None, lines)).replace("&", "&amp;")
    text = _INLINE.sub(lambda found: _escaped(found[0]), text)
    return _OPENING.sub(lambda f: f"\\{f[0]}" if not f[0].isdigit() else f"{f[0]}\\", text)


def _escaped(signs: str) -> str:
    return f"`{signs}`" if signs[0] in "\\$" else "".join(f"\\{sign}" for sign in signs)


def _block(text: str) -> str:
    """Escape a text of several lines, and keep its lines and paragraphs."""
    return "\n\n".join(
        "\\\n".join(_line(line) for line in part.split("\n")) for part in re.split(r"\n\s*\n", _plain(text).strip())
    )
