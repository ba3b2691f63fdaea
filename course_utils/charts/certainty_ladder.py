"""How surely the article puts what it puts forward."""

from collections import Counter
from typing import get_args

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.theme import VOICES
from course_utils.look.wording import SURENESS, chain_of, voice_short
from course_utils.reading.reading import Reading
from course_utils.reading.records import ClaimKind

#: How far a marker is filled, by how sure the claim's first source sounds.
_FILL = {"CT": "full", "PR": "left", "PS": "none", "Uu": "none"}
#: Markers beside each other at one sentence.
_ACROSS = 3


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

    def paint(canvas: Canvas) -> None:
        number = {sentence.id: n for n, sentence in enumerate(reading.article.sentences, start=1)}
        lanes = {(kind, voice): 2 * y + lane for y, kind in enumerate(kinds) for lane, voice in enumerate(VOICES)}
        axes = canvas.grid(0.9 + 0.4 * len(lanes))
        for (_, voice), y in lanes.items():
            style = VOICES[voice]
            axes.axhline(y - 0.28, color=style.color, linestyle=style.line, linewidth=0.8, zorder=0)
        placed: Counter[tuple[int, int]] = Counter()
        for row, claim in enumerate(reading.claims):
            x, y = number[claim.evidence[0].sentence], lanes[claim.kind, claim.source[-1]]
            up, right = divmod(placed[x, y], _ACROSS)
            placed[x, y] += 1
            place, filled = (x - 0.32 + 0.32 * right, y + 0.3 * up), _FILL[claim.factuality[:2]]
            color, paper = VOICES[claim.source[-1]].color, canvas.theme.paper
            canvas.sign(row, *place, "D", 0.46, color, edge=1.4, fillstyle=filled, markerfacecoloralt=paper)
        axes.set_yticks([2 * y + 0.4 for y in range(len(kinds))], list(kinds))
        axes.set(xticks=range(1, len(number) + 1), xlabel="sentence")
        axes.set(xlim=(0.4, len(number) + 0.6), ylim=(-0.5, len(lanes) - 0.3))

    return Chart(
        title=f"{counts['asserted']} of {len(reading.claims)} claims are plainly asserted; "
        f"seen by the writer: {counts['seen'] or 'none'}.",
        alt=f"Ladder of {len(reading.claims)} claims by sentence and kind: {said}. Markers are filled where "
        "the first source sounds certain.",
        description=f"One diamond a claim, at its sentence: on the solid line {who}’s, on the dashed line "
        "the editor’s. Full ones are stated as certain, half ones as likely, hollow ones as possible or left "
        "open. The kind and the certainty are the course’s inference.",
        table=Table("Claims by kind", ("Claim", "Kind", "According to", "How surely"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )
