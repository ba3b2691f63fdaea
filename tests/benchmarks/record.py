"""Records of what the longer commands found: a file of sections, each with its machine and its day."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: What the commands found that measure no speed.
PROOF = HERE / "PROOF.md"
OPENING = """# What the longer commands found

Each section is what a command said when it was last run with `--write`, with its machine and day. A command
writes what it found whether that is good or not.
"""


def machine(*libraries: str) -> str:
    """Say when and on what something was measured; the host's name is nobody's business."""
    processor = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists() and (found := re.search(r"(?m)^model name\s*:\s*(.+)$", about.read_text("utf-8"))):
        processor = found[1]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {processor}, {os.cpu_count()} cores, {platform.system()}. "
        f"{', '.join([python, *(f'{name} {version(name)}' for name in libraries)])}."
    )


def sections(record: Path) -> dict[str, str]:
    """Return the sections of a record by their titles; none where there is no record yet."""
    if not record.exists():
        return {}
    parts = re.split(r"(?m)^## (.+)\n", record.read_text("utf-8"))[1:]
    return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}


def write(record: Path, opening: str, found: Mapping[str, str], order: Iterable[str]) -> None:
    """Write a record: those sections that were found, in an order."""
    body = "".join(f"\n## {title}\n\n{found[title]}\n" for title in order if title in found)
    record.write_text(opening + body, encoding="utf-8", newline="\n")


def prove(command: str, said: str, *libraries: str) -> None:
    """Put what a command said into its section of PROOF.md, and leave the others as they are."""
    found = sections(PROOF) | {f"`{command}`": f"{said.strip()}\n\nRun on {machine(*libraries)}"}
    write(PROOF, OPENING, found, sorted(found))
