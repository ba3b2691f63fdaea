"""Colours, shapes, line styles and sizes: one language for everything a student sees.

The two colours that carry meaning are Okabe and Ito's (2008, "Color universal design"): told apart by
readers with any common colour vision, and at 3:1 or more on both grounds. Colour never speaks alone:
voices differ by line style and fill too, origins by shape, certainty by a question mark.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

BLUE, VERMILLION = "#0072B2", "#D55E00"

Origin = Literal["article", "inferred", "outside"]
#: Where a chart is seen; on a projector the same picture is shown larger.
Size = Literal["page", "projector"]
#: A chart's width and its text, in points: at 100 pixels an inch it fills the 42 rem column.
WIDTH, TEXT = 484.0, 14.0
#: The faces that the package carries, each with its family and weight.
FACES = {
    "CourseSans-Regular.ttf": ("Course Sans", "400"),
    "CourseSans-SemiBold.ttf": ("Course Sans", "600"),
    "CourseSerif-Regular.ttf": ("Course Serif", "400"),
}
#: The course's face in a picture, and that of the article's own words; last what matplotlib carries.
SANS, SERIF = ["Course Sans", "DejaVu Sans"], ["Course Serif", "Course Sans", "DejaVu Sans"]


class VoiceStyle(NamedTuple):
    """How one voice looks, in a chart and on the page."""

    color: str
    #: matplotlib's line style, and CSS's border style beside it.
    line: str
    border: str


class OriginStyle(NamedTuple):
    """How one origin of a datum is marked; the words stand beside the shape everywhere."""

    words: str
    #: matplotlib's marker, and the same shape as a character.
    marker: str
    sign: str

    @property
    def key(self) -> str:
        """The shape with its words."""
        return f"{self.sign} {self.words}"


VOICES: dict[str, VoiceStyle] = {
    "editor": VoiceStyle(VERMILLION, "--", "dashed"),
    "author": VoiceStyle(BLUE, "-", "solid"),
}

ORIGINS: dict[Origin, OriginStyle] = {
    "article": OriginStyle("the article says", "o", "●"),
    "inferred": OriginStyle("the course infers", "D", "◆"),
    "outside": OriginStyle("outside knowledge", "s", "■"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours a chart is painted with; pass it on, there is no global state."""

    name: Literal["light", "dark"]
    paper: str
    ink: str
    #: Second-rank text: at least 4.5:1 on the paper.
    quiet: str
    #: Axes and guides, which are decoration: no contrast is asked of them.
    hairline: str
    #: Marks of what is not in the article.
    outside: str
    #: What lies behind the article's own words; land on a map; a part of a picture that is chosen.
    ground: str
    land: str
    chosen: str

    def rc(self) -> dict[Any, Any]:
        """Return matplotlib settings for ``matplotlib.rc_context``."""
        return {
            **dict.fromkeys(("figure.facecolor", "axes.facecolor"), self.paper),
            "text.color": self.ink,
            "font.size": TEXT,
            "font.family": SANS,
            "text.hinting": "none",  # a line is as long at every number of pixels
            "hatch.linewidth": 1.0,
            "text.parse_math": False,  # a dollar sign in a name is a dollar sign
        }


def light() -> Theme:
    """Return the theme for JupyterLab's light ground and for paper."""
    return Theme("light", "#ffffff", "#1a1a1a", "#4d4d4d", "#cfcfcf", "#707070", "#f6f1e7", "#e9e9e9", "#e4e4e4")


def dark() -> Theme:
    """Return the theme for JupyterLab's dark ground."""
    return Theme("dark", "#111111", "#f2f2f2", "#c4c4c4", "#4a4a4a", "#9a9a9a", "#26221c", "#2b2b2b", "#333333")


def themes() -> tuple[Theme, Theme]:
    """Return the theme of either ground, light first."""
    return light(), dark()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours (WCAG 2.2, "relative luminance")."""

    def luminance(color: str) -> float:
        channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
