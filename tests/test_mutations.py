"""The breaks of `.ci/mutations` can be made, and each is seen where its own test fails for its own reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scripts import ROOT, script

pytestmark = pytest.mark.skipif(not (ROOT / ".ci").exists(), reason="this is no checkout")


@pytest.fixture
def mutations(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return script(".ci/mutations", monkeypatch)


def test_each_break_has_its_text_once_and_its_test_and_says_what_its_failure_is(mutations: ModuleType) -> None:
    assert [said for each in mutations.BREAKS if (said := mutations.misplaced(each))] == []
    assert [each.what for each in mutations.BREAKS if not each.because or each.text == each.instead] == []
    assert len({each.what for each in mutations.BREAKS}) == len(mutations.BREAKS)


def broken(mutations: ModuleType, **changes: str) -> Any:
    """Return a break of a file with one line that this test makes."""
    made = {
        "what": "a line is another",
        "file": "a.py",
        "text": "one",
        "instead": "two",
        "tests": "test_a.py",
        "sees": "test_it",
        "because": "OSError",
    }
    return mutations.Break(**made | changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"text": "three"}, "a.py: expected this once, found it 0 times: three"),
        ({"text": "o"}, "a.py: expected this once, found it 2 times: o"),
        ({"sees": "test"}, "test_a.py: expected the test test, found none of this name"),
        ({"tests": "test_a.py -k it", "sees": "it"}, "test_a.py: expected the test it, found none of this name"),
    ],
)
def test_a_break_that_cannot_be_made_or_seen_is_told(
    changes: dict[str, str], said: str, mutations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text("one\no\n", "utf-8")
    (tmp_path / "test_a.py").write_text("def test_it() -> None: ...\n", "utf-8")
    monkeypatch.setattr(mutations, "PROJECT", tmp_path)
    assert mutations.misplaced(broken(mutations, **changes)) == said


def output(test: str, error: str, heading: str | None = None) -> str:
    """Return what pytest says of one test that fails."""
    return f"""\
=================================== FAILURES ===================================
__________ {heading or test} __________
tests/test_a.py:3: in {test.split("[")[0]}
    raise OSError("no")
E   {error}
=========================== short test summary info ============================
FAILED tests/test_a.py::{test} - {error}
1 failed in 0.03s
"""


SEEN = output("test_it", "OSError: no")


@pytest.mark.parametrize(
    ("code", "said", "seen"),
    [
        (1, SEEN, True),
        (0, SEEN, False),
        (2, SEEN, False),
        (3, SEEN, False),
        (-9, SEEN, False),
        (-9, "ended after 300 s", False),
        (1, "", False),
        (1, output("test_it[a-b]", "OSError: no"), True),
        (1, output("test_it", "OSError: no", "TestA.test_it"), True),
        (1, output("test_it", "TimeoutError: too slow"), False),
        (1, output("test_it", "TimeoutError: too slow", "TestA.test_it"), False),
        (1, output("test_it_too", "OSError: no"), False),
        (1, output("test_it", "TimeoutError: too slow") + output("test_other", "OSError: no"), False),
        (1, SEEN.replace("FAILED", "ERROR"), False),
        (1, SEEN.replace("__ test_it", "__ ERROR at setup of test_it"), False),
    ],
)
def test_a_break_is_seen_where_its_test_fails_for_its_reason_and_by_nothing_else(
    code: int, said: str, seen: bool, mutations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.py"
    file.write_text("one\n", "utf-8")
    during = []

    def run(tests: str, copy: Path, environment: dict[str, str]) -> tuple[int, str]:
        during.append((tests, file.read_text("utf-8")))
        return code, said

    monkeypatch.setattr(mutations, "run", run)
    missed = mutations.missed(broken(mutations), tmp_path, {})
    assert (missed == "") is seen
    assert missed.startswith("" if seen else f"  pytest ended with {code}; expected 1, and of test_it: OSError\n")
    assert during == [("test_a.py", "two\n")]
    assert file.read_text("utf-8") == "one\n"


@pytest.mark.skipif(os.name != "posix", reason="processes are ended by their group")
def test_a_run_that_takes_too_long_is_ended_with_all_that_it_started(
    mutations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it started holds its output open: waiting for that would be waiting for ever."""
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nsleep 60 &\nwait\n", "utf-8")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(mutations, "LONGEST", 0.2)
    assert mutations.run("test_a.py -k it", tmp_path, dict(os.environ)) == (-9, "ended after 0.2 s")


@pytest.mark.parametrize("words", [["--write", "legend"], ["no such break"]])
def test_no_record_is_made_of_some_breaks_and_none_of_nothing(
    words: list[str], mutations: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutations.shutil, "copytree", None)  # so that one that begins ends at once
    monkeypatch.setattr(sys, "argv", ["mutations", *words])
    with pytest.raises(SystemExit, match="2"):
        mutations.main()


def test_what_became_of_all_breaks_is_put_into_the_record(
    mutations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("a.py", "one\n"), ("test_a.py", "def test_it() -> None: ...\n")):
        (tmp_path / name).write_text(text, "utf-8")
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(mutations, "PROJECT", tmp_path)
    monkeypatch.setattr(mutations, "BREAKS", (broken(mutations), broken(mutations, what="b", because="b")))
    monkeypatch.setattr(mutations.subprocess, "run", lambda *_, **__: None)
    runs = iter([(0, ""), (1, SEEN), (1, SEEN)])
    monkeypatch.setattr(mutations, "run", lambda *_: next(runs))
    monkeypatch.setattr(mutations, "prove", lambda *said: told.append(said))
    monkeypatch.setattr(sys, "argv", ["mutations", "--write"])
    assert mutations.main() == 1
    [(command, said, library)] = told
    assert (command, library) == ("uv run .ci/mutations --write", "pytest")
    assert said.splitlines() == [
        "1 of 2 breaks turn the tests red.",
        "",
        "| what was broken | the test that must say so | verdict |",
        "|---|---|---|",
        "| a line is another | `test_it` | seen |",
        "| b | `test_it` | UNSEEN |",
    ]
