"""Items of a reading on their way from the file to records: read, then anchored, then made.

The two steps are apart because all quotes of a file are looked up together, and because a file whose quotes
do not hold should still show its other errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from course_utils.errors import Problem, quoted
from course_utils.files.forms import Form
from course_utils.files.yaml_text import Fields, Items, Node, Text
from course_utils.reading.codes import VOICES, check_id
from course_utils.reading.evidence import Evidence
from course_utils.reading.quotes import Quote

#: Reads one key of an item into the value of a record's field.
Read: TypeAlias = Callable[["Draft", "Roster", str], Any]
#: Stands in for words that were not found, so that the rest of a record is checked all the same.
_NOBODY = Evidence("?", 0, 1, "", "editor")


@dataclass(slots=True)
class Roster:
    """Who is in the reading, for the items that refer to them."""

    #: Every id of the file and its line.
    ids: dict[str, int] = field(default_factory=dict)
    #: The actors' ids; a dict, for their order and for quick looks.
    actors: dict[str, None] = field(default_factory=dict)
    #: For each actor and place, each form it is named by: the kind of name, and the line.
    forms: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    #: For each actor and place, its mentions' drafts, whether their quotes hold or not.
    mentions: dict[str, list[Draft]] = field(default_factory=dict)
    #: The forms that mentions use: (entity, form).
    used: set[tuple[str, str]] = field(default_factory=set)

    def check_overlaps(self) -> None:
        """Note the mentions of one actor or place that share characters."""
        for entity, drafts in self.mentions.items():
            pieces = [(piece, draft, line) for draft in drafts for piece, line in draft.pieces["evidence"]]
            pieces.sort(key=lambda found: (found[0].start, found[0].end))
            reached, last, last_line = 0, "", 0
            for piece, draft, line in pieces:
                if piece.start < reached:
                    draft.form.add(
                        line,
                        f"{quoted(piece.exact)} overlaps {quoted(last)} in line {last_line}, and both refer to "
                        f"{entity}; keep one.",
                    )
                if piece.end > reached:
                    reached, last, last_line = piece.end, piece.exact, line

    def unused(self, file: str) -> Iterable[str]:
        """Warn of aliases that no mention uses."""
        for entity, forms in self.forms.items():
            for form, (_, line) in forms.items():
                if line and (entity, form) not in self.used:
                    yield str(Problem(file, f"{entity}: no mention uses the alias “{form}”.", line))


@dataclass(slots=True)
class Draft:
    """An item on its way from the file to a record."""

    section: str
    #: Makes the record.
    record: Callable[..., Any]
    form: Form
    id: str | None
    #: The record's fields that are no evidence.
    values: dict[str, Any] = field(default_factory=dict)
    #: By part (evidence, cues, cue, content): the quotes and their lines.
    quotes: dict[str, list[tuple[Quote, int]]] = field(default_factory=dict)
    #: The same, once they are found in the article.
    pieces: dict[str, list[tuple[Evidence, int]]] = field(default_factory=dict)
    #: Whether the form itself has problems.
    faulty: bool = False
    #: Whether a quote is missing or does not hold.
    broken: bool = False

    def build(self, roster: Roster) -> Any:
        """Return the record; None, with the problems noted, where it cannot be made."""
        problems = len(self.form.log.problems)
        self._check_pieces()
        evidence = self._evidence(roster)
        if self.faulty or len(self.form.log.problems) > problems:
            return None
        try:
            record = self.record(id=self.id, **self.values, **evidence)
        except ValueError as error:
            self.form.add(self.form.line, str(error))
            return None
        return None if self.broken else record

    def _check_pieces(self) -> None:
        """Check what only the words can tell: whose they are, and in which sentence."""
        source = self.values.get("source")
        if isinstance(source, tuple) and source and source[-1] in VOICES:
            for piece, line in self.pieces["evidence"]:
                if piece.voice != source[-1]:
                    self.form.add(
                        line,
                        f"the words {quoted(piece.exact)} in {piece.sentence} are the {piece.voice}'s; the "
                        f"source ends in {source[-1]}; end it in {piece.voice}, or quote other words.",
                    )
        sentences = sorted({piece.sentence for piece, _ in self.pieces.get("evidence", ())})
        for cue, line in self.pieces.get("cues", ()):
            if not self.broken and cue.sentence not in sentences:
                self.form.add(
                    line,
                    f"the cue {quoted(cue.exact)} stands in {cue.sentence}, but the quotes are in "
                    f"{', '.join(sentences)}; a cue must stand in a sentence that is quoted.",
                )

    def _evidence(self, roster: Roster) -> dict[str, Any]:
        found: dict[str, Any] = {part: tuple(piece for piece, _ in self.pieces[part]) for part in self.quotes}
        if self.section in ("actors", "places"):
            drafts = roster.mentions.get(self.id or "", ())
            pieces = [piece for draft in drafts for piece, _ in draft.pieces["evidence"]]
            found["evidence"] = tuple(sorted(pieces, key=lambda piece: piece.start))
            self.broken = not pieces
            if not drafts and self.id:
                self.form.add(self.form.line, "no mention refers to it; mark one, or remove it.")
        if self.broken or (self.section == "attributions" and not all(found.values())):
            found = dict.fromkeys(found, (_NOBODY,))  # that words are missing has been noted
        if self.section == "attributions":
            cue, content = found["cue"][0], found["content"][0]
            pieces = sorted((cue, content), key=lambda piece: piece.start)
            found = {"cue": cue, "content": content, "evidence": tuple(pieces)}
        return found


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the file: its record, its keys, and which of them hold quotes."""

    record: Callable[..., Any]
    #: The record's fields that are no evidence, by their keys in the file, and how each is read.
    fields: dict[str, Read]
    required: tuple[str, ...]
    #: Keys that hold quotes; ``quotes`` may also be written ``quote``, for one.
    quotes: tuple[str, ...] = ("quotes",)


