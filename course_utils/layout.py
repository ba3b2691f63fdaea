"""The text of a digest's print view → its masthead, its paragraphs with their voices, its insertions.

The layout: ``Title URL`` · blank line · ``Month D, YYYY | Author`` · ``About the author: …`` · blank line ·
paragraphs parted by blank lines · ``Read more on PUBLISHER: URL``.

Whose words a paragraph is rests on two rules. The lead is the editor's and ends with the paragraph that ends
in a colon; what follows is the excerpt, the author's, and square brackets in it are the editor's again.

Where the excerpt has another paragraph that ends in a colon, the layout cannot tell the editor who resumes
from the author who announces a list. It is the editor's, with a warning, only if it hands over to the author
in so many words: it names the author, or is short and ends like “He adds:”. Otherwise the file is refused,
and the message says how either reading is written. An editor who resumes with no colon no rule can see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from course_utils.decoding import Findings, shown
from course_utils.masthead import Masthead, is_link, kind_of

_BRACKET = re.compile(r"[\[\]]")
_MARKDOWN_LINK = re.compile(r"\]\((?=https?:|www\.|mailto:|[/#])")
_NOTE = re.compile(r"\[\s*(?:[0-9]{1,3}\s*)?\]")
_HANDS_OVER = re.compile(
    r"\b(?:he|she|they|the\s+(?:authors?|essay|article|piece|paper|report))\s+(?:(?:also|then|later|further)\s+)?"
    r"(?:adds?|argues?|asks?|concludes?|continues?|elaborates?|explains?|goe?s?|notes?|observes?|puts?|remarks?"
    r"|says?|sums?|warns?|writes?)(?:\s+(?:on|it|up|out|further|elsewhere|later|thus|this|way|as|follows))*\s*:$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """One paragraph: code points into the text without the white space around it, and its first line."""

    start: int
    end: int
    line: int
    kind: Literal["lead", "excerpt"] = "lead"


@dataclass(slots=True)
class Layout:
    """What the layout of one text says; ``insertions`` are the outermost brackets of the excerpt."""

    masthead: Masthead = field(default_factory=Masthead)
    blocks: list[Block] = field(default_factory=list)
    insertions: list[tuple[int, int]] = field(default_factory=list)


def read_layout(text: str, findings: Findings) -> Layout:
    """Read the layout of ``text``; what it breaks goes to ``findings``, all of it."""
    layout = Layout()
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    first = _read_header(lines, layout.masthead, findings)
    last = _read_footer(lines, first, layout.masthead, findings)
    _warn_of_gaps(layout.masthead, findings)
    layout.blocks = list(_blocks(lines, starts, first, last))
    if not layout.blocks:
        findings.refuse("expected paragraphs after the title, found none; put the article's text in the file")
        return layout
    _find_strangers(lines, first, last, findings)
    _tell_voices(text, layout, findings)
    for block in layout.blocks:
        _read_brackets(text, block, starts, layout.insertions, findings)
    return layout


def _read_header(lines: list[str], masthead: Masthead, findings: Findings) -> int:
    """Read the lines before the text; return the index of the text's first line."""
    title = next(n for n, line in enumerate(lines) if line.strip())
    masthead.take_title(lines[title].strip(), title + 1, findings)
    at = title + 1
    while at < len(lines):
        line = lines[at].strip()
        kind = kind_of(line, header="byline" not in masthead.seen) if line else None
        if line and not masthead.seen and masthead.url is None and is_link(line):
            findings.warn("the link stands under the title, not behind it", at + 1)
            masthead.take_link(line, at + 1, findings)
        elif kind and kind != "more":
            masthead.take(kind, line, at + 1, findings)
        elif line and at == title + 1:
            _refuse_joined("title", line, at, findings)
        elif line:
            break
        at += 1
    if at < len(lines) and (above := lines[at - 1].strip()):
        if kind_of(above) == "bio":
            _refuse_joined("line “About the author”", lines[at].strip(), at, findings)
        else:
            findings.warn("the text begins with no blank line before it", at + 1)
    return at


def _refuse_joined(above: str, line: str, at: int, findings: Findings) -> None:
    message = f"expected a blank line after the {above}, found {shown(line)}; "
    findings.refuse(message + "put one between them, or join the two if they are one", at + 1)


def _read_footer(lines: list[str], first: int, masthead: Masthead, findings: Findings) -> int:
    """Read the lines after the text, from the end; return the index after the text's last line."""
    end = len(lines)
    while end > first:
        line = lines[end - 1].strip()
        if line:
            kind = kind_of(line)
            if kind is None or kind == "byline" or (kind == "bio" and "bio" in masthead.seen):
                break
            masthead.take(kind, line, end, findings)
        end -= 1
    return end


def _warn_of_gaps(masthead: Masthead, findings: Findings) -> None:
    if masthead.title and masthead.url is None:
        findings.warn("the title has no link; url is None")
    if "byline" not in masthead.seen:
        findings.warn("there is no line “Month D, YYYY | Author”; published and author are None")
    if "bio" not in masthead.seen:
        findings.warn("there is no line “About the author: …”; author_bio is None")
    if "more" not in masthead.seen:
        findings.warn("there is no line “Read more on PUBLISHER: URL”; original is None")


