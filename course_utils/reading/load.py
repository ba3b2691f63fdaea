"""A reading file beside its article: everything a course says about the text, each with its words.

``load_reading`` reads the whole file before it complains, so that one run shows every error.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

from pydantic import field_validator

from course_utils.article.article import Article, load_article
from course_utils.errors import Problems, ReadingError, quoted
from course_utils.files.validation import check, record
from course_utils.files.yaml_text import Fields, Node, read_plain, text_of
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.checks import ReadingFile
from course_utils.reading.records import KINDS, Mention, Sections

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")
#: The version of the file format that is read here.
FORMAT = "1"
_ENDING = ".reading.yaml"
#: What is no file's name on Windows: a device's, and a stream of a file.
_DEVICE = re.compile(r"(conin\$|conout\$|con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)|.*:", re.IGNORECASE)


@record
class ReadingText(Sections):
    """A reading file."""

    #: The version of the format.
    reading: str
    #: The file name of the text, beside this file.
    article: str | None = None
    #: For people: where the rules of the coding are.
    guide: str | None = None

    @field_validator("reading")
    @classmethod
    def _of_this_format(cls, value: str) -> str:
        check(value == FORMAT, f"this course reads format {FORMAT} of readings, not “{value}”.")
        return value


@dataclass(frozen=True, slots=True)
class Reading(Sections):
    """What one careful reader found in one article.

    Actors and places keep the file's order, which is its author's; all else is in text order, so that
    what a student sees first is what the article says first.
    """

    #: The reading's file name.
    name: str
    article: Article
    #: Accepted, but worth a look.
    warnings: tuple[str, ...] = ()

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return one pandas DataFrame a kind, one row an item, and ``evidence``, one row a quote."""
        from course_utils.reading.frames import frames

        return frames(self)

    def web_annotations(self) -> list[dict[str, Any]]:
        """Return one W3C Web Annotation an item, as JSON-ready dicts."""
        from course_utils.reading.web_annotations import web_annotations

        return web_annotations(self)


def load_reading(path: str | os.PathLike[str] | None = None, *, article: Article | None = None) -> Reading:
    """Load a reading and anchor it in its article; without a path, the course's own.

    The article is the file that the key ``article`` names, beside the reading; by default ``NAME.txt``
    beside ``NAME.reading.yaml``. An ``article`` that is given is taken instead.

    Raises ReadingError with every problem of the file, and ArticleError where its article is broken.
    """
    where = Path(path) if path is not None else shelf("data") / READING
    log = Problems(where.name, ReadingError)
    tree = read_plain(where, log)
    if article is None and (found := _article_path(tree, where, log)):
        article = load_article(found)
    file = ReadingFile(log, tree, article)
    made = file.make(ReadingText)
    file.finish()
    log.close()
    assert made is not None
    assert article is not None
    file.warn()
    items: dict[str, list[Any]] = {kind: list(getattr(made, kind)) for kind in KINDS}
    for kind in ("actors", "places"):
        items[kind] = [_with(one, evidence=tuple(piece for piece, _ in file.pieces[one.id])) for one in items[kind]]
    for kind in items:
        if kind not in ("actors", "places"):
            items[kind].sort(key=lambda item: (item.evidence[0].start, item.evidence[0].end))
    items["mentions"] = _numbered(items["mentions"], file)
    kinds = {kind: tuple(items[kind]) for kind in KINDS}
    return Reading(where.name, article, tuple(map(str, log.warnings)), mutual=made.mutual, **kinds)


def _with(item: Item, **made: Any) -> Item:
    """Return an item with what other items make of it; ``replace`` would check all again, with a checker to build."""
    item = copy(item)
    for name, value in made.items():
        object.__setattr__(item, name, value)
    return item


def _numbered(mentions: list[Mention], file: ReadingFile) -> list[Mention]:
    """Give the mentions without an id one by text order (m01, m02 and so on)."""
    width = max(2, len(str(len(mentions))))
    taken = file.known(tuple(file.ids))
    free = (name for number in count(1) if (name := f"m{number:0{width}}") not in taken)
    return [mention if mention.id else _with(mention, id=next(free)) for mention in mentions]


def _article_path(tree: Node, where: Path, log: Problems) -> Path | None:
    """Return where the article lies; None, with the problem noted, where it does not."""
    line = tree.lines.get("article", tree.line) if isinstance(tree, Fields) else tree.line
    name = text_of(tree, "article")
    if not name:
        if not where.name.endswith(_ENDING):
            log.add(line, f"article is missing; it names the text beside this file (NAME{_ENDING} needs none).")
            return None
        name = where.name.removesuffix(_ENDING) + ".txt"
    if name != PureWindowsPath(name).name or _DEVICE.match(name) or len(name.encode("utf-8", "replace")) > 255:
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
        log.add(line, f"the article {name} is not beside this file; put it there, or correct its name.")
        return None
    return beside
