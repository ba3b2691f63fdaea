"""The spine: the article's sentences as one row of columns at the same places in every chart that has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from course_utils.article.article import Article
from course_utils.charts.sheet import EDGE, LEADING, Sheet
from course_utils.look.theme import VOICES
from course_utils.look.wording import voice_short

#: Where the first column begins, and the last one ends, in points from the sheet's sides.
LEFT, RIGHT = 104.0, 6.0
#: From the middle of one mark to that of the next above it.
PITCH = 12.6


class Spine:
    """Places on a sheet for sentences, and for what stands in them."""

    def __init__(self, sheet: Sheet, article: Article) -> None:
        self.sheet, self.article = sheet, article
        self.step = (sheet.width - LEFT - RIGHT) / max(1, len(article.sentences))
        self._number = {sentence.id: number for number, sentence in enumerate(article.sentences)}

    def column(self, sentence: str) -> float:
        """Return the middle of a sentence's column."""
        return LEFT + (self._number[sentence] + 0.5) * self.step

    def at(self, offset: int) -> float:
        """Return where an offset of the article lies, by its place in its sentence."""
        number, one = next((n, s) for n, s in enumerate(self.article.sentences) if offset <= s.end)
        return LEFT + (number + (offset - one.start) / (one.end - one.start)) * self.step

    def head(self, y: float) -> float:
        """Name the voices above where each begins, over a band of both and the numbers; return where these end."""
        begins, ends = dict[str, float](), list[float]()
        for voice, _, start, _ in self._runs():
            begins.setdefault(voice, self.at(start))
        lines = list[tuple[float, int, list[str]]]()
        for voice, x in sorted(begins.items(), key=lambda one: one[1]):
            name = voice_short(self.article, voice) + ", as quoted" * (voice == "author" and len(begins) > 1)
            x = max(EDGE, min(x + 1.5, self.sheet.width - EDGE - self.sheet.length(name)))
            level = next((n for n, end in enumerate(ends) if end < x), len(ends))
            wrapped = self.sheet.wrap(name, self.sheet.width - EDGE - x)
            ends[level:] = [x + self.sheet.length(wrapped[0]) + 12]
            lines.append((x, level, wrapped))
        for x, level, wrapped in lines:
            self.sheet.text(x, y + level * LEADING, wrapped)
        y += max((level + len(wrapped) for _, level, wrapped in lines), default=0) * LEADING
        for voice in VOICES:
            self.speech(y, voice, 5)
        return self.numbers(y + 15)

    def numbers(self, y: float) -> float:
        """Write the columns’ numbers, as many as have room; return where the numbers end."""
        quiet, count = self.sheet.theme.quiet, len(self.article.sentences)
        every = int((self.sheet.length(str(count)) + 6) / self.step) + 1
        for number in range(0, count, every):
            self.sheet.text(LEFT + (number + 0.5) * self.step, y, str(number + 1), side="center", color=quiet)
        self.sheet.text(LEFT - 10, y, "sentence", side="right", color=quiet)
        return y + 13

    def speech(self, y: float, voice: str, width: float) -> None:
        """Draw a voice's line where it speaks: solid for the author, dashed for the editor."""
        dashed = (0, (1.6, 0.8)) if voice == "editor" else "-"
        for speaker, _, start, end in self._runs():
            if speaker == voice:
                ends = self.at(start) + 0.6, max(self.at(end) - 0.6, self.at(start) + 3)
                thin = width * (0.6 if voice == "editor" else 1)
                self.sheet.stroke(ends, (y, y), VOICES[voice].color, thin, dashed, above=2)

    def bracket(self, x: float, right: float, y: float, half: float) -> None:
        """Set square brackets around what the editor put into the author's sentence."""
        for edge, inward in ((x, 3), (right, -3)):
            ys = (y - half, y - half, y + half, y + half)
            self.sheet.stroke((edge + inward, edge, edge, edge + inward), ys, self.sheet.theme.ink, 1.2, above=5)

    def insertions(self, voice: str = "editor") -> list[tuple[int, int]]:
        """Return where a voice put words into the other's sentence."""
        return [(start, end) for speaker, inserted, start, end in self._runs() if inserted and speaker == voice]

    def inserted(self, offset: int) -> bool:
        """Say whether the editor put these words into the author's sentence."""
        return any(start <= offset < end for start, end in self.insertions())

    def _runs(self) -> Iterable[tuple[str, bool, int, int]]:
        return (run for sentence in self.article.sentences for run in self.article.runs(sentence))


def stacked(xs: Sequence[float], gap: float) -> list[int]:
    """Give each mark the lowest level on which it keeps a gap to those before it."""
    levels, found = list[list[float]](), list[int]()
    for x in xs:
        level = next((n for n, taken in enumerate(levels) if all(abs(x - one) >= gap for one in taken)), len(levels))
        if level == len(levels):
            levels.append([])
        levels[level].append(x)
        found.append(level)
    return found
