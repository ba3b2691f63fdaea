"""What a class hands in: files of answers in a folder or a zip, each told by a number or by its path.

A zip is read as learning platforms make them (Moodle, Canvas, Teams), in memory, and so are the zips in it. Nothing is
unpacked to the disk, so that a name in it leads nowhere; and how large something is, is not believed but read.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from course_utils.answers.workbook import DAMAGED, LETTERS, opened
from course_utils.disk import StrangeError, copy_of, fingerprint, read_regular
from course_utils.errors import AnswersError, Problem

#: A file of more bytes than this was not written by the course, where all answers take some 20 kB.
LARGEST = 2_000_000
#: The most bytes of a zip, of one in it, and the most files in all.
LARGEST_ZIP, LARGEST_INNER, MOST_FILES = 500_000_000, 100_000_000, 40_000
#: What may be read of a zip: so much, and so many times its own bytes; answers shrink to a fifth.
_LEAST, _RATIO = 20_000_000, 20
_COPIED = copy_of("(.+?)", r"\.json(?:\.txt)?")
#: What answers may be in, and cannot be read in; and how a file's name may end where it may be told.
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz")
_ENDING = re.compile(r"(?:\.json)?\.(?:json|txt|bak|old|tmp|zip|rar|7z|tar|gz|tgz)$", re.IGNORECASE)
#: What Teams calls the folders of one student's hand-ins.
_VERSION = re.compile(r"(?<![^/\\])version (\d{1,9})(?=[/\\])", re.IGNORECASE)
_HIDDEN = re.compile(r"\.(?!\.?$)|__macosx$")
_BETWEEN = re.compile(r"[/\\]")
#: How many files that are no answers are named.
_NAMED = 30
#: What comes of a zip that is none, or is damaged.
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
#: Why a file is not read.
ASIDE = "set aside by the course, which could not read it; not counted."
OTHER = "A file of answers ends in .json: rename any that is one."
_COPY = "a copy, by its name; not counted. Delete it, or rename it, as to 7.json, if it is another student's."
_EARLIER = "an earlier version of what was handed in; not counted."
_BROKEN = "found a damaged one. Ask for the file again."
_UNPACK = "unpack it first."
_DEEP = f"a zip in a zip in a zip: {_UNPACK}"
_EMPTY = "an empty zip; not counted."
#: Of these no answers are missed; whatever else is not read may be some.
_PASSED = (ASIDE, _EARLIER, _EMPTY)


class Answers(NamedTuple):
    """What a file of answers holds: the letters drawn for it, if any, when it was last written, and each answer."""

    letters: str
    saved: str
    #: Item, first answer and present answer.
    given: list[tuple[str, str, str]]


class Found(NamedTuple):
    """One file: its bytes where it is to be read, or why it is not."""

    name: str
    content: bytes = b""
    why: str = ""


#: A file's path, why it is not read, if it is not, and what reads it or says why that cannot be.
_File = tuple[str, str, Callable[[], tuple[bytes, str]]]


class _FullError(Exception):
    """A zip grows to more than answers do."""


@dataclass
class _Left:
    """How many bytes and files may still be read of a zip."""

    size: int
    files: int = MOST_FILES


def read_given(content: bytes, name: str, longest: int) -> Answers:
    """Read a file's content; what is odd or longer is left out.

    A class's files are read by the thousand, and counting needs no more. Raises AnswersError, in the name of
    the file, where it holds no answers or a newer version wrote them.
    """
    try:
        data = opened(content, name)
        letters, fields_of = data.get("letters"), data["answers"]
        given = [
            (item, first, value)
            for item, fields in fields_of.items()
            if isinstance(fields, dict)
            and isinstance(first := fields.get("first"), str)
            and isinstance(value := fields.get("value"), str)
            and len(first) <= longest >= len(value)
        ]
    except (TypeError, *DAMAGED):
        sentence = "expected answers that the course wrote, found something else. Ask for the file again."
        raise AnswersError.at(name, sentence) from None
    if not isinstance(letters, str) or not LETTERS.fullmatch(letters):
        return Answers("", "", given)
    times = (fields.get("saved") for fields in fields_of.values() if isinstance(fields, dict))
    return Answers(letters, max((time for time in times if isinstance(time, str)), default=""), given)


def read_all(
    roots: Sequence[Path],
    names: bool,
    longest: int,
    why: Callable[[list[tuple[str, str, str]]], str],
    refused: list[Problem],
    passed: list[Problem],
) -> Iterator[tuple[str, Answers]]:
    """Give what each student has handed in, once, with its file's name; say of each other file why it is not given.

    ``why`` says it of answers that are not wanted, and "" of others. Of two files with the same four letters, which a
    student hands in once more, the later is given. Raises AnswersError where there is no such folder or zip.
    """
    others, known = list[str](), dict[str, str]()  # by what is in it, the file's name
    drawn: dict[str, tuple[str, Answers]] = {}  # by its letters, the file's name and what it holds
    for source, found in ((root.name, found) for root in roots for found in hand_ins(root, names)):
        name = f"{source}, {found.name}" if roots[1:] else found.name
        if found.why == OTHER:
            others.append(name)
            continue
        if found.why:
            (passed if found.why in _PASSED else refused).append(Problem(name, found.why))
            continue
        try:
            answers = read_given(found.content, name, longest)
        except AnswersError as error:
            refused.extend(error.problems)
            continue
        if unwanted := why(answers.given):
            passed.append(Problem(name, unwanted))
        elif (first := known.setdefault(fingerprint(found.content), name)) != name:
            passed.append(Problem(name, f"the same, byte for byte, as {first}; counted once."))
        elif letters := answers.letters:
            both = sorted([(name, answers), drawn.get(letters, (name, answers))], key=lambda one: one[1].saved)
            (earlier, _), (later, _) = both
            drawn[letters] = both[1]
            if earlier != later:
                again = f"a hand-in under the name {letters}, older than {later}; not counted."
                passed.append(Problem(earlier, again))
        else:
            yield name, answers
    yield from drawn.values()
    if others:
        more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
        passed.append(Problem("not read", f"{'; '.join(others[:_NAMED])}{more}. {OTHER}"))


def hand_ins(root: Path, names: bool) -> Iterator[Found]:
    """Give each file in a folder or a zip, and in the folders and zips in it, sorted by path.

    A path may be a student's name: so a file is called by its number among all files and its ending; with ``names``,
    by its path. Nothing is changed, and no link is followed. Raises AnswersError where there is neither.
    """
    if os.path.isdir(root):  # noqa: PTH112  (a Path raises where a name is too long)
        base = os.path.join(root, "")  # noqa: PTH118  (a Path takes as long as opening a file)
        files = sorted(_walk(root))
        yield from _found([(p.removeprefix(base), why, partial(_content, p)) for p, why in files], "", "", names)
        return
    there = os.path.exists(root)  # noqa: PTH110
    content, why = _content(str(root), LARGEST_ZIP) if there else (b"", "")
    if content[:2] != b"PK":
        found = "another file; put it into a folder, and name that." if there else "none."
        why = why or f"expected a folder or a zip of answer files, found {found}"
        raise AnswersError.at(root.name or str(root), why)
    yield from _unpacked(content, root.name, "", names)


def _found(
    files: Sequence[_File], within: str, before: str, names: bool, left: _Left | None = None, depth: int = 0
) -> Iterator[Found]:
    """Give files of one folder or zip, and those of the zips among them; ``before`` stands before their numbers."""
    outdated = _outdated(path for path, why, _ in files if not why)
    for number, (path, why, read) in enumerate(files, 1):
        name = (f"{within}/{path}" if before else path) if names else _numbered(f"{before}{number}", path)
        why = _EARLIER if path in outdated else why
        content, why = (b"", why) if why else read()
        if why or not path.lower().endswith(".zip"):
            yield Found(name, content, why)
        elif left:
            yield from _entries(content, name, f"{before}{number}.", names, left, depth + 1)
        else:
            yield from _unpacked(content, name, f"{number}.", names)


def _unpacked(content: bytes, name: str, before: str, names: bool) -> Iterator[Found]:
    left = _Left(_LEAST + _RATIO * len(content))
    try:
        yield from _entries(content, name, before, names, left, 1)
    except _FullError as error:
        said = "No zip of answers does so: the rest of it was not read. Ask for the files themselves."
        yield Found(name, why=f"expected {error}, found more. {said}")


def _entries(content: bytes, name: str, before: str, names: bool, left: _Left, depth: int) -> Iterator[Found]:
    left.files -= content.count(b"PK\1\2")  # each stands before a file's entry, and perhaps elsewhere
    if left.files < 0:
        raise _FullError(f"at most {MOST_FILES:,} files in a zip")
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except _NO_ZIP:
        yield Found(name, why=f"expected a zip that can be read, {_BROKEN}")
        return
    entries = sorted((one for one in packed.infolist() if one.filename[-1:] != "/"), key=attrgetter("filename"))
    paths = {one: _BETWEEN.split(one.filename.lower()) for one in entries}
    files = {one: parts for one, parts in paths.items() if not any(map(_HIDDEN.match, parts))}
    if not files:
        yield Found(name, why=_EMPTY)
    beside, seen = {"/".join(parts) for parts in files.values()}, list[_File]()
    for one, (*folders, last) in files.items():
        zipped = last.endswith(".zip")
        most = min(LARGEST_INNER, _RATIO * (one.compress_size + 50_000)) if zipped else LARGEST
        why = _DEEP if zipped and depth > 1 else _why(last, "/".join([*folders, ""]), beside)
        seen.append((one.filename, why, partial(_entry, packed, one, most, left)))
    yield from _found(seen, name, before, names, left, depth)


def _entry(packed: zipfile.ZipFile, one: zipfile.ZipInfo, most: int, left: _Left) -> tuple[bytes, str]:
    """Read a file of a zip, no further than it may go, or say why it is none of answers."""
    if one.flag_bits & 1:
        return b"", f"it is locked by a password: {_UNPACK}"
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others are read by large pieces
        return b"", f"it is packed in a rare way: {_UNPACK}"
    try:
        with packed.open(one) as file:
            content = file.read(min(most, left.size) + 1)
    except _NO_ZIP:
        return b"", f"expected a file that can be read, {_BROKEN}"
    left.size -= len(content)
    if left.size < 0:
        raise _FullError(f"a zip that grows at most {_RATIO}-fold")
    return _fitting(content, most)


def _numbered(number: str, path: str) -> str:
    ending = _ENDING.search(path)
    return f"no. {number}, a {ending[0].lower()}" if ending else f"no. {number}"


def _outdated(paths: Iterable[str]) -> set[str]:
    """Return which paths lie in a folder of an earlier version than another of the same student's."""
    versions = [(path, at[1], path[: at.start()]) for path in paths if (at := _VERSION.search(path))]
    newest = defaultdict[str, int](int)
    for _, number, student in versions:
        newest[student] = max(newest[student], int(number))
    return {path for path, number, student in versions if int(number) < newest[student]}


def _walk(root: Path) -> Iterator[tuple[str, str]]:
    """Give each file in a folder, and each folder that stays closed, with why it is not read, if it is not."""
    folders = [str(root)]
    while folders:  # no recursion, which has an end, and folders may have none
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                seen = [e for e in entries if not e.name.startswith(".")]
                inner = {e.path for e in seen if e.is_dir(follow_symlinks=False)}
        except OSError as error:
            yield folder, f"expected a folder that can be read, found: {error.strerror}."
            continue
        files = {e.name.lower() for e in seen}
        yield from ((e.path, _why(e.name.lower(), "", files)) for e in seen if e.path not in inner)
        folders += inner


def _why(name: str, folder: str, files: Container[str]) -> str:
    """Say why a file of such a name in a folder is not read; nothing where it is."""
    if name.endswith(_PACKED):
        return _UNPACK
    if name.endswith(".zip"):
        return ""
    if not name.endswith((".json", ".json.txt")):
        return OTHER
    if ".unreadable-" in name:
        return ASIDE
    copy = _COPIED.fullmatch(name)
    return _COPY if copy and f"{folder}{copy[copy.lastindex or 0]}.json" in files else ""


def _content(path: str, most: int = 0) -> tuple[bytes, str]:
    """Read a file that can be one of answers, or say why it is none."""
    most = most or (LARGEST_ZIP if path.lower().endswith(".zip") else LARGEST)
    try:
        return _fitting(read_regular(path, most), most)
    except StrangeError:
        return b"", "expected a file of answers, found a link or a device."
    except OSError as error:
        return b"", f"expected a file that can be read, found: {error.strerror}."


def _fitting(content: bytes, most: int) -> tuple[bytes, str]:
    if len(content) <= most:
        return content, ""
    return b"", f"expected at most {most:,} bytes of {'a zip' if most > LARGEST else 'answers'}, found more."
