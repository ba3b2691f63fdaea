"""What an unpacked archive may have put in the place of a file that the course writes."""

from __future__ import annotations

import os
from pathlib import Path

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
