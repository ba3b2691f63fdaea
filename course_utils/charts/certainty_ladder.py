"""How surely the article puts what it puts forward."""

from collections import Counter
from typing import get_args

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LEADING, ROW, Mark, Sheet
from course_utils.charts.spine import LEFT, PITCH, Spine, stacked
from course_utils.look.wording import SURENESS, chain_of, voice_short
from course_utils.reading.reading import Reading
from course_utils.reading.records import Claim, ClaimKind

#: How far a marker is filled, by how sure the claim's first source sounds, and what that is called.
_FILLED = {"CT": "filled: certain", "PR": "half: likely", "PS": "hollow: less than certain"}
#: The rungs on which the point rests.
_POINT = ("asserted", "seen")


def certainty_ladder(reading: Reading) -> Chart:
    """Place every claim on its rung, from asserted to judged, and at its sentence."""
    kinds, counts = get_args(ClaimKind), Counter(claim.kind for claim in reading.claims)
    said = ", ".join(f"{counts[kind] or 'none'} {kind}" for kind in kinds)
    who = voice_short(reading.article, "author")
    rows = []
    for claim in reading.claims:
        chain = " ← ".join(chain_of(reading, claim.source))
        cells = (claim.summary, claim.kind, chain, SURENESS[claim.factuality])
        rows.append(Row(cells, claim.evidence, "inferred"))

    def paint(sheet: Sheet) -> None:
        spine = Spine(sheet, reading.article)
        y = spine.head(EDGE + 11) + 4
        for kind in reversed(kinds):
            theirs = [(n, claim) for n, claim in enumerate(reading.claims) if claim.kind == kind]
            y = _rung(sheet, spine, y, kind, sorted(theirs, key=lambda one: spine.inserted(one[1].evidence[0].start)))
        fills = dict.fromkeys(map(_fill, reading.claims))
        sheet.cut(
            sheet.key(y + 16, {_FILLED[fill]: _look(fill) for fill in _FILLED if fill in fills and len(fills) > 1})
        )

    return Chart(
        title=f"{counts['asserted']} of {len(reading.claims)} claims are plainly asserted; "
        f"seen by the writer: {counts['seen'] or 'none'}.",
        alt=f"Ladder of {len(reading.claims)} claims by sentence and kind: {said}. Markers are filled where "
        "the first source sounds certain.",
        description=f"One diamond a claim, in its sentence’s column, under a band that is solid where {who} speaks and "
        "dashed where the editor does; square brackets are around what the editor put into the author’s sentence. Full "
        "ones are stated as certain, half ones as likely, hollow ones as possible or left open. The kind and the "
        "certainty are the course’s inference.",
        table=Table("Claims by kind", ("Claim", "Kind", "According to", "How surely"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )


def _fill(claim: Claim) -> str:
    return claim.factuality[:2] if claim.factuality[:2] in _FILLED else "PS"


def _look(fill: str, voice: str = "") -> Mark:
    return Mark("inferred", voice, hollow=fill != "CT", half=fill == "PR")


def _rung(sheet: Sheet, spine: Spine, y: float, kind: ClaimKind, claims: list[tuple[int, Claim]]) -> float:
    """Draw a rung with its claims, which pile up where they meet; return where it stands."""
    xs = [spine.column(claim.evidence[0].sentence) for _, claim in claims]
    inserted = [spine.inserted(claim.evidence[0].start) for _, claim in claims]
    levels = stacked(xs, 2 * PITCH if any(inserted) and spine.step < 2 * PITCH else PITCH)
    y += max(ROW, (max(levels, default=0) + 1) * PITCH + 3)
    middle = y - 9
    sheet.text(20, middle, str(len(claims)), side="right", weight=600)
    sheet.text(26, middle, kind, weight=600 if kind in _POINT else 400)
    sheet.rule(y, LEFT)
    for (row, claim), x, level, bracketed in zip(claims, xs, levels, inserted, strict=True):
        at = y - 7.2 - level * PITCH
        sheet.mark(row, x, at, _look(_fill(claim), claim.source[-1]))
        if bracketed:
            spine.bracket(x - 9, x + 9, at, 5.6)
    if not claims:
        none = "no claim: nobody here says “I saw it”" if kind == "seen" else "no claim"
        sheet.text(LEFT + EDGE, middle, none, color=sheet.theme.quiet)
    return y + LEADING - 10
