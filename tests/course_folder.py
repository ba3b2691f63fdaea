"""The second course in a folder of its own, with notebooks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

OPENING = "from course_utils import open_course\ncourse = open_course()\ncourse"


def notebook(*cells: str) -> str:
    """Return a notebook with these cells; what speaks of the course is code."""
    kinds = [{"cell_type": "code" if "course" in c else "markdown", "source": c, "metadata": {}} for c in cells]
    return json.dumps({"cells": kinds, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def course_folder(place: Path, files: Mapping[str, str]) -> Path:
    """Make the course in ``place``, with files beside its notebooks."""
    folder = shutil.copytree(Path(__file__).parent / "second_course", place)
    told = folder / "course.yaml"
    told.write_text(told.read_text("utf-8") + "notebooks: notebooks\n", "utf-8")
    (folder / "notebooks").mkdir()
    for name, text in files.items():
        (folder / "notebooks" / name).write_text(text, "utf-8")
    return folder
