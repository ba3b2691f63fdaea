"""Through how many mouths a claim came."""

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.wording import SURENESS, chain_of, cut, voice_name
from course_utils.reading.reading import Reading


def source_chain(reading: Reading, claim: str) -> Chart:
    """Draw through whom one claim reached the reader, from what it says happened to you.

    Raises KeyError with the known ids where no claim has this id.
    """
    found = {c.id: c for c in reading.claims}
    if claim not in found:
        raise KeyError(f"no claim {claim!r}; the reading has {', '.join(found)}")
    one = found[claim]
    # Nobody who is quoted reaches the reader but through the page.
    editor = (voice_name(reading.article, "editor"),) if one.source[-1] == "author" else ()
    links = ("what is claimed", *chain_of(reading, one.source), *editor, "you")
    rows = (Row((str(n), link), one.evidence, "inferred") for n, link in enumerate(links, start=1))

    def paint(canvas: Canvas) -> None:
        axes, theme = canvas.grid(0.62 * len(links) + 0.2), canvas.theme
        arrow = {"arrowstyle": "->", "color": theme.quiet, "linewidth": 1.5}
        for y, link in enumerate(links):
            canvas.sign(y, 0, y, "D", 0.6, theme.ink, edge=1)
            axes.text(0.25, y, cut(link, 40), va="center")
            if y:
                axes.annotate("", (0, y - 0.2), (0, y - 0.8), arrowprops=arrow)
        axes.set(xlim=(-0.3, 6), ylim=(len(links) - 0.5, -0.5), xticks=[], yticks=[])
        axes.set_axis_off()

    return Chart(
        title=f"Between what is claimed and you stand {len(links) - 2} others.",
        alt=f"Chain of {len(links)} links for one claim: {cut(', '.join(links), 120)}. "
        f"By its first source: {SURENESS[one.factuality]}.",
        description=f"{one.summary}. Each link passes on what it has from the one before; nobody after the "
        "first source says whether it is so.",
        table=Table("The chain of sources", ("Link", "Who"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )
