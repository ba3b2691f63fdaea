"""Where sentences begin and end, by the splitter sentencex, in time that grows with the text's length.

sentencex 1.0.32 counts in code points, as Python does. Two precautions, both measured: it panics where a wide
white space follows an initial (“J. R.” with a no-break space), and quotation marks that are never closed cost
it the square of a paragraph's length and more.
"""

import re
from collections.abc import Iterator

#: The most characters given to the splitter at once. In a longer paragraph, and only there, a quotation of
#: several sentences and over 2,000 characters may be split inside.
STRETCH = 10_000
#: The same where more quotation marks than these stand in it, which cannot be honest.
_CROWDED_STRETCH = _MOST_OPENERS = 500
_OPENERS = "\"'`“„‟‘‚‛«»‹《「"
#: Every white space but the three that the splitter takes well.
_WIDE = re.compile(r"[^\S\t\n ]")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraph ``text[start:end]``, in code points, with no white space around.

    Together with white space they tile the paragraph.
    """
    paragraph = text[start:end]
    begin = 0
    for stop in _stops(_WIDE.sub(" ", paragraph)):
        sentence = paragraph[begin:stop]
        if bare := sentence.strip():
            left = start + begin + sentence.index(bare[0])
            yield left, left + len(bare)
        begin = stop


def _stops(paragraph: str) -> Iterator[int]:
    """Yield where each sentence ends, up to the paragraph's end, reading a long one stretch by stretch."""
    from sentencex import get_sentence_boundaries

    begin = 0
    while begin < len(paragraph):
        stretch = paragraph[begin : begin + STRETCH]
        if len(stretch) > _CROWDED_STRETCH and sum(map(stretch.count, _OPENERS)) > _MOST_OPENERS:
            stretch = stretch[:_CROWDED_STRETCH]
        # What stands near a stretch's end is cut off from its closing quotation mark: the next has it again.
        whole = begin + len(stretch) == len(paragraph)
        sure = len(stretch) if whole else len(stretch) * 4 // 5
        ends = [found["end_index"] for found in get_sentence_boundaries("en", stretch)]
        if kept := [end for end in ends if end <= sure]:
            yield from (begin + end for end in kept)
            begin += len(stretch) if whole else kept[-1]
        else:
            begin += max(stretch.rfind(" ", sure // 2, sure), sure // 2)
