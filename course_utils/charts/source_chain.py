"""Through how many mouths a claim came."""

from itertools import pairwise

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LARGE, LEADING, Mark, Sheet
from course_utils.look.theme import VOICES
from course_utils.look.wording import SURENESS, chain_of, cut, many, voice_name
from course_utils.reading.reading import Reading

#: Where the chain and the names stand, and how far one link from the next.
_CHAIN, _NAMES, _APART = 72.0, 88.0, 33.0


def source_chain(reading: Reading, claim: str) -> Chart:
    """Draw through whom one claim reached the reader, from what it says happened to you.

    Raises KeyError with the known ids where no claim has this id.
    """
    found = {c.id: c for c in reading.claims}
    if claim not in found:
        raise KeyError(f"no claim {claim!r}; the reading has {', '.join(found)}")
    one = found[claim]
    # Nobody who is quoted reaches the reader but through the page.
    passed_on = one.source[-1] == "author" and "editor" in reading.article.voices
    editor = (voice_name(reading.article, "editor"),) if passed_on else ()
    links = ("what is claimed", *chain_of(reading, one.source), *editor, "you")
    rows = (Row((str(n), link), one.evidence, "inferred") for n, link in enumerate(links, start=1))

    def paint(sheet: Sheet) -> None:
        said = sheet.wrap(f"“{one.evidence[0].exact}”", sheet.width - 2 * EDGE, words=True)
        sheet.text(EDGE, 17, said, words=True)
        y, ends = 17 + len(said) * LEADING + 10, list[float]()
        for row, link in enumerate(links):
            lines = sheet.wrap(link if row else f"{link}: {one.summary}", sheet.width - EDGE - _NAMES)
            voice = next((voice for voice in VOICES if link == voice_name(reading.article, voice)), "")
            sheet.mark(row, _CHAIN, y, Mark("inferred", voice, size=14))
            sheet.text(_NAMES, y, lines)
            ends.append(y)
            y += _APART + (len(lines) - 1) * LEADING
        for above, below in pairwise(ends):
            sheet.arrow((_CHAIN, above + 9), (_CHAIN, below - 9))
        if between := ends[1:-1]:
            (top, bottom), x = (between[0] - 7, between[-1] + 7), _CHAIN - 20
            sheet.stroke(((x, top), (x, bottom)), sheet.theme.ink, 1)
            sheet.text(x - 8, (top + bottom) / 2, str(len(between)), side="right", size=LARGE, weight=600)
        sheet.cut(ends[-1] + (y - ends[-1] - _APART) + 14)

    return Chart(
        title=f"This claim reached you through {many(len(links) - 2, 'other')}.",
        alt=f"Chain of {len(links)} links for one claim: {cut(', '.join(links), 120)}. "
        f"By its first source: {SURENESS[one.factuality]}.",
        description=f"{one.summary}. Each link passes on what it has from the one before; nobody after the first "
        "source says whether it is so.",
        table=Table("The chain of sources", ("Link", "Who"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )
