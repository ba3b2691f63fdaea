"""A class's answers, counted from the files that students hand in; who gave which is never looked at."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.answers.workbook import read_given
from course_utils.disk import StrangeError, read_regular
from course_utils.errors import AnswersError, Problem, visible

if TYPE_CHECKING:
    from course_utils.exercises.questions import Question
    from course_utils.exercises.sorting_tasks import SortingTask

#: A file of more bytes than this was not written by the course, where all answers take some 20 kB.
LARGEST = 2_000_000
#: What is longer is a student's own sentence, and is not counted.
_LONGEST = 60
#: Where a spreadsheet takes what follows for a formula; a Japanese or Chinese one takes the wide signs too.
#: One that parts cells by a semicolon or a tab finds cells within ours, whether quoted or not.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=\"*[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Classroom:
    """How often each value was given to each item, in all the answer files of a folder."""

    #: How many files were read, and what is wrong with the others, one problem a file.
    files: int
    refused: tuple[Problem, ...]
    #: By item, then value: how often it was the first answer, and how often the one that holds now.
    firsts: Mapping[str, Counter[str]]
    lasts: Mapping[str, Counter[str]]


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


def read_class(folder: str | os.PathLike[str]) -> Classroom:
    """Count the answers in every ``.json`` file of a folder and of the folders in it.

    Nothing is changed, and no link is followed. Raises AnswersError where there is no such folder.
    """
    root = Path(folder)
    if not os.path.isdir(root):  # noqa: PTH112  (a Path raises where a name is too long)
        found = "a file" if os.path.exists(root) else "none"  # noqa: PTH110
        raise AnswersError.at(root.name or str(root), f"expected a folder of answer files, found {found}.")
    refused, files = list[Problem](), 0
    given: Counter[tuple[str, str, str]] = Counter()  # item, first and last answer; one count is quicker
    for path in _files(root, refused):
        name = _named(path, root)
        try:
            given.update(read_given(_content(path, name), name, _LONGEST))
        except AnswersError as error:
            refused += error.problems
        else:
            files += 1
    firsts, lasts = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for (item, first, last), count in given.items():
        firsts[item][first] += count
        lasts[item][last] += count
    return Classroom(files, tuple(refused), firsts, lasts)


def tallies(classroom: Classroom, asked: Iterable[Question | SortingTask]) -> tuple[Tally, ...]:
    """Set the counts beside what was asked, in its order; what nobody has answered counts 0."""
    from course_utils.exercises.sorting_tasks import SortingTask

    found = []
    for what in asked:
        if isinstance(what, SortingTask):
            classes = {category.id: category.text for category in what.categories}
            found += [_tally(classroom, f"{what.name}.{e.id}", e.text, classes, None) for e in what.entries]
        else:
            options = {option.id: option.text for option in what.options}
            found.append(_tally(classroom, what.id, what.prompt, options, what.key))
    return tuple(found)


def _tally(classroom: Classroom, item: str, prompt: str, options: Mapping[str, str], key: str | None) -> Tally:
    lasts = classroom.lasts.get(item, Counter())
    firsts = classroom.lasts.get(f"{item}.alone") or classroom.firsts.get(item, Counter())
    counts = ({option: given[option] for option in options} for given in (firsts, lasts))
    return Tally(item, prompt, options, key, *counts)


def report(counted: Iterable[Tally]) -> str:
    """Write down what was answered at all: first answers, those that hold now, a star at the right one."""
    lines = []
    for tally in counted:
        if any(tally.lasts.values()):
            lines += ["", f"{tally.item}  {tally.prompt}", " first   now"]
            for option, text in tally.options.items():
                star = "*" if option == tally.key else " "
                lines.append(f"{tally.firsts[option]:6}{tally.lasts[option]:6}  {star} {text}")
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


def _files(root: Path, refused: list[Problem]) -> Iterator[str]:
    """Name the folder's answer files, in an order that every machine has; note folders that stay closed."""
    folders = [str(root)]
    while folders:  # no recursion, which has an end, and folders may have none
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                seen = [e for e in entries if not e.name.startswith(".")]
                inner = {e.path for e in seen if e.is_dir(follow_symlinks=False)}
        except OSError as error:
            said = f"expected a folder that can be read, found: {error.strerror}."
            refused.append(Problem(_named(folder, root), said))
            continue
        yield from sorted(e.path for e in seen if e.name.lower().endswith(".json") and e.path not in inner)
        folders += sorted(inner, reverse=True)


def _named(path: str, root: Path) -> str:
    return path.removeprefix(os.path.join(root, ""))  # noqa: PTH118  (a Path takes as long as opening a file)


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
