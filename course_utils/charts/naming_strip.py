"""The strip of the article on which an actor is named, one row for each voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.theme import VOICES, Size, Theme
from course_utils.look.wording import cut, times, voice_short, voice_title
from course_utils.reading.counts import Naming, namings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.reading.load import Reading

#: The height of a label's line, and of the room above a row, in the strip's own units.
_LINE, _ROOM = 0.45, 0.55
#: Above so many namings in a row the words stand in the table alone; so many sentences are numbered.
_MOST_WORDS, _MOST_TICKS = 40, 15


def naming_strip(reading: Reading, actor: str, size: Size = "page") -> Chart:
    """Show where each voice speaks in the article and where it names one actor.

    A line runs where a voice speaks; each naming is a circle with the word itself, at its place.

    Raises KeyError with the known ids where no actor has this id.
    """
    article = reading.article
    found = namings(reading, actor)
    name = cut(next(a.name for a in reading.actors if a.id == actor))
    by_voice = {voice: [n for n in found if n.evidence.voice == voice] for voice in ("author", "editor")}
    editor, author = (times(len(by_voice[voice])) for voice in ("editor", "author"))
    who = voice_short(article, "author")
    return Chart(
        title=f"{name} is named {times(len(found))}: {editor} by the editor, {author} by {who} as quoted.",
        alt=f"Strip of {len(article.sentences)} sentences with one row for each voice. The editor "
        f"names {name} {editor}, {who}, as quoted, {author}.",
        description="A line runs where a voice speaks: dashed for the editor, solid for the author. Square "
        "brackets show where the editor put words into the author’s sentence. Each circle is one naming, by "
        "name or by the seat of the government, at its place in the article.",
        table=Table(
            f"Namings of {name} by voice",
            ("Voice", "Sentence", "In these words", "Called"),
            tuple(
                Row(
                    (
                        voice_title(article, n.evidence.voice),
                        n.evidence.sentence,
                        n.word,
                        "by name" if n.kind == "name" else "by its seat of government",
                    ),
                    (n.evidence,),
                )
                for n in found
            ),
        ),
        article=article,
        paint=lambda theme: _paint(theme, article, by_voice, found, f"{name}: 0 times"),
        size=size,
    )


def _paint(
    theme: Theme, article: Article, by_voice: dict[str, list[Naming]], found: Sequence[Naming], none: str
) -> Figure:
    from matplotlib.figure import Figure

    # A letter is about 0.64 of the type size wide; a sentence takes its part of what the names leave.
    letter = theme.text * 0.64 / 72 / ((theme.width - 2.2) / max(len(article.sentences), 1))
    axes_end = len(article.sentences) + 0.6
    y, rows = 0.0, []
    for voice, marks in by_voice.items():
        places = [_place(article, n.evidence.start) for n in marks]
        ends = [x + letter * (len(cut(n.word)) + 1) for x, n in zip(places, marks, strict=True)]
        levels = _levels(places, ends) if len(marks) <= _MOST_WORDS else [0] * len(marks)
        axes_end = max(axes_end, *ends, 0)
        rows.append((voice, y, list(zip(marks, places, levels, strict=True))))
        y += _ROOM + _LINE * max([1, *(level + 1 for level in levels)])
    figure = Figure(figsize=(theme.width, 0.75 + 0.95 * y), layout="constrained")
    axes = figure.subplots()
    for voice, height, flags in rows:
        _speech(axes, article, voice, height)
        for naming, x, level in flags:
            top = height + 0.3 + _LINE * level
            if len(flags) <= _MOST_WORDS:
                axes.plot((x, x), (height, top + 0.2), color=theme.quiet, linewidth=1)
                axes.text(x + 0.12, top, cut(naming.word), family=["DejaVu Serif", "DejaVu Sans"])
            (circle,) = axes.plot(x, height, "o", markersize=theme.text * 0.8, color=VOICES[voice].color, zorder=3)
            mark(circle, found.index(naming))
        if not flags:
            axes.text(len(article.sentences) + 0.5, height + 0.2, none, ha="right")
    axes.set_yticks([height for _, height, _ in rows], [_row_name(article, voice) for voice, *_ in rows])
    axes.set_xticks(range(1, len(article.sentences) + 1, len(article.sentences) // _MOST_TICKS + 1))
    axes.set_xlabel("sentence")
    axes.set_xlim(0.4, axes_end)
    axes.set_ylim(-0.4, y - _ROOM + 0.3)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    return figure


def _row_name(article: Article, voice: str) -> str:
    return "editor" if voice == "editor" else voice_short(article, voice)


def _place(article: Article, offset: int) -> float:
    """Return where an offset lies on the axis of sentences: sentence 2 reaches from 1.5 to 2.5."""
    number, sentence = next((number, s) for number, s in enumerate(article.sentences, start=1) if offset <= s.end)
    return number - 0.5 + (offset - sentence.start) / (sentence.end - sentence.start)


def _levels(starts: Sequence[float], ends: Sequence[float]) -> list[int]:
    """Give each label the lowest level on which it touches none.

    Labels fly to the right of their pole like flags. They are placed from the right, so that a pole never
    crosses a label: every lower one begins further to the right.
    """
    begins: list[float] = []
    levels = []
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        level = next((i for i, begin in enumerate(begins) if end <= begin), len(begins))
        begins[level : level + 1] = [start]
        levels.append(level)
    return levels[::-1]


def _speech(axes: Axes, article: Article, voice: str, height: float) -> None:
    """Draw a voice's line where it speaks; its words in another's sentence stand in square brackets."""
    style = VOICES[voice]
    for sentence in article.sentences:
        for speaker, inserted, start, end in article.runs(sentence):
            if speaker != voice:
                continue
            x = (_place(article, start), _place(article, end))
            axes.plot(x, (height, height), style.line, color=style.color, linewidth=3, solid_capstyle="butt")
            if inserted:
                axes.text(x[0] - 0.05, height, "[", ha="right", va="center")
                axes.text(x[1] + 0.1, height, "]", ha="left", va="center")
