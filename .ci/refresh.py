#!/usr/bin/env python3
"""Run the notebooks in place, so that a second run gives the same bytes.

Use it as ``uv run .ci/refresh.py [NOTEBOOK…]``; without a name it runs all.

Outputs are kept, widget state is not: it is large and random, and a reader without it sees the static twins.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"


def refresh(path: Path) -> None:
    """Run one notebook and write it back; raises where a cell fails, and then writes nothing."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},  # the version of Python would change with the machine
        }
    )
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def main() -> None:
    """Refresh the notebooks named, or all."""
    with tempfile.TemporaryDirectory() as scratch:  # nobody's answers and nobody's start-up files
        os.environ["COURSE_ANSWERS"] = str(Path(scratch, "answers.json"))
        os.environ["IPYTHONDIR"] = str(Path(scratch, "ipython"))
        for path in [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb")):
            before = path.read_bytes()
            refresh(path)
            print(f"{path.name}: {'as it was' if path.read_bytes() == before else 'changed'}")


if __name__ == "__main__":
    main()
