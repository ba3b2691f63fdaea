"""A rule of thumb beside the article: what "the enemy of my enemy is my friend" predicts, tie by tie."""

from collections import Counter

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import BADGE, EDGE, LEADING, Sheet
from course_utils.look.wording import POLARITIES, many
from course_utils.reading.counts import Triad, Verdict, triads
from course_utils.reading.reading import Reading

#: The most triads that have room in one picture; where each name, the rule's sign and the article's have their middle.
_MOST, _PLACES, _RULE, _PAGE = 30, (50.0, 174.0, 298.0), 392.0, 452.0
_SAYS = (
    "The rule: the friend of a friend and the enemy of an enemy are friends; "
    "the friend of an enemy and the enemy of a friend are enemies."
)
#: What each outcome means, in the order in which they are drawn.
_ORDER: dict[Verdict, str] = {
    "agrees": "agree: the article says what the rule predicts",
    "differs": "differ: the article says something else, or both (±)",
    "silent": "untested: the article says nothing",
}


def rule_of_thumb(reading: Reading) -> Chart:
    """Set what structural balance predicts for each triad beside what the article says of its third tie."""
    found = sorted(triads(reading), key=lambda triad: [*_ORDER].index(triad.verdict))
    counts = Counter(triad.verdict for triad in found)
    names = {actor.id: actor.name for actor in reading.actors}
    total, foretold = many(len(found), "case"), many(len(found), "tie")
    agree, tested = counts["agrees"], len(found) - counts["silent"]
    point = f"The rule predicts {foretold}; the article has {tested} of them, and {agree or 'none'} as predicted."
    if not found:
        point = "No two signed ties of the article meet, so the rule predicts nothing."
    columns = ("First tie", "Second tie", "Third pair", "The rule predicts", "The article says", "Outcome")
    return Chart(
        title=point,
        alt=f"Rows of {total}: two ties in the article, the third that the enemy-of-enemy rule predicts, and what the "
        f"article has. {point}",
        description=f"{_SAYS} It is a rule of thumb, structural balance (Heider 1946; Cartwright and Harary 1956). A "
        "pair’s sign sums up all its ties: + or − where they agree, ± where they do not, 0 where all are "
        "neutral. It is no law, an article is one text, and where it is silent it "
        "refutes nothing." + (f" The first {_MOST} of {total} are drawn." if len(found) > _MOST else ""),
        table=Table("The rule, case by case", columns, tuple(_row(triad, names) for triad in found[:_MOST])),
        article=reading.article,
        paint=lambda sheet: _paint(sheet, found, names),
    )


def _row(triad: Triad, names: dict[str, str]) -> Row:
    one, shared, other = (names[actor] for actor in triad.actors)
    sides = (*triad.ties, triad.third)
    first, second, said = ("nothing" if side.sign is None else POLARITIES[side.sign] for side in sides)
    ties = (f"{one} and {shared}: {first}", f"{shared} and {other}: {second}", f"{one} and {other}")
    words = dict.fromkeys(piece for side in sides for piece in side.evidence)
    return Row((*ties, POLARITIES[triad.predicted], said, triad.verdict), tuple(words), "inferred")


def _paint(sheet: Sheet, found: list[Triad], names: dict[str, str]) -> None:
    """Draw the cases under their outcomes, that of the rule's point first, as far as there is room for them."""
    if not found:
        return sheet.cut(sheet.key(16, {"No two signed ties meet.": None}))
    y = sheet.key(EDGE + 11, {_SAYS: None}) + 10
    heads = ((_PLACES[1], 1, "two ties in the article"), ((_RULE + _PAGE) / 2, 0, "so first and last:"))
    for x, line, head in (*heads, (_RULE, 1, "predicted"), (_PAGE, 1, "said")):
        sheet.text(x, y + line * LEADING, head, side="center", color=sheet.theme.quiet)
    y += LEADING + 12
    for verdict, meaning in _ORDER.items():
        theirs = [(row, triad) for row, triad in enumerate(found) if triad.verdict == verdict]
        sheet.rule(y)
        before, x, after = (24, 0, 20) if verdict == "agrees" else (15, 26, 12)
        sheet.counted(y + before, len(theirs) or (0 if x else "none"), meaning, x, weight=600)
        y += before + after
        for row, triad in theirs:
            y = _case(sheet, y, row, triad, names) if row < _MOST else y
        y += 4
    sheet.rule(y)
    return sheet.cut(sheet.signs(y + 15))


def _case(sheet: Sheet, y: float, row: int, triad: Triad, names: dict[str, str]) -> float:
    """Draw a case: three names with the signs between them, the rule's sign and the article's; return where it ends."""
    labels = [sheet.wrap(names[actor], 88) for actor in triad.actors]
    high = max(BADGE + 4, max(map(len, labels)) * LEADING + 7)
    y += high / 2
    for x, lines in zip(_PLACES, labels, strict=True):
        sheet.text(x, y, lines, side="center", around=True)
    for left, right, tie in zip(_PLACES, _PLACES[1:], triad.ties, strict=False):
        middle = (left + right) / 2
        sheet.stroke(((middle - 17, y), (middle + 17, y)), sheet.theme.quiet, 1.2)
        sheet.badge(row, middle, y, tie.sign)
    sheet.arrow((_RULE - 32, y), (_RULE - 13, y))
    sheet.badge(row, _RULE, y, triad.predicted)
    if triad.third.sign is None:
        sheet.text(_PAGE, y, "nothing", side="center", color=sheet.theme.quiet)
    sheet.badge(row, _PAGE, y, triad.third.sign)
    return y + high / 2
