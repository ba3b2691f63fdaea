"""A measured figure beside its baseline, and how both are taken."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the course beside its baseline, both in the table's unit and from the same run."""

    name: str
    ours: float
    bare: float
    #: The largest ratio of the two that will do; None where the ratio is told and not judged.
    target: float | None = None
    #: What else the row says, one cell a column of ``Table.more``.
    more: tuple[str, ...] = ()
    #: What is wrong whatever the ratio is.
    fault: str = ""

    @property
    def ratio(self) -> float:
        """The course's figure over its baseline."""
        return self.ours / self.bare if self.bare else math.inf

    @property
    def missed(self) -> bool:
        """Whether the target is missed; a figure that nothing was measured for, 0 or no number, misses it."""
        return bool(self.fault) or (self.target is not None and not 0 < self.ratio <= self.target)

    def line(self) -> str:
        """Return the row as a line of a table."""
        target = "" if self.target is None else f"{self.target}"
        verdict = f"{target} missed".strip() if self.missed else target
        figures = (_number(self.ours), _number(self.bare), f"{self.ratio:.2f}", verdict)
        return f"| {' | '.join((self.name, *figures, *self.more))} |"


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one subject; the rows are measured as they are asked for."""

    title: str
    #: What the baseline is, in a sentence or two.
    about: str
    unit: str
    rows: Iterator[Row]
    more: tuple[str, ...] = ()


def spent() -> float:
    """Return the seconds that this process and those it has waited for have had of a processor.

    What others do on the machine hardly shows in it. Where the system does not tell it, the time on the wall.
    """
    try:
        import resource
    except ImportError:  # Windows
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def medians(rounds: int, *acts: Callable[[], object], clock: Callable[[], float] = spent) -> list[float]:
    """Return each act's median time in ms; they take turns, so that a busy machine slows all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, kept in zip(acts, times, strict=True):
            start = clock()
            act()
            kept.append(1000 * (clock() - start))
    return [statistics.median(kept) for kept in times]


def growth(
    label: str, sizes: Sequence[int], acts: Sequence[Callable[[], object]], fixed: float, rounds: int
) -> Iterator[Row]:
    """Give one row a size: its time beside what linear growth makes of a smaller size's.

    The base is the smallest size that takes at least five times ``fixed``, the ms of the least that can be
    done, so that what is done once a file has no part in it. Larger sizes are judged by the base, and those
    up to it by the size before. Where fewer than two sizes lie above the base, the largest says so as its
    fault.
    """
    acts[0]()  # what is done once a process has no part in it
    times = medians(rounds, *acts)
    base = next((n for n, took in enumerate(times) if took >= 5 * fixed), len(times) - 1)
    above = len(sizes) - 1 - base
    for n, (size, took) in enumerate(zip(sizes, times, strict=True)):
        name = label.format(f"{size:,}") + (" (base)" if n == base else "")
        smaller = base if n > base else max(n - 1, 0)
        bare = times[smaller] * size / sizes[smaller]
        few = n == len(sizes) - 1 and above < 2
        fault = f"sizes above the base: expected two or more, found {above}." if few else ""
        yield Row(name, took, bare, 1.2 if n else None, fault=fault)


def process(code: str) -> Callable[[], object]:
    """Return an act that runs code in a fresh Python, from its start to its end."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def heading(table: Table) -> Iterator[str]:
    """Give the lines above a table's rows."""
    unit = table.unit
    yield from (table.about, "")
    yield f"| | {unit} | bare {unit} | ratio | target |" + "".join(f" {name} |" for name in table.more)
    yield "|---|---:|---:|---:|---:|" + "---:|" * len(table.more)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
