"""The commands that measure cannot pass on nothing: what they judge by, without what takes long."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hub_class import FIRST_CELL, MEMORY, Class, limit, misses
from hub_student import Student
from scripts import ROOT, script

BENCHMARKS = ROOT / "tests" / "benchmarks"
SCRIPTS = ("accessibility", "class-at-once", "faults", "mutations", "pictures", "refresh", "versions")

pytestmark = pytest.mark.skipif(not (ROOT / ".ci").exists(), reason="this is no checkout")


@pytest.fixture(autouse=True)
def _paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set back the path that scripts add to, and leave no compiled files beside them."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_command_loads_and_does_nothing_before_it_is_called(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(script(f".ci/{name}", monkeypatch).main)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("ours", "bare", "target", "fault", "missed"),
    [
        (1.2, 1.0, 1.2, "", False),
        (1.21, 1.0, 1.2, "", True),
        (9.0, 1.0, None, "", False),
        (1.0, 1.0, 1.2, "a cell fails.", True),
        (1.0, 1.0, None, "a cell fails.", True),
        (0.0, 1.0, 1.2, "", True),
        (1.0, 0.0, 1.2, "", True),
        (math.nan, 1.0, 1.2, "", True),
    ],
)
def test_a_figure_beyond_its_target_or_that_was_not_measured_is_missed(
    ours: float, bare: float, target: float | None, fault: str, missed: bool
) -> None:
    assert import_module("figures").Row("row", ours, bare, target, fault=fault).missed is missed


def grown(monkeypatch: pytest.MonkeyPatch, fixed: float, *times: float) -> list[Any]:
    figures = import_module("figures")
    monkeypatch.setattr(figures, "medians", lambda *_: list(times))
    sizes = [10**n for n in range(len(times))]
    return list(figures.growth("{} files", sizes, [lambda: None] * len(times), fixed, 1))


def test_growth_is_judged_by_the_base_and_up_to_it_by_the_size_before(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = grown(monkeypatch, 0.1, 0.4, 1.0, 12.0, 121.0)
    assert [(row.name, round(row.ratio, 3), row.target, row.missed) for row in rows] == [
        ("1 files", 1.0, None, False),
        ("10 files (base)", 0.25, 1.2, False),
        ("100 files", 1.2, 1.2, False),
        ("1,000 files", 1.21, 1.2, True),
    ]


def test_a_leap_below_the_base_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = grown(monkeypatch, 1.0, 1.1, 3.0, 120.0, 1200.0, 12000.0)
    assert [(row.name, row.missed) for row in rows if row.missed] == [("100 files (base)", True)]


@pytest.mark.parametrize(("fixed", "above"), [(0.5, 1), (5.0, 0), (50.0, 0)])
def test_growth_with_fewer_than_two_sizes_above_the_base_is_missed(
    monkeypatch: pytest.MonkeyPatch, fixed: float, above: int
) -> None:
    rows = grown(monkeypatch, fixed, 0.5, 5.0, 50.0)
    assert [row.fault for row in rows] == ["", "", f"sizes above the base: expected two or more, found {above}."]
    assert rows[-1].missed


def test_a_comparison_without_a_rival_that_is_right_is_a_fault() -> None:
    verdict = import_module("matching").verdict
    assert verdict([], [20.0], [[(0, 4)], [(0, 4)]]) == ""
    assert "nothing to be level with" in verdict([], [], [[(0, 4)]])
    assert verdict(["two spaces inside"], [20.0], [[(0, 4)]]) == "it falls into traps."


@pytest.mark.parametrize("found", [[[(0, 4)], [(0, 5)]], [[(0, 4)], []], [[], []]])
def test_a_comparison_of_ways_that_find_different_names_or_none_is_a_fault(found: list[list[tuple[int, int]]]) -> None:
    assert "find different names" in import_module("matching").verdict([], [20.0], found)


def test_a_reason_is_given_up_to_the_ratio_that_it_explains_and_for_its_own_table_alone() -> None:
    reasons, row = import_module("reasons"), import_module("figures").Row
    for each in reasons.REASONS:
        assert reasons.reason(each.title, row(each.begins, each.up_to, 1.0)) == each.said
        assert reasons.UNKNOWN[:-1] in reasons.reason(each.title, row(each.begins, each.up_to + 0.01, 1.0))
        assert reasons.reason("Another table", row(each.begins, 1.0, 1.0)) == reasons.UNKNOWN


def test_a_reason_is_for_a_table_that_is_measured() -> None:
    titles = {title for titles in import_module("measure").SUBJECTS.values() for title in titles}
    assert {each.title for each in import_module("reasons").REASONS} <= titles


def test_the_record_of_the_benchmarks_has_every_table_and_says_where_and_when() -> None:
    found = import_module("record").sections(BENCHMARKS / "BENCHMARKS.md")
    assert list(found) == [title for titles in import_module("measure").SUBJECTS.values() for title in titles]
    assert all(re.search(r"\nMeasured on \d{4}-\d\d-\d\d\. .*\d cores", said) for said in found.values())


def test_no_miss_in_a_record_is_without_its_reason() -> None:
    unknown = import_module("reasons").UNKNOWN[:-1].lower()
    for name in ("BENCHMARKS.md", "CLASS.md"):
        missed = [line for line in (BENCHMARKS / name).read_text("utf-8").splitlines() if "Missed" in line]
        assert [line for line in missed if unknown in line.lower()] == []


def measured(rows: Mapping[str, Iterable[Any]], monkeypatch: pytest.MonkeyPatch, report: Path, *arguments: str) -> int:
    """Run the command on a subject of these tables; it is to have the tables A and B."""
    measure, table = import_module("measure"), import_module("figures").Table
    tables = [table(title, "About.", "ms", iter(found)) for title, found in rows.items()]
    monkeypatch.setitem(sys.modules, "stub", SimpleNamespace(tables=lambda quick: tables))
    monkeypatch.setattr(measure, "SUBJECTS", {"stub": ("A", "B")})
    monkeypatch.setattr(measure, "REPORT", report)
    code: int = measure.main(arguments)
    return code


def test_a_run_that_meets_its_targets_writes_them_and_exits_with_0(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row, report = import_module("figures").Row, tmp_path / "report.md"
    assert measured({"B": [row("b", 1, 1)], "A": [row("a", 1, 1, 1.2)]}, monkeypatch, report) == 0
    assert list(import_module("record").sections(report)) == ["A", "B"]
    assert "| a | 1 | 1 | 1.00 | 1.2 |" in report.read_text("utf-8")


def test_a_miss_is_written_with_fault_and_reason_and_exits_with_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row, reasons, report = import_module("figures").Row, import_module("reasons"), tmp_path / "report.md"
    known = reasons.Reason("A", "a", 2.0, "It is slow.", "a faster way.")
    monkeypatch.setattr(reasons, "REASONS", (known,))
    found = {"A": [row("a", 2, 1, fault="2 s are more than 1 s.")], "B": [row("b", 2, 1, 1.2)]}
    assert measured(found, monkeypatch, report) == 1
    said = report.read_text("utf-8")
    assert "\nMissed, a: 2 s are more than 1 s. It is slow. To meet it: a faster way.\n" in said
    assert "\nMissed, b: The reason is not known.\n" in said


@pytest.mark.parametrize("found", [["a"], []], ids=["a table too few", "no table"])
def test_a_run_in_which_a_table_is_missing_exits_with_1(
    found: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {name.upper(): [import_module("figures").Row(name, 1, 1)] for name in found}
    report = tmp_path / "report.md"
    report.write_text("\n## B\n\nIt was measured long ago.\n", "utf-8")
    assert measured(rows, monkeypatch, report) == 1
    assert "Missed: B: nothing was measured." in capsys.readouterr().out
    assert "long ago" not in report.read_text("utf-8")


def test_a_subject_that_breaks_off_exits_with_1_and_keeps_what_was_measured_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row, report = import_module("figures").Row, tmp_path / "report.md"

    def rows() -> Iterator[Any]:
        yield row("b", 1, 1)
        raise RuntimeError("the kernel died")

    assert measured({"A": [row("a", 1, 1)], "B": rows()}, monkeypatch, report) == 1
    assert list(import_module("record").sections(report)) == ["A", "B"]
    assert import_module("record").sections(report)["B"].startswith("Missed: B: nothing was measured.")


def test_a_command_puts_its_own_section_into_the_record_and_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record = import_module("record")
    monkeypatch.setattr(record, "PROOF", tmp_path / "PROOF.md")
    record.prove("b", "1 of 1\n", "pytest")
    record.prove("a", "2 of 2\n", "pytest")
    record.prove("b", "3 of 3\n", "pytest")
    found = record.sections(tmp_path / "PROOF.md")
    assert [said.splitlines()[0] for said in (found["`a`"], found["`b`"])] == ["2 of 2", "3 of 3"]
    assert all(re.search(r"\nRun on \d{4}-\d\d-\d\d\. .+, \d+ cores, .+, pytest \d", said) for said in found.values())


def test_a_table_without_rows_exits_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = {"A": [], "B": [import_module("figures").Row("b", 1, 1)]}
    assert measured(rows, monkeypatch, tmp_path / "report.md") == 1


def attended(**changes: Any) -> tuple[str, Student, Class, Class]:
    """Return what a hub said, and what was seen of one early, one alone and four at once, all as is due."""
    early, alone = (Student("http://hub", name, 0, times={FIRST_CELL: 8.0}) for name in ("early", "alone"))
    alone.times[FIRST_CELL] = changes.pop("first_cell", 2.0)
    together = Class([alone] * 4, [], 10.0, 40.0, most=4 * MEMORY, weighed=4, spent=70.0)
    one = Class([alone], [], 5.0, 20.0, most=MEMORY, weighed=1, spent=changes.pop("alone_spent", 16.0))
    for name, value in changes.items():
        assert hasattr(together, name)
        setattr(together, name, value)
    return "The hub is up.", early, one, together


@pytest.fixture
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.usefixtures("_two_cores")
def test_a_class_may_take_what_one_student_cost_the_processors_and_a_slack() -> None:
    _, _, alone, _ = attended()
    assert limit(alone, 4) == pytest.approx(1.3 * 16 * 4 / 2)
    assert limit(alone, 1) == pytest.approx(1.3 * 20)


@pytest.mark.usefixtures("_two_cores")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"failures": ["anna: the server did not start"]}, ["anna: the server did not start"]),
        ({"total": 0.0}, ["The class did no work"]),
        ({"most": 0.0, "weighed": 0}, ["expected that of 4 students, found that of 0"]),
        ({"weighed": 3}, ["expected that of 4 students, found that of 3"]),
        ({"most": 4.04 * MEMORY}, ["303 MB a student are more than 300. Most of it is two kernels"]),
        ({"most": 8.0 * MEMORY}, ["600 MB a student are more than 300. The reason is not known"]),
        ({"total": 42.0}, ["42 s are more than 42 s. A student cost 18 s of a processor, alone 16 s"]),
        ({"total": 80.0}, ["80 s are more than 42 s. The class had 44% of the processors"]),
        ({"alone_spent": 0.0, "total": 20.0}, ["expected that of one student alone, found none"]),
        ({"first_cell": 4.0}, []),
        ({"first_cell": 4.1}, ["4.1 s, more than 0.5 of the 8.0 s before. The reason is not known"]),
    ],
)
def test_each_target_that_a_class_misses_is_said(changes: dict[str, Any], said: list[str]) -> None:
    found = misses(*attended(**changes))
    assert [part in sentence for part, sentence in zip(said, found, strict=True)] == [True] * len(said)


def test_a_setting_of_the_hub_that_nobody_knows_is_said() -> None:
    _, *rest = attended()
    line = "Config option `nonsense` not recognized by `Spawner`."
    assert line in misses(f"The hub is up.\n{line}", *rest)


def test_no_record_is_written_of_fewer_than_a_class(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = script(".ci/class-at-once", monkeypatch)
    monkeypatch.setattr(command.shutil, "which", lambda tool: None)  # so that a class that begins ends at once
    monkeypatch.setattr(sys, "argv", ["class-at-once", "--students", "24", "--write"])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "expected a class of 25 or more, found 24" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "output", "floor", "said"),
    [
        (0, "....\n2048 passed in 300.1s", 2000, "green, 2048 passed in 300.1s"),
        (0, "....\n3 passed, 2045 deselected in 3.1s\n\n", 0, "green, 3 passed, 2045 deselected in 3.1s"),
        (0, "....\n3 passed in 3.1s", 2000, "RED, 3 passed in 3.1s; expected 2,000 tests or more that pass"),
        (0, "no tests ran in 0.1s", 0, "RED, no tests ran in 0.1s; expected 1 tests or more that pass"),
        (0, "", 2000, "RED, nothing was said; expected 2,000 tests or more that pass"),
        (1, "1 failed, 2047 passed in 9.9s", 2000, "RED, 1 failed, 2047 passed in 9.9s"),
        (1, "2048 passed, 1 skipped in 9.9s", 2000, "RED, 2048 passed, 1 skipped in 9.9s"),
    ],
)
def test_a_python_is_green_where_pytest_is_and_enough_has_passed(
    code: int, output: str, floor: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script(".ci/versions", monkeypatch).verdict(code, output, floor) == said


def versions(monkeypatch: pytest.MonkeyPatch, counts: dict[str, int]) -> int:
    """Run the command where each Python passes so many tests."""
    command = script(".ci/versions", monkeypatch)
    monkeypatch.setattr(command, "tests", lambda python, *_: (0, f"{counts[python]} passed in 9s"))
    monkeypatch.setattr(sys, "argv", ["versions", "--python", *counts])
    code: int = command.main()
    return code


def test_pythons_that_pass_other_numbers_of_tests_are_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert versions(monkeypatch, {"3.12": 2100, "3.13": 2100}) == 0
    assert "RED" not in capsys.readouterr().out
    assert versions(monkeypatch, {"3.12": 2100, "3.13": 2099}) == 1
    assert "found 2,100 on 3.12, 2,099 on 3.13" in capsys.readouterr().out


def test_an_environment_that_is_not_ready_for_a_class_is_not_called_ready(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare = script(".hub/prepare", monkeypatch)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(prepare.compileall, "compile_dir", lambda *_, **__: False)
    monkeypatch.setattr(prepare.subprocess, "run", lambda *_, **__: None)
    with pytest.raises(SystemExit, match="expected that all packages compile"):
        prepare.main()
    monkeypatch.setattr(prepare.compileall, "compile_dir", lambda *_, **__: True)
    with pytest.raises(SystemExit, match=r"expected matplotlib's fontlist-\*.json, found none"):
        prepare.main()
    assert "ready" not in capsys.readouterr().out

    def listed(*_: object, env: dict[str, str], **__: object) -> None:
        Path(env["MPLCONFIGDIR"], "fontlist-v1.json").write_text("fonts", "utf-8")

    monkeypatch.setattr(prepare.subprocess, "run", listed)
    prepare.main()
    assert (tmp_path / "share/caucasus-course/fontlist-v1.json").read_text("utf-8") == "fonts"
    assert "ready for a class" in capsys.readouterr().out
