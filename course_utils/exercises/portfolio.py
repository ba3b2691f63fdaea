"""What a student has committed so far, gathered from the workbook: each question, first answer and last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_utils.exercises.sorting_tasks import counted
from course_utils.look.wording import listed, many

if TYPE_CHECKING:
    from course_utils.answers.workbook import Answer
    from course_utils.course_file import EstimateTask
    from course_utils.exercises.questions import Question
    from course_utils.exercises.sorting_tasks import SortingTask


@dataclass(frozen=True, slots=True)
class Given:
    """One question that a student has answered."""

    question: str
    first: str
    last: str
    #: What the result is, or how the reading stands to the last answer; "" where there is neither.
    beside: str = ""
    #: The sentence's id where the question is a sentence to sort, and "" otherwise.
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Answers of one kind."""

    title: str
    given: tuple[Given, ...]
    #: What is still missing and where to find it, in one sentence; "" where nothing is.
    missing: str
    #: How the answers stand to the reading, counted, in one sentence; "" where they are not compared.
    count: str = ""
    #: What ``beside`` is called.
    beside: str = "The result"


def predictions(questions: Iterable[Question], answers: Mapping[str, Answer]) -> Chapter:
    """Gather the predictions that were committed, in the order of the bank."""
    asked = [question for question in questions if question.kind == "prediction"]
    given = [q for q in asked if q.id in answers and q.has(answers[q.id].value)]
    open_in = dict.fromkeys(q.notebook[:2] for q in asked if q not in given)
    still = len(asked) - len(given)
    where = f"notebook{'s' if len(open_in) > 1 else ''} {listed(list(open_in))}"
    missing = f"{many(still, 'prediction')} {'is' if still == 1 else 'are'} still open, in {where}." if still else ""
    return Chapter(
        "Predictions",
        tuple(
            Given(
                q.prompt,
                _option(q, answers[q.id].first),
                _option(q, answers[q.id].value),
                q.option(q.key).text if q.key else "",
            )
            for q in given
        ),
        missing if given else f"Nothing yet. You make them in {where}.",
    )


def sorted_rows(task: SortingTask, answers: Mapping[str, Answer]) -> Chapter:
    """Gather the rows of a sorting that were put into a class, and how they stand to the reading."""
    texts = {category.id: category.text for category in task.categories}
    kept = {e.id: answers[name] for e in task.entries if (name := f"{task.name}.{e.id}") in answers}
    rows = [(e, kept[e.id]) for e in task.entries if e.id in kept and kept[e.id].value in texts]
    verdicts = Counter(entry.verdict(answer.value) for entry, answer in rows)
    still = len(task.entries) - len(rows)
    where = f"notebook {task.name[:2]}"
    return Chapter(
        task.title,
        tuple(
            Given(
                e.text,
                texts.get(answer.first, answer.first),
                texts[answer.value],
                e.standing(answer.value),
                e.id if e.quoted else "",
            )
            for e, answer in rows
        ),
        ""
        if not still
        else f"{many(still, *task.unit)} {'is' if still == 1 else 'are'} still open, in {where}."
        if rows
        else f"Nothing yet. You sort them in {where}.",
        counted(verdicts, len(rows), task) if rows else "",
        "Beside the reading",
    )


def estimate(task: EstimateTask, answers: Mapping[str, Answer]) -> Chapter:
    """Gather the chance that was estimated and the two other ways, if all three were committed."""
    found = [answers.get(item) for item in task.items]
    given = [answer for answer in found if answer]
    whole = len(given) == len(found)
    units = (" %", "", "")
    return Chapter(
        "The estimate, and two other ways",
        tuple(
            Given(question, f"{answer.first}{unit}", f"{answer.value}{unit}")
            for question, answer, unit in zip((task.prompt, *task.ways), given, units, strict=True)
        )
        if whole
        else (),
        "" if whole else f"Nothing yet. You make it in notebook {task.id[:2]}.",
    )


def gather(
    questions: Iterable[Question],
    tasks: Iterable[SortingTask],
    chance: EstimateTask | None,
    answers: Mapping[str, Answer],
) -> tuple[Chapter, ...]:
    """Gather everything that a course asks for and a brief may draw on."""
    asked = [question for question in questions if question.kind == "prediction"]
    return (
        *([predictions(asked, answers)] if asked else []),
        *(sorted_rows(task, answers) for task in tasks),
        *([estimate(chance, answers)] if chance else []),
    )


def _option(question: Question, name: str) -> str:
    return question.option(name).text if question.has(name) else name
