"""What a student has committed so far, gathered from the workbook: each question, first answer and last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course_utils.answers.workbook import Answer
from course_utils.course_file import EstimateTask
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import SortingTask
from course_utils.look.html import esc, words
from course_utils.look.wording import listed, many


@dataclass(frozen=True, slots=True)
class Given:
    """One question that a student has answered."""

    question: str
    first: str
    last: str
    beside: str = ""  #: What the result is, or how the reading stands to the last answer; "" where there is neither.
    sentence: str = ""  #: The sentence's id where the question is a sentence to sort, and "" otherwise.


@dataclass(frozen=True, slots=True)
class Chapter:
    """Answers of one kind."""

    title: str
    given: tuple[Given, ...]
    missing: str  #: What is still missing and where to find it, in one sentence; "" where nothing is.
    count: str = ""  #: How the answers stand to the reading, counted, in one sentence; "" where they are not compared.
    beside: str = "The result"  #: What ``beside`` is called.

    def answers(self, one: Given, own: str) -> list[tuple[str, str]]:
        """Name what was answered, at first and at last where that differs, and what stands beside it."""
        given = [(own, one.last)] if one.first == one.last else [("At first", one.first), ("At last", one.last)]
        return [(name, text) for name, text in (*given, (self.beside, one.beside)) if text]


def predictions(questions: Iterable[Question], answers: Mapping[str, Answer]) -> Chapter:
    """Gather the predictions that were committed, in the order of the bank."""
    asked = [question for question in questions if question.kind == "prediction"]
    made = [(q, answers[q.id]) for q in asked if q.id in answers and answers[q.id].value in q.texts]
    still = [q for q in asked if q not in [done for done, _ in made]]
    notebooks = [*dict.fromkeys(map(_number, still))]
    where = f"notebook{'s' if len(notebooks) > 1 else ''} {listed(notebooks)}"
    given = (
        Given(q.prompt, q.texts.get(a.first, a.first), q.texts[a.value], q.texts[q.key] if q.key else "")
        for q, a in made
    )
    return Chapter("Predictions", tuple(given), _missing(len(made), len(still), ("prediction",), "make", where))


def _number(question: Question) -> str:
    return question.notebook[: 2 if question.notebook[:2].isdigit() else None]


def sorted_rows(task: SortingTask, answers: Mapping[str, Answer]) -> Chapter:
    """Gather the rows of a sorting that were put into a class, and how they stand to the reading."""
    rows, texts = task.sorted_in(answers), task.texts
    given = (
        Given(e.text, texts.get(a.first, a.first), texts[a.value], task.beside(e, a.value), e.id if e.quoted else "")
        for e, a in rows
    )
    missing = _missing(len(rows), len(task.entries) - len(rows), task.unit, "sort", f"notebook {task.name[:2]}")
    return Chapter(task.title, tuple(given), missing, task.counted(rows) if rows else "", "Beside the course’s reading")


def estimate(task: EstimateTask, answers: Mapping[str, Answer]) -> Chapter:
    """Gather the chances that were estimated, and the two other ways once they are there."""
    title = "The estimate, and two other ways"
    if not task.committed(answers):
        return Chapter(title, (), f"Nothing yet. You make it in notebook {task.id[:2]}.")
    asked = _estimated(task)
    given = [Given(q, f"{answers[i].first}{u}", f"{answers[i].value}{u}") for q, i, u in asked if i in answers]
    missing = "" if task.others[0] in answers else _open_ways(task)
    return Chapter(title, tuple(given), missing)


def _estimated(task: EstimateTask) -> list[tuple[str, str, str]]:
    return [
        *((f"{task.prompt} {outcome}", name, " %") for outcome, name in zip(task.outcomes, task.chances, strict=True)),
        *((way, name, "") for way, name in zip(task.ways, task.others, strict=True)),
    ]


def _open_ways(task: EstimateTask) -> str:
    return f"The two other ways are still open, in notebook {task.id[:2]}."


def _missing(done: int, still: int, unit: tuple[str, ...], make: str, where: str) -> str:
    if not still:
        return ""
    if not done:
        return f"Nothing yet. You {make} them in {where}."
    return f"{many(still, *unit)} {'is' if still == 1 else 'are'} still open, in {where}."


def foretold(
    questions: Iterable[Question], tasks: Iterable[SortingTask], chance: EstimateTask | None
) -> list[dict[str, object]]:
    """Say what a course asks for, for a page that gathers it without Python.

    A row has its item, what was asked as markup, its notebook, what each value is called and what stands beside it.
    """
    told = list[dict[str, object]]()

    def add(chapter: Chapter, rows: list[tuple[object, ...]], **more: object) -> None:
        told.append({"title": chapter.title, "beside": chapter.beside, "rows": rows, "task": None, "open": ()} | more)

    rows = list[tuple[object, ...]]()
    for q in (question for question in questions if question.kind == "prediction"):
        result = dict.fromkeys(q.texts, q.texts[q.key] if q.key else "")
        rows.append((q.id, esc(q.prompt), _number(q), q.texts, result, ""))
    if rows:
        add(predictions((), {}), rows, make="make", unit=("prediction", "predictions"))
    for task in tasks:
        rows = []
        for e in task.entries:
            text = esc(f"{e.id} ") + words(e.text) if e.quoted else esc(e.text)
            beside = {name: task.beside(e, name) for name in task.texts}
            rows.append((f"{task.name}.{e.id}", text, task.name[:2], task.texts, beside, ""))
        add(sorted_rows(task, {}), rows, make="sort", unit=task.unit, task=task.foretold())
    if chance:
        whole = estimate(chance, {})
        rows = [(name, esc(text), "", None, None, unit) for text, name, unit in _estimated(chance)]
        add(whole, rows, open=(whole.missing, _open_ways(chance)))
    return told


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
