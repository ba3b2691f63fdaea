"""What each control says, keeps and leaves behind on Python's side; browser tests drive the other."""

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from telling import tell

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import load_article
from course_utils.charts import words_by_voice
from course_utils.errors import AnswersError
from course_utils.exercises.questions import Question
from course_utils.look.theme import themes
from course_utils.reading.load import load_reading
from course_utils.widgets import Choice, Clearing, PredictionControl, QuestionControl, VoiceXray
from course_utils.widgets.explorer import chart_view

ARTICLE = load_article()
UNSURE = AnswersError.at("answers.json", "no word.")
UNSURE.unsure = True
S01 = "In July, Armenia initiated a brief round of skirmishing with its neighbor Azerbaijan."


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> None:
        raise error

    return fail


class TestQuestion:
    def test_every_option_has_its_own_feedback_and_the_sentence_it_rests_on(
        self, question: Question, workbook: Workbook
    ) -> None:
        control = QuestionControl(question, workbook, ARTICLE)
        words = [{"sentence": "s01", "voice": "the editor", "text": S01}]
        assert tell(control, {"answer": "b"}) == {
            "answer": "b",
            "text": "Not yet. His words begin with s04. Saved 17:32.",
            "words": words,
        }
        assert tell(control, {"answer": "a"}) == {
            "answer": "a",
            "text": "Yes. The lead is the editor’s. Saved 17:32.",
            "words": words,
        }

    def test_the_answer_is_on_the_disk_before_the_reply_is_given(self, question: Question, workbook: Workbook) -> None:
        control = QuestionControl(question, workbook, ARTICLE)
        seen: list[object] = []
        control.observe(lambda _: seen.append(Workbook(workbook.path).get("q1")), "reply")
        tell(control, {"answer": "b"})
        (kept,) = seen
        assert isinstance(kept, Answer)
        assert kept.value == "b"

    def test_an_earlier_answer_stands_there_again(self, question: Question, workbook: Workbook) -> None:
        reply = tell(QuestionControl(question, workbook, ARTICLE), {"answer": "b"})
        assert QuestionControl(question, workbook, ARTICLE).reply == reply
        workbook.commit("q1", "gone")
        assert QuestionControl(question, workbook, ARTICLE).reply == {}

    def test_its_script_learns_neither_key_nor_feedback(self, question: Question, workbook: Workbook) -> None:
        assert QuestionControl(question, workbook, ARTICLE).item == {
            "prompt": "Who <wrote> s01?",
            "options": [
                {"id": "a", "text": "The editor & co"},
                {"id": "b", "text": "The author"},
                {"id": "c", "text": "Nobody"},
            ],
            "fold": "",
        }

    def test_its_twin_is_the_question_escaped_and_the_same_whatever_was_answered(
        self, question: Question, workbook: Workbook
    ) -> None:
        before = QuestionControl(question, workbook, ARTICLE).twin()
        workbook.commit("q1", "b")
        assert QuestionControl(question, workbook, ARTICLE).twin() == before
        assert before == (
            "<p><strong>Who &lt;wrote&gt; s01?</strong></p><ul><li>The editor &amp; co</li>"
            "<li>The author</li><li>Nobody</li></ul>"
            "<p><em>To answer, choose Run, then Run All Cells.</em></p>"
        )

    def test_it_may_stay_folded_until_a_reader_opens_it(self, question: Question, workbook: Workbook) -> None:
        control = QuestionControl(question, workbook, ARTICLE, "Later <b>")
        assert control.item["fold"] == "Later <b>"  # as it was given; the script sets it as text
        inner = QuestionControl(question, workbook, ARTICLE).twin()
        assert control.twin() == f"<details><summary>Later &lt;b&gt;</summary>{inner}</details>"
        assert repr(control) == "QuestionControl('Later <b>')"


