"""The student's folder: notebooks and glossary are put there, and a student's own changes are never lost."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from course_utils import disk
from course_utils.course_file import load_course_file
from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError
from course_utils.places import COURSE, shelf

#: The first notebook, where a student begins.
FIRST = "00-start-here.ipynb"
#: The page that notebooks link to for their words.
GLOSSARY = "glossary.md"
#: Holds the answers, so it is put only where a teacher asks for it.
GUIDE = "teachers-guide.md"
#: Holds the handouts and their keys as PDF, in a wheel; a checkout has none before ``course export`` writes them there.
HANDOUTS = "handouts"


@dataclass(frozen=True, slots=True)
class StudentFolder:
    """A folder that holds the course's notebooks and the pages beside them."""

    #: Absolute.
    folder: Path
    #: The files that hold a student's changes and stay as they are.
    kept: tuple[str, ...] = ()
    #: For a file that was kept and has become out of date: the name of the newer copy beside it.
    beside: Mapping[str, str] = field(default_factory=dict)
    #: The file that JupyterLab opens.
    opens: str = FIRST

    def report(self) -> str:
        """Say what was kept, one line a case; nothing where nothing was edited."""
        lines = [
            f"{name} is no ordinary file and stays as it is; the course's own copy is beside it: {copy}"
            if disk.is_odd(self.folder / name)
            else f"{name} holds your own changes and stays as it is; the course's newer copy is beside it: {copy}"
            for name, copy in self.beside.items()
        ]
        if same := [name for name in self.kept if name not in self.beside]:
            lines.append(f"With your own changes, and kept as you left them: {', '.join(same)}")
        return "\n".join(lines)


def where_it_lies(folder: Path) -> StudentFolder:
    """Return a course's own folder, whose notebooks are opened as they stand; raises CourseError where it has none."""
    course = CourseParts(folder)
    if not (found := sorted(course.notebooks.glob("[!.]*.ipynb"))):
        raise CourseError.at(
            course.notebooks.name, "expected notebooks in this folder, found none; `course build` writes them."
        )
    return StudentFolder(course.folder, opens=found[0].relative_to(course.folder).as_posix())


def lay_out(folder: str | os.PathLike[str], course: Path | None = None, *, teacher: bool = False) -> StudentFolder:
    """Put the course's notebooks and glossary into ``folder``, which is made where it does not exist.

    A notebook whose cells are as the course wrote them is brought up to date; that it was run is no change. One with
    other cells is a student's work: it stays, and a newer copy goes beside it. For a page, every letter counts.
    ``course`` is the folder all this comes from, by default the course's own; nothing is written into that itself.
    What is the teacher's (guide, 07, handouts) is put only with ``teacher``, and never removed. What is no ordinary
    file stays, and nothing is written through a link. Raises CourseError where the folder is a file or cannot be
    written.
    """
    course = shelf("notebooks") if course is None else course
    place = Path(folder).expanduser().absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
        if place.samefile(course):
            return StudentFolder(place, opens=GUIDE if teacher else FIRST)
        # The folder's memory: under each name, the fingerprints of what the course put there.
        memory = place / f".{load_course_file(shelf('data') / COURSE).id}-course.json"
        with disk.alone_with(memory):
            return _put_all(course, place, teacher, memory)
    except (FileExistsError, NotADirectoryError):
        message = "this should be a folder, but it or a part of its path is a file; give --folder another"
    except disk.BusyError:
        message = "the course is being put into this folder by another command; try again when that is done"
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the notebooks cannot be put into this folder ({reason}); give --folder another"
    raise CourseError.at(place.name or str(place), message)


def _put_all(course: Path, place: Path, teacher: bool, memory: Path) -> StudentFolder:
    ledger = _read_ledger(memory)
    kept: list[str] = []
    beside: dict[str, str] = {}
    pages = [course / GLOSSARY]
    if teacher:
        pages += [course / GUIDE, *sorted(course.glob("teachers/[!.]*.*")), *sorted(course.glob(f"{HANDOUTS}/*.pdf"))]
    for original in [*sorted(course.glob("*.ipynb")), *filter(Path.exists, pages)]:
        fresh, name = original.read_bytes(), original.name
        if not _put(place / name, fresh, ledger):
            kept.append(name)
            if ledger.get(name, {}).get("cells") != _cells(fresh):
                beside[name] = _put_beside(place / name, fresh, ledger)
    content = (json.dumps(ledger, indent=1, sort_keys=True) + "\n").encode()
    disk.write_whole(memory, content, for_others=True)
    return StudentFolder(place, tuple(kept), beside, GUIDE if teacher else FIRST)


def _put(there: Path, fresh: bytes, ledger: dict[str, dict[str, str]]) -> bool:
    """Write one file unless a student's changes stand there; return whether it holds the course's now."""
    disk.remove_drafts(there)
    known, cells = ledger.get(there.name, {}), _cells(fresh)
    if disk.is_odd(there):
        ledger.pop(there.name, None)
        # A link to the course's own will do, and is not written through; of any other a copy goes beside it.
        return there.is_file() and _cells(disk.read_regular(there, follow=True)) == cells
    if not disk.is_ours(there, (known.get("file"), disk.fingerprint(fresh))):
        found = _cells(disk.content_of(there) or b"")
        if found == cells:  # it was run, or merely saved: its outputs stay
            ledger[there.name] = {"cells": cells, "file": known.get("file", "")}
            return True
        if found != known.get("cells"):
            return False
    if disk.content_of(there) != fresh:
        disk.write_whole(there, fresh, for_others=True)
    ledger[there.name] = {"cells": cells, "file": disk.fingerprint(fresh)}
    return True


def _put_beside(there: Path, fresh: bytes, ledger: dict[str, dict[str, str]]) -> str:
    """Write the newer copy under the first name that holds no other work; return that name."""
    for number in count(1):
        newer = "newer" if number == 1 else f"newer-{number}"
        copy = there.with_name(f"{there.stem}.{newer}{there.suffix}")
        begun = not disk.is_odd(copy) and copy.exists() and ledger.get(copy.name, {}).get("cells") == _cells(fresh)
        if begun or _put(copy, fresh, ledger):  # begun: the student works in the newer copy by now
            return copy.name
    raise AssertionError("count() does not end")


def _cells(notebook: bytes) -> str:
    """Return the fingerprint of a notebook's cells, without outputs, counts and metadata; of what is none, its own."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(notebook)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "no notebook: " + disk.fingerprint(notebook)
    return disk.fingerprint(json.dumps(cells).encode())


def _read_ledger(memory: Path) -> dict[str, dict[str, str]]:
    """Read the folder's memory; if it is lost or damaged, every difference counts as work."""
    if disk.is_odd(memory):  # a link makes way, and what it leads to stays
        memory.unlink()
    try:
        ledger = json.loads(disk.content_of(memory) or b"")
        return {name: entry for name, entry in ledger.items() if isinstance(entry, dict)}
    except (ValueError, AttributeError, RecursionError):
        return {}
