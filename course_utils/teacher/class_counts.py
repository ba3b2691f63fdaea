"""A class's answers, counted from the files that students hand in; who gave which is never looked at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.course_file import EstimateTask
from course_utils.errors import Problem
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import Entry, SortingTask
from course_utils.teacher.hand_ins import read_all
from course_utils.teacher.open_data import csv_text

#: What a class is asked.
Asked = Question | SortingTask | EstimateTask
#: The bands of a chance, by their upper end.
BANDS = {"20": "0 to 20 %", "40": "25 to 40 %", "60": "45 to 60 %", "80": "65 to 80 %", "100": "85 to 100 %"}
#: What is longer is a student's own sentence, and is not counted.
_LONGEST = 64


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
    codes: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """One question, one row of a sorting or one chance, with how often each of its options was chosen."""

    item: str
    prompt: str
    #: By option id what it says; the right one's id, or None where none is right or wrong.
    options: Mapping[str, str]
    key: str | None
    #: By option id; in a question with two votes, the vote before the talk and the one after it.
    firsts: Mapping[str, int]
    lasts: Mapping[str, int]
    others: int = 0  #: How many answers are none of the options.
    notebook: str = ""
    #: What was asked: a question, or a sorting and its row, or the estimate.
    asked: Question | tuple[SortingTask, Entry] | EstimateTask | None = None

    @property
    def split(self) -> float:
        """From 0, where all said one thing at first (or now, where that is not known), to 1, where each had as many."""
        counts = self.firsts if any(self.firsts.values()) else self.lasts
        total, options = sum(counts.values()), len(counts)
        alike = sum((count / total) ** 2 for count in counts.values()) if total else 1
        return (1 - alike) * options / max(1, options - 1)


def read_class(
    roots: Sequence[Path],
    asked: Iterable[Asked] = (),
    *,
    names: bool = False,
    codes: Sequence[Sequence[tuple[str, str, str]]] = (),
) -> Classroom:
    """Count the answers in every ``.json`` file of folders and zips, and of those in them, the same ones once.

    What is not counted is told, and so is a file that answers nothing of what is ``asked``. Of two files with the same
    four letters, which a student hands in once more, the later counts. Files are called as ``hand_ins`` does.
    ``codes`` count like files, with first answers "" where a code has none.
    Raises AnswersError where there is no such folder or zip.
    """
    known = {one.name if isinstance(one, SortingTask) else one.id for one in asked}

    def why(given: list[tuple[str, str, str]]) -> str:
        fits = not known or known & {item.partition(".")[0] for item, *_ in given}
        return "" if fits else "answers no question of this course; not counted."

    refused, passed = list[Problem](), list[Problem]()
    given: Counter[tuple[str, str, str]] = Counter()  # item, first and last answer; one count is quicker
    files = 0
    for files, (_, answers) in enumerate(read_all(roots, names, _LONGEST, why, refused, passed), 1):  # noqa: B007
        given.update(answers.given)
    firsts, lasts = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    given.update(answer for code in codes for answer in code)
    for (item, first, last), count in given.items():
        if first:  # which a code may not have
            firsts[item][first] += count
        lasts[item][last] += count
    return Classroom(files, tuple(refused), firsts, lasts, tuple(passed), len(codes))


def tallies(classroom: Classroom, asked: Iterable[Asked]) -> tuple[Tally, ...]:
    """Set the counts beside what was asked, in its order; what nobody has answered counts 0."""
    asked, found = tuple(asked), list[Tally]()
    books = {one.notebook[:2]: one.notebook for one in asked if isinstance(one, Question)}
    for what in asked:
        name = what.name if isinstance(what, SortingTask) else what.id
        book = books.get(name[:2], name[:2])
        if isinstance(what, Question):
            votes = _votes(classroom, name, what.texts)
            found.append(Tally(name, what.prompt, what.texts, what.key, *votes, what.notebook, what))
        elif isinstance(what, SortingTask):
            for row in what.entries:
                votes = _votes(classroom, item := f"{name}.{row.id}", what.texts)
                found.append(Tally(item, row.text, what.texts, None, *votes, book, (what, row)))
        else:
            for item, outcome in zip(what.chances, what.outcomes, strict=True):
                votes = _votes(classroom, item, BANDS, _band)
                found.append(Tally(item, f"{what.prompt} {outcome}", BANDS, None, *votes, book, what))
    return tuple(found)


def _votes(
    classroom: Classroom, item: str, options: Iterable[str], option_of: Callable[[str], str] = str
) -> tuple[Counter[str], Counter[str], int]:
    """Count each option at first and now, and how many answers are none of them."""
    before = classroom.lasts.get(f"{item}.alone") or classroom.firsts.get(item, Counter())
    counts, others = list[Counter[str]](), 0
    for given in (before, classroom.lasts.get(item, Counter())):
        counts.append(Counter(dict.fromkeys(options, 0)))
        for value, number in given.items():
            if (option := option_of(value)) in counts[-1]:
                counts[-1][option] += number
        others = max(others, given.total() - counts[-1].total())
    return counts[0], counts[1], others


def _band(percent: str) -> str:
    """Return the band of a chance, the lower where two meet."""
    number = int(percent) if percent.isascii() and percent.isdigit() and len(percent) < 4 else 999
    return next((band for band in BANDS if number <= int(band)), "")


def as_csv(counted: Sequence[Tally]) -> str:
    """Write tallies as a table, one row an option; nothing in it is a spreadsheet's formula."""
    rows: list[tuple[object, ...]] = [("item", "question", "option", "first answers", "last answers", "right")]
    for tally in counted:
        for option, text in tally.options.items():
            right = "" if tally.key is None else "yes" if option == tally.key else "no"
            rows.append((tally.item, tally.prompt, text, tally.firsts[option], tally.lasts[option], right))
    return csv_text(rows)
