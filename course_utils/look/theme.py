"""Colours, shapes, line styles and sizes: one language for everything a student sees.

The two colours that carry meaning are Okabe and Ito's (2008, "Color universal design"): told apart by
readers with any common colour vision, and at 3:1 or more on both grounds. Colour never speaks alone:
voices differ by line style and hatching too, origins by shape, certainty by fill.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

BLUE, VERMILLION = "#0072B2", "#D55E00"

Origin = Literal["article", "inferred", "outside"]
Size = Literal["page", "projector"]


class VoiceStyle(NamedTuple):
    """How one voice looks, in a chart and on the page."""

    color: str
    #: matplotlib's line style, and CSS's border style beside it.
    line: str
    border: str
    #: matplotlib's hatching for a filled area; "" where the area is plain.
    hatch: str


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
    "editor": VoiceStyle(VERMILLION, "--", "dashed", "///"),
    "author": VoiceStyle(BLUE, "-", "solid", ""),
}

ORIGINS: dict[Origin, OriginStyle] = {
    "article": OriginStyle("the article says", "o", "●"),
    "inferred": OriginStyle("the course infers", "D", "◆"),
    "outside": OriginStyle("outside knowledge", "s", "■"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The grounds and sizes a chart is painted with; pass it on, there is no global state."""

    name: Literal["light", "dark"]
    paper: str
    ink: str
    #: Second-rank text: at least 4.5:1 on the paper.
    quiet: str
    #: Axes and guides; decoration, so no contrast is asked of it.
    hairline: str
    size: Size = "page"

    @property
    def text(self) -> float:
        """The smallest text in a chart, in points."""
        return 14.0 if self.size == "page" else 16.0

    @property
    def width(self) -> float:
        """A chart's width in inches; at 100 pixels an inch it fills the 42 rem column."""
        return 6.72 if self.size == "page" else 8.4

    def rc(self) -> dict[Any, Any]:
        """Return matplotlib settings for ``matplotlib.rc_context``."""
        return {
            **dict.fromkeys(("figure.facecolor", "axes.facecolor"), self.paper),
            **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), self.ink),
            **dict.fromkeys(("font.size", "xtick.labelsize", "ytick.labelsize"), self.text),
            **dict.fromkeys(("axes.spines.top", "axes.spines.right"), False),
            "axes.edgecolor": self.hairline,
            "font.family": ["DejaVu Sans"],  # matplotlib carries it: the same letters on every machine
            "hatch.linewidth": 1.0,
            "text.parse_math": False,  # a dollar sign in a name is a dollar sign
        }


def light(size: Size = "page") -> Theme:
    """Return the theme for JupyterLab's light ground and for paper."""
    return Theme("light", "#ffffff", "#1a1a1a", "#595959", "#b0b0b0", size)


def dark(size: Size = "page") -> Theme:
    """Return the theme for JupyterLab's dark ground."""
    return Theme("dark", "#111111", "#f2f2f2", "#b8b8b8", "#5c5c5c", size)


def themes(size: Size = "page") -> tuple[Theme, Theme]:
    """Return the theme of either ground, light first."""
    return light(size), dark(size)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours (WCAG 2.2, "relative luminance")."""

    def luminance(color: str) -> float:
        channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
