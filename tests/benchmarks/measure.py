"""Measure the course's speed and size, each figure beside a bare baseline from the same run.

``uv run --group bench tests/benchmarks/measure.py`` prints a table for each subject and writes them all into
BENCHMARKS.md beside this file. It takes about 25 minutes, and exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent / "browser")]  # what the tests share

from figures import Table, heading  # noqa: E402
from reasons import reason  # noqa: E402
from record import machine, sections, write  # noqa: E402

REPORT = HERE / "BENCHMARKS.md"
#: Each a module beside this one with ``tables(quick)``, and these tables' titles, in the order of the report.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "load": ("Import and load, in a fresh process",),
    "scale": (
        "Articles, by size",
        "Readings, by anchors",
        "Anchoring alone",
        "245 quotes, by the article's size",
        "Readings with every quote wrong, by anchors",
    ),
    "matching": ("Finding names", "Finding forms, small letters too"),
    "splitting": ("Sentence splitting, a megabyte",),
    "answers": ("Answer files, by their number", "Answer files, the most"),
    "redraw": ("Redraw",),
    "paint": ("Key to paint",),
    "memory": ("Memory after a notebook",),
    "notebooks": ("All notebooks under nbval",),
}
OPENING = """# How fast and how large the course is

`uv run --group bench tests/benchmarks/measure.py` wrote this. Each figure stands beside a bare baseline that
was taken in the same run; the ratio of the two hardly depends on the machine. Times are medians of processor
time, on which other work of the machine has little effect, unless a table says that they are the wall's.
"""


def measure(table: Table) -> tuple[str, int]:
    """Print a table as its figures come in; return its text, and how many targets it misses."""
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    rows = []
    for line in heading(table):
        say(line)
    for row in table.rows:
        say(row.line())
        rows.append(row)
    missed = [row for row in rows if row.missed]
    if missed or not rows:
        say("")
    for row in missed:
        say(f"Missed, {row.name}: {' '.join(filter(None, (row.fault, reason(table.title, row))))}")
    if not rows:
        say("Missed: nothing was measured.")
    return "\n".join(lines), len(missed) or int(not rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=" ".join((__doc__ or "").split("\n\n")[1].split()))
    parser.add_argument(
        "--only", nargs="+", choices=SUBJECTS, metavar="NAME", default=list(SUBJECTS),
        help=f"measure these alone and keep the file's other tables: {', '.join(SUBJECTS)}",
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sizes; writes no file")
    chosen = parser.parse_args(arguments)
    # A container may keep Python from saving compiled modules; then compiling is all that is measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    full = set(chosen.only) == set(SUBJECTS)
    found = {} if full else sections(REPORT)
    on, missed, measured = machine("matplotlib", "sentencex", "jupyterlab"), 0, set[str]()
    print(on)
    for subject in chosen.only:
        try:
            for table in importlib.import_module(subject).tables(chosen.quick):
                print(f"\n## {table.title}\n")
                text, misses = measure(table)
                found[table.title] = f"{text}\n\nMeasured on {on}"
                measured.add(table.title)
                missed += misses
        except Exception:  # what is measured before and after is kept all the same
            traceback.print_exc()
            missed += 1
        for title in SUBJECTS[subject]:
            if title not in measured:
                found[title] = f"Missed: {title}: nothing was measured.\n\nMeasured on {on}"
                print(f"\n{found[title]}")
                missed += 1
    print(f"\n{missed} of the targets missed." if missed else "\nEvery target is met.")
    if not chosen.quick:
        write(REPORT, OPENING, found, (title for titles in SUBJECTS.values() for title in titles))
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
