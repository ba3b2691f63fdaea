"""The command that looks for faults for long says what it did not try, and keeps a record of the whole."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from types import ModuleType
from typing import Any

import pytest
from scripts import ROOT, script

KILLS = ("kill_writers", "kill_export", "kill_clear", "kill_lay_out", "kill_kernel")

pytestmark = pytest.mark.skipif(not (ROOT / ".ci").exists(), reason="this is no checkout")


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the command; each of its parts says at once that it found nothing."""
    module = script(".ci/faults", monkeypatch)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: True)
    for way in ("_by_hypothesis", "_by_loop", "_by_atheris"):
        monkeypatch.setattr(module, way, lambda *_: (9, []))
    for kill in KILLS:
        monkeypatch.setattr(module, kill, lambda *_, **__: Counter(kills=1, commits=1, locks=1))
    monkeypatch.setattr(module, "_disk", lambda: module.Row("disk full", 2, 0, "2 commits"))
    return module


def run(faults: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Any:
    monkeypatch.setattr(sys, "argv", ["faults", *arguments])
    return faults.main()


@pytest.mark.parametrize("kill", KILLS)
def test_a_row_of_kills_of_which_none_hit_a_write_was_not_tried(
    faults: ModuleType, kill: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = ("--kills", "4", "--exports", "2", "--kernels", "2")
    assert run(faults, monkeypatch, *few) == 0
    assert "Not tried" not in capsys.readouterr().out
    monkeypatch.setattr(faults, kill, lambda *_, **__: Counter(kills=1, commits=1))
    assert run(faults, monkeypatch, *few) == 1
    assert " killed in the middle of a write." in capsys.readouterr().out.splitlines()[-1]


def test_a_whole_run_is_recorded_as_a_table(faults: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[tuple[str, ...]] = []
    monkeypatch.setattr(faults, "prove", lambda *what: proved.append(what))
    assert run(faults, monkeypatch) == 0
    assert proved == []
    assert run(faults, monkeypatch, "--write") == 0
    [(command, said, library)] = proved
    assert (command, library) == ("uv run --group fuzz .ci/faults --write", "hypothesis")
    lines = said.splitlines()
    assert lines[:4] == [
        "Nothing was lost, and every fault was told.",
        "",
        "| what | lost or wrong | tried |",
        "|---|---:|---|",
    ]
    assert "| article, hypothesis | 0 | 9 files |" in lines
    assert lines[-1] == "| disk full | 0 | 2 commits |"


@pytest.mark.parametrize(
    "less", [["--minutes", "1"], ["--kills", "9"], ["--exports", "9"], ["--kernels", "1"], ["--without-disk"]]
)
def test_less_than_the_whole_is_not_recorded(
    faults: ModuleType, less: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        run(faults, monkeypatch, "--write", *less)
