"""What each control says, keeps and leaves behind on Python's side; browser tests drive the other."""

import html
import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from telling import tell

from course_utils.answers.workbook import Workbook
from course_utils.article.article import read_article
from course_utils.charts import words_by_voice
from course_utils.course import Course
from course_utils.course_file import EstimateTask
from course_utils.errors import AnswersError
from course_utils.exercises.portfolio import Chapter, Given
from course_utils.exercises.questions import Option, Question
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.look.html import esc, tag
from course_utils.look.theme import themes
from course_utils.look.wording import RUN_ALL
from course_utils.reading.load import load_reading
from course_utils.widgets import (
    BriefForm,
    ChanceEstimate,
    Choice,
    Clearing,
    Control,
    HandIn,
    MyCourse,
    PredictionControl,
    QuestionControl,
    Sorting,
    TwoVotes,
    VoiceXray,
)
from course_utils.widgets.explorer import chart_view

HERE = Path(__file__).parent
ARTICLE, READING = read_article(), load_reading()
CHART, CODES = words_by_voice(ARTICLE), Course().codes
QUESTION = Question(
    id="q1",
    notebook="01-voices",
    kind="check",
    prompt="Who <wrote> s01?",
    options=(
        Option("a", "The editor & co", "The lead is the editor’s."),
        Option("b", "The author", "His words begin with s04.", "the byline wrote everything"),
        Option("c", "Nobody", "Every sentence has a voice.", "texts write themselves"),
    ),
    key="a",
    difficulty=1,
    sentences=("s01",),
)
TASK = EstimateTask(id="03-e1", prompt="How likely is each <b>?", outcomes=("Calm", "Clashes", "Fighting"))
CAME = tag("p", esc("Large-scale fighting began on 27 September 2020."))
LATER = "It opens with <your> estimate."
SENTENCES, TIES = sentences_by_kind(READING, "sort"), ties_by_sign(READING, "ties")
BARE = replace(READING, claims=tuple(replace(claim, main=False) for claim in READING.claims))
CHAPTERS = (
    Chapter("Predictions", (Given("How often?", "Never", "Never", "Twice"),), "1 is open."),
    Chapter("Sorted", (Given("In July.", "judged", "asserted", "agrees", "s01"),), "", "1 agrees.", "Reading"),
    Chapter("In sight", tuple(Given(f"q{n}", "a", "a") for n in range(8)), ""),
    Chapter("Folded", tuple(Given(f"q{n}", "a", "a") for n in range(9)), ""),
    Chapter("Ties", (), "Nothing yet."),
)
SIZES = {"page": "on paper", "projector": "on a projector"}
#: Every control that is told something, over a workbook.
MADE: dict[str, Callable[[Workbook], Control[Any, Any, Any]]] = {
    "question": lambda book: QuestionControl(QUESTION, book, ARTICLE),
    "closed question": lambda book: QuestionControl(QUESTION, book, ARTICLE, LATER, closed=True),
    "opened question": lambda book: QuestionControl(QUESTION, book, ARTICLE, LATER),
    "prediction": lambda book: PredictionControl(QUESTION, book, ARTICLE),
    "prediction with a result": lambda book: PredictionControl(QUESTION, book, ARTICLE, CHART),
    "votes": lambda book: TwoVotes(QUESTION, book, ARTICLE),
    "estimate": lambda book: ChanceEstimate(TASK, book, None, CAME),
    "estimate with a result": lambda book: ChanceEstimate(TASK, book, CHART, CAME),
    "estimate without a result": lambda book: ChanceEstimate(TASK, book),
    "choice": lambda book: Choice("size", "Charts will be seen", SIZES, book),
    "clearing": Clearing,
    "sentences": lambda book: Sorting(SENTENCES, book, ARTICLE),
    "sentences without main claims": lambda book: Sorting(sentences_by_kind(BARE, "sort"), book, ARTICLE),
    "ties": lambda book: Sorting(TIES, book, ARTICLE),
    "brief": lambda book: BriefForm(book, ARTICLE),
    "hand in": lambda book: HandIn("00", book, CODES),
    "my course": lambda _: MyCourse(lambda: CHAPTERS),
}
CASES = yaml.safe_load((HERE / "conversations.yaml").read_text("utf-8"))["cases"]
SHOWN = yaml.safe_load((HERE / "shown.yaml").read_text("utf-8"))
CARD = SHOWN.pop("the X-ray’s card of s09")


