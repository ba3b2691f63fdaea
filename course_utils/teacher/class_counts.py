"""A class's answers, counted and told in the terminal; who gave which is never looked at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from course_utils.course_file import EstimateTask
from course_utils.errors import Problem, visible
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import Entry, SortingTask
from course_utils.look.wording import cut, listed, many
from course_utils.teacher.hand_ins import read_all
from course_utils.teacher.open_data import csv_text

#: What a class is asked.
Asked = Question | SortingTask | EstimateTask
#: The bands of a chance, by their upper end.
BANDS = {"20": "0 to 20 %", "40": "25 to 40 %", "60": "45 to 60 %", "80": "65 to 80 %", "100": "85 to 100 %"}
#: What is longer is a student's own sentence, and is not counted.
_LONGEST = 64
#: How many are told in full, those that split the class most.
FULL = 5
_ID, _TEXT = 30, 60


@dataclass(frozen=True, slots=True)
class Classroom:
    """How often each value was given to each item, in all the answer files of a folder."""

    #: How many files were counted, and what is wrong with those that could not be, one problem a file.
    files: int
    refused: tuple[Problem, ...]
    #: By item, how often a first answer and the one that holds now were given together; "" where there is none.
    votes: Mapping[str, Counter[tuple[str, str]]]
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
    #: By option id; in a question with two votes, the vote before the talk and the one after it. Where there are both,
    #: they are of the same students.
    firsts: Mapping[str, int]
    lasts: Mapping[str, int]
    others: int = 0  #: How many answers are none of the options.
    single: int = 0  #: How many students are left out because only one of their answers is known.
    twice: bool = False
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


def named(asked: Iterable[Asked]) -> list[tuple[str, str, Asked]]:
    """Give each with its id and its notebook, of which a sorting and the estimate have the number alone."""
    names = [(one.name if isinstance(one, SortingTask) else one.id, one) for one in asked]
    books = {one.notebook[:2]: one.notebook for _, one in names if isinstance(one, Question)}
    return [(n, one.notebook if isinstance(one, Question) else books.get(n[:2], n[:2]), one) for n, one in names]


def read_class(
    roots: Sequence[Path],
    asked: Iterable[Asked] = (),
    *,
    names: bool = False,
    codes: Sequence[Sequence[tuple[str, str, str]]] = (),
    of: str = "this course",
) -> Classroom:
    """Count the answers in every ``.json`` file of folders and zips, and of those in them, the same ones once.

    What is not counted is told, and so is what answers nothing of what is ``asked``, all that there is ``of`` a course
    or notebook. Of two files with the same four letters, which a student hands in once more, the later counts. Files
    are called as ``hand_ins`` does.
    ``codes`` count like files, with first answers "" where a code has none.
    Raises AnswersError where there is no such folder or zip.
    """
    known = {name for name, *_ in named(asked)}

    def why(given: Iterable[tuple[str, str, str]]) -> str:
        fits = not known or any(item.partition(".")[0] in known for item, *_ in given)
        return "" if fits else f"answers no question of {of}; not counted."

    refused, passed = list[Problem](), list[Problem]()
    given: Counter[tuple[str, str, str]] = Counter()  # item, first and last answer; one count is quicker
    files = 0
    for files, (_, answers) in enumerate(read_all(roots, names, _LONGEST, why, refused, passed), 1):  # noqa: B007
        given.update(_beside(answers.given))
    fitting = [_beside(code) for code in codes if not why(code)]
    if other := len(codes) - len(fitting):
        passed.append(Problem(many(other, "code"), f"no question of {of} is answered there; not counted."))
    given.update(answer for code in fitting for answer in code)
    votes = defaultdict[str, Counter[tuple[str, str]]](Counter)
    for (item, *pair), count in given.items():
        votes[item][pair[0], pair[1]] += count
    return Classroom(files, tuple(refused), votes, tuple(passed), len(fitting))


def _beside(given: Sequence[tuple[str, str, str]]) -> Sequence[tuple[str, str, str]]:
    """Set the vote before a talk, which has an item of its own, beside the one after it."""
    alone = {item.removesuffix(".alone"): vote for item, _, vote in given if item.endswith(".alone")}
    if not alone:
        return given
    voted = [(item, alone.pop(item, first), last) for item, first, last in given]
    return voted + [(item, first, "") for item, first in alone.items()]


def tallies(classroom: Classroom, asked: Iterable[Asked]) -> tuple[Tally, ...]:
    """Set the counts beside what was asked, in its order; what nobody has answered counts 0."""
    found = list[Tally]()
    for name, book, what in named(asked):
        if isinstance(what, Question):
            votes = _votes(classroom, name, what.texts)
            found.append(Tally(name, what.prompt, what.texts, what.key, *votes, book, what))
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
    classroom: Classroom, item: str, options: Collection[str], option_of: Callable[[str], str] = str
) -> tuple[Counter[str], Counter[str], int, int, bool]:
    """Count each option at first and now, the answers that are none of them, and who is left out.

    Both are counted of those who gave both, unless these are less than half: then only what more gave.
    """
    others, known = 0, list[tuple[list[str], int]]()
    for pair, number in classroom.votes.get(item, Counter()).items():
        chosen = [value and option_of(value) for value in pair]
        if all(not value or one in options for value, one in zip(pair, chosen, strict=True)):
            known.append((chosen, number))
        else:
            others += number
    firsts, lasts, both, everybody = (
        sum(number for chosen, number in known if fits(chosen)) for fits in (itemgetter(0), itemgetter(1), all, any)
    )
    sides = (0, 1) if 2 * both >= max(firsts, lasts) else (int(lasts > firsts),)
    counts = [Counter(dict.fromkeys(options, 0)) for _ in "12"]
    for chosen, number in known:
        for side in sides if all(chosen[one] for one in sides) else ():
            counts[side][chosen[side]] += number
    single = everybody - counts[sides[0]].total()
    return counts[0], counts[1], others, single, f"{item}.alone" in classroom.votes


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


def report(counted: Sequence[Tally], *, key: bool = False) -> str:
    """Write down what was answered: in each notebook what split the class most comes first.

    In full stand five in all, and whatever was voted on twice.
    Wrong options have their misconception, sorted rows the words that decide. With ``key`` the right option has a star,
    and rows have the course's reading.
    """
    told = [t for t in counted if t.others or any(t.firsts.values()) or any(t.lasts.values())]
    split = [t for t in told if not isinstance(t.asked, EstimateTask)]
    full = {t.item for t in sorted(split, key=lambda t: -t.split)[:FULL]} | {t.item for t in split if t.twice}
    lines = ["", "What most say, at first → now; in full what split the class most."] if len(told) > FULL else []
    for notebook, group in groupby(sorted(told, key=lambda t: t.notebook), lambda t: t.notebook):
        rows = list(group)
        lines += ["", notebook, *_estimate([t for t in rows if t not in split])]
        for tally in sorted((t for t in rows if t in split), key=lambda t: (t.item not in full, -t.split)):
            lines += _whole(tally, key) if tally.item in full else [_line(tally)]
    return "\n".join([*map(visible, lines[1:]), ""]) if lines else ""


def _share(counts: Mapping[str, int], option: str) -> str:
    total = sum(counts.values())
    return f"{100 * counts[option] / total:.0f} %" if total else "–"


def _whole(tally: Tally, key: bool) -> Iterator[str]:
    yield f"  {tally.item}  {tally.prompt}"
    columns = tally.firsts, tally.lasts
    yield "".join(f"{f'{name} {sum(c.values())}':>11}" for name, c in zip(("first", "now"), columns, strict=True))
    caught = {o.id: o.misconception for o in tally.asked.options} if isinstance(tally.asked, Question) else {}
    for option, text in tally.options.items():
        shares = "".join(f"{_share(counts, option):>11}" for counts in columns)
        why = f"  ({caught[option]})" if caught.get(option) and any(c[option] for c in columns) else ""
        yield f"{shares}  {'* ' if key and option == tally.key else '  ' if key else ''}{text}{why}"
    if tally.others:
        yield f"{tally.others:>22}  none of these; not counted"
    if tally.single:
        yield f"{tally.single:>22}  with one of the two answers alone; not counted"
    if isinstance(tally.asked, tuple):
        task, entry = tally.asked
        words = dict.fromkeys(f"“{word.exact}” ({word.sentence})" for word in entry.deciding)
        yield f"{'':24}It turns on {listed([*words])}."
        if key:
            yield f"{'':24}{task.beside(entry, '')}"


def _line(tally: Tally) -> str:
    """Tell what most say, and how many said so at first."""
    counts = tally.lasts if any(tally.lasts.values()) else tally.firsts
    top = max(counts, key=counts.__getitem__)
    shares = f"{_share(tally.firsts, top):>6} → {_share(tally.lasts, top):>5}"
    return f"  {tally.item:{_ID}}{shares}  {cut(tally.options[top], _TEXT)}"


def _estimate(chances: Iterable[Tally]) -> Iterator[str]:
    """Tell how many gave each chance."""
    for number, tally in enumerate(chances):
        assert isinstance(tally.asked, EstimateTask)
        if not number:
            yield f"  {tally.asked.id}  {tally.asked.prompt}"
            yield "".join(f"{text:>12}" for text in tally.options.values())
        outcome = dict(zip(tally.asked.chances, tally.asked.outcomes, strict=True))[tally.item]
        yield "".join(f"{count:>12}" for count in tally.lasts.values()) + f"   {outcome}"
