"""YAML as a teacher typed it: every scalar stays text, and everything knows its line.

Plain YAML loaders turn ``NO`` into False, ``2020-07`` into a date and keep the last of two equal keys.
Here nothing is interpreted, keys may not repeat, and anchors, aliases and tags are refused, so a small
file cannot unfold into a large one. The tree is built from libyaml's events without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeAlias

import yaml

from course_utils.disk import read_regular
from course_utils.errors import Problems, quoted

MAX_BYTES = 32_000_000  #: The largest file that is read, in bytes; a reading of 25,000 anchors takes about 5 MB.
MAX_DEPTH = 16  #: How deep lists and mappings may nest; a reading needs 5.
MAX_NODES = 400_000  #: How many values a file may hold; a reading of 25,000 anchors takes about 250,000.
MAX_TEXT = 10_000  #: How many characters one value may have; a label is repeated at every mark that it names.

# What YAML 1.1 does not call printable, and a byte order mark: libyaml names a byte there, we name a line.
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

# What begins a comment after a value; where it touches text, as “#3”, it may be meant as text itself.
_COMMENT, _TOUCHING = re.compile(r"[ \t]+#"), re.compile(r"[ \t]+#(?=[^\s#])")
_INSIDE = re.compile(r"[ \t,:]*[ \t]#(?=[^\s#])")  # the same between the values of a list in brackets
_GLUED = re.compile(r"[\s-]*([A-Za-z_]\w*):[^\s/:]")  # a key without a space after its colon
_DASH = re.compile(r"\s*(?:-|[–—•·]\s*)([A-Za-z_]\w*(?::|$))")  # an item of a list without its dash and space
# A space that is a letter to YAML, where a line begins or beside a key's colon.
_ODD_SPACE = re.compile("^[ -]*(?:[A-Za-z_]+(?:(?=[{0}]+:)|:))?[{0}]".format("\u00a0\u2007\u202f\u3000"), re.MULTILINE)

Where: TypeAlias = tuple[str | int, ...]  #: Where something stands in a file: the keys and numbers that lead there.


class Text(str):
    """A scalar, exactly as typed (folded where YAML folds lines)."""

    __slots__ = ("line", "where")
    line: int
    where: Where

    def __new__(cls, text: str, line: int, where: Where) -> Self:
        """Keep the text with its place."""
        made = super().__new__(cls, text)
        made.line, made.where = line, where
        return made


class Items(list["Node"]):
    """A list."""

    def __init__(self, line: int, where: Where) -> None:
        self.line, self.where = line, where


class Fields(dict[str, "Node"]):
    """A mapping; ``lines`` holds each key's own line, ``again`` each key that stands there already, with the remedy."""

    def __init__(self, line: int, where: Where) -> None:
        self.line, self.where = line, where
        self.lines: dict[str, int] = {}
        self.again: list[tuple[Text, str]] = []


Node: TypeAlias = Text | Items | Fields


def text_of(node: Node, key: str) -> str:
    """Return the text under a key of a mapping; nothing where there is none."""
    found = node.get(key) if isinstance(node, Fields) else None
    return str(found) if isinstance(found, Text) else ""


