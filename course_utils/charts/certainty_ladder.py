"""How surely the article puts what it puts forward, and through how many mouths it came."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.html import cut, voice_name, voice_short
from course_utils.look.theme import VOICES, Size, Theme
from course_utils.look.wording import SURENESS, chain_of
from course_utils.reading.records import ClaimKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.reading.load import Reading
    from course_utils.reading.records import Claim

#: How far a marker is filled, by how sure the claim's first source sounds.
_FILL = {"CT": "full", "PR": "left", "PS": "none", "Uu": "none"}
_ACROSS = 3


def certainty_ladder(reading: Reading, size: Size = "page") -> Chart:
    """Place every claim on its rung, from asserted to judged, and at its sentence."""
    counts = Counter(claim.kind for claim in reading.claims)
    said = ", ".join(f"{counts[kind] or 'none'} {kind}" for kind in get_args(ClaimKind))
    who = voice_short(reading.article, "author")
    return Chart(
        title=f"{counts['asserted']} of {len(reading.claims)} claims are plainly asserted; "
        f"seen by the writer: {counts['seen'] or 'none'}.",
        alt=f"Ladder of {len(reading.claims)} claims by sentence and kind: {said}. Markers are filled where "
        "the first source sounds certain.",
        description=f"One diamond a claim, at its sentence: on the solid line {who}’s, on the dashed line "
        "the editor’s. Full ones are put as certain, half ones as likely, hollow ones as possible or left "
        "open. The kind and the certainty are the course’s inference.",
        table=Table(
            "Claims by kind",
            ("Claim", "Kind", "According to", "How surely"),
            tuple(
                Row(
                    (c.summary, c.kind, " ← ".join(chain_of(reading, c.source)), SURENESS[c.factuality]),
                    c.evidence,
                    "inferred",
                )
                for c in reading.claims
            ),
        ),
        article=reading.article,
        paint=lambda theme: _paint(theme, reading),
        size=size,
    )


def _paint(theme: Theme, reading: Reading) -> Figure:
    from matplotlib.figure import Figure

    kinds = get_args(ClaimKind)
    number = {sentence.id: n for n, sentence in enumerate(reading.article.sentences, start=1)}
    lanes = {(kind, voice): 2 * y + lane for y, kind in enumerate(kinds) for lane, voice in enumerate(VOICES)}
    figure = Figure(figsize=(theme.width, 0.9 + 0.4 * len(lanes)), layout="constrained")
    axes = figure.subplots()
    for (_, voice), y in lanes.items():
        style = VOICES[voice]
        axes.axhline(y - 0.28, color=style.color, linestyle=style.line, linewidth=0.8, zorder=0)
    placed: Counter[tuple[int, int]] = Counter()
    for row, claim in enumerate(reading.claims):
        x, y = number[claim.evidence[0].sentence], lanes[claim.kind, claim.source[-1]]
        n = placed[x, y]
        placed[x, y] += 1
        (diamond,) = axes.plot(
            x - 0.32 + 0.32 * (n % _ACROSS),
            y + 0.3 * (n // _ACROSS),
            "D",
            fillstyle=_FILL[claim.factuality[:2]],
            markersize=theme.text * 0.46,
            markeredgewidth=1.4,
            color=VOICES[claim.source[-1]].color,
            markerfacecoloralt=theme.paper,
        )
        mark(diamond, row)
    axes.set_yticks([2 * y + 0.4 for y in range(len(kinds))], list(kinds))
    axes.set_xticks(range(1, len(number) + 1))
    axes.set_xlabel("sentence")
    axes.set_xlim(0.4, len(number) + 0.6)
    axes.set_ylim(-0.5, len(lanes) - 0.3)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure


def source_chain(reading: Reading, claim: str, size: Size = "page") -> Chart:
    """Draw through whom one claim reached the reader, from what it says happened to you.

    Raises KeyError with the known ids where no claim has this id.
    """
    found = {c.id: c for c in reading.claims}
    if claim not in found:
        raise KeyError(f"no claim {claim!r}; the reading has {', '.join(found)}")
    one = found[claim]
    links = ("what is claimed", *chain_of(reading, one.source), *_hands_over(reading, one), "you")
    return Chart(
        title=f"Between what is claimed and you stand {len(links) - 2} others.",
        alt=f"Chain of {len(links)} links for one claim: {cut(', '.join(links), 120)}. "
        f"Its first source puts it as follows: {SURENESS[one.factuality]}.",
        description=f"{one.summary}. Each link hands on what it has from the one before; nobody after the "
        "first source says whether it is so.",
        table=Table(
            "The chain of sources",
            ("Link", "Who"),
            tuple(Row((str(n), link), one.evidence, "inferred") for n, link in enumerate(links, start=1)),
        ),
        article=reading.article,
        paint=lambda theme: _paint_chain(theme, links),
        size=size,
    )


def _hands_over(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Return the editor where the author is quoted: nobody reaches the reader but through the page."""
    return (voice_name(reading.article, "editor"),) if claim.source[-1] == "author" else ()


def _paint_chain(theme: Theme, links: tuple[str, ...]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(theme.width, 0.62 * len(links) + 0.2), layout="constrained")
    axes = figure.subplots()
    for y, link in enumerate(links):
        (link_mark,) = axes.plot(0, y, "D", color=theme.ink, markersize=theme.text * 0.6)
        mark(link_mark, y)
        axes.text(0.25, y, cut(link, 40), va="center")
        if y:
            axes.annotate(
                "", (0, y - 0.2), (0, y - 0.8), arrowprops={"arrowstyle": "->", "color": theme.quiet, "linewidth": 1.5}
            )
    axes.set_xlim(-0.3, 6)
    axes.set_ylim(len(links) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_axis_off()
    return figure
