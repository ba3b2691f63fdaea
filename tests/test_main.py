"""``python -m course_utils`` is the `course` command."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("arguments", "code", "begins"),
    [
        (("check", "--help"), 0, "usage: course check"),
        (("chekc",), 2, "usage: course [-h]"),
        (("check", "lost.yaml"), 1, "lost.yaml: "),
    ],
)
def test_it_says_what_the_command_says_and_ends_as_it_does(arguments: tuple[str, ...], code: int, begins: str) -> None:
    run = subprocess.run([sys.executable, "-m", "course_utils", *arguments], capture_output=True, encoding="utf-8")
    assert (run.stdout + run.stderr).startswith(begins)
    assert run.returncode == code