def blocks(markup: str) -> list[str]:
    """Return the texts of markup, block by block."""
    found = re.split(r"</?(?:p|h3|dd|dt|li|summary)[^>]*>", markup)
    return [text for block in found if (text := html.unescape(re.sub(r"<[^>]*>", "", block)).strip())]


def told(reply: dict[str, Any], folder: object) -> dict[str, Any]:
    """Return a reply as the table has it."""
    text = json.dumps(reply, ensure_ascii=False).replace(str(folder), "FOLDER").replace(RUN_ALL, "RUN ALL")
    plain: dict[str, Any] = json.loads(re.sub("name, [0-9A-Z]{4}", "name, KQ7X", text))
    return {**plain, "result": blocks(reply["result"])} if reply.get("result") else plain


@pytest.mark.parametrize("case", CASES, ids=[case["holds"] for case in CASES])
def test_a_conversation(
    case: dict[str, Any], workbook: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for item, value in case.get("lies", {}).items():
        workbook.commit(item, value)
    make = MADE[case["control"]]
    mine, other = make(workbook), make(Workbook(workbook.path))
    twin = mine.twin()
    for step in case["talk"]:
        match step:
            case {"start": shown}:
                assert told(mine.reply, tmp_path) == shown
            case {"tell": message, "reply": reply}:
                assert told(tell(mine, message), tmp_path) == reply
            case {"other": message, "reply": reply}:
                assert told(tell(other, message), tmp_path) == reply
            case {"again": "the same"}:
                assert told(make(workbook).reply, tmp_path) == reply
            case {"again": shown}:
                assert told(make(workbook).reply, tmp_path) == shown
            case {"refused": message, "said": said}:
                with pytest.raises((KeyError, ValueError)) as caught:
                    mine.receive(message)
                assert caught.value.args == (said,)
            case {"clear": True}:
                workbook.clear()
    answers = {item: a for item, a in workbook.answers().items() if item != "brief.exported"}
    assert case["kept"] == {
        item: a.value if (a.first, a.tries) == (a.value, 1) else [a.value, a.first, a.tries]
        for item, a in answers.items()
    }
    assert make(workbook).twin() == mine.twin() == twin  # which knows nothing of what was told


def shown(control: Control[Any, Any, Any]) -> dict[str, Any]:
    """Return what a control is called, what its script shows and what stands there without one."""
    item = {key: value for key, value in control.item.items() if key != "article"}
    plain: dict[str, Any] = json.loads(json.dumps({"called": repr(control), "item": item, "twin": control.twin()}))
    return {**plain, "twin": plain["twin"].replace(CHART.markup, "CHART").replace(RUN_ALL, "RUN ALL")}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_control_shows_this_at_first(kind: str, workbook: Workbook) -> None:
    assert shown(MADE[kind](workbook)) == SHOWN[kind]


@pytest.mark.parametrize("kind", [kind for kind in MADE if kind not in ("choice", "clearing", "brief", "my course")])
def test_before_the_commit_nothing_is_given_away(kind: str, workbook: Workbook) -> None:
    control = MADE[kind](workbook)
    for message in ({}, {"stage": "alone", "answer": "b"}, {"stage": "talk"}) if kind == "votes" else ({},):
        if message:
            tell(control, message)
        sent = json.dumps({name: control.get_state()[name] for name in ("item", "reply")}, ensure_ascii=False)
        held = [held.summary for task in (SENTENCES, TIES) for entry in task.entries for held in entry.grounds]
        secrets = (CAME, CHART.title, "<figure", "data:image", "The answer", '"voice": "the editor"', *held)
        assert [text for text in (*secrets, *(option.feedback for option in QUESTION.options)) if text in sent] == []


@pytest.mark.parametrize("kind", ["prediction", "estimate"])
def test_a_commit_opens_the_chart_with_its_marks_and_leaves_it_open(kind: str, workbook: Workbook) -> None:
    control = MADE[f"{kind} with a result"](workbook)
    assert control.item["article"]["title"] == ARTICLE.title
    reply = tell(control, {"answer": "b", "chances": ["40", "25", "35"], "ways": []})
    said = {"prediction": ("The author", "The editor & co"), "estimate": (None, None)}
    assert (reply.get("predicted"), reply.get("counted")) == said[kind]
    assert reply["result"] == chart_view(CHART, themes())
    assert reply["text"] == "Saved 17:32, and locked. The result is open below."
    assert MADE[f"{kind} with a result"](workbook).reply == reply


@pytest.mark.parametrize("kind", ["question", "sentences", "brief"])
def test_what_is_told_is_on_the_disk_in_one_write_before_the_reply_is_given(
    kind: str, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    control, writes, real = MADE[kind](workbook), list[object](), workbook._write
    monkeypatch.setattr(workbook, "_write", lambda file, data, sure: (writes.append(data), real(file, data, sure)))
    seen: list[set[str]] = []
    control.observe(lambda _: seen.append({a.value for a in Workbook(workbook.path).answers().values()}), "reply")
    texts = {"advice": ([""], "b"), "missing": ([""], "low")}
    tell(control, {"answer": "b", "sorted": {"s01": "judged", "s02": "accused"}, "texts": texts})
    kept = {"question": {"b"}, "sentences": {"judged", "accused"}, "brief": {"b", "low"}}
    assert (len(writes), seen) == (1, [kept[kind]])


def test_two_votes_need_a_question_with_a_key(workbook: Workbook) -> None:
    options = tuple(replace(option, misconception=None) for option in QUESTION.options)
    with pytest.raises(ValueError, match=r"^question q1 has no key; two votes need one, a prediction does not$"):
        TwoVotes(replace(QUESTION, kind="prediction", key=None, options=options), workbook, ARTICLE)


UNSURE = AnswersError.at("answers.json", "no word.")
UNSURE.unsure = True
BROKEN = (
    f"Not saved: the course has an error (ZeroDivisionError('x')). To try again, {RUN_ALL}. If it stays, show this to "
    "your teacher."
)


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (AnswersError.at("answers.json", "nothing was saved."), "Not saved. answers.json: nothing was saved."),
        (UNSURE, "Perhaps not saved. answers.json: no word."),
        (ZeroDivisionError("x"), BROKEN),
    ],
)
def test_what_fails_says_so_beside_what_was_answered_before_and_the_next_answer_is_whole(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
) -> None:
    control = MADE["question"](workbook)
    before = tell(control, {"answer": "b"})
    with monkeypatch.context() as broken:
        broken.setattr(workbook, "commit", raising(error))
        broken.setattr(workbook, "news", lambda: "A copy was found.")
        with nullcontext() if isinstance(error, AnswersError) else pytest.raises(type(error)):
            tell(control, {"answer": "a"})
    assert control.reply == {**before, "failed": True, "text": text, "news": "A copy was found.", "asked": "a1"}
    assert tell(control, {"answer": "b"}) == before


