"""The text of a digest's print view → its masthead, and spans that say whose words they are.

The layout: ``Title URL`` · blank line · ``Month D, YYYY | Author`` · ``About the author: …`` · blank line ·
paragraphs parted by blank lines · ``Read more on PUBLISHER: URL``.

Whose words a paragraph is rests on two rules. The lead is the editor's and ends with the paragraph that ends
in a colon; what follows is the excerpt, the author's, and square brackets in it are the editor's again.

A later paragraph that ends in a colon may be the editor's who resumes or the author's who announces a list.
It is the editor's, with a warning, only if it names the author, or is short and ends like “He adds:”; else
the file is refused. An editor who resumes with no colon no rule can see.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from course_utils.article.decoding import MOST, Findings, shown
from course_utils.article.masthead import LINES, Masthead, kind_of

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


def read_layout(text: str, findings: Findings) -> tuple[Masthead, list[Span]]:
    """Read the layout of ``text``, which is not blank; what it breaks goes to ``findings``, all of it."""
    lines, start, parted = list[Line](), 0, True
    for number, raw in enumerate(text.split("\n"), 1):
        if words := raw.strip():
            lines.append(Line(number, start + raw.index(words[0]), words, parted))
        parted = not words
        start += len(raw) + 1
    masthead = Masthead()
    body = lines[_read_header(lines, masthead, findings) :]
    while body and (kind := kind_of(body[-1].words)) and kind != "byline":
        line = body.pop()
        masthead.take(kind, line.words, line.number, findings)
    for absent, (form, missing) in LINES.items():
        if absent not in masthead.seen:
            findings.warn(f"there is no line “{form}”; {missing} None")
    paragraphs: list[list[Line]] = []
    for line in body:
        if kind_of(line.words):
            remedy = "move it before or after the text, or give a second article its own file"
            findings.refuse("nothing but text here", line.words, remedy, line.number)
        if line.parted or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    if not paragraphs:
        findings.refuse("paragraphs after the title", "", "put the article's text in the file")
    return masthead, _tell_voices(paragraphs, masthead, findings)


def _read_header(lines: list[Line], masthead: Masthead, findings: Findings) -> int:
    """Read the lines before the text; return the index of the text's first."""
    masthead.take_title(lines[0].words, lines[0].number, findings)
    for n, line in enumerate(lines[1:], 1):
        kind = kind_of(line.words, header="byline" not in masthead.seen)
        if kind == "more" or (not kind and line.parted and not re.fullmatch(r"https?:\S+", line.words)):
            return n
        if kind:
            masthead.take(kind, line.words, line.number, findings)
        else:
            remedy = "put one there, or join this line to the one above if they are one"
            findings.refuse("a blank line before the text", line.words, remedy, line.number)
    return len(lines)


def _tell_voices(paragraphs: list[list[Line]], masthead: Masthead, findings: Findings) -> list[Span]:
    """Return each paragraph as the editor's lead or the author's excerpt, and the latter's insertions."""
    spans: list[Span] = []
    announced = False
    for paragraph in paragraphs:
        last = paragraph[-1]
        colon = last.words.endswith(":")
        if not announced:
            kind: Kind = "lead"
            for line in paragraph[:-1]:
                if line.words.endswith(":"):
                    remedy = "put one there, or join the lines if the lead goes on"
                    findings.refuse("a blank line after the lead's colon", line.words, remedy, line.number)
        elif colon:
            kind = _kind_again(paragraph, paragraph is paragraphs[-1], masthead, findings)
        else:
            kind = "excerpt"
        announced = announced or colon
        spans.append((kind, paragraph[0].start, last.start + len(last.words)))
        spans += [pair for pair in _pair_brackets(paragraph, findings) if kind == "excerpt"]
    if paragraphs and not any(kind == "excerpt" for kind, *_ in spans):
        message = "no text follows a paragraph that ends in a colon; the whole text is taken as the editor's"
        findings.warn(message, paragraphs[-1][0].number)
    if wrapped := [paragraph[0].number for paragraph in paragraphs if len(paragraph) > 1]:
        message = f"paragraphs of several lines: {len(wrapped)}; only a blank line parts two paragraphs"
        findings.warn(message, wrapped[0])
    return spans


def _kind_again(paragraph: list[Line], ends: bool, masthead: Masthead, findings: Findings) -> Kind:
    """Tell whose is a paragraph of the excerpt that has a colon at its end; refuse it where that is open."""
    words = " ".join(line.words for line in paragraph)
    author = (masthead.author or "")[:300]  # a longer one is refused, and to look through it takes its square
    names = re.findall(r"\w{3,}(?=\s*(?:$|,|;|&|\||\band\b))", author)
    named = any(re.search(rf"\b{name}\b", words[-300:]) for name in names)
    if named or (len(words) <= 100 and _HANDS_OVER.search(words)):
        message = f"{shown(words)} is taken as the editor's, who hands over to the author again; "
        findings.warn(message + "check that all since the last colon is the author's", paragraph[0].number)
        return "lead"
    if ends:
        findings.warn("the excerpt ends in a colon; its end may be missing", paragraph[-1].number)
        return "excerpt"
    remedy = "put it in square brackets if it is the editor's, or take out the blank line after it if not"
    findings.refuse("no second colon with a blank line after it", words, remedy, paragraph[0].number)
    return "excerpt"


def _pair_brackets(paragraph: list[Line], findings: Findings) -> list[Span]:
    """Return the outermost pairs of square brackets in a paragraph; each must have its other half there."""
    pairs: list[Span] = []
    opened: list[tuple[Line, int]] = []
    lone: list[tuple[Line, str]] = []
    for line in paragraph:
        for bracket in _BRACKET.finditer(line.words):
            at = bracket.start()
            if bracket[0] == "[":
                opened.append((line, at))
            elif not opened:
                lone.append((line, line.words[max(0, at - 29) : at + 1]))
            else:
                first, start = opened.pop()
                if not opened:
                    pairs.append(("interpolation", first.start + start, line.start + at + 1))
                    if first is line and _NOTE.fullmatch(words := line.words, start, at + 1):
                        message = f"{shown(words[start : at + 1])} is taken as the editor's words; "
                        findings.warn(message + "take it out if it is a note's mark", line.number)
    lone += [(line, line.words[at : at + 30]) for line, at in opened]
    for line, words in lone[: MOST + 1]:
        remedy = "add the other bracket or take this one out"
        findings.refuse("brackets in pairs within each paragraph", words, remedy, line.number)
    return pairs
