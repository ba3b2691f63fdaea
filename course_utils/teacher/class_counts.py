"""A class's answers, counted from the files that students hand in; who gave which is never looked at."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.answers.workbook import copy_of, read_given
from course_utils.disk import StrangeError, fingerprint, read_regular
from course_utils.errors import AnswersError, Problem, visible

if TYPE_CHECKING:
    from course_utils.exercises.questions import Question
    from course_utils.exercises.sorting_tasks import SortingTask

#: A file of more bytes than this was not written by the course, where all answers take some 20 kB.
LARGEST = 2_000_000
#: What is longer is a student's own sentence, and is not counted.
_LONGEST = 64
_COPIED = copy_of("(.+?)", r"\.json(?:\.txt)?")
#: What answers may be in, and cannot be read in; and how a file's name may end where it may be told.
_PACKED = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
_ENDING = re.compile(r"(?:\.json)?\.(?:json|txt|bak|old|tmp|zip|rar|7z|tar|gz|tgz)$", re.IGNORECASE)
#: Where a spreadsheet takes what follows for a formula; a Japanese or Chinese one takes the wide signs too.
#: One that parts cells by a semicolon or a tab finds cells within ours, whether quoted or not.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=\"*[=+\-@＝＋－＠])")
#: Why a file is not read.
_ASIDE = "set aside by the course, which could not read it; not counted."
_COPY = "a copy, by its name; not counted. Delete it, or rename it, as to 7.json, if it is another student's."
_OTHER = "A file of answers ends in .json: rename any that is one."


@dataclass(frozen=True, slots=True)
class Classroom:
    """How often each value was given to each item, in all the answer files of a folder."""

    #: How many files were counted, and what is wrong with those that could not be, one problem a file.
    files: int
    refused: tuple[Problem, ...]
    #: By item, then value: how often it was the first answer, and how often the one that holds now.
    firsts: Mapping[str, Counter[str]]
    lasts: Mapping[str, Counter[str]]
    #: What need not be counted, and why.
    passed: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """One question, or one row of a sorting, with how often each of its options was chosen."""

    item: str
    prompt: str
    #: By option id what it says; the right one's id, or None where none is right or wrong.
    options: Mapping[str, str]
    key: str | None
    #: By option id; in a question with two votes, the vote before the talk and the one after it.
    firsts: Mapping[str, int]
    lasts: Mapping[str, int]
    others: int = 0  #: How many answers are none of the options.


def read_class(
    folder: str | os.PathLike[str], asked: Iterable[Question | SortingTask] = (), *, names: bool = False
) -> Classroom:
    """Count the answers in every ``.json`` file of a folder and of the folders in it, the same ones once.

    What is not counted is told, and so is a file that answers nothing of what is ``asked``. A path may be a student's
    name: so a file is called by its number among all files, sorted by path, and its ending; with ``names``, by its
    path. Nothing is changed, and no link is followed. Raises AnswersError where there is no such folder.
    """
    root, known = Path(folder), {getattr(one, "id", "") or getattr(one, "name", "") for one in asked}
    if not os.path.isdir(root):  # noqa: PTH112  (a Path raises where a name is too long)
        found = "a file" if os.path.exists(root) else "none"  # noqa: PTH110
        raise AnswersError.at(root.name or str(root), f"expected a folder of answer files, found {found}.")
    refused, passed, others = list[Problem](), list[Problem](), list[str]()
    counted: dict[str, str] = {}  # by what is in it, the file's name
    given: Counter[tuple[str, str, str]] = Counter()  # item, first and last answer; one count is quicker
    for number, (path, why) in enumerate(sorted(_found(root)), 1):
        ending = _ENDING.search(path)
        name = f"no. {number}, a {ending[0].lower()}" if ending else f"no. {number}"
        if names:
            name = path.removeprefix(os.path.join(root, ""))  # noqa: PTH118  (a Path takes as long as opening a file)
        if why == _OTHER:
            others.append(name)
            continue
        try:
            if why:
                raise AnswersError.at(name, why)
            content = _content(path, name)
            answers = read_given(content, name, _LONGEST)
        except AnswersError as error:
            (passed if why == _ASIDE else refused).extend(error.problems)
        else:
            if known and not known & {item.partition(".")[0] for item, *_ in answers}:
                passed.append(Problem(name, "answers no question of this course; not counted."))
            elif (first := counted.setdefault(fingerprint(content), name)) == name:
                given.update(answers)
            else:
                passed.append(Problem(name, f"the same, byte for byte, as {first}; counted once."))
    if others:
        passed.append(Problem("not read", f"{'; '.join(others)}. {_OTHER}"))
    firsts, lasts = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for (item, first, last), count in given.items():
        firsts[item][first] += count
        lasts[item][last] += count
    return Classroom(len(counted), tuple(refused), firsts, lasts, tuple(passed))


def tallies(classroom: Classroom, asked: Iterable[Question | SortingTask]) -> tuple[Tally, ...]:
    """Set the counts beside what was asked, in its order; what nobody has answered counts 0."""
    from course_utils.exercises.sorting_tasks import SortingTask

    found = []
    for what in asked:
        if isinstance(what, SortingTask):
            found += [_tally(classroom, f"{what.name}.{e.id}", e.text, what.texts, None) for e in what.entries]
        else:
            found.append(_tally(classroom, what.id, what.prompt, what.texts, what.key))
    return tuple(found)


def _tally(classroom: Classroom, item: str, prompt: str, options: Mapping[str, str], key: str | None) -> Tally:
    lasts = classroom.lasts.get(item, Counter())
    firsts = classroom.lasts.get(f"{item}.alone") or classroom.firsts.get(item, Counter())
    counts = [{option: given[option] for option in options} for given in (firsts, lasts)]
    others = max(given.total() - sum(count.values()) for given, count in zip((firsts, lasts), counts, strict=True))
    return Tally(item, prompt, options, key, counts[0], counts[1], others)


def report(counted: Iterable[Tally]) -> str:
    """Write down what was answered at all: first answers, those that hold now, a star at the right one."""
    lines = []
    for tally in counted:
        if tally.others or any(tally.lasts.values()):
            lines += ["", f"{tally.item}  {tally.prompt}", " first   now"]
            for option, text in tally.options.items():
                star = "*" if option == tally.key else " "
                lines.append(f"{tally.firsts[option]:6}{tally.lasts[option]:6}  {star} {text}")
            lines += [f"{tally.others:12}    none of these; not counted"] if tally.others else []
    return "\n".join([*map(visible, lines[1:]), ""]) if lines else ""


def as_csv(counted: Sequence[Tally]) -> str:
    """Write tallies as a table, one row an option; nothing in it is a spreadsheet's formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("item", "question", "option", "first answers", "last answers", "right"))
    for tally in counted:
        for option, text in tally.options.items():
            right = "" if tally.key is None else "yes" if option == tally.key else "no"
            cells = (tally.item, tally.prompt, text, tally.firsts[option], tally.lasts[option], right)
            # An apostrophe before what a spreadsheet would take for a formula makes it a text again.
            table.writerow(_FORMULA.sub("'", cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue()


def _found(root: Path) -> Iterator[tuple[str, str]]:
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
        yield from ((e.path, _why(e.name.lower(), files)) for e in seen if e.path not in inner)
        folders += inner


def _why(name: str, beside: Container[str]) -> str:
    """Say why a file of such a name is not read; nothing where it is."""
    copy = _COPIED.fullmatch(name)
    if name.endswith(_PACKED):
        return "unpack it first."
    if not name.endswith((".json", ".json.txt")):
        return _OTHER
    if ".unreadable-" in name:
        return _ASIDE
    return _COPY if copy and f"{copy[copy.lastindex or 0]}.json" in beside else ""


def _content(path: str, name: str) -> bytes:
    """Read a file that can be one of answers; raises AnswersError for any other."""
    try:
        content = read_regular(path, LARGEST)
    except StrangeError as error:
        raise AnswersError.at(name, "expected a file of answers, found a link or a device.") from error
    except OSError as error:
        raise AnswersError.at(name, f"expected a file that can be read, found: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise AnswersError.at(name, f"expected at most {LARGEST:,} bytes of answers, found more.")
    return content
