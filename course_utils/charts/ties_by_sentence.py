"""The ties of each pair of actors, at the sentences that give them: the network's second picture."""

from course_utils.charts.chart import Chart, Table
from course_utils.charts.network import COLUMNS, ONE_WAY, PITCH, one_way, tie_row
from course_utils.charts.sheet import BADGE, EDGE, ROW, Mark, Sheet
from course_utils.charts.spine import LEFT, Spine, stacked
from course_utils.look.wording import cut, many
from course_utils.reading.counts import Dyad, dyads
from course_utils.reading.reading import Reading


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

    def paint(sheet: Sheet) -> None:
        spine, row = Spine(sheet, reading.article), 0
        y = spine.head(EDGE + 11)
        for dyad in rows:
            y = _pair(sheet, spine, y, row, dyad, reading)
            row += len(dyad.relations)
        sheet.rule(y)
        y = spine.numbers(y + 14) if y > 500 else y  # those at the top are far
        y = sheet.key(y + 15, {ONE_WAY: None}, sheet.theme.quiet) + ROW - 13
        sheet.cut(sheet.signs(y))

    return Chart(
        title=point,
        alt=f"Rows of {many(len(rows), 'pair')} of actors with {many(len(ties), 'tie')}, each at its sentence. {point}",
        description="One row a pair of actors, one diamond a tie, below the number of its sentence: filled in the "
        "author’s words, hollow in the editor’s. An arrow stands before a name where every tie of the pair goes to it. "
        "The signs are the course’s inference.",
        table=Table("Ties by pair", COLUMNS, tuple(tie_row(reading, tie) for tie in ties)),
        article=reading.article,
        paint=paint,
    )


def _pair(sheet: Sheet, spine: Spine, y: float, row: int, dyad: Dyad, reading: Reading) -> float:
    """Draw a pair's ties, which pile up where they meet; return where its row ends."""
    names, to = {actor.id: actor.name for actor in reading.actors}, one_way(reading, dyad)
    one, other = reversed(dyad.actors) if to == dyad.actors[0] else dyad.actors
    sheet.rule(y)
    right = LEFT + min(0, spine.step / 2 - BADGE / 2 - EDGE)
    said = f"{names[one]} {'→' if to else 'and'} {names[other]}"
    deep = sheet.counted(y + 15, len(dyad.relations), said, 26, right=right)
    xs = [min(spine.column(tie.evidence[0].sentence), sheet.width - BADGE / 2 - 1) for tie in dyad.relations]
    levels = stacked(xs, PITCH)
    for number, (tie, x, level) in enumerate(zip(dyad.relations, xs, levels, strict=True), row):
        sheet.badge(number, x, y + 15 + level * PITCH, tie.polarity, Mark("inferred", tie.source[-1], size=BADGE))
    return y + 30 + max(deep, max(levels) * PITCH)
