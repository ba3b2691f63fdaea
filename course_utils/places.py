"""Where the files of this package's own course lie: inside the installed package, or at the top of a checkout.

Any other course is a folder with all its parts beside its ``course.yaml``. That this one's lie apart is known here
alone.
"""

import os
import re
from pathlib import Path, PureWindowsPath
from typing import Literal, TypeAlias

AnyPath: TypeAlias = str | os.PathLike[str]  #: What may name a file or a folder.

COURSE = "course.yaml"  #: What makes a folder a course.
ARTICLE = "000_1b6b874409192d08.txt"  #: The article that the course reads, in ``shelf("seeds")``.
READING = "caucasus.reading.yaml"  #: The course's own reading of it, in ``shelf("data")``.
EXAMPLE = "kesh-dam"  #: A whole course on an invented article, a folder in ``shelf("seeds")``.
DISTRIBUTION = "reading-the-caucasus"  #: The name under which the package is installed.
#: What is no file's name on Windows: a device's, and a stream of a file.
_DEVICE = re.compile(r"(conin\$|conout\$|con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)|.*:", re.IGNORECASE)
_PACKAGE = Path(__file__).resolve().parent


def shelf(kind: Literal["data", "notebooks", "seeds"]) -> Path:
    """Return the folder of one kind of file.

    A wheel carries seeds and notebooks inside the package; in a checkout they stand beside it.
    """
    packed = _PACKAGE / kind
    return packed if packed.is_dir() else _PACKAGE.parent / kind


def part(folder: Path, kind: str, name: str) -> Path:
    """Return where a part of the course in a folder lies."""
    if folder == shelf("data") and kind in ("article", "notebooks"):
        return shelf("seeds") / name if kind == "article" else shelf("notebooks")
    return folder / name


def is_file_name(name: str) -> bool:
    """Whether a text can be the name of a file in a folder, on every system."""
    fits = name == PureWindowsPath(name).name and len(name.encode("utf-8", "replace")) <= 255
    return fits and name != ".." and not _DEVICE.match(name)


def absent(path: Path) -> str:
    """Say that a part of a course is not beside the file that names it, and what to do: an ending may be hidden."""
    hidden = path.with_name(f"{path.name}.txt")
    rename = f", but {hidden.name} is; rename that, since Windows and editors add .txt and may not show it."
    there = os.path.isfile(hidden)  # noqa: PTH113 - Path’s own raises for a name that is too long
    return "is not beside this file" + (rename if there else "; put it there, or correct its name.")
