"""The one place where text becomes HTML. Everything from a file passes through ``esc``.

Markup is a type: a ``str`` where markup is wanted does not type-check, and is escaped when it comes there. An
f-string of markup is a ``str``: use ``+``, ``join`` or ``Markup("…{}…").format(…)``.
"""

import base64
import hashlib
import html
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from course_utils.article.article import Article, Sentence
from course_utils.look.wording import source_text, speaker, voice_name
from course_utils.outside.context import Source
from course_utils.reading.evidence import Evidence

#: Classes that keep MathJax, in JupyterLab and in exported pages, from taking dollar signs for formulas.
NO_MATH = "mathjax_ignore tex2jax_ignore"

#: What everything says that the course shows: menus around it may speak another language.
ENGLISH = {"lang": "en", "dir": "ltr"}

#: What all of the article's words carry, wherever they stand; ``spoken`` and the controls' scripts look for it.
WORDS = "rtc-words"

#: The face of the article's words, where no style sheet reaches.
SERIF = "font-family: Course Serif, Georgia, Noto Serif, serif"


def esc(text: str) -> Markup:
    """Escape a text for an element's content or a quoted attribute."""
    return Markup(html.escape(text))


def join(pieces: Iterable[Markup], between: str = "") -> Markup:
    """Put pieces of markup one after another, with a text between them."""
    return esc(between).join(pieces)


def tag(name: str, *content: Markup, **attributes: str) -> Markup:
    """Wrap markup in an element; attribute values are escaped, ``class_`` becomes ``class``."""
    attrs = "".join(f' {key.rstrip("_").replace("_", "-")}="{esc(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{attrs}>{join(content)}</{name}>")


def section(title: str, entries: Iterable[Markup]) -> Markup:
    """Put a title over rows of markup, each entry once; without entries there is nothing to put it over."""
    listed = points(entries, class_="rtc-rows")
    return tag("p", tag("strong", esc(title)), class_="rtc-title") + listed if listed else Markup()


def points(entries: Iterable[Markup], **attributes: str) -> Markup:
    """List markup, each entry once; without entries there is no list."""
    items = [tag("li", entry) for entry in dict.fromkeys(entries)]
    return tag("ul", *items, **attributes) if items else Markup()


def signed(sign: str, entry: Markup) -> Markup:
    """Put a sign or a number before an entry, in a column of its own."""
    return tag("span", esc(sign), class_="rtc-sign") + esc(" ") + tag("div", entry)


def words(text: str) -> Markup:
    """Set the article's own words: a serif face on their own ground, in quotation marks.

    ``bdi`` keeps the direction of a name, or an override in it, from turning the words around it.
    """
    return tag("bdi", esc(f"“{text}”"), class_=WORDS, style=SERIF)


def quotation(article: Article, sentence: Sentence) -> Markup:
    """Quote a sentence, with the edge of its voice and who speaks."""
    said = (
        tag("p", esc(f"“{sentence.text}”"), class_=WORDS),
        tag("p", esc(f"{sentence.id}, {speaker(article, sentence)}")),
    )
    return tag("blockquote", join(said, " "), class_=sentence.voice)


def language(article: Article | None) -> dict[str, str]:
    """Say of which language an article's words are, and which way they run."""
    return {"lang": article.language, "dir": article.direction} if article else ENGLISH


def spoken(markup: Markup, said: Mapping[str, str]) -> Markup:
    """Let the article's words in markup say their language, where it is not that of all around them."""
    if said == ENGLISH:
        return markup
    sign = f' class="{WORDS}'  # no text has it: quotation marks are escaped
    attributes = "".join(f' {name}="{esc(value)}"' for name, value in said.items())
    return Markup(str(markup).replace(sign, attributes + sign))


def grounds(article: Article, evidence: Iterable[Evidence], sources: Iterable[Source] = ()) -> Markup:
    """List what a datum rests on: exact words with sentence and voice, then sources with their grade."""
    items = [tag("li", words(e.exact), esc(f" {e.sentence}, {voice_name(article, e.voice)}")) for e in evidence]
    items += (tag("li", tag("bdi", esc(source_text(s).removesuffix(s.url or "")), address(s))) for s in sources)
    return tag("ul", *items) if items else esc("none")


def address(source: Source, before: str = "") -> Markup:
    """Give a source's address, if it has one, so that it breaks where it must.

    Of a notebook that is not trusted JupyterLab takes every style sheet and other style that breaks a long word.
    """
    broken = {"class_": "rtc-address", "style": "word-break: break-all"}
    return tag("span", esc(before + source.url), **broken) if source.url else Markup()


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Markup]]) -> Markup:
    """Make a captioned table with scoped headers; cells are markup, column names are text.

    Without rows a cell says "none": headers above nothing tell a listener nothing.
    """
    head = tag("tr", *(tag("th", esc(c), scope="col") for c in columns))
    body = [tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows]
    body = body or [tag("tr", tag("td", esc("none"), colspan=str(len(columns))))]
    return tag("table", tag("caption", esc(caption)), tag("thead", head), tag("tbody", *body), class_="rtc-table")


def details(summary: str, *content: Markup, **attributes: str) -> Markup:
    """Fold markup under a summary that opens by keyboard."""
    return tag("details", tag("summary", esc(summary)), *content, **attributes)


def document(title: str, style: str, body: Markup, script: str = "", **attributes: str) -> Markup:
    """Make a whole page that stands alone; ``style`` and ``script`` are the course's own files.

    Even where a text had slipped through, nothing but these holds or runs, and nothing is loaded or sent: no picture,
    frame, object or form. No policy in a page can stop that it leaves for another, by a ``<meta http-equiv="refresh">``
    or a link that is followed, or that a machine's name is looked up, by a ``<link rel="dns-prefetch">``. Against these
    stands ``esc`` alone.
    """
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'"
    for kind, text in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        policy += f"; {kind}-src 'sha256-{digest}'" if text else ""
    policy += "; font-src data:" if "@font-face" in style else ""
    run = [tag("script", Markup(script))] if script else []
    return page(title, policy, tag("style", Markup(style)), [tag("main", body), *run], **attributes)


def page(title: str, policy: str, style: Markup, body: Iterable[Markup], **attributes: str) -> Markup:
    """Make a whole page that loads, runs and sends no more than its policy allows."""
    head = (
        Markup('<meta charset="utf-8">'),
        Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(Markup(policy)),
        Markup('<meta name="viewport" content="width=device-width">'),
        tag("title", esc(title)),
        style,
    )
    whole = tag("html", tag("head", *head), tag("body", *body), lang="en", **attributes)
    return Markup("<!doctype html>\n{}\n").format(whole)


#: Rules that a single output needs to stand by itself. A twin is hidden while its live control stands there, which
#: marks it; an output without a control in it (JupyterLab's "model not found" in a reopened notebook) is hidden beside
#: its twin. JupyterLab drops this element in untrusted notebooks, where twins are the only thing shown anyway.
OUTPUT_STYLE = Markup(
    "<style>"
    ".rtc-twin[data-live],.jp-OutputArea-child:has(.rtc-twin[data-live]){display:none}"
    '@media screen{body[data-jp-theme-light="false"] .rtc-dark{display:block!important}'
    'body[data-jp-theme-light="false"] .rtc-light{display:none}}'
    ".jp-OutputArea-child:has(.rtc-twin)+.jp-OutputArea-child:has(.jupyter-widgets)"
    ":not(:has(.jupyter-widgets *)){display:none}"
    "</style>"
)
