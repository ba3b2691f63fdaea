"""Where the course's own files lie: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

#: The article that the course reads, in ``shelf("seeds")``.
ARTICLE = "000_1b6b874409192d08.txt"
#: The course's own reading of it, in ``shelf("data")``.
READING = "caucasus.reading.yaml"

_PACKAGE = Path(__file__).resolve().parent


def shelf(kind: Literal["data", "notebooks", "seeds"]) -> Path:
    """Return the folder of one kind of file.

    A wheel carries seeds and notebooks inside the package; in a checkout they stand beside it.
    """
    packed = _PACKAGE / kind
    return packed if packed.is_dir() else _PACKAGE.parent / kind
