"""Every colour of the style sheets on the ground it stands on, in both themes; none may be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accessibility.colours import GRAPHICS, TEXT, Pair
from matplotlib.colors import CSS4_COLORS
from playwright.sync_api import Page

from course_utils.look.theme import themes

#: A colour as red, green, blue (0 to 255) and alpha.
Worn = tuple[float, float, float, float]
#: In a style sheet: what is set to what. A selector before a brace is none.
_SET = re.compile(r"[{;]\s*[\w-]+\s*:([^;{}]+)(?=[;}])")
#: A colour by its figures or as a function of others, one of JupyterLab's by its name, or a word.
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b"
    r"|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|device-cmyk|light-dark)a?\((?:[^()]|\([^()]*\))*\)"
    r"|--(?:jp|md)-[\w-]*|[a-z][\w-]*(?!\()",
    re.IGNORECASE,
)
#: Of words, the names of colours; the system's own, as CanvasText, are a browser's fallback or forced by it.
_NAMES = frozenset(CSS4_COLORS)
_JUPYTERLABS = re.compile(r"--jp-[\w-]*color|--md-")
INK, QUIET, LINE, RING = (
    "--jp-content-font-color1",
    "--jp-content-font-color2",
    "--jp-border-color1",
    "--jp-brand-color1",
)
FIELD, HOVER = "--jp-layout-color1", "--jp-layout-color2"
#: What JupyterLab has under an output, and the chart's own paper, which no style sheet names.
GROUND, PAPER = "ground", "paper"
WORDS = "rgba(176, 141, 87, .12)"


@dataclass(frozen=True, slots=True)
class Use:
    """One colour on a ground: as a style sheet writes both."""

    what: str
    color: str
    ground: str
    #: 0 where it is decoration.
    least: float


COURSE = (
    Use("text", INK, GROUND, TEXT),
    Use("the article’s words on their own ground", INK, WORDS, TEXT),
    Use("text of buttons, lists and fields", INK, FIELD, TEXT),
    Use("text of a button under the mouse", INK, HOVER, TEXT),
    Use("text of second rank", QUIET, GROUND, TEXT),
    Use("the frame of buttons, lists and fields", QUIET, GROUND, GRAPHICS),
    Use("the frame of a field, from within", QUIET, FIELD, GRAPHICS),
    Use("the bar over words struck out", QUIET, WORDS, GRAPHICS),
    Use("the focus ring, and a marked radio button", RING, GROUND, GRAPHICS),
    Use("the focus ring in the article’s words", RING, WORDS, GRAPHICS),
    Use("the ring round a chart’s mark", RING, PAPER, GRAPHICS),
    Use("the frame of a chart’s mark under the mouse", INK, PAPER, GRAPHICS),
    Use("the editor’s line", "#d55e00", GROUND, GRAPHICS),
    Use("the editor’s line beside the words", "#d55e00", WORDS, GRAPHICS),
    Use("the author’s line", "#0072b2", GROUND, GRAPHICS),
    Use("words that are marked", "#1a1a1a", "#ffd54d", TEXT),
    Use("hairlines", LINE, GROUND, 0.0),
)
BRIEF = (
    Use("text", "#1a1a1a", "#fff", TEXT),
    Use("a quotation", "#1a1a1a", "#f6f1e8", TEXT),
    Use("the editor’s line", "#d55e00", "#fff", GRAPHICS),
    Use("the editor’s line beside the quotation", "#d55e00", "#f6f1e8", GRAPHICS),
    Use("the author’s line", "#0072b2", "#fff", GRAPHICS),
    Use("the author’s line beside the quotation", "#0072b2", "#f6f1e8", GRAPHICS),
)
RECEIPT = (
    Use("text", "#1a1a1a", "#fff", TEXT),
    Use("the focus ring", "#0072b2", "#fff", GRAPHICS),
    Use("hairlines", "#767676", "#fff", 0.0),
)
SHEETS = {"course.css": COURSE, "the exported brief": BRIEF, "this report": RECEIPT}


def colours(sheet: str) -> set[str]:
    """Return the colours that a style sheet names, as figures, functions or words."""
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)", " ", sheet, flags=re.DOTALL)
    found = {_spelt(one) for value in _SET.findall(plain) for one in _COLOUR.findall(value)}
    return {one for one in found if one[0] == "#" or "(" in one or one in _NAMES or _JUPYTERLABS.match(one)}


def unlisted(sheets: Mapping[str, str]) -> list[str]:
    """Return, a sentence each, the colours of the style sheets that stand in no pair, and the reverse."""
    said = []
    for name, uses in SHEETS.items():
        there = colours(sheets.get(name, ""))
        listed = {_spelt(color) for use in uses for color in (use.color, use.ground)} - {GROUND, PAPER}
        said += [f"The colour {one} of {name} stands in no pair of grounds.py." for one in sorted(there - listed)]
        said += [f"The colour {one} of a pair is not in {name}." for one in sorted(listed - there)]
    return said


def worn(page: Page, selector: str) -> dict[str, Worn]:
    """Ask a page in JupyterLab which colours its theme gives to the names, and what lies under a part."""
    names = [INK, QUIET, LINE, RING, FIELD, HOVER]
    found: dict[str, Worn] = page.evaluate("asked => probes.colours(asked)", {"selector": selector, "names": names})
    return {name: (color[0], color[1], color[2], color[3]) for name, color in found.items()}


def pairs(jupyterlab: Mapping[str, Mapping[str, Worn]]) -> list[Pair]:
    """Return the pairs of all style sheets; JupyterLab's colours are given by theme, "light" and "dark"."""
    return [pair for name, uses in SHEETS.items() for use in uses for pair in _themed(name, use, jupyterlab)]


