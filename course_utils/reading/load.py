"""A reading file beside its article → a ``Reading``: everything a course says about the text, each with its words.

``load_reading`` reads the whole file before it complains, so that one run shows every error. ``ReadingFile`` is what
an item is checked against beyond itself: the article, the aliases and the other items.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, get_args
from unicodedata import normalize

from pydantic import field_validator

from course_utils.article.article import Article
from course_utils.course_file import load_article
from course_utils.errors import CourseError, Problems, ReadingError, quoted
from course_utils.files.edtf import read_date
from course_utils.files.validation import File, check, later, record
from course_utils.files.yaml_text import Fields, Items, Node, Text, Where, items_of, read_plain, text_of
from course_utils.places import ARTICLE, READING, AnyPath, absent, is_file_name, shelf
from course_utils.reading.evidence import VOICES, Evidence, Quote
from course_utils.reading.quotes import Body, explain
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS, AliasKind, Claim, Sections

Item = TypeVar("Item")
FORMAT = "1"  #: The version of the file format that is read here.
_ENDING = ".reading.yaml"
_OWN = {"id", "summary", "label", "contested", "main"}  #: What tells an item from another that codes the same.


@record
class ReadingText(Sections):
    """A reading file."""

    reading: str  #: The version of the format.
    article: str | None = None  #: The file name of the text, beside this file.
    guide: str | None = None  #: For people: where the rules of the coding are.

    @field_validator("reading")
    @classmethod
    def _of_this_format(cls, value: str) -> str:
        check(value == FORMAT, f"this course reads format {FORMAT} of readings, not “{value}”.")
        return value


def load_reading(path: AnyPath | None = None, *, article: Article | None = None) -> Reading:
    """Load a reading and anchor it in its article; without a path, the course's own.

    The article is the file that the key ``article`` names, beside the reading; by default ``NAME.txt``
    beside ``NAME.reading.yaml``. An ``article`` that is given is taken instead.

    Raises ReadingError with every problem of the file, and ArticleError where its article is broken.
    """
    where = Path(path) if path is not None else shelf("data") / READING
    log = Problems(where.name, ReadingError)
    tree = read_plain(where, log)
    broken: CourseError | None = None
    if article is None and (found := _article_path(tree, where, log)):
        try:
            article = load_article(found)
        except CourseError as error:
            broken = error
    file = ReadingFile(log, tree, article)
    made = file.make(ReadingText)
    file.finish()
    if broken:
        raise type(broken)((*broken.problems, *log.problems))
    log.close()
    assert made is not None
    assert article is not None
    file.warn(made)
    items: dict[str, list[Any]] = {kind: list(getattr(made, kind)) for kind in KINDS}
    for kind, several in items.items():
        if kind in ("actors", "places"):
            several[:] = [_with(one, evidence=tuple(piece for piece, _ in file.pieces[one.id])) for one in several]
        else:
            several.sort(key=lambda item: (item.evidence[0].start, item.evidence[0].end))
    width, taken = max(2, len(str(len(made.mentions)))), file.known(tuple(file.ids))
    free = (name for number in count(1) if (name := f"m{number:0{width}}") not in taken)
    items["mentions"] = [one if one.id else _with(one, id=next(free)) for one in items["mentions"]]
    kinds: dict[str, Any] = {kind: tuple(several) for kind, several in items.items()}
    said = tuple(map(str, log.warnings))
    return Reading(where.name, article, said, mutual=made.mutual, directed=made.directed, **kinds)


def _with(item: Item, **made: Any) -> Item:
    """Return an item with what other items make of it; ``replace`` would check all again, with a checker to build."""
    item = copy(item)
    for name, value in made.items():
        object.__setattr__(item, name, value)
    return item


def _article_path(tree: Node, where: Path, log: Problems) -> Path | None:
    """Return where the article lies; None, with the problem noted, where it does not."""
    line = tree.lines.get("article", tree.line) if isinstance(tree, Fields) else tree.line
    name = text_of(tree, "article")
    if not name:
        if not where.name.endswith(_ENDING):
            log.add(line, f"article is missing; it names the text beside this file (NAME{_ENDING} needs none).")
            return None
        name = where.name.removesuffix(_ENDING) + ".txt"
    if not is_file_name(name):
        said = f"article must be the name of a file beside this one, without folders, not {quoted(name)}."
        log.add(line, said)
        return None
    beside = where.with_name(name)
    if name == ARTICLE and not beside.exists():
        beside = shelf("seeds") / ARTICLE
    if not beside.exists():  # a Mac may write an accent apart from its letter
        same = normalize("NFC", name)
        with suppress(OSError):  # of a folder that may not be listed
            found = (file for file in where.parent.iterdir() if normalize("NFC", file.name) == same)
            beside = next(found, beside)
    if not beside.is_file():
        log.add(line, f"the article {name} {absent(beside)}")
        return None
    return beside


@dataclass
class ReadingFile(File):
    """A reading file while it is read, which knows the article and who is called what."""

    #: For each actor and place, each form it is named by: the kind of name, and where an alias stands.
    names: dict[str, dict[str, tuple[str, Where | None]]] = field(default_factory=dict)
    #: For each actor and place, the words that refer to it and where they are quoted.
    pieces: dict[str, list[tuple[Evidence, Where]]] = field(default_factory=dict)
    #: All words that are quoted, in the order of the file, and where.
    found: list[tuple[Evidence, Where]] = field(default_factory=list)
    _used: set[tuple[str, str]] = field(default_factory=set)
    _main: dict[str, Where] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._add_named()
        File.__post_init__(self)
        self._body = None if self.article is None else Body(self.article)
        for own, item in self._entities():
            names = self.names.setdefault(own, {})
            for alias in items_of(item, "aliases"):
                form, kind = text_of(alias, "form"), text_of(alias, "kind")
                if form in names:
                    first = self.line(names[form][1] or ())
                    self.add(alias.where, f"the alias “{form}” stands twice, first in line {first}; keep one.")
                elif form and kind in get_args(AliasKind):
                    names[form] = kind, alias.where
            # A name that the course keeps at a distance (“Greater Norway”) is named without its marks.
            names.setdefault((text_of(item, "name") or own).strip("“”"), ("name", None))

    def _add_named(self) -> None:
        """Put what actors and places quote as ``named`` among the mentions."""
        for own, item in [*self._entities()]:
            for quote in items_of(item, "named"):
                if isinstance(self.tree, Fields) and not self.tree.get("mentions"):
                    self.tree["mentions"] = Items(self.tree.line, ("mentions",))
                line, where = quote.line, ("mentions", len(items := items_of(self.tree, "mentions")))
                items.append(made := Fields(line, where))
                made.update(refers_to=Text(own, line, where), form=Text("NAM", line, where), quote=quote)

    def _entities(self) -> Iterator[tuple[str, Node]]:
        """Give the actors and places of the file by their ids."""
        for item in (*items_of(self.tree, "actors"), *items_of(self.tree, "places")):
            if own := text_of(item, "id"):
                yield own, item

    def anchored(self, quote: Quote, where: Where) -> Evidence:
        """Return a quote's words in the article; raises where it does not hold."""
        if self._body is None:
            raise later()
        spans = self._body.spans(quote)
        piece = self._body.evidence(*spans[0]) if len(spans) == 1 else None
        if piece is None:
            raise later(partial(explain, self._body, quote, spans))
        self.found.append((piece, where))
        return piece

    def check_piece(self, piece: Evidence, item: dict[str, Any], where: Where) -> None:
        """Raise ValueError for words of another voice than the item's source ends in; note whom they refer to."""
        voice = item.get("source", (piece.voice,))[-1]
        if voice in VOICES and voice != piece.voice:
            said = f"the words {quoted(piece.exact)} in {piece.sentence} are the {piece.voice}'s"
            raise ValueError(f"{said}; the source ends in {voice}; end it in {piece.voice}, or quote other words.")
        if "refers_to" in item:
            self.pieces.setdefault(item["refers_to"], []).append((piece, where))

    def kind_of(self, kind: Any, mention: dict[str, Any]) -> Any:
        """Return a mention's kind, typed or not, by the aliases of whom it refers to."""
        typed = isinstance(kind, Text)
        if mention.get("form") == "PRO":
            return kind if typed else "pronoun"
        if "evidence" not in mention or "refers_to" not in mention:
            return kind
        entity, (piece,) = mention["refers_to"], mention["evidence"]
        names = self.names[entity]
        self._used.add((entity, piece.exact))
        if typed and kind in ("description", "pronoun"):
            return kind
        if piece.exact not in names:
            problem = self.log.unknown(piece.exact, names, f"an alias of {entity}")
            self.add(self.found[-1][1], f"{problem} Add it there, or mark the mention as: description.")
            return kind
        named = names[piece.exact][0]
        if typed and kind != named:
            raise ValueError(f"“{piece.exact}” is a {named} by the aliases of {entity}, not a {kind}.")
        return named

    def check_main(self, where: Where, evidence: Iterable[Evidence]) -> None:
        """Raise ValueError for a main claim that shares a sentence with another: one kind can stand for it."""
        for sentence in dict.fromkeys(piece.sentence for piece in evidence):
            first = self._main.setdefault(sentence, where)
            if first != where:
                raise ValueError(f"{sentence} has two main claims, the first in line {self.line(first)}; keep one.")

    def is_late(self, date: str) -> bool:
        """Whether a date, or one of its ends, begins after the article's day."""
        day = self.article and self.article.published
        return any(day and (read_date(end).earliest or day) > day for end in date.split("/") if end.strip("."))

    def known_kind(self, kind: str) -> str:
        """Return a relation's kind; raise ValueError for an unlisted one where all are, or nearly a mutual one."""
        mutual, directed = (list(map(str, items_of(self.tree, key))) for key in ("mutual", "directed"))
        alike = partial(get_close_matches, possibilities=[*map(str.casefold, mutual)], n=1, cutoff=0.75)
        if kind not in mutual + directed and (directed or alike(kind.casefold())) and not text_of(self.tree, "mutual"):
            said = self.log.unknown(kind, mutual + directed, "a kind of relation here")
            others = [one for one in self._kinds() if not (directed or one in mutual or alike(one.casefold()))]
            one_way = ", ".join((*directed, *others, kind))
            raise ValueError(f"{said} If it goes one way, write at the head of the file: directed: [{one_way}].")
        check(kind not in mutual or kind not in directed, f"“{kind}” is in mutual and directed; remove it from one.")
        return kind

    def _kinds(self) -> list[str]:
        return [*dict.fromkeys(text_of(item, "kind") for item in items_of(self.tree, "relations"))]

    def finish(self) -> None:
        """Note what only shows when all items have been read."""
        referred = {text_of(item, "refers_to") for item in items_of(self.tree, "mentions")}
        for own, item in self._entities():
            if own not in referred:
                self.add(item.where, "no mention refers to it; mark one, or remove it.")
        for entity, pieces in self.pieces.items():
            pieces.sort(key=lambda found: (found[0].start, found[0].end))
            last, last_line = pieces[0][0], 0
            for number, (piece, where) in enumerate(pieces):
                if number and piece.start < last.end:
                    said = f"{quoted(piece.exact)} overlaps {quoted(last.exact)} in line {last_line}"
                    self.add(where, f"{said}, and both refer to {entity}; keep one.")
                if not number or piece.end > last.end:
                    last, last_line = piece, self.line(where)

    def warn(self, made: Sections) -> None:
        """Note what is accepted but worth a look, as ties of no stated direction or words cut in two."""
        lines, kinds = self.tree.lines if isinstance(self.tree, Fields) else {}, self._kinds()
        if kinds and "mutual" not in lines:
            said = "mutual is missing, so each relation is taken to have a direction; list at the head of the file the "
            said += f"kinds that hold for both sides alike (kinds here: {', '.join(kinds)})"
            self.log.warn(lines["relations"], f"{said}, or write mutual: [] where none does.")
        odd = ", ".join(kind for kind in kinds if kind not in made.mutual + made.directed)
        if odd and (unused := {*made.mutual}.difference(kinds)):
            said = f"no relation is of the mutual kind {' or '.join(sorted(unused))}, and these go one way: {odd}"
            self.log.warn(lines["mutual"], f"{said}; use one word for one kind, or write directed: [{odd}].")
        claimed = {piece.sentence for claim in made.claims for piece in claim.evidence}
        if bare := [one.id for one in self.article.sentences if claimed and one.id not in claimed]:
            said = f"the sorting leaves out what has no claim: {', '.join(bare[:5])}{' …' * (len(bare) > 5)}"
            self.log.warn(lines["claims"], f"{said}; add a claim where something can be denied.")
        item: Any
        dated = *items_of(self.tree, "times"), *items_of(self.tree, "events")
        for node, item in zip(dated, (*made.times, *made.events), strict=True):
            words = "".join(self.article.sentence(piece.sentence).text for piece in item.evidence)
            if item.date and item.date[:4] not in words and self.is_late(item.date):
                said = f"{item.id}: the date {item.date} is after the article's day; correct it, unless it is to come."
                self.log.warn(self.line((*node.where, "date")), said)
        for node, item in zip(items_of(self.tree, "attributions"), made.attributions, strict=True):
            if item.cue.sentence != item.content.sentence:
                said = f"{item.id}: the cue stands in {item.cue.sentence}, the content in {item.content.sentence}; "
                self.log.warn(self.line(node.where), f"{said}quote both from one sentence, if one has both.")
        for node, item in zip(items_of(self.tree, "mentions"), made.mentions, strict=True):
            (piece,), names = item.evidence, self.names[item.refers_to]
            named, alias = names.get(piece.exact, ("", None))  # what stands under name: may be a description
            if item.form != "NAM" and (alias or item.form == "PRO") and named in ("name", "metonym"):
                said = f"“{piece.exact}” is a {named} of {item.refers_to}, so its form is NAM, not {item.form}."
                self.log.warn(self.line(node.where), said)
        for node, item in zip(items_of(self.tree, "claims"), made.claims, strict=True):
            if said := _misput(item):
                self.log.warn(self.line(node.where), f"{item.id}: {said}")
        self._warn_of_copies(made)
        for entity, forms in self.names.items():
            for form, (_, where) in forms.items():
                if where and (entity, form) not in self._used:
                    self.log.warn(self.line(where), f"{entity}: no mention uses the alias “{form}”.")
        text = self.article.text if self.article else ""
        for piece, where in self.found:
            around = (text[max(end - 1, 0) : end + 1] for end in (piece.start, piece.end))
            # A letter without a case may be of a script that sets no spaces between its words.
            if any(len(two) == 2 and all(c.islower() or c.isupper() or c.isdigit() for c in two) for two in around):
                self.log.warn(self.line(where), f"“{piece.exact}” cuts a word of {piece.sentence}; copy it whole.")

    def _warn_of_copies(self, made: Sections) -> None:
        """Note what says the same as another item, but for its id and its own words."""
        for section in ("events", "relations", "interests", "claims"):
            first = dict[str, Node]()
            for node, item in zip(items_of(self.tree, section), getattr(made, section), strict=True):
                coded = repr([getattr(item, one.name) for one in fields(item) if one.name not in _OWN])
                if (before := first.setdefault(coded, node)) is not node:
                    said = f"{item.id}: the same words are coded in the same way in line {self.line(before.where)}"
                    self.log.warn(self.line(node.where), f"{said}; keep one, for each is counted.")


def _misput(claim: Claim) -> str:
    """Say where a claim's kind does not go with its source or its certainty; "" where it does."""
    *others, voice = claim.source
    if claim.kind in ("asserted", "seen") and others:
        return f"{claim.kind} is what the {voice} says alone; write reported or accused, or source: [{voice}]."
    if claim.kind in ("reported", "accused") and not others and claim.factuality != "Uu":
        return f"{claim.kind} is what somebody else says; name who first in source, or write Uu if nobody is named."
    if claim.kind == "hypothetical" and claim.factuality == "CT+":
        return "hypothetical is offered as only possible, and CT+ is certain; write PS+ or PR+, or another kind."
    return ""
