"""What a class at once was seen to do: its figures, its targets, and what is said where one is missed."""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import psutil
from hub_student import HELD, NOTEBOOKS, Student

#: How the names end under which a student keeps the seconds to the first cell of each notebook.
FIRST_CELL = "first cell"
#: Megabytes a student, servers and kernels together, when they take most.
MEMORY = 300
#: A class may take so much longer than its processors need for what one student alone cost them.
SLACK = 1.3
#: The part of an unprepared first cell's seconds that a prepared one may take.
PREPARED = 0.5


@dataclass
class Class:
    """What a class was seen to do."""

    students: list[Student]
    failures: list[str]
    #: Seconds from the first to the last.
    entered: float = 0.0
    total: float = 0.0
    #: Megabytes: the most that all took at one time, and the most that one of them took.
    most: float = 0.0
    largest: float = 0.0
    #: Students whose memory was read.
    weighed: int = 0
    #: Seconds of the processors, until every server had ended.
    spent: float = 0.0

    def spread(self, name: str) -> str:
        """Return median, 95th percentile and most of one figure over all students, in seconds."""
        found = sorted(student.times[name] for student in self.students if name in student.times)
        if not found:
            return "| – | – | – |"
        late = found[math.ceil(0.95 * len(found)) - 1]
        return f"| {statistics.median(found):.1f} | {late:.1f} | {found[-1]:.1f} |"


def table(load: float, early: Student, alone: Class, together: Class) -> list[str]:
    """Return the report's lines."""
    number = len(together.students)
    lines = [
        f"{date.today():%-d %B %Y}; {platform.machine()}, {os.cpu_count()} processors, "
        f"{psutil.virtual_memory().total / 1e9:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load of the machine before the class came: {load:.1f}.",
        "",
        f"{number} students at once, {HELD} kernels held by each; seconds.",
        "",
        "| | median | p95 | slowest | one alone |",
        "|---|---:|---:|---:|---:|",
    ]
    first, one = early.times, alone.students[0].times
    rows = {"server up, JupyterLab open": "server"}
    rows |= {f"{name}, run": f"{name} run" for name in NOTEBOOKS}
    rows |= {f"{name}, run and answered": name for name in NOTEBOOKS}
    lines += [f"| {label} {together.spread(key)} {one[key]:.1f} |" for label, key in rows.items()]
    lines += [
        "",
        "| | measured | target |",
        "|---|---:|---:|",
        f"| students who failed | {len(together.failures)} | 0 |",
        f"| all servers up | {together.entered:.0f} s | |",
        f"| all done | {together.total:.0f} s | {limit(alone, number):.0f} s |",
        f"| one alone, done | {alone.total:.0f} s | |",
        f"| processor time of one alone | {alone.spent:.0f} s | |",
        f"| processor time a student, all at once | {together.spent / number:.0f} s | |",
        f"| memory a student, when all took most | {together.most / number:.0f} MB | {MEMORY} MB |",
        f"| memory of the student who took most | {together.largest:.0f} MB | |",
        "",
        "| one fresh student, seconds | unprepared | prepared |",
        "|---|---:|---:|",
        f"| server up, JupyterLab open | {first['server']:.1f} | {one['server']:.1f} |",
        f"| kernel started and first cell, median of notebooks; at most {PREPARED:g} of the unprepared "
        f"| {first_cell(early):.1f} | {first_cell(alone.students[0]):.1f} |",
        f"| all of 01 | {first[f'{NOTEBOOKS[1]} run']:.1f} | {one[f'{NOTEBOOKS[1]} run']:.1f} |",
    ]
    return lines


def limit(alone: Class, number: int) -> float:
    """Return the seconds that so many may take: what one cost, shared by the processors, and ``SLACK``."""
    return SLACK * max(alone.total, alone.spent * number / (os.cpu_count() or 1))


def misses(said: str, early: Student, alone: Class, together: Class) -> list[str]:
    """Return what went wrong and every target that is missed, a sentence each, with what is known of why."""
    found = [*alone.failures, *together.failures]
    if together.total:
        found += [*memory(together), *pace(alone, together), *first_cells(early, alone.students[0])]
    elif not found:
        found.append("The class did no work, and nobody failed.")
    found += [line for line in said.splitlines() if "not recognized by" in line]  # a misspelt setting
    return found


def memory(together: Class) -> Iterator[str]:
    """Give what is wrong with the memory that was read."""
    number = len(together.students)
    if together.weighed < number or not together.most:
        yield f"Memory: expected that of {number} students, found that of {together.weighed}."
    if together.most > MEMORY * number:
        why = (
            "Most of it is two kernels, and most of a kernel is libraries (BENCHMARKS.md). Supposed to be "
            "enough: one kernel held, not two."
            if together.most <= 1.15 * MEMORY * number
            else "The reason is not known: weigh a kernel and a server by themselves."
        )
        yield f"{together.most / number:.0f} MB a student are more than {MEMORY}. {why}"


def pace(alone: Class, together: Class) -> Iterator[str]:
    """Give what is wrong with the time that all took, and whether the processors were theirs in it."""
    number, cores = len(together.students), os.cpu_count() or 1
    if not alone.spent:
        yield "Processor time: expected that of one student alone, found none."
    if together.total > limit(alone, number):
        busy = together.spent / (cores * together.total)
        why = (
            f"A student cost {together.spent / number:.0f} s of a processor, alone {alone.spent:.0f} s: more "
            "processors, or kernels that are started beforehand, would do."
            if busy > 0.8
            else f"The class had {busy:.0%} of the processors: others had them, or all waited. Measure it on "
            "a quiet machine."
        )
        yield f"{together.total:.0f} s are more than {limit(alone, number):.0f} s. {why}"


def first_cell(student: Student) -> float:
    """Return the seconds to a notebook's first cell; one by itself may wait half a second for its kernel."""
    return statistics.median(took for name, took in student.times.items() if name.endswith(FIRST_CELL))


def first_cells(early: Student, alone: Student) -> Iterator[str]:
    """Give what is wrong with a first cell in an environment that was prepared."""
    before, after = first_cell(early), first_cell(alone)
    if not after <= PREPARED * before:
        yield (
            f"A prepared first cell took {after:.1f} s, more than {PREPARED:g} of the {before:.1f} s before. "
            "The reason is not known: look for a fontlist in the student's .cache/matplotlib, and whether "
            "the packages have compiled files."
        )
