"""The text of a digest's print view → its masthead, and spans that say whose words they are.

The layout: ``Title URL`` · blank line · ``Month D, YYYY | Author`` · ``About the author: …`` · blank line ·
paragraphs parted by blank lines · ``Read more on PUBLISHER: URL``.

Whose words a paragraph is rests on two rules. The lead is the editor's and ends with the paragraph that ends
in a colon; what follows is the excerpt, the author's, and square brackets in it are the editor's again.

A later paragraph that ends in a colon may be the editor's who resumes or the author's who announces a list.
It is the editor's, with a warning, only if it names the author, or is short and ends like “He adds:”; else
the file is refused. An editor who resumes with no colon no rule can see.
"""

import re
from typing import Literal, NamedTuple

from course_utils.article.masthead import LINES, Masthead, kind_of
from course_utils.errors import Problems, quoted

Kind = Literal["lead", "excerpt", "interpolation"]
#: A passage in code points; an interpolation, with its brackets, follows the excerpt around it.
Span = tuple[Kind, int, int]

_HANDS_OVER = re.compile(
    r"\b(?:he|she|they|(?:author|essay|article|piece|paper|report)s?)\s+(?:(?:also|then|later|further)\s+)?"
    r"(?:adds?|argues?|asks?|concludes?|continues?|explains?|goe?s?|notes?|observes?|puts?|remarks?|says?|sums?"
    r"|warns?|writes?)(?:\s+(?:on|it|up|further|elsewhere|later|thus|this|way|as|follows))*\s*:$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\[\]]")
_NOTE = re.compile(r"\[[\s0-9]*\]")


class Line(NamedTuple):
    """A line that is not blank: number, where its words begin, the words, whether a blank line precedes."""

    number: int
    start: int
    words: str
    parted: bool


def read_layout(text: str, problems: Problems) -> tuple[Masthead, list[Span]]:
    """Read the layout of ``text``, which is not blank; what it breaks goes to ``problems``, all of it."""
    lines, start, parted = list[Line](), 0, True
    for number, raw in enumerate(text.split("\n"), 1):
        if words := raw.strip():
            lines.append(Line(number, start + raw.index(words[0]), words, parted))
        parted = not words
        start += len(raw) + 1
    masthead = Masthead(problems)
    body = lines[_read_header(lines, masthead) :]
    while body and (kind := kind_of(body[-1].words)) and kind != "byline":
        line = body.pop()
        masthead.take(kind, line.words, line.number)
    for absent, (form, missing) in LINES.items():
        if absent not in masthead.seen:
            problems.warn(None, f"there is no line “{form}”; {missing} None")
    paragraphs: list[list[Line]] = []
    for line in body:
        if kind_of(line.words):
            remedy = "move it before or after the text, or give a second article its own file"
            problems.expected(line.number, "nothing but text here", line.words, remedy)
        if line.parted or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    if not paragraphs:
        problems.add(None, "expected paragraphs after the title, found none; put the article's text in the file")
    return masthead, _tell_voices(paragraphs, masthead)


def _read_header(lines: list[Line], masthead: Masthead) -> int:
    """Read the lines before the text; return the index of the text's first."""
    masthead.take_title(lines[0].words, lines[0].number)
    for n, line in enumerate(lines[1:], 1):
        kind = kind_of(line.words, header="byline" not in masthead.seen)
        if kind == "more" or (not kind and line.parted and not re.fullmatch(r"https?:\S+", line.words)):
            return n
        if kind:
            masthead.take(kind, line.words, line.number)
        else:
            remedy = "put one there, or join this line to the one above if they are one"
            masthead.problems.expected(line.number, "a blank line before the text", line.words, remedy)
    return len(lines)


def _tell_voices(paragraphs: list[list[Line]], masthead: Masthead) -> list[Span]:
    """Return each paragraph as the editor's lead or the author's excerpt, and the latter's insertions."""
    problems = masthead.problems
    spans: list[Span] = []
    announced = False
    for paragraph in paragraphs:
        last = paragraph[-1]
        colon = last.words.endswith(":")
        kind: Kind = "excerpt" if announced else "lead"
        if announced and colon:
            kind = _kind_again(paragraph, paragraph is paragraphs[-1], masthead)
        for line in paragraph[:-1]:
            if not announced and line.words.endswith(":"):
                remedy = "put one there, or join the lines if the lead goes on"
                problems.expected(line.number, "a blank line after the lead's colon", line.words, remedy)
        announced = announced or colon
        spans.append((kind, paragraph[0].start, last.start + len(last.words)))
        spans += [pair for pair in _pair_brackets(paragraph, problems) if kind == "excerpt"]
    if paragraphs and not any(kind == "excerpt" for kind, *_ in spans):
        message = "no text follows a paragraph that ends in a colon; the whole text is taken as the editor's"
        problems.warn(paragraphs[-1][0].number, message)
    if wrapped := [paragraph[0].number for paragraph in paragraphs if len(paragraph) > 1]:
        message = f"paragraphs of several lines: {len(wrapped)}; only a blank line parts two paragraphs"
        problems.warn(wrapped[0], message)
    return spans


def _kind_again(paragraph: list[Line], ends: bool, masthead: Masthead) -> Kind:
    """Tell whose is a paragraph of the excerpt that has a colon at its end; refuse it where that is open."""
    problems, number = masthead.problems, paragraph[0].number
    words = " ".join(line.words for line in paragraph)
    author = (masthead.author or "")[:300]  # a longer one is refused, and to look through it takes its square
    names = re.findall(r"\w{3,}(?=\s*(?:$|,|;|&|\||\band\b))", author)
    named = any(re.search(rf"\b{name}\b", words[-300:]) for name in names)
    if named or (len(words) <= 100 and _HANDS_OVER.search(words)):
        message = f"{quoted(words, 60)} is taken as the editor's, who hands over to the author again; "
        problems.warn(number, message + "check that all since the last colon is the author's")
        return "lead"
    if ends:
        problems.warn(paragraph[-1].number, "the excerpt ends in a colon; its end may be missing")
    else:
        remedy = "put it in square brackets if it is the editor's, or take out the blank line after it if not"
        problems.expected(number, "no second colon with a blank line after it", words, remedy)
    return "excerpt"


def _pair_brackets(paragraph: list[Line], problems: Problems) -> list[Span]:
    """Return the outermost pairs of square brackets in a paragraph; each must have its other half there."""
    pairs: list[Span] = []
    opened: list[tuple[Line, int]] = []

    def refuse(line: Line, around: slice) -> None:
        remedy = "add the other bracket or take this one out"
        problems.expected(line.number, "brackets in pairs within each paragraph", line.words[around], remedy)

    for line in paragraph:
        for bracket in _BRACKET.finditer(line.words):
            at = bracket.start()
            if bracket[0] == "[":
                opened.append((line, at))
            elif not opened:
                refuse(line, slice(max(0, at - 29), at + 1))
            else:
                first, start = opened.pop()
                if not opened:
                    pairs.append(("interpolation", first.start + start, line.start + at + 1))
                    if first is line and _NOTE.fullmatch(words := line.words, start, at + 1):
                        message = f"{quoted(words[start : at + 1])} is taken as the editor's words; "
                        problems.warn(line.number, message + "take it out if it is a note's mark")
    for line, at in opened:
        refuse(line, slice(at, at + 30))
    return pairs