class TestPrediction:
    def test_the_result_is_not_sent_before_the_commit_opens_with_it_and_stays_open(
        self, question: Question, workbook: Workbook
    ) -> None:
        chart = words_by_voice(ARTICLE)
        control = PredictionControl(question, workbook, ARTICLE, chart)
        assert (control.reply, control.item.keys()) == ({}, {"prompt", "options", "article"})
        reply = tell(control, {"answer": "b"})
        assert reply == {
            "answer": "b",
            "text": "You predicted: The author. Saved 17:32, and locked. The result is open below.",
            "feedback": "His words begin with s04.",
            "result": chart_view(chart, themes()),
            "words": [{"sentence": "s01", "voice": "the editor", "text": S01}],
        }
        assert PredictionControl(question, workbook, ARTICLE, chart).reply == reply
        assert tell(control, {"answer": "b"}) == reply

    def test_it_stays_as_it_was_committed_and_says_when_it_comes_back(
        self, question: Question, workbook: Workbook
    ) -> None:
        first = PredictionControl(question, workbook, ARTICLE)
        other = PredictionControl(question, workbook, ARTICLE)
        tell(first, {"answer": "b"})
        reply = tell(other, {"answer": "a"})
        assert (reply["answer"], reply["text"]) == (
            "b",
            "An earlier prediction holds. You predicted: The author. Saved 17:32, and locked. "
            "You will meet it again later.",
        )
        assert workbook.answers()["q1"].tries == 1

    def test_its_twin_folds_the_result_away(self, question: Question, workbook: Workbook) -> None:
        chart = words_by_voice(ARTICLE)
        plain = PredictionControl(question, workbook, ARTICLE).twin()
        assert plain.endswith("<p><em>To commit a prediction, choose Run, then Run All Cells.</em></p>")
        assert PredictionControl(question, workbook, ARTICLE, chart).twin() == (
            f"{plain}<details><summary>The result. Make your prediction first.</summary>{chart.markup}</details>"
        )


class TestChoice:
    def test_it_holds_the_first_option_until_another_is_chosen_and_keeps_that(self, workbook: Workbook) -> None:
        options = {"page": "on paper", "projector": "on a projector"}
        control = Choice("size", "Charts will be seen", options, workbook)
        assert control.value == "page"
        reply = tell(control, {"answer": "projector"})
        assert reply == {"answer": "projector", "text": "on a projector. Saved 17:32."}
        assert Choice("size", "Charts will be seen", options, workbook).value == "projector"

    def test_what_is_not_offered_is_not_kept(self, workbook: Workbook) -> None:
        control = Choice("size", "Charts will be seen", {"page": "on paper"}, workbook)
        with pytest.raises(KeyError, match="no option 'wall'; there are page"):
            control.receive({"answer": "wall"})
        assert workbook.get("size") is None


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (AnswersError.at("answers.json", "nothing was saved."), "Not saved. answers.json: nothing was saved."),
        (UNSURE, "Perhaps not saved. answers.json: no word."),
        (
            ZeroDivisionError("x"),
            "Not saved: the course has an error (ZeroDivisionError('x')). Choose Run, then Run All Cells, and try "
            "again. If it stays, show this to your teacher.",
        ),
    ],
)
def test_what_fails_says_so_beside_what_was_answered_before_and_the_next_answer_is_whole(
    question: Question, workbook: Workbook, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
) -> None:
    control = QuestionControl(question, workbook, ARTICLE)
    before = tell(control, {"answer": "b"})
    with monkeypatch.context() as broken:
        broken.setattr(workbook, "commit", raising(error))
        broken.setattr(workbook, "news", lambda: "A copy was found.")
        with nullcontext() if isinstance(error, AnswersError) else pytest.raises(type(error)):
            tell(control, {"answer": "a"})
    assert control.reply == {**before, "failed": True, "text": text, "news": "A copy was found.", "asked": "a1"}
    assert tell(control, {"answer": "b"}) == before


