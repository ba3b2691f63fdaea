"""All notebooks under nbval, as the tests run them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from figures import Row, Table
from memory import BARE

from course_utils.places import shelf

ROOT = Path(__file__).resolve().parents[2]


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "All notebooks under nbval",
        "pytest in one process. The bare sides run as many notebooks of one cell: the first starts a kernel "
        "and does nothing, the second also imports what a notebook of the course does, save the course. "
        "These times are the wall's.",
        "s",
        _rows(sorted(shelf("notebooks").glob("*.ipynb"))[: 2 if quick else None], 1 if quick else 3),
    )


def _rows(course: list[Path], rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as scratch:
        kernels = [write(Path(scratch, f"kernel-{n}.ipynb"), "pass") for n in range(len(course))]
        imports = [write(Path(scratch, f"imports-{n}.ipynb"), BARE) for n in range(len(course))]
        runs = [[nbval(paths) for paths in (course, kernels, imports)] for _ in range(rounds)]
    ours, bare, imported = (statistics.median(took for took, _ in each) for each in zip(*runs, strict=True))
    faults = [fault for each in runs for _, fault in each if fault]
    yield Row(f"{len(course)} notebooks, kernel starts", ours, bare, 1.5, fault="".join(faults[:1]))
    yield Row("the same, kernel starts and imports", ours, imported)


def write(path: Path, code: str) -> Path:
    """Write a notebook of one cell that shows nothing."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, execution_count=1)])
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, path)
    return path


def nbval(paths: list[Path]) -> tuple[float, str]:
    """Run notebooks under nbval; return the seconds, and what is wrong where a cell fails."""
    options = "addopts=--nbval --nbval-sanitize-with=tests/sanitize.cfg --nbval-cell-timeout=120"
    plugins = ("-p", "no:cacheprovider", "-p", "no:xdist")
    command = [sys.executable, "-m", "pytest", "-q", "-o", options, *plugins, *map(str, paths)]
    with tempfile.TemporaryDirectory() as home:  # nobody's settings and nobody's answers
        mine = dict.fromkeys(("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"), home)
        mine["COURSE_ANSWERS"] = str(Path(home, "answers.json"))
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | mine)
        took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest did not run:\n{(done.stdout + done.stderr)[-3000:]}")
    return took, f"nbval says: {done.stdout.splitlines()[-1]}." if done.returncode else ""
