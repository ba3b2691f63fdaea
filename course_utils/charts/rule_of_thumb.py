"""A rule of thumb beside the page: what "the enemy of my enemy is my friend" predicts, tie by tie."""

from collections import Counter
from textwrap import fill

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.charts.sheet import BADGE, Mark
from course_utils.look.theme import TEXT
from course_utils.look.wording import POLARITIES, cut, many
from course_utils.reading.pairs import Triad, triads
from course_utils.reading.reading import Reading

#: Letters in a line of an actor's name, and the most triads that have room in one picture.
_LINE, _MOST = 12, 30
_ORDER = ("differs", "agrees", "silent")


def rule_of_thumb(reading: Reading) -> Chart:
    """Set what structural balance predicts for each triad beside what the page says of its third tie."""
    found = sorted(triads(reading), key=lambda triad: _ORDER.index(triad.verdict))
    counts = Counter(triad.verdict for triad in found)
    names = {actor.id: actor.name for actor in reading.actors}
    drawn = found[:_MOST]
    total = many(len(found), "case")
    point = (
        f"The rule fits the page in {counts['agrees']} of {total}; in {counts['differs']} the page says "
        f"something else, in {counts['silent']} it says nothing."
        if found
        else "No two signed ties of the page meet, so the rule predicts nothing."
    )
    columns = ("First tie", "Second tie", "Third pair", "The rule predicts", "The page says", "Outcome")
    return Chart(
        title=point,
        alt=f"Rows of {total}: two ties on the page, the third that the enemy-of-enemy rule predicts, and "
        f"what the page has. {point}",
        description="The rule of thumb, structural balance (Heider 1946; Cartwright and Harary 1956): the "
        "friend of a friend and the enemy of an enemy are friends, the friend of an enemy is an enemy. A "
        "pair’s sign sums up all its ties: + or − where they agree, ± where they do not, 0 where all are "
        "neutral. It is a rule of thumb and no law, a page is one text, and where it is silent it "
        "refutes nothing." + (f" The first {_MOST} of {total} are drawn." if len(found) > _MOST else ""),
        table=Table("The rule, case by case", columns, tuple(_row(triad, names) for triad in drawn)),
        article=reading.article,
        paint=lambda canvas: _paint(canvas, drawn, names),
    )


def _row(triad: Triad, names: dict[str, str]) -> Row:
    one, shared, other = (names[actor] for actor in triad.actors)
    sides = (*triad.ties, triad.third)
    first, second, said = ("nothing" if side.sign is None else POLARITIES[side.sign] for side in sides)
    ties = (f"{one} and {shared}: {first}", f"{shared} and {other}: {second}", f"{one} and {other}")
    words = dict.fromkeys(piece for side in sides for piece in side.evidence)
    return Row((*ties, POLARITIES[triad.predicted], said, triad.verdict), tuple(words), "inferred")


def _paint(canvas: Canvas, drawn: list[Triad], names: dict[str, str]) -> None:
    axes, theme, em = canvas.axes, canvas.theme, TEXT
    # Columns in points: three names with their signs between them, the rule's sign, the page's, the outcome.
    one, shared, other, rule, text, outcome = (em * at for at in (3.9, 13.7, 23.5, 29.8, 33.4, 35.2))
    canvas.width, high = 40 * em, em * (2.6 + 3.1 * max(1, len(drawn)))
    canvas.cut(high)
    if not drawn:
        axes.text(canvas.width / 2, high / 2, "No two signed ties meet.", ha="center", va="center")
        return
    for x, head in ((shared, "two ties on the page"), (rule, "rule"), (text, "page")):
        axes.text(x, 1.2 * em, head, ha="center", va="center", color=theme.quiet)
    arrow = {"arrowstyle": "->", "color": theme.quiet, "linewidth": 1.5}
    for row, triad in enumerate(drawn):
        y = em * (2.6 + 3.1 * (row + 0.5))
        if row == 0 or triad.verdict != drawn[row - 1].verdict:
            axes.axhline(y - 1.55 * em, color=theme.hairline, linewidth=0.8)
        for x, actor in zip((one, shared, other), triad.actors, strict=True):
            canvas.tag(row, axes.text(x, y, fill(cut(names[actor]), _LINE), ha="center", va="center_baseline"))
        for x, tie in zip(((one + shared) / 2, (shared + other) / 2), triad.ties, strict=True):
            axes.plot((x - 1.2 * em, x + 1.2 * em), (y, y), color=theme.quiet, linewidth=1.5, zorder=1)
            canvas.badge(row, x, y, tie.sign)
        axes.annotate("", (rule - 1.2 * em, y), (rule - 2.9 * em, y), arrowprops=arrow)
        canvas.badge(row, rule, y, triad.predicted, Mark("inferred", hollow=True, size=BADGE))
        canvas.badge(row, text, y, triad.third.sign)
        weight = "normal" if triad.verdict == "silent" else "bold"
        canvas.tag(row, axes.text(outcome, y, triad.verdict, va="center_baseline", weight=weight))