@pytest.mark.parametrize(("error", "lead"), [(AnswersError.at("answers.json", "no word."), "Y"), (UNSURE, "Perhaps y")])
def test_what_could_not_be_cleared_is_said(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch, error: AnswersError, lead: str
) -> None:
    monkeypatch.setattr(workbook, "clear", raising(error))
    said = f"{lead}our answers were not cleared. answers.json: no word."
    assert tell(Clearing(workbook), {"clear": True}) == {"failed": True, "text": said}


def test_what_cannot_be_saved_is_not_given_as_kept_and_comes_again(tmp_path: Path) -> None:
    control = MADE["sentences"](Workbook(tmp_path / "gone" / "answers.json"))
    reply = tell(control, {"sorted": {"s01": "asserted"}})
    assert (reply["failed"], reply["sorted"]) == (True, {})
    assert reply["text"].startswith("Not saved. answers.json: nothing was saved: No such file or directory. Check ")
    (tmp_path / "gone").mkdir()
    both = {"s01": "asserted", "s02": "judged"}
    assert tell(control, {"sorted": both})["sorted"] == both


def test_a_message_that_a_later_one_of_its_view_has_overtaken_undoes_nothing(workbook: Workbook) -> None:
    control = MADE["question"](workbook)
    for view, turn, answer in (("one", 2, "b"), ("one", 1, "a"), ("two", 1, "c"), ("one", 2, "a")):
        asked = f"{view} {turn} {answer}"
        control._receive(None, {"answer": answer, "asked": asked, "view": view, "turn": turn}, None)
    assert (workbook.answers()["q1"].value, workbook.answers()["q1"].tries) == ("c", 2)
    assert control.reply["asked"] == "two 1 c"


