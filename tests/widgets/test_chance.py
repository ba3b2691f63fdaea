"""An estimate is committed whole and once, and nothing of the result is there before."""

import json
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.charts import words_by_voice
from course_utils.course_file import EstimateTask
from course_utils.look.theme import themes
from course_utils.widgets import ChanceEstimate
from course_utils.widgets.explorer import chart_view

CHART = words_by_voice(load_article())
ASKED = "On 11 September 2020: how likely is it that large-scale fighting begins within a month?"
TASK = EstimateTask(id="03-e1", prompt=ASKED)
CAME = "Large-scale fighting began on 27 September 2020."
GIVEN = {"chance": "35", "ways": ["Moscow stops it.\nQuickly.", " Winter <b>comes</b> first "]}


@pytest.fixture
def control(workbook: Workbook) -> ChanceEstimate:
    return ChanceEstimate(TASK, workbook, CHART, CAME)


def test_the_commit_is_one_write_and_opens_the_result_beside_the_words_as_typed(
    control: ChanceEstimate, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[object] = []
    real = workbook._write
    monkeypatch.setattr(workbook, "_write", lambda file, data, sure: (writes.append(data), real(file, data, sure)))
    reply = tell(control, GIVEN)
    assert len(writes) == 1
    assert {item: answer.value for item, answer in workbook.answers().items()} == {
        "03-e1": "35",
        "03-e1.other-1": "Moscow stops it.\nQuickly.",
        "03-e1.other-2": " Winter <b>comes</b> first ",
    }
    assert reply == {
        "chance": "35",
        "ways": GIVEN["ways"],
        "text": "Your estimate: 35 %. Saved 17:32, and locked. The result is open below.",
        "came": CAME,
        "result": chart_view(CHART, themes("page")),
    }


def test_nothing_of_the_result_is_sent_before_the_commit(control: ChanceEstimate) -> None:
    state = json.dumps({name: control.get_state()[name] for name in ("item", "reply")})
    assert ASKED in state
    assert control.reply == {}
    assert " ".join(control.item["chances"]) == "0 5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80 85 90 95 100"
    for secret in (CAME, "27 September", "<figure", "<img", "data:image", CHART.title):
        assert secret not in state


def test_the_commit_stays_as_it_is_whoever_comes_later(control: ChanceEstimate, workbook: Workbook) -> None:
    other = ChanceEstimate(TASK, Workbook(workbook.path), CHART)
    tell(control, GIVEN)
    before = workbook.path.read_bytes()
    reply = tell(other, {"chance": "90", "ways": ["x", "y"]})
    assert (reply["chance"], reply["ways"]) == ("35", GIVEN["ways"])
    assert reply["text"].startswith("An earlier estimate holds. Your estimate: 35 %.")
    assert workbook.path.read_bytes() == before


def test_it_is_locked_and_open_when_the_notebook_is_run_again(control: ChanceEstimate, workbook: Workbook) -> None:
    reply = tell(control, {**GIVEN, "ways": ["a", "🌍" * 500]})
    again = ChanceEstimate(TASK, workbook, CHART, CAME)
    assert again.reply == reply
    assert tell(again, {**GIVEN, "ways": ["a", "🌍" * 500]}) == reply  # the same once more is no other one


@pytest.mark.parametrize("lost", ["03-e1", "03-e1.other-1", "03-e1.other-2"])
def test_an_estimate_that_is_not_whole_is_asked_for_again(workbook: Workbook, lost: str) -> None:
    answers = {"03-e1": "35", "03-e1.other-1": "a", "03-e1.other-2": "b"}
    workbook.commit_all({item: value for item, value in answers.items() if item != lost})
    control = ChanceEstimate(TASK, workbook)
    assert control.reply == {}
    assert tell(control, GIVEN)["ways"] == GIVEN["ways"]


def test_a_chance_that_no_estimate_has_does_not_lock(workbook: Workbook) -> None:
    workbook.commit_all({"03-e1": "soon", "03-e1.other-1": "a", "03-e1.other-2": "b"})
    assert ChanceEstimate(TASK, workbook).reply == {}


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({**GIVEN, "chance": "33"}, "expected a chance from 0 to 100 in steps of five, found '33'"),
        ({**GIVEN, "chance": ""}, "expected a chance from 0 to 100 in steps of five, found ''"),
        ({**GIVEN, "ways": ["a", " \n"]}, "expected 2 texts of 1 to 500 characters"),
        ({**GIVEN, "ways": ["a"]}, "expected 2 texts of 1 to 500 characters"),
        ({**GIVEN, "ways": ["a", "b", "c"]}, "expected 2 texts of 1 to 500 characters"),
        ({**GIVEN, "ways": ["a", "é" * 501]}, "expected 2 texts of 1 to 500 characters"),
    ],
)
def test_what_is_no_estimate_is_not_kept(
    control: ChanceEstimate, workbook: Workbook, message: dict[str, Any], error: str
) -> None:
    with pytest.raises(ValueError, match=f"^{error}$"):
        control.receive(message)
    assert not workbook.path.exists()


@pytest.mark.parametrize(("came", "then"), [("", "You will meet it again later."), (CAME, "The result is open below.")])
def test_without_a_chart_the_result_is_a_sentence_or_comes_later(workbook: Workbook, came: str, then: str) -> None:
    control = ChanceEstimate(TASK, workbook, came=came)
    assert tell(control, GIVEN) == {
        **GIVEN, "text": f"Your estimate: 35 %. Saved 17:32, and locked. {then}", "came": came, "result": None,
    }  # fmt: skip
    assert control.twin().endswith(f"first.</summary><p>{CAME}</p></details>") is bool(came)


def test_the_twin_asks_folds_the_result_away_and_knows_nothing_of_a_commit(
    control: ChanceEstimate, workbook: Workbook
) -> None:
    before = control.twin()
    tell(control, GIVEN)
    assert ChanceEstimate(TASK, workbook, CHART, CAME).twin() == before
    assert before == (
        f"<p><strong>{ASKED}</strong></p><ul><li>The chance, from 0 to 100 %</li>"
        "<li>One way in which it may go otherwise</li><li>Another way</li></ul>"
        "<p><em>To commit an estimate, choose Run, then Run All Cells. It opens the result.</em></p>"
        f"<details><summary>The result. Make your estimate first.</summary><p>{CAME}</p>{CHART.markup}"
        "</details>"
    )
    assert repr(control) == f"ChanceEstimate('{ASKED}')"