def items_of(node: Node, key: str) -> list[Node]:
    """Return the items of the list under a key of a mapping; none where there is none."""
    found = node.get(key) if isinstance(node, Fields) else None
    return found if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file."""

    where: str  #: Of which mapping it is, in words.
    reached: str  #: What it is itself, in words, where it is a mapping.
    key: str  #: The last key on the way.
    node: Node | None  #: What stands there; None where the key is missing.
    line: int  #: The line of the key, or of the list's item; of the mapping where the key is missing.
    listed: bool  #: Whether it is an item of a list.

    @classmethod
    def of(cls, tree: Node, path: Where) -> Place:
        """Follow the keys and numbers through a tree."""
        where = reached = key = ""
        node: Node | None = tree
        line, listed = tree.line, False
        for part in path:
            if isinstance(node, Fields) and isinstance(part, str):
                where, key, listed = reached, part, False
                reached = f"{where}, {key}" if where else key
                line = node.lines.get(part, node.line)
                node = node.get(part)
            elif isinstance(node, Items) and isinstance(part, int):
                node, listed = node[part], True
                line = node.line
                if own := text_of(node, "id"):
                    reached += f" {quoted(own, 40)[1:-1]}"
                elif not where:
                    reached += f", item {part + 1}"
        return cls(where, reached, key, node, line, listed)


def read_plain(path: Path, log: Problems) -> Node:
    """Read a YAML file; duplicate keys are noted in the log, all else that is wrong stops.

    Raises ``log.error`` for what is no file or cannot be opened, is too large, not UTF-8 or not YAML.
    """
    log.file = log.file or str(path)  # as of “/”, which has no name
    if path.name.lower().endswith((".yaml.txt", ".yml.txt")):
        log.stop(None, f"rename the file to {path.name[:-4]}; Windows and editors add .txt and may not show it.")
    try:
        data = read_regular(path, MAX_BYTES, follow=True)
    except OSError as error:
        log.stop(None, f"the file cannot be read: {(error.strerror or 'no reason given').lower()}.")
    if len(data) > MAX_BYTES:
        log.stop(None, f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it.")
    if data.startswith(b"PK\x03\x04"):
        log.stop(1, "this is a Word or zip file; save its words as plain text, in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        log.stop(line, "the file is not UTF-8 text from here on; save it as UTF-8.")
    return parse_plain(text, log)


def parse_plain(text: str, log: Problems) -> Node:
    """Parse YAML text; see ``read_plain``."""
    if bad := _UNPRINTABLE.search(text) or _ODD_SPACE.search(text):
        line = text.count("\n", 0, bad.end() - 1) + 1
        space = "is a space that YAML takes for a letter; type a plain one."
        said = space if bad.re is _ODD_SPACE else "cannot be seen and is not allowed; delete it."
        log.stop(line, f"the character U+{ord(bad.group()[-1]):04X} {said}")
    lines = [line.rstrip() for line in f"{text}\n\n".splitlines()]
    try:
        tree = _build(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)), lines, log)
    except yaml.MarkedYAMLError as error:
        log.stop(*_said(error, lines))
    except yaml.YAMLError as error:
        log.stop(None, f"the file is not YAML: {' '.join(str(error).split())}.")
    return tree


def _build(events: Iterable[yaml.Event], lines: list[str], log: Problems) -> Node:
    """Build the tree with a stack of open containers, so that depth costs no recursion."""
    root: Node | None = None
    open_: list[Items | Fields] = []
    around = [(-1, False)]  # where each of them begins, and whether by a bracket
    key: Text | None = None  # which waits for its value
    size, strange = 0, False
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionEndEvent):
            around.pop()
            if isinstance(done := open_.pop(), Fields):
                strange |= _tell_again(done, log)
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            log.stop(line, "a second document begins here; keep one in the file and remove the “---”.")
        if hidden := _hidden(event, lines, *around[-1]):
            strange = True
            log.add(*hidden)
        if not isinstance(event, yaml.NodeEvent):
            continue
        size += 1
        if size > MAX_NODES:
            log.stop(line, f"the file holds more than {MAX_NODES:,} values; split it.")
        if mark := _mark(event):
            strange = True
            log.add(line, mark)
        parent = open_[-1] if open_ else None
        if isinstance(parent, Fields) and key is None:
            if isinstance(event, yaml.CollectionStartEvent):
                log.stop(line, "a key must be text; a list or mapping stands where a key should.")
            key = Text(getattr(event, "value", ""), line, parent.where)
            if item := _DASH.fullmatch(key):
                strange = True
                log.add(line, _BEGINS.format(f"{item[1]}:"))
            continue
        where = () if parent is None else (*parent.where, len(parent) if key is None else str(key))
        if isinstance(event, yaml.CollectionStartEvent):
            node: Node = (Fields if isinstance(event, yaml.MappingStartEvent) else Items)(line, where)
        else:
            node = Text(getattr(event, "value", ""), line, where)
        if isinstance(parent, Items):
            parent.append(node)
        elif parent is None:
            root = node
        elif key is not None:
            if key in parent:
                lists = isinstance(node, Items) and isinstance(parent[key], Items)
                parent.again.append((key, "put the items of both under one" if lists else "remove one"))
            parent.lines.setdefault(str(key), key.line)
            parent.setdefault(str(key), node)
            key = None
        if not isinstance(node, Text):
            open_.append(node)
            around.append((event.start_mark.column if event.start_mark else 0, getattr(event, "flow_style", False)))
            if len(open_) > MAX_DEPTH:
                log.stop(line, f"lists and mappings nest deeper than {MAX_DEPTH}.")
    if strange:
        log.close()
    if root is None:
        log.stop(None, f"the file is empty{log.error.begins}.")
    return root


def _tell_again(done: Fields, log: Problems) -> bool:
    """Note the keys of a mapping that stand in it twice; tell whether the next item of a list may begin there."""
    listed = any(isinstance(part, int) for part in done.where[-1:])
    keys = [key for key, _ in done.again if listed and key.line > done.line]
    begins = keys[0] if keys and (len(set(keys)) > 1 or keys[0] == next(iter(done))) else None
    for key, remedy in done.again:
        if begins in (None, key) and not _DASH.fullmatch(key):
            said = f"the key {quoted(key)} stands twice, first in line {done.lines[key]}"
            dash = "a dash is missing before it if another item begins here; else "
            log.add(key.line, f"{said}; {dash if begins else ''}{remedy}.")
    return begins is not None


def _hidden(event: yaml.Event, lines: list[str], column: int, inside: bool) -> tuple[int, str] | None:
    """Say where a comment may hide text, in a mapping or list that begins at this column, perhaps with a bracket."""
    end, value = event.end_mark, getattr(event, "value", "")
    plain = isinstance(event, yaml.ScalarEvent) and not event.style
    inside = inside or getattr(event, "flow_style", False)
    if end is None or not (plain or inside):
        return None
    said, remedy = "“ #” begins a comment, which", "put it in quotes, or the comment on a line of its own."
    if plain and (_COMMENT if value else _TOUCHING).match(lines[end.line], end.column):
        return end.line + 1, f"{said} ends {quoted(value, 40)}; {remedy}"
    if inside and _INSIDE.match(lines[end.line], end.column):
        return end.line + 1, f"{said} hides what follows it; {remedy}"
    below = plain and value and end.column >= len(lines[end.line]) and _TOUCHING.match(lines[end.line + 1])
    if below and below.end() - 1 > column:
        remedy = "put it in quotes, or line the comment up with the key or dash above."
        return end.line + 2, f"{said} ends {quoted(value, 40)}; {remedy}"
    return None


def _mark(event: yaml.NodeEvent) -> str | None:
    """Say which of YAML's ways to mean more than is written the event uses, if any; or what does not fit."""
    value = getattr(event, "value", "")
    if len(value) > MAX_TEXT:
        return f"a text of {len(value):,} characters stands here; {MAX_TEXT:,} is the most."
    if bad := getattr(event, "style", "") == '"' and _UNPRINTABLE.search(value):  # it was spelled, as "\e"
        return f"the character U+{ord(bad.group()):04X} cannot be seen and is not allowed; delete it."
    if isinstance(event, yaml.AliasEvent):
        return f"the alias “*{event.anchor}” is not allowed; write the value out, or put the text in quotes."
    if event.anchor is not None:
        return f"the anchor “&{event.anchor}” is not allowed; put text that begins with & in quotes."
    if not getattr(event, "style", '"') and value.endswith('"') and value.count('"') % 2:
        return f"a quotation mark is missing before the text {quoted(value, 40)}, or the one at its end is too many."
    if (tag := getattr(event, "tag", None)) is not None:
        return f"the tag “{tag}” is not allowed; put text that begins with ! in quotes."
    return None


