"""The memory of a kernel after each notebook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from figures import Row, Table

from course_utils.places import shelf

#: What a kernel that draws and shows controls holds without the course.
BARE = """import IPython, anywidget, ipykernel.ipkernel, PIL.PngImagePlugin, sentencex, yaml
import matplotlib.backends.backend_agg, matplotlib.figure
"""
#: Runs cells as a kernel does, with what they show made and thrown away.
RUN = """import ipykernel.ipkernel
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
for cell in {cells!r}:
    with capture_output():
        assert shell.run_cell(cell).success
"""


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table; Linux alone tells a process's pages in this way."""
    if sys.platform == "linux":
        yield Table(
            "Memory after a notebook",
            "The bare side is a kernel's shell that has run one cell, which imports the same libraries.",
            "MB",
            _rows(quick),
        )


def _rows(quick: bool) -> Iterator[Row]:
    bare = rss(RUN.format(cells=[BARE]))
    for path in sorted(shelf("notebooks").glob("*.ipynb"))[: 2 if quick else None]:
        cells = [
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        ]
        yield Row(path.stem, rss(RUN.format(cells=cells)), bare, 1.15)


def rss(code: str) -> float:
    """Return the resident memory of a fresh Python after some code, in MB."""
    said = "\nprint(int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6)"
    with tempfile.TemporaryDirectory() as home:
        mine = {"COURSE_ANSWERS": str(Path(home, "answers.json")), "IPYTHONDIR": home}
        mine["MALLOC_MMAP_THRESHOLD_"] = "131072"  # as `course lab` sets it
        done = subprocess.run(
            [sys.executable, "-c", code + said],
            capture_output=True, text=True, check=True, env=os.environ | mine,
        )  # fmt: skip
    return float(done.stdout.split()[-1])
