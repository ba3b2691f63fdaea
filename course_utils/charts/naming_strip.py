"""The strip of the article on which an actor is named, one row for each voice."""

from collections import Counter
from collections.abc import Sequence

from course_utils.article.article import Article
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, Mark, Sheet
from course_utils.charts.spine import HALF, INSERTION, LEFT, Spine, stacked
from course_utils.look.wording import capital, cut, times, voice_name, voice_short
from course_utils.reading.counts import Naming, namings
from course_utils.reading.reading import Reading

#: A circle, and from the middle of one to that of the next above it.
_CIRCLE, _PITCH = Mark(size=12, edge=2.2), 13.4


def naming_strip(reading: Reading, actor: str) -> Chart:
    """Show where each voice speaks in the article and where it names one actor.

    A line runs where a voice speaks; each naming is a circle with the word itself, at its place.
    Raises KeyError with the known ids where no actor has this id.
    """
    article = reading.article
    found = namings(reading, actor)
    one = next(a for a in reading.actors if a.id == actor)
    name, seated = cut(one.name), any(alias.kind == "metonym" for alias in one.aliases)
    seat = ", or its seat of government," * seated
    counts = Counter(n.evidence.voice for n in found)
    who = {voice: voice_short(article, voice) for voice in article.voices}
    if both := len(who) == 2:
        who["author"] += " as quoted"
    each = ", ".join(f"{times(counts[voice])} by {one}" for voice, one in who.items())
    split = f"only by {who[found[0].evidence.voice]}" if len(counts) == 1 else each
    kinds = {"name": "by name", "metonym": "by its seat of government"}
    rows = (
        Row((capital(voice_name(article, n.evidence.voice)), n.evidence.sentence, n.word, kinds[n.kind]), (n.evidence,))
        for n in found
    )
    return Chart(
        title=f"{name}{seat} is named {times(len(found))}{f': {split}' * bool(found and both)}.",
        alt=f"Strip of {len(article.sentences)} sentences with one row for each voice. {name} is named {each}.",
        description="A line runs where a voice speaks: dashed for the editor, solid for the author. Square brackets "
        "show where the editor put words into the author’s sentence. Each circle is one naming, by name or by the seat "
        "of the government, above its place in the article.",
        table=Table(f"Namings of {name} by voice", ("Voice", "Sentence", "In these words", "Called"), tuple(rows)),
        article=article,
        paint=lambda sheet: _paint(sheet, article, found),
    )


def _paint(sheet: Sheet, article: Article, found: Sequence[Naming]) -> None:
    spine, y = Spine(sheet, article), EDGE
    for voice in article.voices:
        own = ((row, n) for row, n in enumerate(found) if n.evidence.voice == voice)
        theirs = [(row, n, spine.at(n.evidence.start, half=HALF)) for row, n in own]
        y = max(_lanes(sheet, y, theirs), y + 30)
        spine.speech(y, voice, 4)
        for insertion in spine.insertions() if voice == "editor" else ():
            spine.bracket(insertion, y)
        y += 14 + sheet.counted(y, len(theirs), voice_short(article, voice), right=LEFT - 8)
    for one in article.sentences[1:] if spine.step > 2 * HALF else ():
        x = spine.column(one.id) - spine.step / 2
        sheet.stroke(((x, EDGE), (x, y - 6)), above=0)
    y = spine.numbers(y + 6)
    sheet.cut(sheet.key(y + 8, {INSERTION: None}, sheet.theme.quiet) if spine.insertions() else y)


def _lanes(sheet: Sheet, y: float, theirs: Sequence[tuple[int, Naming, float]]) -> float:
    """Write each word once, its circles beside it in a lane, with poles down to the line; return where that runs."""
    lanes = dict[str, list[tuple[int, Naming, float]]]()
    for one in theirs:
        lanes.setdefault(one[1].word, []).append(one)
    levels = {word: stacked([x for *_, x in own], _PITCH) for word, own in lanes.items()}
    depths = {word: _PITCH * max(piled) for word, piled in levels.items()}
    line = y + 22 + sum(21 + deep for deep in depths.values())
    y, poles = y + 12, list[float]()
    for word, own in lanes.items():
        y += depths[word]
        left, right, long = own[0][2] - 10, own[-1][2] + 10, sheet.length(word, words=True)
        clear = [not any(at - 4 < x < at + long + 4 for x in poles) for at in (left - long, right)]
        beside = left - long > EDGE and (clear[0] or not clear[1] or right + long > sheet.width - EDGE)
        sheet.text(left if beside else right, y, word, side="right" if beside else "left", words=True)
        poles += (x for *_, x in own)
        for (row, naming, x), level in zip(own, levels[word], strict=True):
            at = y - level * _PITCH
            sheet.stroke(((x, line), (x, at)), sheet.theme.quiet)
            sheet.mark(row, x, at, _CIRCLE._replace(voice=naming.evidence.voice))
        y += 21
    return line