@pytest.mark.parametrize(("unsure", "lead"), [(False, "Your answers"), (True, "Perhaps your answers")])
def test_what_could_not_be_cleared_is_said(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch, unsure: bool, lead: str
) -> None:
    monkeypatch.setattr(workbook, "clear", raising(UNSURE if unsure else AnswersError.at("answers.json", "no word.")))
    assert tell(Clearing(workbook), {"clear": True}) == {
        "failed": True, "text": f"{lead} were not cleared. answers.json: no word."
    }  # fmt: skip


def test_a_message_that_a_later_one_of_its_view_has_overtaken_undoes_nothing(
    question: Question, workbook: Workbook
) -> None:
    control = QuestionControl(question, workbook, ARTICLE)
    for view, turn, answer in (("one", 2, "b"), ("one", 1, "a"), ("two", 1, "c"), ("one", 2, "a")):
        asked = f"{view} {turn} {answer}"
        control._receive(None, {"answer": answer, "asked": asked, "view": view, "turn": turn}, None)
    assert (workbook.answers()["q1"].value, workbook.answers()["q1"].tries) == ("c", 2)
    assert control.reply["asked"] == "two 1 c"


def test_messages_that_come_in_two_threads_are_answered_one_after_the_other(
    question: Question, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = QuestionControl(question, workbook, ARTICLE)
    real, steps = control.receive, list[str]()

    def receive(content: dict[str, Any]) -> dict[str, Any]:
        steps.append("begins")
        time.sleep(0.05)
        reply = real(content)
        steps.append("ends")
        return reply

    monkeypatch.setattr(control, "receive", receive)
    threads = [threading.Thread(target=tell, args=(control, {"answer": answer})) for answer in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert steps == ["begins", "ends"] * 3


def test_clearing_removes_every_answer_and_says_so(workbook: Workbook) -> None:
    workbook.commit("q1", "a")
    reply = tell(Clearing(workbook), {"clear": True})
    assert reply == {
        "text": "All answers are gone. In each open notebook choose Run, then Run All Cells, to begin again."
    }
    assert workbook.answers() == {}


class TestXray:
    control = VoiceXray(load_reading(), "armenia")

    def test_its_runs_are_the_whole_body_with_two_insertions(self) -> None:
        sentences = [s for p in self.control.item["page"]["paragraphs"] for s in p["sentences"]]
        assert ["".join(run["text"] for run in s["runs"]) for s in sentences] == [s.text for s in ARTICLE.sentences]
        assert [(s["id"], run["text"]) for s in sentences for run in s["runs"] if run["inserted"]] == [
            ("s05", "[but]"),
            ("s09", "[the Azeri territory long occupied by Armenia]"),
        ]
        assert [s["id"] for s in sentences if any(run["voice"] == "editor" for run in s["runs"])] == [
            "s01", "s02", "s03", "s05", "s09",
        ]  # fmt: skip

    def test_each_view_says_its_words_and_how_often_the_actor_is_named(self) -> None:
        assert [view["say"] for view in self.control.item["views"]] == [
            "Everyone: 253 words. Armenia is named three times.",
            "Only the editor: 74 words. Armenia is named three times.",
            "Only Emil Avdaliani: 179 words. Armenia is never named.",
        ]

    def test_every_sentence_has_its_card_and_its_place_in_the_twin(self) -> None:
        assert list(self.control.item["cards"]) == [s.id for s in ARTICLE.sentences]
        for sentence in ARTICLE.sentences:
            assert self.control.item["cards"][sentence.id] in self.control.twin()


def test_a_control_shows_its_twin_first_and_itself_second(
    question: Question, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data if raw else {}))
    control = QuestionControl(question, workbook, ARTICLE)
    control._ipython_display_()
    twin, live = shown
    assert twin["text/plain"] == "QuestionControl('Who <wrote> s01?')"
    assert control.twin() in twin["text/html"]
    view = {"version_major": 2, "version_minor": 1, "model_id": control.model_id}
    assert live == {
        "text/plain": "", "text/html": "<span></span>", "application/vnd.jupyter.widget-view+json": view
    }  # fmt: skip
