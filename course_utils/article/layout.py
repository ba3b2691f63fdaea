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
from collections import Counter
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from course_utils.article.boilerplate import ends_sentence, is_heading, is_no_title, is_note, remains, remedy_of
from course_utils.article.masthead import LINES, Masthead, kind_of, one_byline
from course_utils.errors import Problems, quoted, unknown_name

Kind = Literal["lead", "excerpt", "interpolation"]
#: A passage in code points; an interpolation, with its brackets, follows the excerpt around it.
Span = tuple[Kind, int, int]

_SAYS = (
    r"(?:adds?|argues?|asks?|concludes?|continues?|explains?|goe?s?|notes?|observes?|puts?|remarks?|says?|sums?|warns?"
    r"|writes?)(?:\s+(?:on|it|up|further|elsewhere|later|thus|this|way|as|follows))*\s*:$"
)
_HANDS_OVER = re.compile(
    r"\b(?:he|she|they|(?:author|essay|article|piece|paper|report)s?)\s+(?:(?:also|then|later|further)\s+)?" + _SAYS,
    re.IGNORECASE,
)
_QUOTES = re.compile(rf"\b(?:{_SAYS}|(?:words|excerpts?|follow\w*|wrote|said|told|put|[a-z]+ed)\b)", re.IGNORECASE)
_STOP = "write “։” for each full stop, and “:” only where the editor hands over to the author"
_TEXT = "nothing but text here"
#: What is quoted in full within a paragraph, and the name of a speaker before one.
_CITED = re.compile(r"\w:\s*[“\"«„]((?:[^“”\"«»„.!?]+[.!?]\s){1,}[^“”\"«»„]*)")
_SPEAKER = re.compile(r"(?!https?:)[^\W\d_a-z][\w.’ -]{0,30}:\s")
_BRACKET = re.compile(r"[\[\]]")
_NOTE = re.compile(r"\[(?:[\s0-9]*|edit|citation needed)\]")


class Line(NamedTuple):
    """A line that is not blank: number, where its words begin, the words, whether a blank line precedes."""

    number: int
    start: int
    words: str
    parted: bool


def read_layout(text: str, problems: Problems, whole: str | None = None) -> tuple[Masthead, list[Span]]:
    """Read the layout of ``text``, which is not blank; what it breaks goes to ``problems``, all of it.

    Where the ``whole`` text is of one voice, no colon hands over.
    """
    lines, start, parted = list[Line](), 0, True
    for number, raw in enumerate(text.split("\n"), 1):
        if words := raw.strip():
            lines.append(Line(number, start + raw.index(words[0]), words, parted))
        parted = not words
        start += len(raw) + 1
    kinds = [kind_of(line.words, header=True) for line in lines[:9]]
    for n, (line, after) in enumerate(pairwise(lines[:8])):
        byline = one_byline(line.words, after.words)
        if n and byline and kinds.count("byline") == 2:  # in two lines, as most pages have it, and none besides
            lines[n : n + 2] = [line._replace(words=byline)]
            break
    masthead = Masthead(problems)
    body = _without_boilerplate(lines[_read_header(lines, masthead) :], problems)
    while body and (kind := kind_of(body[-1].words)) and kind != "byline":
        line = body.pop()
        masthead.take(kind, line.words, line.number)
    for absent, (form, missing) in LINES.items():
        if absent not in masthead.seen:
            problems.warn(None, f"there is no line “{form}”; {missing} None")
    paragraphs: list[list[Line]] = []
    for line in body:
        if kind_of(line.words):
            remedy = "move it above the text, or give a second article its own file"
            if kind_of(line.words) == "more":
                remedy = "move it below the text if it says where all of this text is, else take it out"
            problems.expected(line.number, _TEXT, line.words, remedy)
        if line.parted or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    if not paragraphs:
        problems.add(None, "expected paragraphs after the title, found none; put the article's text in the file")
    if whole not in ("editor", "author", None):
        problems.add(None, f"whole: {unknown_name(whole, ('editor', 'author'), 'a voice')}")
    return masthead, _tell_voices(paragraphs, masthead, whole)


