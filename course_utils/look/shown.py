"""What a cell shows besides pictures and controls: markup, and a fold over all that follows it in the cell."""

from collections.abc import Sequence

from markupsafe import Markup

from course_utils.look.html import ENGLISH, NO_MATH, esc, tag

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
