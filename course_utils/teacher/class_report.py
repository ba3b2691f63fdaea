"""A class's answers in the terminal, short enough to be read while the class talks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from course_utils.course_file import EstimateTask
from course_utils.errors import visible
from course_utils.exercises.questions import Question
from course_utils.look.wording import cut, listed
from course_utils.teacher.class_counts import Tally

#: How many are told in full, those that split the class most.
FULL = 5
_ID, _TEXT = 30, 60


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