def _blocks(lines: list[str], starts: list[int], first: int, last: int) -> Iterator[Block]:
    """Yield the paragraphs: lines with no blank line between them."""
    block: Block | None = None
    for n in range(first, last):
        line = lines[n]
        bare = line.strip()
        if bare:
            end = starts[n] + len(line.rstrip())
            if block is None:
                block = Block(starts[n] + len(line) - len(line.lstrip()), end, n + 1)
            else:
                block.end = end
        elif block is not None:
            yield block
            block = None
    if block is not None:
        yield block


def _find_strangers(lines: list[str], first: int, last: int, findings: Findings) -> None:
    """Refuse lines in the text that belong around it: two articles in one file, or a line out of place."""
    for n in range(first, last):
        line = lines[n].strip()
        if line and (kind := kind_of(line)):
            where = "after" if kind in ("more", "topics") else "before"
            message = f"expected text, found {shown(line)}, which belongs {where} it; "
            message += "move the line there, or give the second article a file of its own"
            findings.refuse(message, n + 1, kind="stranger")


def _tell_voices(text: str, layout: Layout, findings: Findings) -> None:
    """Mark each paragraph as the editor's lead or the author's excerpt."""
    in_excerpt = False
    wrapped: list[int] = []
    for n, block in enumerate(layout.blocks):
        if "\n" in (paragraph := text[block.start : block.end]):
            wrapped.append(block.line)
        colon = paragraph.endswith(":")
        if in_excerpt and not (
            colon and _resumes(paragraph, block, n == len(layout.blocks) - 1, layout, findings)
        ):
            block.kind = "excerpt"
            continue
        if not in_excerpt and (inner := re.search(r":[^\S\n]*\n", paragraph)):
            line = block.line + paragraph.count("\n", 0, inner.start())
            message = (
                "expected a blank line after the colon that ends the lead, found more of the paragraph; "
            )
            findings.refuse(message + "put a blank line there, or join the lines if the lead goes on", line)
        in_excerpt = in_excerpt or colon
    if not any(block.kind == "excerpt" for block in layout.blocks):
        why = (
            "the lead ends in a colon and no excerpt follows"
            if in_excerpt
            else "no paragraph ends in a colon"
        )
        findings.warn(f"{why}; the whole text is taken as the editor's", layout.blocks[-1].line)
    if wrapped:
        more = f" and {len(wrapped) - 1} more" if len(wrapped) > 1 else ""
        message = f"lines with no blank line between them are one paragraph: the one that begins here{more}"
        findings.warn(message, wrapped[0])


def _resumes(paragraph: str, block: Block, last: bool, layout: Layout, findings: Findings) -> bool:
    """Tell whether a paragraph with a colon is the editor's again; refuse it where that is open."""
    names = re.findall(r"\w{3,}(?=\s*(?:$|,|;|&|\||\band\b))", layout.masthead.author or "")
    named = any(re.search(rf"\b{re.escape(name)}\b", paragraph[-300:]) for name in names)
    if named or (len(paragraph) <= 100 and _HANDS_OVER.search(paragraph)):
        message = f"{shown(paragraph)} is taken as the editor's, who hands over to the author again; "
        findings.warn(
            message + "check that all since the last colon is the author's", block.line, kind="resumes"
        )
        return True
    if last:
        findings.warn("the excerpt ends in a colon; its end may be missing", block.line)
        return False
    message = f"expected to tell whose words they are, found a colon at the end of {shown(paragraph)}; "
    message += "put it in square brackets if it is the editor's, or take out the blank line after it if not"
    findings.refuse(message, block.line, kind="colon")
    return False


def _read_brackets(
    text: str, block: Block, starts: list[int], insertions: list[tuple[int, int]], findings: Findings
) -> None:
    """Add the insertions of one paragraph; in the lead brackets are the editor's anyway, but must close too.

    Of nested brackets the outer pair is the insertion.
    """
    opened: list[int] = []
    for match in _BRACKET.finditer(text, block.start, block.end):
        at = match.start()
        if match[0] == "[":
            opened.append(at)
        elif not opened:
            before = shown(text[max(block.start, at - 30) : at + 1])
            message = f"expected “[” before the end of {before}, found none in the paragraph; "
            findings.refuse(
                message + "open the bracket or take this one out", bisect_right(starts, at), kind="]"
            )
        else:
            start = opened.pop()
            if _MARKDOWN_LINK.match(text, at):
                found = shown(text[start : at + 1])
                message = f"expected plain words, found a Markdown link on {found}; keep its words alone"
                findings.refuse(message, bisect_right(starts, at), kind="link")
            elif not opened and block.kind == "excerpt":
                insertions.append((start, at + 1))
                if _NOTE.fullmatch(text, start, at + 1):
                    found = shown(text[start : at + 1])
                    message = f"{found} is counted as the editor's insertion; it may be the mark of a note"
                    findings.warn(message, bisect_right(starts, at), kind="note")
    for at in opened:
        after = shown(text[at : min(at + 30, block.end)])
        message = f"expected “]” after {after}, found none in the paragraph; close the bracket or take it out"
        findings.refuse(message, bisect_right(starts, at), kind="[")
