"""Sorting keeps every choice, compares in words, and gives the reading's classes to nobody who only looks."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.exercises.sorting_tasks import SortingTask, sentences_by_kind, ties_by_sign
from course_utils.reading.load import load_reading
from course_utils.widgets import Sorting

READING = load_reading()
TASK = sentences_by_kind(READING, "sort")
TIES = ties_by_sign(READING, "ties")


@pytest.fixture
def sorting(workbook: Workbook) -> Sorting:
    return Sorting(TASK, workbook, READING.article)


def sort(control: Sorting, chosen: dict[str, str], **more: object) -> dict[str, Any]:
    return tell(control, {"sorted": chosen, **more})


def texts(markup: str) -> list[str]:
    """Return the texts of markup, block by block."""
    blocks = re.split(r"</?(?:p|h3|dd|dt|li|summary)[^>]*>", markup)
    return [text for block in blocks if (text := html.unescape(re.sub(r"<[^>]*>", "", block)).strip())]


def test_a_choice_is_on_the_disk_before_the_reply_and_the_progress_is_said(sorting: Sorting) -> None:
    seen: list[dict[str, str]] = []
    path = sorting.workbook.path
    sorting.observe(lambda _: seen.append({k: a.value for k, a in Workbook(path).answers().items()}), "reply")
    assert sorting.reply == {"sorted": {}, "text": "0 of 13 sorted."}
    assert sort(sorting, {"s01": "asserted"}) == {"sorted": {"s01": "asserted"}, "text": "1 of 13 sorted. Saved 17:32."}
    assert seen == [{"sort.s01": "asserted"}]


def test_a_choice_that_comes_again_is_no_new_try_and_the_first_one_is_kept(sorting: Sorting) -> None:
    sort(sorting, {"s01": "judged"})
    sort(sorting, {"s01": "judged", "s02": "judged"})
    assert sorting.workbook.answers()["sort.s01"].tries == 1
    sort(sorting, {"s01": "asserted"})
    answer = sorting.workbook.answers()["sort.s01"]
    assert (answer.value, answer.first, answer.tries) == ("asserted", "judged", 2)


def test_what_was_sorted_stands_there_again_without_rows_and_classes_that_are_gone(workbook: Workbook) -> None:
    for item, value in (("sort.s01", "judged"), ("sort.s02", "gone"), ("sort.s99", "judged"), ("q1", "a")):
        workbook.commit(item, value)
    assert Sorting(TASK, workbook, READING.article).reply == {
        "sorted": {"s01": "judged"},
        "text": "1 of 13 sorted. Saved 17:32.",
    }


def test_what_cannot_be_saved_is_said_and_not_given_as_kept(tmp_path: Path) -> None:
    control = Sorting(TASK, Workbook(tmp_path / "gone" / "answers.json"), READING.article)
    assert sort(control, {"s01": "asserted"}) == {
        "failed": True,
        "sorted": {},
        "text": "Not saved. answers.json: nothing was saved: No such file or directory. "
        "Check that the folder of the notebooks can be written and that the disk is not full.",
    }
    (tmp_path / "gone").mkdir()
    assert sort(control, {"s01": "asserted", "s02": "judged"})["sorted"] == {"s01": "asserted", "s02": "judged"}


@pytest.mark.parametrize("chosen", [{"s99": "judged"}, {"s01": "true"}, {"s01": "judged", "s02": "true"}])
def test_nothing_is_kept_of_a_message_that_names_what_is_not_offered(sorting: Sorting, chosen: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="there are asserted, reported, accused, hypothetical, judged"):
        sorting.receive({"sorted": chosen})
    assert sorting.workbook.answers() == {}


def test_the_comparison_says_first_in_words_how_many_agree_are_shared_differ_and_are_open(sorting: Sorting) -> None:
    chosen = {"s01": "accused", "s02": "judged", "s03": "judged", "s04": "hypothetical"}
    said = texts(sort(sorting, chosen, compare=True)["result"])
    assert said[:2] == [
        "Of your 4 sentences, 2 agree with the reading; 1 fits another claim or another careful reading; "
        "1 differs. 9 are still open.",
        "The reading is one careful coding and not the last word. A sentence can hold several claims; "
        "your class agrees when it fits the main one.",
    ]
    assert [text for text in said if re.match(r"s\d\d: ", text)] == [
        "s01: a careful reader could share your class",
        "s02: agrees with the reading",
        "s03: agrees with the reading",
        "s04: differs from the reading",
    ]


def test_without_main_claims_a_class_agrees_with_any_claim_of_the_sentence(workbook: Workbook) -> None:
    bare = replace(READING, claims=tuple(replace(claim, main=False) for claim in READING.claims))
    control = Sorting(sentences_by_kind(bare, "sort"), workbook, READING.article)
    said = texts(sort(control, {"s09": "judged", "s12": "judged"}, compare=True)["result"])
    assert said[:2] == [
        "Of your 2 sentences, 1 agrees with the reading; 1 is put as another careful reader could; "
        "none differs. 11 are still open.",
        "The reading is one careful coding and not the last word. Where a sentence holds several, "
        "your class agrees when it is among them.",
    ]
    at = said.index("s09: agrees with the reading")
    assert said[at + 4 : at + 8] == [
        "In the reading", "judged, asserted, reported", "It can also be read as", "accused",
    ]  # fmt: skip
    assert "The claims in this sentence, as the course reads them" in said


def test_a_class_of_another_claim_is_told_which_claim_is_the_main_one(sorting: Sorting) -> None:
    said = texts(sort(sorting, {"s13": "asserted"}, compare=True)["result"])
    assert said[0] == (
        "Of your 1 sentence, none agrees with the reading; 1 fits another claim or another careful reading; "
        "none differs. 12 are still open."
    )
    at = said.index("s13: your class fits another of its claims")
    assert said[at + 2 :] == [
        "Your class", "asserted",
        "In the reading", "reported",
        "Its other claims", "asserted",
        "What the sentence is built to say:",
        "By the claim of unnamed media, Israel helped Azerbaijan build intelligence-gathering stations in "
        "the 1990s. ◆ reported, by ● “Media sources claim that”. Emil Avdaliani gives this as the words or "
        "view of unnamed media: put as certain. Whether it is so, Emil Avdaliani does not say.",
        "Its other claims, as the course reads them",
        "Avdaliani says that unnamed media claim something about Israel and Azerbaijan. ◆ asserted. "
        "Emil Avdaliani: put as certain.",
    ]  # fmt: skip


def test_a_compared_row_has_both_classes_the_first_one_and_the_words_that_decide(sorting: Sorting) -> None:
    sort(sorting, {"s03": "reported"})
    said = texts(sort(sorting, {"s03": "judged"}, compare=True)["result"])
    at = said.index("s03: agrees with the reading")
    assert said[at + 1 : at + 8] == [
        "Although Israel has stayed formally neutral in the latest round of the conflict, it has clear "
        "interests in it, as Emil Avdaliani explains:",
        "Your class", "judged (at first: reported)",
        "In the reading", "judged",
        "Its other claims", "asserted",
    ]  # fmt: skip
    assert said[at + 8 : at + 13] == [
        "It can also be read as", "reported",
        "What the sentence is built to say:",
        "The editor says that Israel has “clear interests” in the conflict. ◆ judged, by ● “clear”, "
        "“as Emil Avdaliani explains”. The editor: put as certain.",
        "It can be read in two ways: “as … explains” takes the view over, so it is the editor's own "
        "judgement. Or: The editor passes on what Avdaliani explains, so it is reported, and "
        "Avdaliani is the one who says it.",
    ]  # fmt: skip
    assert said[at + 13] == "Its other claims, as the course reads them"


def test_why_stands_open_where_the_classes_differ_and_folded_where_they_agree(sorting: Sorting) -> None:
    assert "<details><summary>" in sort(sorting, {"s02": "judged"}, compare=True)["result"]
    assert '<details open=""><summary>' in sort(sorting, {"s02": "accused"}, compare=True)["result"]


def test_a_compared_tie_quotes_each_relation_with_its_sentence_voice_and_sign(workbook: Workbook) -> None:
    control = Sorting(TIES, workbook, READING.article)
    said = texts(sort(control, {"armenia.russia": "mixed"}, compare=True)["result"])
    assert said[:3] == [
        "Of your 1 tie, none agrees with the reading; 1 is put as another careful reader could; none "
        "differs. "
        "7 are still open.",
        "The reading is one careful coding and not the last word.",
        "Armenia and Russia: a careful reader could share your class",
    ]
    assert said[-2:] == [
        "Support, Russia to Armenia. ◆ friendly (+), by ● “the Kremlin has long backed Yerevan” "
        "(s02, the editor). According to the editor.",
        "It can be read in two ways: “has long backed” is a lasting tie in Armenia's favour, so it is "
        "friendly (+). Or: Russia also sold arms to Azerbaijan and Armenia's government objected, so the tie "
        "is “mixed” for those who ask what it is, and not what these words say of it.",
    ]


def test_a_choice_alone_and_a_reopened_notebook_bring_no_class_of_the_readings(sorting: Sorting) -> None:
    assert "result" not in sort(sorting, {"s01": "asserted"})
    assert "result" not in Sorting(TASK, sorting.workbook, READING.article).reply
    assert {key: set(value[0]) for key, value in sorting.item.items() if isinstance(value, list)} == {
        "categories": {"id", "text", "meaning"},
        "rows": {"id", "text", "where", "quoted"},
    }


@pytest.mark.parametrize("task", [TASK, TIES])
def test_its_twin_is_the_task_and_the_rows_without_the_readings_classes_and_the_same_on_every_run(
    task: SortingTask, workbook: Workbook
) -> None:
    control = Sorting(task, workbook, READING.article)
    twin = control.twin()
    said = texts(twin)
    assert said[0] == task.prompt
    assert said[-1] == "To sort, choose Run, then Run All Cells."
    assert said.count(" · ".join(category.text for category in task.categories)) == len(task.entries)
    for entry in task.entries:
        assert html.escape(entry.text) in twin
        assert not [ground.summary for ground in entry.grounds if html.escape(ground.summary) in twin]
    sort(control, {task.entries[0].id: task.categories[0].id})
    assert Sorting(task, workbook, READING.article).twin() == twin
    assert repr(control) == f"Sorting({task.prompt!r})"


def test_a_reading_without_relations_has_nothing_to_sort_and_says_so(workbook: Workbook) -> None:
    empty = ties_by_sign(replace(READING, relations=()), "ties")
    control = Sorting(empty, workbook, READING.article)
    assert control.item["rows"] == []
    assert control.item["unit"] == ("tie", "ties")  # of which the script says that there are none
