"""A measured figure beside its baseline, how both are taken, and on what machine."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the course beside its baseline, both in the table's unit and from the same run."""

    name: str
    ours: float
    bare: float
    #: The largest ratio of the two that will do; None where the ratio is told and not judged.
    target: float | None = None
    #: The largest figure that will do, whatever its ratio.
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether a target is missed; a figure that nothing was measured for, 0 or no number, misses all."""
        good = self.ours > 0 and self.bare > 0
        good &= self.target is None or self.ours <= self.target * self.bare
        return not good or (self.most is not None and self.ours > self.most)

    def __str__(self) -> str:
        """Return the row as a line of a table."""
        targets = [f"{self.target:g} ×"] if self.target else []
        targets += [f"{self.most:g}"] if self.most else []
        ratio = self.ours / self.bare if self.bare else 0
        cells = (self.name, f"{self.ours:,.3g}", f"{self.bare:,.3g}", f"{ratio:.2f}", ", ".join(targets))
        return f"| {' | '.join(cells)}{' **missed**' * self.missed} |"


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one subject; the rows are measured as they are asked for."""

    title: str
    #: What the baseline is, in a sentence or two.
    about: str
    unit: str
    rows: Iterable[Row]

    def measure(self) -> int:
        """Print the table as its figures come in; return how many miss a target, and 1 for no figure."""
        print(f"\n## {self.title}\n\n{self.about}\n\n| | {self.unit} | bare {self.unit} | ratio | target |")
        print("|---|---:|---:|---:|---:|")
        seen = []
        for row in self.rows:
            print(row, flush=True)
            seen.append(row.missed)
        return sum(seen) if seen else 1


def spent() -> float:
    """Return the seconds that this process and those it has waited for have had of a processor.

    What others do on the machine hardly shows in it. Where the system does not tell it, the time on the wall.
    """
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def medians(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """Return each act's median time in ms; they take turns, so that a busy machine slows all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, kept in zip(acts, times, strict=True):
            start = spent()
            act()
            kept.append(1000 * (spent() - start))
    return [statistics.median(kept) for kept in times]


def growth(unit: str, sizes: Sequence[int], acts: Sequence[Callable[[], object]], rounds: int = 3) -> Iterator[Row]:
    """Give one row a size: its time beside what linear growth makes of the time of the size before."""
    acts[0]()  # what is done once a process has no part in it
    times = medians(rounds, *acts)
    yield Row(f"{sizes[0]:,} {unit}", times[0], times[0])
    for n in range(1, len(sizes)):
        yield Row(f"{sizes[n]:,} {unit}", times[n], times[n - 1] * sizes[n] / sizes[n - 1], 1.2)


def process(code: str) -> Callable[[], object]:
    """Return an act that runs code in a fresh Python, from its start to its end."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def machine(*libraries: str) -> str:
    """Say when and on what something was measured; the host's name is nobody's business."""
    processor = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists() and (found := re.search(r"(?m)^model name\s*:\s*(.+)$", about.read_text("utf-8"))):
        processor = found[1]
    with_ = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in libraries)]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {processor}, {os.cpu_count()} cores, {platform.system()}. {', '.join(with_)}."
    )