def _read_header(lines: list[Line], masthead: Masthead) -> int:
    """Read the lines before the text; return the index of the text's first."""
    masthead.take_title(lines[0].words, lines[0].number)
    if not masthead.url and is_no_title(lines[0].words):
        above = "put the title itself first, with its link, and take out what the page has above it"
        masthead.problems.expected(lines[0].number, "“Title URL”", lines[0].words, above)
    for n, line in enumerate(lines[1:], 1):
        kind, remedy = kind_of(line.words, header="byline" not in masthead.seen), remedy_of(line.words, True)
        text = line.parted and not remedy and not kind
        close = {kind_of(later.words, header=True) for later in lines[n + 1 : n + 5]} - masthead.seen
        if text and "byline" in close and is_heading(line.words):
            remedy = "keep one line as the title, write who wrote it and when as the byline, and take out the rest"
            masthead.problems.expected(line.number, "a byline such as “March 14, 2023 | Author”", line.words, remedy)
        elif text or kind == "more":
            return n
        elif kind:
            masthead.take(kind, line.words, line.number)
        elif remedy:
            if "://" in line.words:
                remedy = "join it to the title, after a space, or take it out"
            masthead.problems.expected(line.number, _TEXT, line.words, remedy)
        else:
            remedy = "put one there, or join this line to the one above if they are one"
            masthead.problems.expected(line.number, "a blank line before the text", line.words, remedy)
    return len(lines)


def _without_boilerplate(lines: list[Line], problems: Problems) -> list[Line]:
    """Refuse the lines that are surely no part of a sentence, and return the others."""
    kept, apart = list[Line](), True
    known = remains([line.words for line in lines])
    for n, (line, after) in enumerate(zip_longest(lines, lines[1:])):
        apart, kind = apart or line.parted, kind_of(line.words)
        remedy = apart and remedy_of(line.words, not after or after.parted)
        if not kind and (remedy := remedy or known.get(n)):
            problems.expected(line.number, _TEXT, line.words, remedy)
        else:
            kept.append(line)
            apart = bool(kind) or ends_sentence(line.words)
    return kept


def _tell_voices(paragraphs: list[list[Line]], masthead: Masthead, whole: str | None) -> list[Span]:
    """Return each paragraph as the editor's lead or the author's excerpt, and the latter's insertions."""
    problems = masthead.problems
    spans: list[Span] = []
    announced = whole == "author"
    stops = any("։" in line.words for paragraph in paragraphs for line in paragraph)
    for paragraph, after in zip_longest(paragraphs, paragraphs[1:]):
        last = paragraph[-1]
        colon = not whole and last.words.endswith((":", "："))
        kind: Kind = "excerpt" if announced else "lead"
        if colon:
            kind = _kind_with_colon(paragraph, kind, paragraph is paragraphs[-1], stops, masthead)
        for line in paragraph[:-1]:
            if not (announced or whole) and line.words.endswith(":"):
                remedy = "put one there, or join the lines if the lead goes on"
                problems.expected(line.number, "a blank line after the lead's colon", line.words, remedy)
        announced = announced or colon
        if not ends_sentence(last.words):
            said = f"{quoted(last.words, 60)} does not end as a sentence does and is taken as the "
            remedy = "leave it if it is a heading or an item of a list, else take it out"
            if after and after[0].words[0].islower():
                remedy = "join the next paragraph to it if the sentence goes on there, else leave it"
            problems.warn(last.number, f"{said}{'editor' if kind == 'lead' else 'author'}'s; {remedy}")
        elif kind == "excerpt" and is_note(paragraph[0].words):
            remedy = "put it in square brackets if it is the editor's, or take it out"
            problems.warn(last.number, f"{quoted(paragraph[0].words, 60)} is taken as the author's; {remedy}")
        elif kind == "lead" and not whole and (cited := _CITED.search(last.words)):
            remedy = "put a blank line after the colon if the author's text begins there"
            problems.warn(last.number, f"{quoted(cited[1], 60)} is taken as the editor's, who quotes it; {remedy}")
        spans.append((kind, paragraph[0].start, last.start + len(last.words)))
        spans += [pair for pair in _pair_brackets(paragraph, problems) if kind == "excerpt"]
    _warn_of_copies(paragraphs, problems)
    if paragraphs and not any(kind == "excerpt" for kind, *_ in spans) and not whole:
        message = "no text follows a paragraph that ends in a colon; the whole text is taken as the editor's"
        remedy = f"“whole: author” if {masthead.author or 'an author'} wrote it, else “whole: editor”"
        problems.warn(paragraphs[-1][0].number, f"{message}; write into course.yaml {remedy}")
    if masthead.author and paragraphs and paragraphs[-1][0].words.startswith(f"{masthead.author} "):
        remedy = "; write “About the author: …” before it if it is about who wrote the text"
        problems.warn(paragraphs[-1][0].number, f"{quoted(paragraphs[-1][0].words, 60)} is taken as text{remedy}")
    if wrapped := [paragraph[0].number for paragraph in paragraphs if len(paragraph) > 1]:
        message = f"paragraphs of several lines: {len(wrapped)}; only a blank line parts two paragraphs"
        problems.warn(wrapped[0], message)
    return spans


