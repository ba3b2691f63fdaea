"""What a brief's form exports lies beside the answers, is the student's own, and takes nobody's place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.article.article import read_article
from course_utils.exercises.portfolio import Chapter
from course_utils.widgets import BriefForm

ARTICLE = read_article()
TEXTS = {"situation": "Fighting broke out (s01).", "advice": "Ask people on both sides."}
SECOND = "Exported as brief-2.md and brief-2.html, in the folder "


@pytest.fixture
def form(workbook: Workbook) -> BriefForm:
    return BriefForm(workbook, ARTICLE, lambda: (Chapter("Predictions", (), "Nothing yet."),))


def write(form: BriefForm, seen: str = "", *, export: bool = True, **texts: str) -> dict[str, Any]:
    """Send texts from a view that has seen or sent one of each before, and export them."""
    return tell(form, {"texts": {part: ([seen], text) for part, text in texts.items()}, "export": export})


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix != ".json"}


def test_an_export_replaces_its_own_files_and_no_others(form: BriefForm, tmp_path: Path) -> None:
    write(form, **TEXTS)
    written = files(tmp_path)
    assert list(written) == ["brief.html", "brief.md"]
    assert [text for text in TEXTS.values() for page in written.values() if text not in page] == []
    assert "## Predictions\n\n(nothing yet)\n" in written["brief.md"]
    write(form, TEXTS["advice"], advice="Wait.")
    assert "Wait." in files(tmp_path)["brief.md"]
    (tmp_path / "brief.md").write_text("my own changes", "utf-8")
    assert write(form)["text"].startswith(SECOND)
    assert files(tmp_path)["brief.md"] == "my own changes"


def test_another_students_export_stays_when_the_answers_were_cleared(
    form: BriefForm, workbook: Workbook, tmp_path: Path
) -> None:
    write(form, **TEXTS)
    theirs = files(tmp_path)
    workbook.clear()
    write(form, advice="Wait.")
    now = files(tmp_path)
    assert list(now) == ["brief-2.html", "brief-2.md", "brief.html", "brief.md"]
    assert now.items() > theirs.items()


@pytest.mark.parametrize("kept", ["{", "[]", '{"brief.md": 1}', "[" * 100_000])
def test_a_record_of_exports_that_cannot_be_read_costs_no_file(
    form: BriefForm, workbook: Workbook, tmp_path: Path, kept: str
) -> None:
    (tmp_path / "brief.md").write_text("x", "utf-8")
    workbook.commit("brief.exported", kept)
    assert write(form)["text"].startswith(SECOND)


def test_an_export_that_the_disk_refuses_says_so_and_the_text_is_saved(
    form: BriefForm, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> dict[str, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course_utils.answers.hand_in.write_beside", refuse)
    assert write(form, **TEXTS)["text"] == (
        f"Not exported: No space left on device. Check that the folder {workbook.path.parent} can be "
        "written and that the disk is not full. Your text is saved."
    )
    assert workbook.get("brief.advice")


def test_what_cannot_be_saved_is_said_not_to_be_and_has_taken_no_ones_place(
    form: BriefForm, workbook: Workbook
) -> None:
    write(form, export=False, advice="Wait.")
    workbook.path.unlink()
    workbook.path.mkdir()
    reply = write(form, advice="Ask first.")
    assert reply["text"].startswith("Not saved. answers.json: ")
    assert not {"news", "lacks"} & reply.keys()


def test_a_page_without_a_day_gives_a_brief_without_one(workbook: Workbook) -> None:
    form = BriefForm(workbook, replace(ARTICLE, published=None))
    assert form.summary == "Write one page on what the article says, and on what may come."
