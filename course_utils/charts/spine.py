"""The spine: the article's sentences as one row of columns at the same places in every chart that has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from course_utils.article.article import Article
from course_utils.charts.sheet import EDGE, LEADING, Sheet
from course_utils.look.theme import VOICES
from course_utils.look.wording import voice_short

#: Where the first column begins, and the last one ends, in points from the sheet's sides.
LEFT, RIGHT = 104.0, 6.0
#: Half of the widest that stands at an offset.
HALF = 6.5
#: What brackets mean.
INSERTION = "[ ] the editor’s insertion"


class Spine:
    """Places on a sheet for sentences, and for what stands in them."""

    def __init__(self, sheet: Sheet, article: Article) -> None:
        self.sheet, self.article = sheet, article
        self.step = (sheet.width - LEFT - RIGHT) / max(1, len(article.sentences))
        self._middles = {one.id: LEFT + (n + 0.5) * self.step for n, one in enumerate(article.sentences)}

    def column(self, sentence: str) -> float:
        """Return the middle of a sentence's column."""
        return self._middles[sentence]

    def at(self, offset: int, *, half: float = 0) -> float:
        """Return where an offset of the article lies, by its place in its sentence; what is two halves wide has room.

        It keeps within its column, so that nobody takes it for another sentence's.
        """
        one = next(s for s in self.article.sentences if offset <= s.end)
        off, spare = ((offset - one.start) / (one.end - one.start) - 0.5) * self.step, max(0, self.step / 2 - half)
        return self.column(one.id) + min(max(off, -spare), spare)

    def head(self, y: float) -> float:
        """Name the voices above where each begins, over a band of both and the numbers; return where these end."""
        begins = dict[str, float]()
        for voice, _, start, _ in self._runs():
            begins.setdefault(voice, self.at(start))
        names = {voice: voice_short(self.article, voice) for voice in begins}
        if len(begins) > 1 and "author" in begins:
            names["author"] += ", as quoted"
        if self.insertions():
            begins["bracket"], names["bracket"] = self.sheet.width, INSERTION
        ends = list[float]()
        for voice, x in sorted(begins.items(), key=lambda one: one[1]):
            lines = self.sheet.wrap(names[voice], self.sheet.width - 2 * EDGE)
            long = max(map(self.sheet.length, lines))
            x = max(EDGE, min(x + 1.5, self.sheet.width - EDGE - long))
            level = next((n for n in range(len(ends)) if max(ends[n:]) < x), len(ends))
            ends[level : level + len(lines)] = [x + long + 12] * len(lines)
            self.sheet.text(x, y + level * LEADING, lines)
        y += len(ends) * LEADING + 3
        for voice in VOICES:
            self.speech(y, voice, 5)
        for insertion in self.insertions():
            self.bracket(insertion, y)
        return self.numbers(y + 17)

    def numbers(self, y: float) -> float:
        """Write the columns’ numbers, as many as have room; return where the numbers end."""
        quiet, count = self.sheet.theme.quiet, len(self.article.sentences)
        every = int((self.sheet.length(str(count)) + 6) / self.step) + 1
        for number, x in list(enumerate(self._middles.values(), 1))[::every]:
            self.sheet.text(x, y, str(number), side="center", color=quiet)
        self.sheet.text(LEFT - 10, y, "sentence", side="right", color=quiet)
        return y + 13

    def speech(self, y: float, voice: str, width: float) -> None:
        """Draw a voice's line where it speaks: solid for the author, dashed for the editor."""
        dashed, thin = ((0, (1.6, 0.8)), 0.6 * width) if voice == "editor" else ("-", width)
        for speaker, _, start, end in self._runs():
            if speaker == voice:
                left, right = self.at(start) + 0.6, max(self.at(end) - 0.6, self.at(start) + 3)
                self.sheet.stroke(((left, y), (right, y)), VOICES[voice].color, thin, dashed, above=2)

    def bracket(self, insertion: tuple[int, int], y: float) -> None:
        """Set square brackets around what the editor put into the author's sentence."""
        left, right = (self.at(end, half=HALF) for end in insertion)
        right = max(right, left + 3)
        self.sheet.stroke(((left - 5, y), (right + 5, y)), self.sheet.theme.paper, 6, above=3)
        self.sheet.stroke(((left, y), (right, y)), VOICES["editor"].color, 3, above=3)
        for edge, inward in ((left - 5, 2), (right + 5, -2)):
            corners = ((edge + inward, y - 7), (edge, y - 7), (edge, y + 7), (edge + inward, y + 7))
            self.sheet.stroke(corners, self.sheet.theme.ink, 1.2, above=5)

    def insertions(self) -> list[tuple[int, int]]:
        """Return where the editor put words into the author's sentence."""
        return [(start, end) for _, inserted, start, end in self._runs() if inserted]

    def _runs(self) -> Iterable[tuple[str, bool, int, int]]:
        return (run for sentence in self.article.sentences for run in self.article.runs(sentence))


def stacked(xs: Sequence[float], gap: float) -> list[int]:
    """Give each mark the lowest level on which it keeps a gap to those before it."""
    taken = list[tuple[int, float]]()
    for x in xs:
        near = {level for level, other in taken if abs(x - other) < gap}
        taken.append((min({*range(len(near) + 1)} - near), x))
    return [level for level, _ in taken]
