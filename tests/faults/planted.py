"""What an unpacked archive may have put in the place of a file that the course writes, and what comes of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.errors import AnswersError

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
flushed = pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folder")

#: A link to a file outside, one to no file, one to itself, and a pipe, which whoever reads it waits for.
PLANTS = ("link", "dangling", "loop", "pipe")
OUTSIDE = b"nobody's business"


def plant(plant: str, place: Path, outside: Path) -> None:
    """Put something in a file's place; what it leads to lies outside the folder."""
    place.unlink(missing_ok=True)
    match plant:
        case "link":
            outside.write_bytes(OUTSIDE)
            place.symlink_to(outside)
        case "dangling":
            place.symlink_to(outside)
        case "loop":
            place.symlink_to(place)
        case "pipe":
            os.mkfifo(place)


def is_untouched(plant: str, outside: Path) -> bool:
    """Say whether nothing was written through what was planted."""
    return outside.read_bytes() == OUTSIDE if plant == "link" else not outside.exists()


def plant_old(place: Path, age: float = 3600) -> None:
    """Put an empty file there that is so many seconds old, as a killed writer's is."""
    place.touch()
    os.utime(place, (time.time() - age,) * 2)


def names(folder: Path) -> list[str]:
    """Return the names of all that is in a folder."""
    return sorted(found.name for found in folder.iterdir())


def said(act: Callable[[], object]) -> str:
    """Return what is said where an act on answers is refused."""
    with pytest.raises(AnswersError) as caught:
        act()
    return str(caught.value)
