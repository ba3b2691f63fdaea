"""A rule of thumb beside the page: what "the enemy of my enemy is my friend" predicts, tie by tie."""

from collections import Counter

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import BADGE, EDGE, LARGE, LEADING, Mark, Sheet
from course_utils.look.theme import TEXT
from course_utils.look.wording import POLARITIES, many
from course_utils.reading.pairs import Triad, Verdict, triads
from course_utils.reading.reading import Reading

#: The most triads that have room in one picture; where the middle of each name stands, of the rule's sign, the page's.
_MOST, _PLACES, _RULE, _PAGE = 30, (50.0, 182.0, 314.0), 400.0, 450.0
#: What each outcome means, in the order in which they are drawn.
_ORDER: dict[Verdict, str] = {
    "agrees": "where the page agrees with the rule",
    "differs": "where the page says something else",
    "silent": "where the page says nothing",
}


def rule_of_thumb(reading: Reading) -> Chart:
    """Set what structural balance predicts for each triad beside what the page says of its third tie."""
    found = sorted(triads(reading), key=lambda triad: [*_ORDER].index(triad.verdict))
    counts = Counter(triad.verdict for triad in found)
    names = {actor.id: actor.name for actor in reading.actors}
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
        sheet.text(EDGE, 16, "No two signed ties meet.")
        sheet.cut(32)
        return
    for x, head in ((_PLACES[1], "two ties on the page"), (_RULE, "rule"), (_PAGE, "page")):
        sheet.text(x, 15, head, side="center", color=sheet.theme.quiet)
    y = 27.0
    for verdict, meaning in _ORDER.items():
        large = verdict == "agrees"
        count = str(sum(triad.verdict == verdict for triad in found))
        sheet.rule(y)
        y += 24 if large else 15
        sheet.text(EDGE, y, count, weight=600, size=LARGE if large else TEXT)
        sheet.text(EDGE + sheet.length(count, 600, LARGE if large else TEXT) + 8, y, meaning, weight=600)
        y += 18 if large else 12
        for row, triad in enumerate(found[:_MOST]):
            if triad.verdict == verdict:
                y = _case(sheet, y, row, triad, names)
    sheet.cut(sheet.key(y + 14, {"The signs are the course’s inference.": None}, sheet.theme.quiet))


def _case(sheet: Sheet, y: float, row: int, triad: Triad, names: dict[str, str]) -> float:
    """Draw a case: three names with the signs between them, the rule's sign, and the page's; return where it ends."""
    labels = [sheet.wrap(names[actor], 92) for actor in triad.actors]
    high = max(BADGE + 4, max(map(len, labels)) * LEADING + 7)
    y += high / 2
    for x, lines in zip(_PLACES, labels, strict=True):
        sheet.text(x, y, lines, side="center", around=True)
    for left, right, tie in zip(_PLACES, _PLACES[1:], triad.ties, strict=False):
        middle = (left + right) / 2
        sheet.stroke((middle - 17, middle + 17), (y, y), sheet.theme.quiet, 1.2)
        sheet.badge(row, middle, y, tie.sign)
    sheet.arrow((_RULE - 32, y), (_RULE - 13, y))
    sheet.badge(row, _RULE, y, triad.predicted, Mark("inferred", hollow=True, size=BADGE))
    if triad.third.sign is None:
        sheet.text(_PAGE, y, "nothing", side="center", color=sheet.theme.quiet)
    sheet.badge(row, _PAGE, y, triad.third.sign)
    return y + high / 2
