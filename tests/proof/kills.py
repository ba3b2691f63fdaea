"""Kill writers at random moments, and see that nothing they had acknowledged is lost.

    uv run tests/proof/kills.py [--rounds 100] [--seed N]

A writer acknowledges each commit after it has returned. Whatever was acknowledged is in the file, the file can be
read, and the next notebook finds nothing left behind once that is old. The next export takes the place of one that
was killed. What was cleared is gone, and a course that is laid out again is whole. As root on Linux a disk that is
full and one that has become read-only are tried too. The exit code is 1 where something was lost, and where no kill
of a kind hit a write.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from course_utils import disk
from course_utils.answers.workbook import Workbook
from course_utils.article.article import read_article
from course_utils.command.student_folder import lay_out
from course_utils.errors import AnswersError
from course_utils.exercises.brief import Brief, as_markdown, as_page

#: A shorter wait for a dead writer's lock makes rounds quick, and overtakes living ones more often.
STALE = 0.3
_T = TypeVar("_T")
Kill = Callable[[Path, random.Random], Counter[str]]
#: How each script begins.
_BEGIN = """
import json, os, sys
from pathlib import Path
from course_utils import disk
from course_utils.answers.workbook import Workbook
disk.STALE, path, *rest = float(sys.argv[1]), *sys.argv[2:]
book = Workbook(path)
"""
_WRITER = """
from course_utils.errors import AnswersError
[name] = rest
for number in range(1_000_000):
    items = [f"{name}{(number + step) % 30}" for step in range(1 + number % 4)]
    try:
        if len(items) == 1:
            kept = {items[0]: book.commit(items[0], str(number))}
        else:
            kept = book.commit_all(dict.fromkeys(items, str(number)))
    except AnswersError as error:
        sys.exit(str(error))
    said = {item: [answer.value, answer.first, answer.tries] for item, answer in kept.items()}
    os.write(1, json.dumps(said).encode() + b"\\n")
"""
_EXPORTER = """
from course_utils.article.article import read_article
from course_utils.widgets import BriefForm
form = BriefForm(book, read_article())
for number in range(1_000_000):
    reply = form.receive({"texts": {"advice": [[""], f"Wait {number} days."]}, "export": True})
    os.write(1, reply["text"].encode() + b"\\n")
"""
_CLEARER = """
for number in range(1_000_000):
    with open(path.replace(".json", ".unreadable-1.json"), "w") as aside:
        aside.write("{")
    book.clear()
    os.write(1, b"null\\n")
    book.commit_all({"p": str(number), "q": str(number)})
    os.write(1, json.dumps(str(number)).encode() + b"\\n")
"""
_LAYER = """
from course_utils.command.student_folder import lay_out
folder = Path(path)
for number in range(1_000_000):
    os.write(1, b"%d\\n" % (number % 2))
    lay_out(folder / "desk", folder / str(number % 2))
