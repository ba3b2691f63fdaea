"""The strip of the article on which an actor is named, one row for each voice."""

from collections.abc import Sequence

from course_utils.article.article import Article
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LARGE, LEADING, Mark, Sheet
from course_utils.charts.spine import LEFT, Spine, stacked
from course_utils.look.wording import capital, cut, times, voice_name, voice_short
from course_utils.reading.counts import Naming, namings
from course_utils.reading.reading import Reading

#: A circle on the line, and from the middle of one to that of the next.
_CIRCLE, _PITCH = Mark(size=12, edge=2.2), 13.4
#: So many words fly from their circles like flags; of more, each stands once, beside a lane of its circles.
_FLAGS = 4


def naming_strip(reading: Reading, actor: str) -> Chart:
    """Show where each voice speaks in the article and where it names one actor.

    A line runs where a voice speaks; each naming is a circle with the word itself, at its place.
    Raises KeyError with the known ids where no actor has this id.
    """
    article = reading.article
    found = namings(reading, actor)
    name = cut(next(a.name for a in reading.actors if a.id == actor))
    editor, author = (times(sum(n.evidence.voice == voice for n in found)) for voice in ("editor", "author"))
    who = voice_short(article, "author")
    kinds = {"name": "by name", "metonym": "by its seat of government"}
    rows = (
        Row((capital(voice_name(article, n.evidence.voice)), n.evidence.sentence, n.word, kinds[n.kind]), (n.evidence,))
        for n in found
    )
    return Chart(
        title=f"{name} is named {times(len(found))}: {editor} by the editor, {author} by {who} as quoted.",
        alt=f"Strip of {len(article.sentences)} sentences with one row for each voice. The editor "
        f"names {name} {editor}, {who}, as quoted, {author}.",
        description="A line runs where a voice speaks: dashed for the editor, solid for the author. Square "
        "brackets show where the editor put words into the author’s sentence. Each circle is one naming, by "
        "name or by the seat of the government, at its place in the article.",
        table=Table(f"Namings of {name} by voice", ("Voice", "Sentence", "In these words", "Called"), tuple(rows)),
        article=article,
        paint=lambda sheet: _paint(sheet, article, found),
    )


def _paint(sheet: Sheet, article: Article, found: Sequence[Naming]) -> None:
    spine, y = Spine(sheet, article), EDGE
    for voice in ("editor", "author"):
        theirs = [(row, n, spine.at(n.evidence.start) + 1) for row, n in enumerate(found) if n.evidence.voice == voice]
        xs = [x for *_, x in theirs]
        flags = len(theirs) <= _FLAGS and not any(stacked(xs, _PITCH)) and not _crossed(sheet, theirs)
        y = max(_flags(sheet, y, theirs) if flags else _lanes(sheet, y, theirs), y + 30)
        spine.speech(y, voice, 4)
        for start, end in spine.insertions(voice):
            inside = [x for _, n, x in theirs if start <= n.evidence.start < end]
            left, right = min([spine.at(start), *inside]), max([spine.at(end), *inside])
            spare = max(10 if inside else 0, 8 - (right - left) / 2)
            spine.bracket(left - spare, right + spare, y, 8)
        if flags:
            for row, _, x in theirs:
                sheet.mark(row, x, y, _CIRCLE._replace(voice=voice))
        sheet.text(EDGE, y - 3, str(len(theirs)), size=LARGE, weight=600)
        x = EDGE + 8 + sheet.length(str(len(theirs)), 600, LARGE)
        lines = sheet.wrap(voice_short(article, voice), LEFT - x - 8)
        sheet.text(x, y, lines)
        y += 14 + (len(lines) - 1) * LEADING
    sheet.cut(spine.numbers(y + 6))


def _crossed(sheet: Sheet, theirs: Sequence[tuple[int, Naming, float]]) -> bool:
    """Say whether a pole would cross a word that flies to the left, since the right has no room for it."""
    flying = [(x, x - sheet.length(naming.word, words=True) - 8) for _, naming, x in theirs]
    return any(2 * x - end > sheet.width - EDGE and any(end < other < x for other, _ in flying) for x, end in flying)


def _flags(sheet: Sheet, y: float, theirs: Sequence[tuple[int, Naming, float]]) -> float:
    """Write each word at a pole from its circle, to the right where it has room; return where the line runs.

    They are placed from the right, so that no pole crosses a word: every lower one begins further to the right.
    """
    begins, placed = list[float](), list[tuple[float, str, int, bool]]()
    for _, naming, x in reversed(theirs):
        long = sheet.length(naming.word, words=True) + 8
        left = x + long > sheet.width - EDGE
        level = next((n for n, begin in enumerate(begins) if x + long <= begin), len(begins))
        begins[level : level + 1] = [x - long if left else x]
        placed.append((x, naming.word, level, left))
    line = y + 22 * len(begins) + 8
    for x, word, level, left in placed:
        top = line - 19 - 22 * level
        sheet.stroke((x, x), (line, top - 8), sheet.theme.quiet)
        sheet.text(x - 5 if left else x + 5, top, word, side="right" if left else "left", words=True)
    return line


def _lanes(sheet: Sheet, y: float, theirs: Sequence[tuple[int, Naming, float]]) -> float:
    """Write each word once, its circles beside it in a lane, with poles down to the line; return where that runs."""
    lanes = list(dict.fromkeys(naming.word for _, naming, _ in theirs))
    levels = {word: stacked([x for _, n, x in theirs if n.word == word], _PITCH) for word in lanes}
    line = y + 22 + sum(21 + _PITCH * max(levels[word]) for word in lanes)
    height = y + 12
    for word in lanes:
        own = [(row, n, x) for row, n, x in theirs if n.word == word]
        height += _PITCH * max(levels[word])
        first, last, long = own[0][2], own[-1][2], sheet.length(word, words=True)
        if first - 10 - long > EDGE:
            sheet.text(first - 10, height, word, side="right", words=True)
        else:
            sheet.text(last + 10, height, word, words=True)
        for (row, naming, x), level in zip(own, levels[word], strict=True):
            sheet.stroke((x, x), (line, height - level * _PITCH))
            sheet.mark(row, x, height - level * _PITCH, _CIRCLE._replace(voice=naming.evidence.voice))
        height += 21
    return line
