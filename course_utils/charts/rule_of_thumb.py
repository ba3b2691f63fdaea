"""A rule of thumb beside the text: what "the enemy of my enemy is my friend" predicts, tie by tie."""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.charts.signs import badge
from course_utils.look.theme import Size, Theme
from course_utils.look.wording import POLARITIES, cut
from course_utils.reading.pairs import Triad, Verdict, triads

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.reading.load import Reading

#: Letters in a line of an actor's name, and the most triads that have room in one picture.
_LINE, _MOST = 12, 30
_ORDER: tuple[Verdict, ...] = ("differs", "agrees", "silent")


def rule_of_thumb(reading: Reading, size: Size = "page") -> Chart:
    """Set what structural balance predicts for each triad beside what the text says of its third tie."""
    found = sorted(triads(reading), key=lambda triad: _ORDER.index(triad.verdict))
    counts = Counter(triad.verdict for triad in found)
    names = {actor.id: cut(actor.name) for actor in reading.actors}
    drawn = tuple(found[:_MOST])
    total = "1 triad" if len(found) == 1 else f"{len(found)} triads"
    point = (
        f"The rule fits the text in {counts['agrees']} of {total}; in {counts['differs']} the text says "
        f"something else, in {counts['silent']} it says nothing."
        if found
        else "No two signed ties of the text meet, so the rule predicts nothing."
    )
    more = f" The first {_MOST} of {total} are drawn." if len(found) > _MOST else ""
    return Chart(
        title=point,
        alt=f"Rows of {total}: two ties of the text, the third that the enemy-of-enemy rule predicts, and "
        f"what the text has. {point}",
        description="The rule of thumb, structural balance (Heider 1946; Cartwright and Harary 1956): the "
        "friend of a friend and the enemy of an enemy are friends, the friend of an enemy is an enemy. A "
        "pair’s sign sums up all its ties: + or − where they agree, ± where they do not, 0 where all are "
        "neutral. It is a rule of thumb and no law, the text is one text, and where the text is silent it "
        f"refutes nothing.{more}",
        table=Table(
            "Triads",
            ("First tie", "Second tie", "Third pair", "The rule predicts", "The text says", "Outcome"),
            tuple(_row(triad, {a.id: a.name for a in reading.actors}) for triad in drawn),
        ),
        article=reading.article,
        paint=lambda theme: _paint(theme, drawn, names),
        size=size,
    )


def _row(triad: Triad, names: dict[str, str]) -> Row:
    one, shared, other = (names[actor] for actor in triad.actors)
    first, second = (POLARITIES[tie.sign] for tie in triad.ties if tie.sign is not None)
    said = triad.third.sign
    evidence = (piece for side in (*triad.ties, triad.third) for piece in side.evidence)
    cells = (
        f"{one} and {shared}: {first}",
        f"{shared} and {other}: {second}",
        f"{one} and {other}",
        POLARITIES[triad.predicted],
        "nothing" if said is None else POLARITIES[said],
        triad.verdict,
    )
    return Row(cells, tuple(dict.fromkeys(evidence)), "inferred")


def _paint(theme: Theme, drawn: tuple[Triad, ...], names: dict[str, str]) -> Figure:
    from matplotlib.figure import Figure

    em = theme.text / 72
    # Columns in inches: three names with their signs between them, the rule's sign, the text's, the outcome.
    one, shared, other = (em * at for at in (3.9, 13.7, 23.5))
    rule, text, outcome = (em * at for at in (29.8, 33.4, 35.2))
    wide, high = 40 * em, em * (2.6 + 3.1 * max(1, len(drawn)))
    figure = Figure(figsize=(wide, high))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(high, 0), xticks=[], yticks=[])
    axes.set_axis_off()
    if not drawn:
        axes.text(wide / 2, high / 2, "No two signed ties meet.", ha="center", va="center")
        return figure
    heads = {shared: "two ties in the text", rule: "rule", text: "text"}
    for x, head in heads.items():
        axes.text(x, 1.2 * em, head, ha="center", va="center", color=theme.quiet)
    for row, triad in enumerate(drawn):
        y = em * (2.6 + 3.1 * (row + 0.5))
        if row == 0 or triad.verdict != drawn[row - 1].verdict:
            axes.axhline(y - 1.55 * em, color=theme.hairline, linewidth=0.8)
        for x, actor in zip((one, shared, other), triad.actors, strict=True):
            mark(axes.text(x, y, fill(names[actor], _LINE), ha="center", va="center_baseline"), row)
        for x, tie in zip(((one + shared) / 2, (shared + other) / 2), triad.ties, strict=True):
            assert tie.sign is not None
            axes.plot((x - 1.2 * em, x + 1.2 * em), (y, y), color=theme.quiet, linewidth=1.5, zorder=1)
            badge(axes, theme, (x, y), tie.sign, row, theme.ink, fill=True)
        arrow = {"arrowstyle": "->", "color": theme.quiet, "linewidth": 1.5}
        axes.annotate("", (rule - 1.2 * em, y), (rule - 2.9 * em, y), arrowprops=arrow)
        badge(axes, theme, (rule, y), triad.predicted, row, theme.ink, fill=False)
        if triad.third.sign is not None:
            badge(axes, theme, (text, y), triad.third.sign, row, theme.ink, fill=True)
        weight = "normal" if triad.verdict == "silent" else "bold"
        mark(axes.text(outcome, y, triad.verdict, va="center_baseline", weight=weight), row)
    return figure
