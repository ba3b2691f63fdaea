"""``python -m course_utils`` is the `course` command."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("said", "code", "begins"),
    [("check --help", 0, "usage: course check"), ("chekc", 2, "usage: course [-h]"), ("check a.yaml", 1, "a.yaml: ")],
)
def test_it_says_what_the_command_says_and_ends_as_it_does(said: str, code: int, begins: str) -> None:
    run = subprocess.run([sys.executable, "-m", "course_utils", *said.split()], capture_output=True, encoding="utf-8")
    assert (run.stdout + run.stderr).startswith(begins)
    assert run.returncode == code