def test_messages_that_come_in_two_threads_are_answered_one_after_the_other(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    control, steps = MADE["question"](workbook), list[str]()
    real = control.receive

    def receive(content: dict[str, Any]) -> Any:
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


def test_a_control_shows_its_twin_first_and_itself_second(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data if raw else {}))
    control = MADE["question"](workbook)
    control._ipython_display_()
    twin, live = shown
    assert twin["text/plain"] == "QuestionControl('Who <wrote> s01?')"
    assert control.twin() in twin["text/html"]
    view = {"version_major": 2, "version_minor": 1, "model_id": control.model_id}
    assert live == {
        "text/plain": "", "text/html": "<span></span>", "application/vnd.jupyter.widget-view+json": view
    }  # fmt: skip


def test_what_a_student_gathered_stands_under_its_question_and_many_answers_are_folded() -> None:
    first, others = MyCourse(lambda: CHAPTERS).reply["result"].split("<h3>In sight</h3>")
    assert first == (
        "<h3>Predictions</h3><p>1 is open.</p><ul><li><p>How often?</p>"
        '<dl class="rtc-given"><div><dt>Your answer</dt><dd>Never</dd></div>'
        "<div><dt>The result</dt><dd>Twice</dd></div></dl></li></ul>"
        "<h3>Sorted</h3><p>1 agrees.</p><ul><li><p>s01 "
        '<bdi class="rtc-words" style="font-family: Course Serif, Georgia, Noto Serif, serif">“In July.”</bdi></p>'
        '<dl class="rtc-given"><div><dt>At first</dt><dd>judged</dd></div>'
        "<div><dt>At last</dt><dd>asserted</dd></div><div><dt>Reading</dt><dd>agrees</dd></div></dl></li></ul>"
    )
    in_sight, folded = others.split("<h3>Folded</h3>")
    assert "<details>" not in in_sight
    assert folded.startswith("<details><summary>All 9, one by one</summary><ul>")


def test_why_stands_in_sight_where_the_classes_differ_and_folded_where_they_agree(workbook: Workbook) -> None:
    for kind, told in (("judged", False), ("accused", True)):
        result = tell(MADE["sentences"](workbook), {"sorted": {"s02": kind}, "compare": True})["result"]
        assert ("built to say" in result, "<details><summary>s02: its claims" in result) == (told, True)
    for sign, folded in (("friendly", True), ("mixed", False)):
        result = tell(MADE["ties"](workbook), {"sorted": {"armenia.russia": sign}, "compare": True})["result"]
        assert ("<summary>Armenia and Russia: the words" in result, result.count("the Kremlin")) == (folded, 1 + folded)


def test_the_xray_says_how_often_the_rest_names_an_actor_and_has_a_card_for_every_sentence() -> None:
    control = VoiceXray(READING, "armenia")
    assert [view["say"] for view in control.item["views"]] == [
        "Everyone: 253 words. Armenia is named three times.",
        "Only the editor: 74 words. Armenia is named three times.",
        "Only Emil Avdaliani: 179 words. Armenia is never named.",
    ]
    assert list(control.item["cards"]) == [s.id for s in ARTICLE.sentences]
    assert control.item["cards"]["s09"] == CARD
    assert [name for name, card in control.item["cards"].items() if card not in control.twin()] == []
