"""What teachers do wrong in their files is told with file and line, and nothing else is; mistakes.yaml has it."""

from __future__ import annotations

import shutil
from argparse import Namespace
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.command.check import check

SECOND = Path(__file__).with_name("second_course")
MISTAKES = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text("utf-8"))
NAMES = {"map": "map.json", "article": "kesh-dam.txt", "reading": "kesh-dam.reading.yaml", "course.yaml": "course.yaml"}


def told(folder: Path) -> list[str]:
    with redirect_stdout(StringIO()) as out:
        check(Namespace(files=[folder]), lambda _: None)
    return out.getvalue().splitlines()[:-1]


before = cache(lambda: told(SECOND))  # nothing today, or what is still to do


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["kind"])
def test_a_mistake_is_told_with_its_line_and_nothing_besides(case: dict[str, Any], tmp_path: Path) -> None:
    file = shutil.copytree(SECOND, tmp_path / "course") / NAMES.get(case["file"], f"{case['file']}.yaml")
    file.with_name("link.json").symlink_to(SECOND / "map.json")
    text = file.read_text("utf-8")
    assert case["old"] in text
    file.write_bytes(text.replace(case["old"], case["new"], 1).encode(case.get("encoding", "utf-8")))
    first, *more = (line for line in told(file.parent) if line not in before())
    assert first.startswith(
        f"{case.get('told', file.name)}{', line' if case['said'][0].isdigit() else ':'} {case['said']}"
    )
    assert len(more) == case.get("more", 0)
