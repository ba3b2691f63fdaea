"""How surely the article puts what it puts forward."""

from collections import Counter
from typing import get_args

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LEADING, ROW, Mark, Sheet
from course_utils.charts.spine import LEFT, Spine, stacked
from course_utils.look.wording import SURENESS, chain_of, voice_short
from course_utils.reading.reading import Reading
from course_utils.reading.records import Claim, ClaimKind

#: The rungs on which the point rests.
_POINT = ("asserted", "seen")
#: From the middle of one mark to that of the next above it; so far reaches one with its question mark.
_PITCH, _REACH = 15.0, 24.0


def certainty_ladder(reading: Reading) -> Chart:
    """Place every claim on its rung, the surest at the top, and at its sentence."""
    kinds, counts = get_args(ClaimKind), Counter(claim.kind for claim in reading.claims)
    claims = sorted(reading.claims, key=lambda claim: kinds.index(claim.kind))
    said = ", ".join(f"{counts[kind] or 'none'} {kind}" for kind in kinds)
    who = voice_short(reading.article, "author")
    rows = []
    for claim in claims:
        chain = " ← ".join(chain_of(reading, claim.source))
        cells = (claim.summary, claim.kind, chain, SURENESS[claim.factuality])
        rows.append(Row(cells, claim.evidence, "inferred"))

    def paint(sheet: Sheet) -> None:
        unsure = any(claim.factuality[:2] != "CT" for claim in reading.claims)
        y = sheet.key(EDGE + 11, {"? not said as certain": None}) + 12 if unsure else EDGE + 11
        spine = Spine(sheet, reading.article)
        y = spine.head(y) + 4
        sheet.text(EDGE, y + 8, "↑ surest: as an eyewitness")
        y += 17
        for kind in kinds:
            y = _rung(sheet, spine, y, kind, [(n, c) for n, c in enumerate(claims) if c.kind == kind])
        sheet.text(EDGE, y + 16, "↓ least sure: as an opinion")
        sheet.cut(y + 32)

    return Chart(
        title=f"{counts['asserted']} of {len(reading.claims)} claims are plainly asserted; "
        f"{counts['seen'] or 'none'} says “I saw it”.",
        alt=f"Ladder of {len(claims)} claims by sentence and kind, from the surest: {said}. A question mark stands "
        "beside what the first source does not state as certain.",
        description=f"One diamond a claim, in its sentence’s column, filled where {who} says it and hollow where the "
        "editor does, as the band above is solid and dashed; square brackets are around what the editor put into the "
        "author’s sentence. A question mark stands beside what is stated as likely or possible, or left open. The kind "
        "and the certainty are the course’s inference.",
        table=Table("Claims by kind", ("Claim", "Kind", "According to", "How surely"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )


def _rung(sheet: Sheet, spine: Spine, y: float, kind: ClaimKind, claims: list[tuple[int, Claim]]) -> float:
    """Draw a rung with its claims, which pile up where they meet; return where it stands."""
    xs = [spine.column(claim.evidence[0].sentence) for _, claim in claims]
    levels = stacked(xs, _PITCH if spine.step > _REACH else 2 * _PITCH)
    y += max(ROW, (max(levels, default=0) + 1) * _PITCH + 3)
    sheet.counted(y - 9, len(claims), kind, 26, weight=600 if kind in _POINT else 400)
    sheet.rule(y, LEFT)
    for (row, claim), x, level in zip(claims, xs, levels, strict=True):
        at = y - 7.2 - level * _PITCH
        sheet.mark(row, x, at, Mark("inferred", claim.source[-1]))
        if claim.factuality[:2] != "CT":
            sheet.text(x + 8, at, "?", weight=600)
    if not claims:
        none = "no claim: nobody here says “I saw it”" if kind == "seen" else "no claim"
        sheet.text(LEFT + EDGE, y - 9, none, color=sheet.theme.quiet)
    return y + LEADING - 10