"""


class LostError(AssertionError):
    """What had been committed is gone, or cannot be read."""


def kill_writers(folder: Path, chance: random.Random, writers: int = 1) -> Counter[str]:
    """Let writers commit to one file, kill one and then the others; return counts, or raise LostError."""
    path = folder / "answers.json"
    return _check(path, _killed([[_WRITER, str(path), name] for name in "pq"[:writers]], chance))


def kill_export(folder: Path, chance: random.Random) -> Counter[str]:
    """Let a brief be exported again and again, and kill that; return counts, or raise LostError."""
    from course_utils.widgets import BriefForm

    path = folder / "answers.json"
    said = _killed([[_EXPORTER, str(path)]], chance)
    exported = [line for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    if strays := [line for line in exported if not line.startswith(b"Exported as brief.md and brief.html,")]:
        raise LostError(f"an export said: {strays[0].decode()}")
    ends = {"answers.json": b"}\n", "brief.md": b"\n", "brief.html": b"</html>\n"}
    for found in folder.iterdir():
        if not found.name.startswith(".") and not found.read_bytes().endswith(ends.get(found.name, b"?")):
            raise LostError(f"{found.name} is not whole, or should not be there")
    counts, form = _left(folder), BriefForm(Workbook(path), read_article())
    reply = _soon(lambda: form.receive({"texts": {"advice": ([""], "Ask.")}, "export": True}))
    brief = Brief(form.article, reply["texts"], (), letters=Workbook(path).letters())
    for name, written in (("brief.md", as_markdown), ("brief.html", as_page)):
        if disk.content_of(folder / name) != written(brief).encode():
            raise LostError(f"{name} is not the next export, which said: {reply['text']}")
    _check_swept(folder, set(ends))
    return Counter(kills=1, commits=len(exported), **counts)


def kill_clear(folder: Path, chance: random.Random) -> Counter[str]:
    """Let answers be cleared and given again, and kill that; return counts, or raise LostError."""
    path = folder / "answers.json"
    said = _killed([[_CLEARER, str(path)]], chance)
    lines = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    last = lines[-1] if lines else None
    after = None if last else str(len(lines) // 2)  # done, and killed before it was acknowledged
    book = Workbook(path)
    values = [answer.value for answer in book.answers().values()]
    found = values[0] if values else None
    if book.news() or found not in (last, after) or values != [found] * 2 * bool(values):
        raise LostError(f"{last or 'a clearing'} was acknowledged; the file holds {values}")
    counts = _left(folder)
    _soon(Workbook(path).clear)
    if Workbook(path).answers():
        raise LostError("the next clearing left answers")
    _check_swept(folder, {path.name})
    return Counter(kills=1, commits=len(lines), **counts)


def kill_lay_out(folder: Path, chance: random.Random) -> Counter[str]:
    """Let two editions of a course be laid out in turn, and kill that; return counts, or raise LostError."""
    desk, names = folder / "desk", [f"{number:02}.ipynb" for number in range(4)]
    for number in ("0", "1"):
        (folder / number).mkdir()
        for name in names:
            (folder / number / name).write_bytes(_notebook(f"edition {number} of {name}"))
    own = _notebook("a student's own words")
    desk.mkdir()
    (desk / names[0]).write_bytes(own)
    said = _killed([[_LAYER, str(folder)]], chance).split()
    edition = folder / (said[-1].decode() if said else "0")
    both = {place.read_bytes() for place in folder.glob("[01]/*")}
    for found in desk.glob("[!.]*.ipynb"):
        if found.read_bytes() not in ({own} if found.name == names[0] else both):
            raise LostError(f"{found.name} is not whole, or not the student's own any more")
    counts = _left(desk)
    laid = _soon(lambda: lay_out(desk, edition))
    fresh = {name: (edition / name).read_bytes() for name in names}
    fresh["00.newer.ipynb"], fresh[names[0]] = fresh[names[0]], own
    if laid.kept != (names[0],) or {name: (desk / name).read_bytes() for name in fresh} != fresh:
        raise LostError(f"the next lay-out is not whole: {laid}")
    _check_swept(desk, {*fresh, ".caucasus-course.json"})
    return Counter(kills=1, commits=max(0, len(said) - 1), **counts)


def _notebook(text: str) -> bytes:
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _soon(act: Callable[[], _T]) -> _T:
    """Act without waiting long for a dead writer's lock."""
    stale, disk.STALE = disk.STALE, STALE
    try:
        return act()
    finally:
        disk.STALE = stale


