"""A reading file beside its article: everything a course says about the text, each with its words.

``load_reading`` reads the whole file before it complains, so that one run shows every error.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from course_utils.article.article import Article, load_article
from course_utils.errors import Problem, Problems, ReadingError, quoted
from course_utils.files.forms import Form
from course_utils.files.yaml_text import read_plain
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.collector import uncollected
from course_utils.reading.drafts import Draft, Roster, read_section
from course_utils.reading.near_misses import explain
from course_utils.reading.quotes import Anchorage, Miss
from course_utils.reading.records import Actor, Attribution, Claim, Event, Interest, Mention, Place, Relation, Time
from course_utils.reading.sections import SECTIONS

if TYPE_CHECKING:
    import pandas as pd

#: The version of the file format that is read here.
FORMAT = "1"
_ENDING = ".reading.yaml"
#: What is no file's name on Windows: a device's, and a stream of a file.
_DEVICE = re.compile(r"(conin\$|conout\$|con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)|.*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one careful reader found in one article.

    Actors and places keep the file's order, which is its author's; all else is in text order, so that
    what a student sees first is what the article says first.
    """

    #: The reading's file name.
    name: str
    article: Article
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    interests: tuple[Interest, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
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


@uncollected()
def load_reading(path: str | os.PathLike[str] | None = None, *, article: Article | None = None) -> Reading:
    """Load a reading and anchor it in its article; without a path, the course's own.

    The article is the file that the key ``article`` names, beside the reading; by default ``NAME.txt``
    beside ``NAME.reading.yaml``. An ``article`` that is given is taken instead.

    Raises ReadingError with every problem of the file, and ArticleError where its article is broken.
    """
    where = Path(path) if path is not None else shelf("data") / READING
    log = Problems(where.name, ReadingError)
    root = Form(read_plain(where, log), "", log, required=("reading",), optional=("article", "guide", *SECTIONS))
    version = root.text("reading")
    if version not in (None, FORMAT):
        root.add(root.line_of("reading"), f"this course reads format {FORMAT} of readings, not “{version}”.")
    root.text("guide")
    article = article or load_article(_article_path(root, where, log))
    roster = Roster()
    drafts = [draft for name, section in SECTIONS.items() for draft in read_section(root, name, section, roster)]
    _anchor(drafts, article)
    _check_main(drafts)
    _number(drafts, roster)
    made: dict[str, list[Any]] = {name: [] for name in SECTIONS}
    # Mentions come first, because they are the evidence of actors and places.
    for draft in sorted(drafts, key=lambda draft: draft.section != "mentions"):
        record = draft.build(roster)
        if record is not None:
            made[draft.section].append(record)
    roster.check_overlaps()
    log.close()
    for name, records in made.items():
        if name not in ("actors", "places"):
            records.sort(key=lambda record: (record.evidence[0].start, record.evidence[0].end))
    found = {name: tuple(records) for name, records in made.items()}
    warnings = (*roster.unused(where.name), *_cut_words(drafts, article, where.name))
    return Reading(name=where.name, article=article, warnings=warnings, **found)


def _anchor(drafts: list[Draft], article: Article) -> None:
    """Find all quotes of all items at once, and say at each why it does not hold."""
    where = Anchorage(article)
    found = where.anchor(quote for draft in drafts for part in draft.quotes.values() for quote, _ in part)
    reasons = explain(where, [miss for miss in found.values() if isinstance(miss, Miss)])
    for draft in drafts:
        for part, quotes in draft.quotes.items():
            for quote, line in quotes:
                hit = found[quote]
                if isinstance(hit, Miss):
                    draft.broken = True
                    draft.form.add(line, reasons[quote])
                else:
                    draft.pieces[part].append((hit, line))
            draft.pieces[part].sort(key=lambda piece: piece[0].start)


def _cut_words(drafts: list[Draft], article: Article, file: str) -> Iterator[str]:
    """Warn of quotes that begin or end inside a word: a letter is easily left behind in copying."""
    for piece, line in (found for draft in drafts for pieces in draft.pieces.values() for found in pieces):
        around = (article.text[max(end - 1, 0) : end + 1] for end in (piece.start, piece.end))
        if any(len(two) == 2 and all(map(_cased, two)) for two in around):
            yield str(Problem(file, f"“{piece.exact}” cuts a word of {piece.sentence}; copy it whole.", line))


def _cased(letter: str) -> bool:
    """Whether a letter is of a script that sets spaces between words; not all do, and none has capitals."""
    return letter.islower() or letter.isupper() or letter.isdigit()


def _check_main(drafts: list[Draft]) -> None:
    """Note the main claims that share a sentence: only one kind can stand for it."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        if draft.values.get("main"):
            for sentence in dict.fromkeys(piece.sentence for piece, _ in draft.pieces["evidence"]):
                other = first.setdefault(sentence, draft)
                if other is not draft:
                    line = other.form.line_of("main")
                    draft.form.add(
                        draft.form.line_of("main"),
                        f"{sentence} has two main claims, the first in line {line}; keep one.",
                    )


def _number(drafts: list[Draft], roster: Roster) -> None:
    """Give the mentions without an id one by text order (m01, m02 and so on)."""
    mentions = [draft for draft in drafts if draft.section == "mentions"]
    mentions.sort(key=lambda draft: [(piece.start, piece.end) for piece, _ in draft.pieces["evidence"]])
    width = max(2, len(str(len(mentions))))
    numbers = (f"m{number:0{width}}" for number in itertools.count(1))
    free = (number for number in numbers if number not in roster.ids)
    for draft in mentions:
        draft.id = draft.id or next(free)


def _article_path(root: Form, where: Path, log: Problems) -> Path:
    name = root.text("article")
    if name is None:
        if not where.name.endswith(_ENDING):
            log.stop(root.line, f"article is missing; it names the text beside this file (NAME{_ENDING} needs none).")
        name = where.name.removesuffix(_ENDING) + ".txt"
    line = root.line_of("article")
    if name != PureWindowsPath(name).name or _DEVICE.match(name) or len(name.encode("utf-8", "replace")) > 255:
        said = f"article must be the name of a file beside this one, without folders, not {quoted(name)}."
        log.stop(line, said)
    beside = where.with_name(name)
    if name == ARTICLE and not beside.exists():
        beside = shelf("seeds") / ARTICLE
    if not beside.exists():  # a Mac may write an accent apart from its letter
        same = normalize("NFC", name)
        with suppress(OSError):  # of a folder that may not be listed
            found = (file for file in where.parent.iterdir() if normalize("NFC", file.name) == same)
            beside = next(found, beside)
    if not beside.is_file():
        log.stop(line, f"the article {name} is not beside this file; put it there, or correct its name.")
    return beside
