"""The ties of each pair of actors, at the sentences that give them: the network's second picture."""

from course_utils.charts.chart import Chart, Table
from course_utils.charts.network import tie_row
from course_utils.charts.sheet import BADGE, EDGE, LEADING, Mark, Sheet
from course_utils.charts.spine import LEFT, Spine, stacked
from course_utils.look.wording import POLARITIES, SIGNS, cut, many
from course_utils.reading.pairs import Dyad, dyads
from course_utils.reading.reading import Reading

#: From the middle of one badge to that of the next above it.
_PITCH = BADGE + 1.5


def ties_by_sentence(reading: Reading) -> Chart:
    """Show every tie with its sign, in the row of its two actors and at its sentence."""
    names = {actor.id: actor.name for actor in reading.actors}
    rows = sorted(dyads(reading).values(), key=lambda dyad: -len(dyad.relations))
    ties = [relation for dyad in rows for relation in dyad.relations]
    point = "The text gives no tie."
    if rows:
        one, other = (cut(names[actor]) for actor in rows[0].actors)
        point = f"{len(rows[0].relations)} of {many(len(ties), 'tie')} join {one} and {other}."
        if len(rows) > 1 and len(rows[0].relations) == len(rows[1].relations):
            point = f"The text gives {many(len(ties), 'tie')} between {many(len(rows), 'pair')}."
    columns = ("From", "Tie", "To", "Sign", "According to", "How surely")

    def paint(sheet: Sheet) -> None:
        spine = Spine(sheet, reading.article)
        y = spine.head(EDGE + 11)
        row = 0
        for dyad in rows:
            y = _pair(sheet, spine, y, row, dyad, reading)
            row += len(dyad.relations)
        sheet.rule(y)
        signs: dict[str, Mark | None] = {f"{SIGNS[sign]} {word}": None for sign, word in POLARITIES.items()}
        sheet.cut(sheet.key(y + 15, {**signs, "as the course infers them": None}, sheet.theme.quiet))

    return Chart(
        title=point,
        alt=f"Rows of {many(len(rows), 'pair')} of actors with {many(len(ties), 'tie')}, each at its sentence. {point}",
        description="One row a pair of actors, one diamond a tie, below the number of its sentence: filled in the "
        "author’s words, hollow in the editor’s. An arrow stands before a name where every tie of the pair goes to it. "
        "The signs are the course’s inference.",
        table=Table("Ties by pair", columns, tuple(tie_row(reading, tie) for tie in ties)),
        article=reading.article,
        paint=paint,
    )


def _pair(sheet: Sheet, spine: Spine, y: float, row: int, dyad: Dyad, reading: Reading) -> float:
    """Draw a pair's ties, which pile up where they meet; return where its row ends."""
    names = {actor.id: actor.name for actor in reading.actors}
    directed = {(tie.actor, tie.recipient) for tie in dyad.relations if tie.kind not in reading.mutual}
    one_sided = len(directed) == 1 and all(tie.kind not in reading.mutual for tie in dyad.relations)
    one, other = directed.pop() if one_sided else dyad.actors
    room = LEFT + min(0, spine.step / 2 - BADGE / 2 - EDGE) - 26
    before, after = (sheet.wrap(names[actor], room - wide) for actor, wide in ((one, 0), (other, 11)))
    lines = [*before, f"{'→' if one_sided else '–'} {after[0]}", *after[1:]]
    xs = [min(spine.column(tie.evidence[0].sentence), sheet.width - BADGE / 2 - 1) for tie in dyad.relations]
    levels = stacked(xs, _PITCH)
    high = max(len(lines) * LEADING + 10, (max(levels) + 1) * _PITCH + 5)
    middle = y + high / 2
    sheet.rule(y)
    first = middle - (len(lines) - 1) * LEADING / 2
    sheet.text(20, first, str(len(xs)), side="right", weight=600)
    sheet.text(26, first, lines)
    for number, (tie, x, level) in enumerate(zip(dyad.relations, xs, levels, strict=True)):
        pile = [one for one, at in zip(levels, xs, strict=True) if at == x or spine.step < _PITCH]
        at = middle + (level - (min(pile) + max(pile)) / 2) * _PITCH
        sheet.badge(row + number, x, at, tie.polarity, Mark("inferred", tie.source[-1], size=BADGE))
    return y + high
