"""Measure the course's speed and size, each figure beside a bare baseline from the same run.

``uv run --group bench tests/benchmarks/measure.py`` prints a table for each subject and writes them all into
BENCHMARKS.md beside this file. It takes about 20 minutes, and exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent / "browser")]  # what the tests share

from figures import Table, heading  # noqa: E402
from reasons import REASONS  # noqa: E402

REPORT = HERE / "BENCHMARKS.md"
#: Each a module beside this one with ``tables(quick)``, in the order they are measured.
SUBJECTS = ("load", "scale", "matching", "splitting", "answers", "redraw", "paint", "memory", "notebooks")
OPENING = """# How fast and how large the course is

`uv run --group bench tests/benchmarks/measure.py` wrote this. Each figure stands beside a bare baseline that
was taken in the same run; the ratio of the two hardly depends on the machine. Times are medians of what a
processor gave, so that other work on the machine hardly counts, save where the wall's are named.
"""


def machine() -> str:
    """Say what was measured on and with; the host's name is nobody's business."""
    processor = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists() and (found := re.search(r"(?m)^model name\s*:\s*(.+)$", about.read_text("utf-8"))):
        processor = found[1]
    libraries = ", ".join(f"{name} {version(name)}" for name in ("matplotlib", "sentencex", "jupyterlab"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {processor}, {os.cpu_count()} cores, {platform.system()}. "
        f"{platform.python_implementation()} {platform.python_version()}, {libraries}."
    )


def measure(table: Table) -> tuple[str, int]:
    """Print a table as its figures come in; return its text, and how many targets it misses."""
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    missed = []
    for line in heading(table):
        say(line)
    for row in table.rows:
        say(row.line())
        missed += [row] if row.missed else []
    if missed:
        say("")
    for row in missed:
        why = row.fault or next((said for begins, said in REASONS.items() if row.name.startswith(begins)), "")
        say(f"Missed, {row.name}: {why or 'the reason is not known.'}")
    return "\n".join(lines), len(missed)


def kept(report: str) -> dict[str, str]:
    """Return the sections of an earlier report by their titles."""
    parts = re.split(r"(?m)^## (.+)\n", report)[1:]
    return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=" ".join((__doc__ or "").split("\n\n")[1].split()))
    parser.add_argument(
        "--only", nargs="+", choices=SUBJECTS, metavar="NAME", default=SUBJECTS,
        help=f"measure these alone and keep the file's other tables: {', '.join(SUBJECTS)}",
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sizes; writes no file")
    chosen = parser.parse_args(arguments)
    sections = kept(REPORT.read_text("utf-8")) if REPORT.exists() else {}
    on, missed, titles = machine(), 0, []
    print(on)
    for subject in chosen.only:
        for table in importlib.import_module(subject).tables(chosen.quick):
            print(f"\n## {table.title}\n")
            text, misses = measure(table)
            sections[table.title] = f"{text}\n\nMeasured on {on}"
            titles.append(table.title)
            missed += misses
    print(f"\n{missed} of the targets missed." if missed else "\nEvery target is met.")
    if not chosen.quick:
        titles += sections if chosen.only is not SUBJECTS else []
        order = [title for title in sections if title in titles]
        body = "".join(f"\n## {title}\n\n{sections[title]}\n" for title in order)
        REPORT.write_text(OPENING + body, encoding="utf-8", newline="\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