_BEGINS = "an item of a list begins with a hyphen and a space; write “- {}”."
_MISFIT = "a line that does not fit: look for indentation unlike the lines above, or text that begins with [ or {"
_SAME = "text in quotes holds a mark like those around it (put it in the other kind, '…' or \"…\")"
#: What libyaml (or PyYAML's own parser) says, and what it means to the person who typed it.
_SENTENCES = {
    "mapping values are not allowed": "text with a colon and a space in it, or a line that is indented too far; "
    "put such text in quotes, and line up the keys",
    "unexpected end of stream": "a quotation mark opens here and is never closed",
    "cannot start any token": "a tab, or text that begins with %, @ or `; indent with spaces, and put such text in "
    "quotes",
    "a tab character": "a tab in the indentation; indent with spaces",
    "unknown escape character": "a backslash inside double quotes; use single quotes",
    "',' or ']'": "the list that opens here is not closed by ], or lacks a comma",
    "',' or '}'": "the mapping that opens here is not closed by }, or lacks a comma",
    "expected ':'": "a key without a colon",
    "expected key": _MISFIT,
    "<block end>": _MISFIT,
    "'-' indicator": "a line that is neither an item of the list above nor lined up with its key",
    "alphabetic or numeric": "text that begins with * or &; put such text in quotes",
    "comment or line break": "text that begins with > or |; put such text in quotes",
    "block sequence entries": "a dash after a key; begin the list on the next line, or put text with a dash in quotes",
    "node content": "a bracket or comma where a value should stand; put such text in quotes",
}
#: Of which of these the place is where something opens.
_OPENS = ("unexpected end of stream", "',' or ']'", "',' or '}'", "expected ':'")
#: Which of these an odd quotation mark may bring about.
_QUOTED = ("',' or ']'", "',' or '}'", "expected key", "<block end>")


def _said(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int | None, str]:
    problem = error.problem or "it cannot be read"
    part = next((part for part in _SENTENCES if part in problem), "")
    marks = (error.context_mark, error.problem_mark)
    mark = next(filter(None, marks if part in _OPENS else reversed(marks)), None)
    colon = part in ("mapping values are not allowed", "expected ':'")
    for number in (mark.line, mark.line - 1) if mark else ():
        if item := _DASH.match(lines[number]):
            return number + 1, _BEGINS.format(item[1])
        if colon and (glued := _GLUED.match(lines[number])):
            return number + 1, f"this is not YAML: a space is missing after “{glued[1]}:”."
    if mark is None:
        return None, f"this is not YAML: {problem}."
    said = _SENTENCES.get(part, problem)
    if part in _QUOTED:
        last = max(mark.line, error.problem_mark.line if error.problem_mark else 0)
        counts = [0 if line.lstrip().startswith("#") else line.count('"') for line in lines[: last + 1]]
        counts[last] = counts[last] or lines[last].count("'")
        if sum(counts) % 2:  # text in quotes may go over several lines
            odd = max(number for number, count in enumerate(counts, 1) if count % 2)
            return odd, f"this is not YAML: a quotation mark is missing here, or {_SAME}."
        said += f"; or {_SAME}" * bool(counts[last])
    return mark.line + 1, f"this is not YAML: {said}."