def make(form: Form, record: Callable[..., Any], values: dict[str, Any]) -> Any:
    """Make a small record; None, with the problem noted, where it is wrong."""
    if not form.whole or None in values.values():
        return None
    try:
        return record(**values)
    except ValueError as error:
        form.add(form.line, str(error))
        return None


def read_section(root: Form, name: str, section: Section, roster: Roster) -> list[Draft]:
    """Read one section's items as far as that goes without the article."""
    optional = ("id", *section.fields, *section.quotes, "quote")
    if "quotes" not in section.quotes:
        optional = optional[:-1]
    drafts = []
    for number, node in enumerate(root.items(name), start=1):
        where = f"{name}, item {number}"
        if isinstance(node, Fields) and isinstance(found := node.fields.get("id"), Text) and found.text:
            where = f"{name} {quoted(found.text, 40)[1:-1]}"
        problems = len(root.log.problems)
        form = Form(node, where, root.log, required=section.required, optional=optional)
        if not isinstance(node, Fields):
            continue
        draft = Draft(name, section.record, form, form.text("id"))
        _enrol(draft, roster)
        parts = {"evidence" if key == "quotes" else key: key for key in section.quotes}
        draft.quotes = {part: _quotes(draft, key) for part, key in parts.items()}
        draft.pieces = {part: [] for part in ("evidence", *parts)}
        values = {key: read(draft, roster, key) for key, read in section.fields.items()}
        draft.values = {"alias_kind" if key == "as" else key: value for key, value in values.items()}
        if name in ("actors", "places"):
            _name(draft, roster)
        draft.faulty = len(root.log.problems) > problems
        drafts.append(draft)
    return drafts


def _enrol(draft: Draft, roster: Roster) -> None:
    """Take the item's id into the roster; every id is used once in a file."""
    if draft.id is None:
        return
    line = draft.form.line_of("id")
    try:
        check_id(draft.id)
    except ValueError as error:
        draft.form.add(line, str(error))
    if draft.id in roster.ids:
        first = roster.ids[draft.id]
        draft.form.add(line, f"the id {draft.id} stands twice, first in line {first}; rename one.")
    roster.ids.setdefault(draft.id, line)


def _name(draft: Draft, roster: Roster) -> None:
    """Let the name of an actor or place count as one of its aliases."""
    if draft.id is not None:
        if draft.section == "actors":
            roster.actors[draft.id] = None
        forms = roster.forms.setdefault(draft.id, {})
        # A name that the course keeps at a distance (“Greater Azerbaijan”) is named without its marks.
        forms.setdefault((draft.values["name"] or draft.id).strip("“”"), ("name", 0))


def _quotes(draft: Draft, key: str) -> list[tuple[Quote, int]]:
    form = draft.form
    if key == "quotes":
        one, nodes = form.node("quote"), form.items("quotes")
        if one is not None and form.node("quotes") is not None:
            form.add(form.line_of("quote"), "both quote and quotes are given; write quotes alone.")
        elif one is not None:
            nodes = [one]
        elif not nodes and form.node("quotes") in (None, Items([], form.line_of("quotes"))):
            form.add(form.line, "it has no quote; every item needs words of the article (quote: or quotes:).")
    elif key == "cues":
        nodes = form.items(key)
    else:
        node = form.node(key)
        nodes = [] if node is None else [node]
    return [(quote, node.line) for node in nodes if (quote := _quote(form, node, key)) is not None]


def _quote(form: Form, node: Node, key: str) -> Quote | None:
    if isinstance(node, Text):
        if node.text.strip():
            return Quote(node.text)
        form.add(node.line, f"{key} has an empty quote.")
    elif isinstance(node, Fields):
        keys = Form(node, f"{form.where}, {key}", form.log, required=("exact",), optional=("prefix", "suffix"))
        prefix, suffix = keys.text("prefix") or "", keys.text("suffix") or ""
        quote: Quote | None = make(keys, Quote, {"exact": keys.text("exact"), "prefix": prefix, "suffix": suffix})
        return quote
    else:
        form.add(node.line, f"a quote in {key} must be text or a mapping with exact, prefix and suffix.")
    return None