def _warn_of_copies(paragraphs: list[list[Line]], problems: Problems) -> None:
    """Warn of a paragraph that only says what another says, and of names of speakers before two."""
    body = "\n".join(line.words for paragraph in paragraphs for line in paragraph).casefold()
    speakers = Counter(found[0] for first, *_ in paragraphs if (found := _SPEAKER.match(first.words)))
    for first, *more in paragraphs:
        alone = first.words.casefold().strip("“”\"'‘’«»„*.!?… ")
        if not more and 20 <= len(alone) <= 300 and len(body) < 200_000 and body.count(alone) > 1:
            remedy = "take it out here if the page only shows it in large letters besides"
            problems.warn(first.number, f"{quoted(first.words, 60)} stands in the text twice; {remedy}")
        if (found := _SPEAKER.match(first.words)) and speakers.pop(found[0], 0) > 1:
            remedy = "take a page on which one author speaks"
            said = "is taken as a word of the text, and who speaks is not read from it"
            problems.warn(first.number, f"{quoted(found[0])} {said}; {remedy}")


def _kind_with_colon(paragraph: list[Line], kind: Kind, ends: bool, stops: bool, masthead: Masthead) -> Kind:
    """Tell whose is a paragraph of the lead or the excerpt that ends in a colon; refuse it where that is open."""
    problems, number = masthead.problems, paragraph[0].number
    words = " ".join(line.words for line in paragraph)
    author = (masthead.author or "")[:300]  # a longer one is refused, and to look through it takes its square
    names = re.findall(r"\w{3,}(?=\s*(?:$|,|;|&|\||\band\b))", author)
    named = any(re.search(rf"\b{name}\b", words[-300:]) for name in names)
    taken = f"{quoted(words, 60)} is taken as the editor's, who hands over"
    verjaket = re.search(r"[Ա-և]\W*:$", words[-9:])
    if verjaket and not stops:
        problems.expected(number, "“։” (U+0589) at the end of a sentence", words, _STOP)
    elif kind == "lead":
        if verjaket or (names and not named and re.search("[a-z]", words) and not _QUOTES.search(words[-100:])):
            remedy = _STOP if verjaket else "write “whole: author” into course.yaml if all is the author's"
            problems.warn(number, f"{taken} to the author; {remedy}")
    elif named or (len(words) <= 100 and _HANDS_OVER.search(words)):
        problems.warn(number, f"{taken} to the author again; check that all since the last colon is the author's")
        return "lead"
    elif ends:
        problems.warn(paragraph[-1].number, "the excerpt ends in a colon; its end may be missing")
    else:
        remedy = "put it in square brackets if it is the editor's, or take out the blank line after it if not"
        remedy += ", or write “։” if it is a full stop" if verjaket else ""
        problems.expected(number, "no second colon with a blank line after it", words, remedy)
    return kind


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
