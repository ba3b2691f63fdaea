"""Painting the network: names, lines, badges, and as many words beside them as have room."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from textwrap import fill
from typing import TYPE_CHECKING

from course_utils.charts import network_geometry as arcs
from course_utils.charts.chart import mark
from course_utils.charts.signs import SIGNS, badge, reach
from course_utils.look.html import cut, voice_short
from course_utils.look.theme import ORIGINS, VOICES, Theme
from course_utils.reading.pairs import POLARITIES, dyads

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from course_utils.reading.load import Reading
    from course_utils.reading.records import Actor, Relation

#: Letters in a line of an actor's name.
_LINE = 12
#: Inches from the picture's side, and from its top or the key, to the middle of the outermost names.
_BESIDE, _ABOVE = 0.74, 0.3
#: As many actors as have room round the usual size.
_CROWD = 14


@dataclass(frozen=True, slots=True)
class Scene:
    """What is painted: all ties of the reading have their places, and some of them are shown."""

    reading: Reading
    #: The actors who have a tie in the reading, shown or not.
    actors: tuple[Actor, ...]
    #: The table's rows, in its order.
    shown: tuple[Relation, ...]
    #: The ties that are left as hairlines.
    faded: tuple[Relation, ...]
    focus: str | None


def paint(theme: Theme, scene: Scene) -> Figure:
    """Draw the scene. One unit of the axes is one inch, so that it can be reckoned what has room."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    em = theme.text / 72
    key = 3.9 * em
    wide = theme.width * max(1.0, len(scene.actors) / _CROWD)
    high = key + 0.88 * wide
    figure = Figure(figsize=(wide, high))
    FigureCanvasAgg(figure)  # lets a text be measured before the picture is drawn
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(0, high), xticks=[], yticks=[])
    axes.set_axis_off()
    places = {
        actor: (
            _BESIDE + (x + 10) / 20 * (wide - 2 * _BESIDE),
            key + _ABOVE + (y + 10) / 20 * (high - key - 2 * _ABOVE),
        )
        for actor, (x, y) in arcs.stand(scene.actors).items()
    }
    names = _names(axes, theme, scene, places)
    curves = {
        tie: curve
        for dyad in dyads(scene.reading).values()
        for tie, curve in arcs.fan(dyad, places, 1.85 * em, 1.3 * em).items()
    }
    half, taken = reach(theme), list(names.values())
    spots = {}
    for tie, curve in curves.items():
        spots[tie] = arcs.settle(curve, half, taken)
        taken.append(arcs.around(spots[tie], half))
    for relation in scene.faded:
        line = arcs.outside(curves[relation.id].points, list(names.values()))
        axes.plot(*zip(*line, strict=True), color=theme.hairline, linewidth=0.8, zorder=1)
    taken = [*names.values(), *(arcs.around(spots[r.id], half) for r in scene.shown)]
    lines = []
    for row, relation in enumerate(scene.shown):
        style = VOICES[relation.source[-1]]
        ends = [names[relation.actor], names[relation.recipient]]
        line = arcs.outside(curves[relation.id].points, ends)
        lines.append(line)
        axes.plot(*zip(*line, strict=True), style.line, color=style.color, linewidth=1.8, zorder=2)
        if relation.kind not in scene.reading.mutual:
            _head(axes, line, em, style.color)
            taken.append(arcs.around(line[-1], 0.4 * em))
        badge(axes, theme, spots[relation.id], relation.polarity, row, style.color, not style.hatch)
    for row, relation in enumerate(scene.shown):
        _kind(axes, theme, relation, row, spots[relation.id], taken, lines)
    _key(axes, theme, scene)
    return figure


def _box(axes: Axes, text: Text, pad: float) -> arcs.Box:
    """Return where a text stands, with some air around it, in inches."""
    dpi = axes.figure.dpi  # as one unit is an inch
    left, bottom, right, top = (float(edge) / dpi for edge in text.get_window_extent().extents)
    return left - pad, bottom - pad, right + pad, top + pad


