"""The strip of the article on which an actor is named, one row for each voice."""

from collections.abc import Sequence

from course_utils.article.article import Article
from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.theme import TEXT, VOICES, WIDTH
from course_utils.look.wording import cut, times, voice_short, voice_title
from course_utils.reading.counts import Naming, namings
from course_utils.reading.reading import Reading

#: The height of a label's line, and of the room above a row, in the strip's own units.
_LINE, _ROOM = 0.45, 0.55
#: Above so many namings in a row the words stand in the table alone; so many sentences are numbered.
_MOST_WORDS, _MOST_TICKS = 40, 15


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
        Row((voice_title(article, n.evidence.voice), n.evidence.sentence, n.word, kinds[n.kind]), (n.evidence,))
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
        paint=lambda canvas: _paint(canvas, article, found, f"{name}: 0 times"),
    )


def _paint(canvas: Canvas, article: Article, found: Sequence[Naming], none: str) -> None:
    theme, sentences = canvas.theme, len(article.sentences)
    # A letter is about 0.64 of the type size wide; a sentence takes its part of what the names leave.
    letter = TEXT * 0.64 / 72 / ((WIDTH / 72 - 2.2) / max(sentences, 1))
    rows = []
    y, right = 0.0, sentences + 0.6
    for voice in ("author", "editor"):
        theirs = ((row, n) for row, n in enumerate(found) if n.evidence.voice == voice)
        flags = [(row, cut(n.word), _place(article, n.evidence.start)) for row, n in theirs]
        ends = [x + letter * (len(word) + 1) for _, word, x in flags]
        levels = _levels([x for *_, x in flags], ends) if len(flags) <= _MOST_WORDS else [0] * len(flags)
        right = max(right, *ends, 0)
        rows.append((voice, y, flags, levels))
        y += _ROOM + _LINE * (max(levels, default=0) + 1)
    axes = canvas.grid(0.75 + 0.95 * y)
    for voice, height, flags, levels in rows:
        _speech(canvas, article, voice, height)
        for (row, word, x), level in zip(flags, levels, strict=True):
            top = height + 0.3 + _LINE * level
            if len(flags) <= _MOST_WORDS:
                axes.plot((x, x), (height, top + 0.2), color=theme.quiet, linewidth=1)
                axes.text(x + 0.12, top, word, family=["DejaVu Serif", "DejaVu Sans"])
            canvas.sign(row, x, height, "o", 0.8, VOICES[voice].color, edge=1, zorder=3)
        if not flags:
            axes.text(sentences + 0.5, height + 0.2, none, ha="right")
    axes.set_yticks([height for _, height, *_ in rows], [voice_short(article, "author"), "editor"])
    axes.set(xticks=range(1, sentences + 1, sentences // _MOST_TICKS + 1), xlabel="sentence")
    axes.set(xlim=(0.4, right), ylim=(-0.4, y - _ROOM + 0.3))


def _place(article: Article, offset: int) -> float:
    """Return where an offset lies on the axis of sentences: sentence 2 reaches from 1.5 to 2.5."""
    number, sentence = next((number, s) for number, s in enumerate(article.sentences, start=1) if offset <= s.end)
    return number - 0.5 + (offset - sentence.start) / (sentence.end - sentence.start)


def _levels(starts: Sequence[float], ends: Sequence[float]) -> list[int]:
    """Give each label the lowest level on which it touches none.

    Labels fly to the right of their pole like flags. They are placed from the right, so that a pole never
    crosses a label: every lower one begins further to the right.
    """
    begins, levels = list[float](), list[int]()
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        level = next((i for i, begin in enumerate(begins) if end <= begin), len(begins))
        begins[level : level + 1] = [start]
        levels.append(level)
    return levels[::-1]


def _speech(canvas: Canvas, article: Article, voice: str, height: float) -> None:
    """Draw a voice's line where it speaks; its words in another's sentence stand in square brackets."""
    style, axes = VOICES[voice], canvas.axes
    for speaker, inserted, start, end in (run for s in article.sentences for run in article.runs(s)):
        if speaker == voice:
            ends = left, right = _place(article, start), _place(article, end)
            axes.plot(ends, (height, height), style.line, color=style.color, linewidth=3, solid_capstyle="butt")
            if inserted:
                axes.text(left - 0.05, height, "[", ha="right", va="center")
                axes.text(right + 0.1, height, "]", ha="left", va="center")
