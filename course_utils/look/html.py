"""The one place where text becomes HTML. Everything from a file passes through ``esc``."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Source
    from course_utils.reading.evidence import Evidence


#: Classes that keep MathJax, in JupyterLab and in exported pages, from taking dollar signs for formulas.
NO_MATH = "mathjax_ignore tex2jax_ignore"

#: The face of the article's words, where no style sheet reaches.
SERIF = "font-family: Georgia, Noto Serif, serif"


def esc(text: object) -> str:
    """Escape a text for an element's content or a quoted attribute."""
    return html.escape(str(text), quote=True)


def tag(name: str, content: str, **attributes: str) -> str:
    """Wrap markup in an element; attribute values are escaped, ``class_`` becomes ``class``."""
    attrs = "".join(f' {key.rstrip("_").replace("_", "-")}="{esc(value)}"' for key, value in attributes.items())
    return f"<{name}{attrs}>{content}</{name}>"


def capital(text: str) -> str:
    """Begin a sentence with a text, whose other letters stay as they are."""
    return text[:1].upper() + text[1:]


def section(title: str, entries: Iterable[str]) -> str:
    """Put a title over a list of markup, each entry once; without entries there is nothing to put it over."""
    listed = points(entries)
    return tag("p", tag("strong", esc(title))) + listed if listed else ""


def points(entries: Iterable[str]) -> str:
    """List markup, each entry once; without entries there is no list."""
    items = "".join(tag("li", entry) for entry in dict.fromkeys(entries))
    return tag("ul", items) if items else ""


def words(text: str) -> str:
    """Set the article's own words: a serif face on their own ground, in quotation marks.

    ``bdi`` keeps the direction of a name, or an override in it, from turning the words around it.
    """
    return tag("bdi", f"“{esc(text)}”", class_="rtc-words", style=SERIF)


def cut(text: str, most: int = 24) -> str:
    """Cut a text to a label's length."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def voice_name(article: Article, voice: str) -> str:
    """Say whose words these are, with the author's name where the file has it."""
    if voice == "editor":
        return "the editor"
    return article.author or "the author"


def voice_title(article: Article, voice: str) -> str:
    """Say whose words these are, at the beginning of a line."""
    return capital(voice_name(article, voice))


def voice_short(article: Article, voice: str) -> str:
    """Say whose words these are where room is short: an author by the last of the names."""
    name = voice_name(article, voice)
    return cut((name.split() or [name])[-1]) if voice == "author" and article.author else name


def grounds(article: Article, evidence: Iterable[Evidence], sources: Iterable[Source] = ()) -> str:
    """List what a datum rests on: exact words with sentence and voice, then sources with their grade."""
    items = [f"{words(e.exact)} {esc(e.sentence)}, {esc(voice_name(article, e.voice))}" for e in evidence]
    items += map(source_words, sources)
    return tag("ul", "".join(tag("li", item) for item in items)) if items else "none"


#: What each grade of a source means, in words.
GRADES = {
    "A": "grade A: official, or the party itself",
    "B": "grade B: press or research",
    "C": "grade C: encyclopaedia or advocacy, not settled",
}


def source_text(source: Source) -> str:
    """Name a source: who published it, what and when, its grade in words, and its address as text."""
    title = f"“{source.title}”" if source.title else None
    parts = (source.publisher, title, source.year, GRADES[source.grade], source.url)
    return ", ".join(part for part in parts if part)


def source_words(source: Source) -> str:
    """Name a source as markup, with an address that breaks where it must.

    One has 300 characters. Of a notebook that is not trusted JupyterLab takes every style sheet, and of
    the styles in the markup all that break a long word but this one.
    """
    address = source.url or ""
    broken = tag("span", esc(address), style="word-break: break-all") if address else ""
    return tag("bdi", esc(source_text(source).removesuffix(address)) + broken)


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a captioned table with scoped headers; cells are markup, column names are text.

    Without rows a cell says "none": headers above nothing tell a listener nothing.
    """
    head = "".join(tag("th", esc(c), scope="col") for c in columns)
    body = "".join(
        tag("tr", tag("th", row[0], scope="row") + "".join(tag("td", cell) for cell in row[1:])) for row in rows
    )
    body = body or tag("tr", tag("td", "none", colspan=str(len(columns))))
    return tag(
        "table", tag("caption", esc(caption)) + tag("thead", tag("tr", head)) + tag("tbody", body), class_="rtc-table"
    )


def details(summary: str, content: str) -> str:
    """Fold markup under a summary that opens by keyboard."""
    return tag("details", tag("summary", esc(summary)) + content)


#: Rules that a single output needs to stand by itself. A twin is hidden while its live control stands in
#: the next output; an output without a control in it (JupyterLab's "model not found" in a reopened notebook)
#: is hidden beside its twin. JupyterLab drops this element in untrusted notebooks, where twins are the only
#: thing shown anyway.
OUTPUT_STYLE = (
    "<style>"
    ".jp-OutputArea-child:has(.rtc-twin):has(+ .jp-OutputArea-child .rtc-live){display:none}"
    ".jp-OutputArea-child:has(.rtc-twin)+.jp-OutputArea-child:has(.jupyter-widgets)"
    ":not(:has(.jupyter-widgets *)){display:none}"
    'body[data-jp-theme-light="false"] .rtc-dark{display:block!important}'
    'body[data-jp-theme-light="false"] .rtc-light{display:none}'
    "</style>"
)