def _themed(sheet: str, use: Use, jupyterlab: Mapping[str, Mapping[str, Worn]]) -> Iterator[Pair]:
    for theme in themes():
        if sheet != "course.css":
            if theme.name == "light":  # pages of their own have no dark colours
                ground = (255.0, 255.0, 255.0, 1.0)
                yield _pair(sheet, use, "page", {GROUND: ground})
            continue
        yield _pair(sheet, use, theme.name, {**jupyterlab[theme.name], PAPER: _figures(theme.paper)})


def _pair(sheet: str, use: Use, theme: str, known: Mapping[str, Worn]) -> Pair:
    under = known[GROUND]
    ground = _over(known.get(use.ground) or _figures(use.ground), under)
    color = _over(known.get(use.color) or _figures(use.color), ground)
    return Pair(f"{sheet}: {use.what}", theme, _hex(color), _hex(ground), use.least)


def _figures(color: str) -> Worn:
    """Read ``#rgb``, ``#rrggbb`` or ``rgba(1, 2, 3, .4)``; raise ValueError for what is written otherwise."""
    if found := re.fullmatch(r"rgba?\(([\d.]+), ?([\d.]+), ?([\d.]+)(?:, ?([\d.]+))?\)", color):
        red, green, blue, alpha = (float(one or 1) for one in found.groups())
        return red, green, blue, alpha
    if not re.fullmatch(r"#[\da-fA-F]{3}|#[\da-fA-F]{6}", color):
        raise ValueError(f"{color!r} is no colour by its figures; write it as #rrggbb or rgba(1, 2, 3, .4)")
    full = "".join(2 * one for one in color[1:]) if len(color) == 4 else color[1:]
    return int(full[:2], 16), int(full[2:4], 16), int(full[4:6], 16), 1.0


def _over(color: Worn, ground: Worn) -> Worn:
    *parts, alpha = color
    red, green, blue = (c * alpha + g * (1 - alpha) for c, g in zip(parts, ground[:3], strict=True))
    return red, green, blue, 1.0


def _hex(color: Worn) -> str:
    return "#" + "".join(f"{round(one):02x}" for one in color[:3])


def _spelt(color: str) -> str:
    return re.sub(r" ?([,/()]) ?", r"\1", re.sub(r"\s+", " ", color.lower()))
