"""The brief is on the disk before the screen says so; its check and its export see what is on the disk."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.exercises.brief import PARTS
from course_utils.exercises.portfolio import Chapter
from course_utils.widgets import BriefForm

ARTICLE = load_article()
#: What a view knows to have been there before, and what it holds now.
Typed = tuple[list[str], str]
PARTS_OF_ONE = {
    "situation": "The editor writes that fighting broke out in July (s01).",
    "known": "Avdaliani calls the ties mixed (s04), with extensive contacts (s05).",
    "hearsay": "The stations: media sources, as Avdaliani hands them on (s13).",
    "missing": "Nobody who lives there is asked.",
    "outcome-1": "Fighting may return.",
    "outcome-2": "The border may stay calm.",
    "advice": "Ask people on both sides.",
    "confidence": "low",
}


@pytest.fixture
def form(workbook: Workbook) -> BriefForm:
    return BriefForm(workbook, ARTICLE, lambda: (Chapter("Predictions", (), "Nothing yet."),))


def write(form: BriefForm, texts: dict[str, Typed] | None = None, **more: bool) -> dict[str, Any]:
    return tell(form, {"texts": texts or {}, **more})


def typed(texts: dict[str, str]) -> dict[str, Typed]:
    return {part: ([""], text) for part, text in texts.items()}


def names(workbook: Workbook) -> list[str]:
    return sorted(path.name for path in workbook.path.parent.iterdir())


def test_all_parts_are_saved_in_one_write_and_the_reply_holds_what_is_on_the_disk(
    form: BriefForm, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[object] = []
    real = workbook._write
    monkeypatch.setattr(workbook, "_write", lambda file, data, sure: (writes.append(data), real(file, data, sure)))
    reply = write(form, typed(PARTS_OF_ONE))
    assert len(writes) == 1
    assert {n: a.value for n, a in workbook.answers().items()} == {
        f"brief.{part}": text for part, text in PARTS_OF_ONE.items()
    }
    assert reply == {
        "texts": PARTS_OF_ONE,
        "cited": ["s01", "s04", "s05", "s13"],
        "count": "49 of 350 words.",
        "text": "Saved 17:32.",
    }


def test_what_is_on_the_disk_already_is_not_written_again(form: BriefForm, workbook: Workbook) -> None:
    write(form, typed({"advice": "Wait."}))
    before = workbook.path.read_bytes()
    assert write(form, typed({"advice": "Wait."}))["text"] == "Saved 17:32."
    assert workbook.path.read_bytes() == before


def test_it_is_there_when_the_notebook_is_run_again(form: BriefForm, workbook: Workbook) -> None:
    assert form.reply == {"texts": {}, "cited": [], "count": "0 of 350 words.", "text": ""}
    reply = write(form, typed(PARTS_OF_ONE))
    again = BriefForm(workbook, ARTICLE)
    assert again.reply == reply


def test_the_later_save_of_a_part_wins_and_says_so(form: BriefForm, workbook: Workbook) -> None:
    other = BriefForm(Workbook(workbook.path), ARTICLE)
    write(form, typed({"advice": "Wait.", "missing": "Armenia."}))
    reply = write(other, typed({"advice": "Ask first."}))
    assert reply["texts"] == {"advice": "Ask first.", "missing": "Armenia."}
    assert reply["text"] == "Saved 17:32."
    assert reply["news"] == (
        "It had been saved differently elsewhere: “What you advise”. Your later text has taken that one’s place."
    )
    workbook.path.unlink()
    workbook.path.mkdir()
    assert "news" not in write(other, typed({"advice": "Wait."}))  # nothing was saved, and nothing replaced


def test_what_its_view_sent_before_is_not_taken_for_another_windows(form: BriefForm) -> None:
    write(form, typed({"advice": "Ask"}))
    assert write(form, {"advice": (["", "Ask"], "Ask both.")})["text"] == "Saved 17:32."


@pytest.mark.parametrize("asked", ["check", "export"])
def test_what_took_anothers_place_is_said_beside_what_was_asked(form: BriefForm, asked: str) -> None:
    write(form, typed({"advice": "Wait."}))
    reply = write(form, typed({"advice": "Ask first."}), **{asked: True})
    assert "to mend" in reply["text"]
    assert reply["news"].startswith("It had been saved differently elsewhere: “What you advise”.")


def test_what_cannot_be_saved_is_said_not_to_be(tmp_path: Path) -> None:
    form = BriefForm(Workbook(tmp_path / "gone" / "answers.json"), ARTICLE)
    reply = write(form, typed({"advice": "Wait."}), check=True)
    assert reply["text"].startswith("Not saved. answers.json: nothing was saved: No such file or directory.")
    assert (reply["texts"], "lacks" in reply) == ({}, False)


@pytest.mark.parametrize("texts", [{"name": ([""], "x")}, {"confidence": ([""], "total")}])
def test_what_the_form_does_not_have_is_refused(form: BriefForm, workbook: Workbook, texts: dict[str, Typed]) -> None:
    with pytest.raises(KeyError, match="there are situation, known, hearsay, missing, outcome-1"):
        form.receive({"texts": texts})
    assert not workbook.path.exists()


def test_the_check_saves_first_and_leads_to_each_part(form: BriefForm) -> None:
    reply = write(form, typed({**PARTS_OF_ONE, "missing": " ", "known": "s04"}), check=True)
    assert reply["lacks"] == [
        {"text": "“Whose perspective is missing” is empty.", "part": "missing"},
        {"text": "At least 4 different sentences are to be cited; so far: s01, s04, s13.", "part": None},
    ]
    assert reply["text"] == "2 things to mend. Only the form was checked; what you advise is up to you."
    reply = write(form, {"missing": [" ", "x"], "known": ["s04", "s04 s05"]}, check=True)
    assert (reply["lacks"], reply["text"]) == (
        [],
        "Nothing is missing. Only the form was checked; what you advise is up to you.",
    )


def test_the_export_lies_beside_the_answers_and_says_where(form: BriefForm, workbook: Workbook) -> None:
    reply = write(form, typed(PARTS_OF_ONE), export=True)
    assert reply["text"] == (
        f"Exported as brief.md and brief.html, in the folder {workbook.path.parent}. "
        "You find them in the list of files; print the second one."
    )
    assert names(workbook) == ["answers.json", "brief.html", "brief.md"]
    folder = workbook.path.parent
    for part in PARTS:
        assert PARTS_OF_ONE[part.id] in (folder / "brief.html").read_text("utf-8")
        assert PARTS_OF_ONE[part.id] in (folder / "brief.md").read_text("utf-8")
    assert "## Predictions\n\n(nothing yet)\n" in (folder / "brief.md").read_text("utf-8")


def test_an_incomplete_brief_may_be_exported_and_says_what_it_is(form: BriefForm) -> None:
    reply = write(form, typed({**PARTS_OF_ONE, "missing": ""}), export=True)
    assert reply["text"].endswith("print the second one. The form still has 1 thing to mend.")


def test_an_export_replaces_its_own_files_and_no_others(form: BriefForm, workbook: Workbook) -> None:
    folder = workbook.path.parent
    write(form, typed(PARTS_OF_ONE), export=True)
    write(form, {"advice": [PARTS_OF_ONE["advice"], "Wait."]}, export=True)
    assert names(workbook) == ["answers.json", "brief.html", "brief.md"]
    assert "Wait." in (folder / "brief.md").read_text("utf-8")

    (folder / "brief.md").write_text("my own changes", "utf-8")
    assert write(form, export=True)["text"].startswith("Exported as brief-2.md and brief-2.html, in the folder ")
    assert (folder / "brief.md").read_text("utf-8") == "my own changes"


def test_another_students_export_stays_when_the_answers_were_cleared(form: BriefForm, workbook: Workbook) -> None:
    write(form, typed(PARTS_OF_ONE), export=True)
    theirs = (workbook.path.parent / "brief.md").read_bytes()
    workbook.clear()
    write(form, typed({"advice": "Wait."}), export=True)
    assert names(workbook) == ["answers.json", "brief-2.html", "brief-2.md", "brief.html", "brief.md"]
    assert (workbook.path.parent / "brief.md").read_bytes() == theirs


@pytest.mark.parametrize("kept", ["{", "[]", '{"brief.md": 1}', "[" * 100_000])
def test_a_record_of_exports_that_cannot_be_read_costs_no_file(form: BriefForm, workbook: Workbook, kept: str) -> None:
    (workbook.path.parent / "brief.md").write_text("x", "utf-8")
    workbook.commit("brief.exported", kept)
    assert write(form, export=True)["text"].startswith("Exported as brief-2.md and brief-2.html, in the folder ")


def test_an_export_that_the_disk_refuses_says_so_and_the_text_is_saved(
    form: BriefForm, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> dict[str, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course_utils.exercises.brief.write_beside", refuse)
    assert write(form, typed(PARTS_OF_ONE), export=True)["text"] == (
        f"Not exported: No space left on device. Check that the folder {workbook.path.parent} can be "
        "written and that the disk is not full. Your text is saved."
    )
    assert workbook.get("brief.advice")


def test_the_twin_knows_nothing_of_what_was_typed(form: BriefForm, workbook: Workbook) -> None:
    before = form.twin()
    write(form, typed(PARTS_OF_ONE), export=True)
    assert BriefForm(workbook, ARTICLE).twin() == before
    text = re.sub(r"<[^>]*>", " ", before)
    assert "It is 12 September 2020, and nobody knows what comes next." in text
    for part in PARTS:
        assert part.label in text
    assert "At most 350 words." in text


def test_a_page_without_a_day_gives_a_brief_without_one(workbook: Workbook) -> None:
    form = BriefForm(workbook, replace(ARTICLE, published=None))
    assert form.summary == "Write one page on what the page says, and on what may come."