def _killed(scripts: Sequence[Sequence[str]], chance: random.Random) -> bytes:
    """Start writers, kill one and then the others; return what they acknowledged."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _BEGIN + script, str(STALE), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        for script, *arguments in scripts
    ]
    said = b""
    try:
        for writer in started:
            assert writer.stdout
            if chance.random() < 0.9:
                said += writer.stdout.readline()  # it has begun
            time.sleep(chance.uniform(0, 0.15 if writer is started[0] else 0.6))
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.read()
    finally:
        for writer in started:
            writer.kill()
        errors = [writer.communicate()[1].decode() for writer in started]
    if any(writer.returncode != -signal.SIGKILL for writer in started):
        raise LostError(f"a writer ended by itself: {' '.join(errors)}")
    return said


def _check(path: Path, said: bytes) -> Counter[str]:
    """Check a file against what its writers acknowledged, in the order in which they did."""
    lines = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    content = path.read_bytes() if path.exists() else b""
    book = Workbook(path)
    answers = book.answers()
    if news := book.news():
        raise LostError(f"{news} It held: {content[:500]!r}")
    last: dict[str, list[Any]] = {item: kept for line in lines for item, kept in line.items()}
    for item, (value, first, tries) in last.items():
        if item not in answers:
            raise LostError(f"{item} was committed and is not in the file")
        found = answers[item]
        later = found.tries == tries + 1  # committed, and killed before that was acknowledged
        if found.first != first or not (later or (found.value, found.tries) == (value, tries)):
            raise LostError(f"{item} was committed as {value}, try {tries}; the file holds {found}")
    counts = _left(path.parent)
    _soon(lambda: Workbook(path).commit("after", "a"))
    if {**Workbook(path).answers(), "after": None} != {**answers, "after": None}:
        raise LostError("the next commit changed an answer")
    _check_swept(path.parent, {path.name})
    return Counter(kills=1, commits=len(lines), **counts)


def _left(folder: Path) -> dict[str, int]:
    """Count what the killed left, and let it grow old."""
    drafts = list(folder.glob(".*.tmp"))
    for left in drafts:
        os.utime(left, (time.time() - 3600,) * 2)
    return {"drafts": len(drafts), "locks": len(list(folder.glob(".*.lock")))}


def _check_swept(folder: Path, names: set[str]) -> None:
    if left_over := sorted({found.name for found in folder.iterdir()} - names):
        raise LostError(f"left behind: {', '.join(left_over)}")


def _refused(folder: Path) -> list[str]:
    """Commit on a small disk that is full, and then on one that is read-only; return what went wrong."""
    path, wrong = folder / "answers.json", list[str]()
    book = Workbook(path)
    book.commit("q1", "a")
    before = path.read_bytes()
    with suppress(OSError), (folder / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 512)
    for reason in ("No space left on device", "Read-only file system"):
        if reason.startswith("Read"):
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True, capture_output=True)
        try:
            book.commit("q1", "b")
            wrong.append(f"{reason}: the commit was acknowledged")
        except AnswersError as error:
            wrong += [] if reason in str(error) else [f"{reason}: {error}"]
        if path.read_bytes() != before or {found.name for found in folder.iterdir()} != {path.name, "ballast"}:
            wrong.append(f"{reason}: the file was changed, or something was left behind")
    return wrong


def _disk() -> list[str] | None:
    """Try a disk of its own that refuses; None where this system lets nobody mount one."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder]
        if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
            return None
        try:
            return _refused(Path(folder))
        finally:
            subprocess.run(["umount", folder], check=True)


#: What is killed, and for how many of a hundred rounds.
KILLS: dict[str, tuple[Kill, int]] = {
    "a writer": (kill_writers, 100),
    "one of two writers": (lambda folder, chance: kill_writers(folder, chance, writers=2), 30),
    "an export": (kill_export, 20),
    "a clearing": (kill_clear, 20),
    "a lay-out": (kill_lay_out, 20),
}


def main() -> int:
    """Kill all of them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100, help="of one writer; of others a part of it")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of what is random")
    asked = parser.parse_args()
    chance, bad = random.Random(asked.seed), 0
    print(f"Seed {asked.seed}.\n\n| killed | rounds | lost | writes acknowledged | left behind and swept |")
    print("|---|---:|---:|---:|---:|")
    for name, (kill, share) in KILLS.items():
        rounds, counts, lost = max(1, asked.rounds * share // 100), Counter[str](), list[str]()
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    counts += kill(Path(folder), chance)
                except LostError as error:
                    lost.append(str(error))
        hits = counts["drafts"] + counts["locks"]
        print(f"| {name} | {rounds} | {len(lost)} | {counts['commits']:,} | {hits:,} |", *lost, sep="\n", flush=True)
        bad += bool(lost) or not hits
    match _disk():
        case None:
            print("\nA full disk was not tried: nobody may mount one here.")
        case wrong:
            print("\nA full disk and a read-only one:", "; ".join(wrong) or "refused, and nothing was lost.")
            bad += bool(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
