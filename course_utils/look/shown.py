"""What a cell shows besides pictures and controls: markup, the page, and a fold over what follows it in the cell."""

from collections.abc import Sequence

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.files.edtf import read_date
from course_utils.look.html import ENGLISH, NO_MATH, SERIF, WORDS, esc, join, language, tag

#: A closed fold hides the outputs that follow it in its cell, on a screen.
FOLD_STYLE = Markup(
    "<style>@media screen{.jp-OutputArea-child:has(.rtc-more:not([open]))~.jp-OutputArea-child,"
    ".output_area:has(.rtc-more:not([open]))~.output_area{display:none}}</style>"
)


class Shown:
    """Markup that a cell shows, and the one line that stands for it where no markup can be."""

    def __init__(self, summary: str, markup: Markup) -> None:
        self.summary, self.markup = summary, markup

    def __repr__(self) -> str:
        return self.summary

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.summary, "text/html": tag("div", self.markup, class_=NO_MATH)}


def numbered(page: Article) -> Shown:
    """Show an article with its sentences numbered and no voice marked."""
    published = read_date(page.published.isoformat()).label if page.published else ""
    byline = " | ".join(part for part in (published, page.author) if part)
    paragraphs = [
        join((tag("sup", esc(s.id)) + esc(f" {s.text}") for s in page.sentences if s.passage == p.id), " ")
        for p in page.passages
        if p.kind != "interpolation"
    ]
    dated = tag("p", esc(byline), **ENGLISH) if byline else Markup()
    text = tag("p", tag("strong", esc(page.title))) + dated + join(tag("p", part) for part in paragraphs)
    return Shown(page.title, tag("div", text, class_=f"{WORDS} rtc-page", **language(page), style=SERIF))


class More:
    """What no later step needs, under one fold."""

    def __init__(self, title: str, shown: Sequence[object]) -> None:
        self.title, self.shown = title, shown

    def __repr__(self) -> str:
        return self.title

    def _ipython_display_(self, **_: object) -> None:
        from IPython.display import display

        fold = tag("details", tag("summary", esc(self.title)), class_="rtc-more", **ENGLISH)
        display({"text/plain": self.title, "text/html": FOLD_STYLE + fold}, raw=True)
        display(*self.shown)
