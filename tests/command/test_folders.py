"""A folder of every shape that a course may have becomes pages and pictures: no missing part and no script stops it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pictures import faults

from course_utils.command.cli import main
from course_utils.command.pictures import charts_of
from course_utils.course_parts import CourseParts

FOLDERS = yaml.safe_load(Path(__file__).with_name("folders.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", FOLDERS.values(), ids=list(FOLDERS))
def test_it_has_seven_pages_and_pictures_without_faults(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "c"
    (tmp_path / "a.txt").write_text(case["text"], "utf-8")
    assert main(["new", str(tmp_path / "a.txt"), str(folder), "--yes"]) == 0
    for name, changes in (("a.reading.yaml", case.get("reading", {})), ("course.yaml", case.get("course", {}))):
        text = (folder / name).read_text("utf-8")
        for was, now in changes.items():
            assert text.count(was) == 1
            text = text.replace(was, now)
        (folder / name).write_text(text, "utf-8")
    assert main(["check", str(folder)]) == 0
    main(["draft", str(folder)])
    assert main(["site", str(tmp_path / "site"), "--course", str(folder), "--yes"]) == 0
    said, told = capsys.readouterr()
    assert "\\u" not in said
    assert "Not finished: a.reading.yaml: nobody has read its proposals; " in told
    assert "Not finished: 42 cells to write in the notebooks (✎): " in told
    made = {file.name: file.read_text("utf-8") for file in (tmp_path / "site").glob("*.html")}
    assert len(made) == 9
    assert [name for name, text in made.items() if "✎" in text] == []
    assert [part for part in case["said"] if not any(part in text for text in made.values())] == []
    found = {chart.alt: faults(chart) for chart in charts_of(CourseParts(folder))}
    assert {alt: wrong for alt, wrong in found.items() if wrong} == {}