def _names(axes: Axes, theme: Theme, scene: Scene, places: dict[str, arcs.Point]) -> dict[str, arcs.Box]:
    """Write the actors' names, those without a shown tie quietly, and return where they stand."""
    busy = {actor for r in scene.shown for actor in (r.actor, r.recipient)}
    boxes = {}
    for actor in scene.actors:
        text = axes.text(
            *places[actor.id],
            fill(cut(actor.name), _LINE),
            ha="center",
            va="center",
            color=theme.ink if actor.id in busy else theme.quiet,
            weight="bold" if actor.id in busy else "normal",
            zorder=6,
        )
        if actor.id == scene.focus:
            text.set_bbox({"boxstyle": "round", "facecolor": theme.paper, "edgecolor": theme.ink})
        box = _box(axes, text, 0.25 * theme.text / 72)
        x, y = places[actor.id]  # a name of many lines or wide letters is pulled back into the picture
        right = max(0, -box[0]) - max(0, box[2] - axes.get_xlim()[1])
        up = -max(0, box[3] - axes.get_ylim()[1])
        text.set_position((x + right, y + up))
        boxes[actor.id] = box[0] + right, box[1] + up, box[2] + right, box[3] + up
    return boxes


def _head(axes: Axes, line: list[arcs.Point], size: float, color: str) -> None:
    """Draw an arrowhead at a line's end."""
    from matplotlib.patches import Polygon

    (x0, y0), (x1, y1) = line[-3], line[-1]
    long = hypot(x1 - x0, y1 - y0)
    along, up = 0.6 * size * (x1 - x0) / long, 0.6 * size * (y1 - y0) / long
    corners = [(x1, y1), (x1 - along - up / 2, y1 - up + along / 2), (x1 - along + up / 2, y1 - up - along / 2)]
    axes.add_patch(Polygon(corners, color=color, zorder=3))


def _kind(
    axes: Axes,
    theme: Theme,
    relation: Relation,
    row: int,
    spot: arcs.Point,
    taken: list[arcs.Box],
    lines: list[list[arcs.Point]],
) -> None:
    """Write a tie's kind beside its badge, where it hides fewest lines; nowhere if it has no room."""
    x, y = spot
    near, below = reach(theme) + 0.04, reach(theme) + 0.02
    sides = [(x + near, y, "left", "center_baseline"), (x - near, y, "right", "center_baseline")]
    sides += [(x, y + below, "center", "bottom"), (x, y - below, "center", "top")]
    text = axes.text(x, y, cut(relation.kind.replace("-", " "), 16), zorder=3)
    text.set_bbox({"facecolor": theme.paper, "edgecolor": "none", "pad": 0.5})
    best, least = None, 0
    wide, high = axes.get_xlim()[1], axes.get_ylim()[1]
    for side in sides:
        text.set(x=side[0], y=side[1], ha=side[2], va=side[3])
        box = _box(axes, text, 0.02)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= wide and box[3] <= high
        if inside and arcs.free(box, taken):
            hidden = sum(arcs.holds(box, point) for line in lines for point in line)
            if best is None or hidden < least:
                best, least = (side, box), hidden
            if not least:
                break
    if best is None:
        text.remove()
        return
    (left, foot, ha, va), box = best
    text.set(x=left, y=foot, ha=ha, va=va)
    taken.append(box)
    mark(text, row)


def _key(axes: Axes, theme: Theme, scene: Scene) -> None:
    """Say what the lines and signs mean, or that there are none."""
    em = theme.text / 72
    if not scene.shown:
        said = "The text has no tie that fits this choice." if scene.reading.relations else "The text has no ties."
        axes.text(axes.get_xlim()[1] / 2, 1.9 * em, said, ha="center", va="center")
        return
    x = 0.25
    for voice, style in VOICES.items():
        axes.plot((x, x + 2.6 * em), (2.6 * em, 2.6 * em), style.line, color=style.color, linewidth=1.8)
        text = axes.text(x + 3 * em, 2.6 * em, cut(voice_short(scene.reading.article, voice), 16), va="center_baseline")
        x = _box(axes, text, 0)[2] + 1.2 * em
    axes.text(x, 2.6 * em, "▶ one-sided", va="center_baseline")
    signs = "   ".join(f"{SIGNS[sign]} {word}" for sign, word in POLARITIES.items())
    axes.text(
        0.25, 1.0 * em, f"{ORIGINS['inferred'].sign} sign inferred:  {signs}", va="center_baseline", color=theme.quiet
    )
