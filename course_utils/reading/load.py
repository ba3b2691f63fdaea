"""A reading file beside its article → a ``Reading``: everything a course says about the text, each with its words.

``load_reading`` reads the whole file before it complains, so that one run shows every error.
"""

import os
from contextlib import suppress
from copy import copy
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize

from pydantic import field_validator

from course_utils.article.article import Article
from course_utils.course_file import load_article
from course_utils.errors import CourseError, Problems, ReadingError, quoted
from course_utils.files.validation import check, record
from course_utils.files.yaml_text import Fields, Node, read_plain, text_of
from course_utils.places import ARTICLE, READING, absent, is_file_name, shelf
from course_utils.reading.checks import ReadingFile
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS, Sections

Item = TypeVar("Item")
FORMAT = "1"  #: The version of the file format that is read here.
_ENDING = ".reading.yaml"


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


def load_reading(path: str | os.PathLike[str] | None = None, *, article: Article | None = None) -> Reading:
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
