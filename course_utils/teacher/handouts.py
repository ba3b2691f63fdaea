"""Two pages a notebook, on paper: for students, and the same as a key. Typst sets them, by ``data/handouts.typ``."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from course_utils.article.article import direction_of
from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError
from course_utils.exercises.brief import CONFIDENCE, LEVELS, PARTS, rubric
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import SortingTask
from course_utils.look.wording import capital, cut
from course_utils.places import shelf

#: Sizes of paper, by what a file's name calls them.
_PAPERS = {"a4": "a4", "letter": "us-letter"}
#: How much of a sentence to sort is quoted, in whole words.
_BEGIN = 40
_LEGEND = "X: as the course reads it. (X): another claim in it, or another careful reading."


def handouts(
    course: CourseParts, source: str, questions: Iterable[Question], *, whole: bool = True
) -> dict[str, bytes]:
    """Return tagged PDFs, the same bytes each time, by what their names end in; they name the words' ``source``.

    There are two pages for each notebook that has one of the questions, and one more for what tells of later: whoever
    estimates must not have read it. With the ``whole`` course come the frame of its brief, its rubric and what
    has a sorting or the estimate alone. Raises CourseError where Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        message = "handouts need Typst, which is not there; begin with uv run --no-dev --extra print, or install it."
        raise CourseError.at("--to handouts", message) from error
    notebooks: dict[str, list[Question]] = {}
    for question in questions:
        notebooks.setdefault(question.notebook, []).append(question)
    article, estimate, title = course.article, course.file.estimate, course.title
    for name in [task.name for task in course.sorting_tasks] + ([estimate.id] if estimate else []):
        number = name.partition("-")[0]
        if whole and not any(f"{notebook}-".startswith(f"{number}-") for notebook in notebooks):
            notebooks[number] = []
    lang, _, region = article.language.partition("-")
    paragraphs = [passage.id for passage in article.passages if passage.kind != "interpolation"]
    page = [[{"id": s.id, "text": s.text} for s in article.sentences if s.passage == own] for own in paragraphs]
    said = {"title": title, "author": article.author or title, "source": source, "page": page, "lang": lang,
            "region": region if len(region) == 2 and region.isalpha() else None, "dir": article.direction}  # fmt: skip
    parts = [(part.label, part.hint) for part in PARTS] + [
        (CONFIDENCE.label, f"{CONFIDENCE.hint[:-1]}: {', '.join(LEVELS)}.")
    ]
    brief = course.file.brief if whole else None
    frame = brief and {"title": brief.title, "task": brief.task, "parts": parts, "rubric": [*rubric().items()]}
    made = {}
    for key in (False, True):
        sheets = [_sheet(course, name, asked, key) for name, asked in sorted(notebooks.items())]
        for paper, size in _PAPERS.items():
            data = json.dumps({**said, "sheets": sheets, "paper": size, "key": key, "brief": None if key else frame})
            made[f".{'key' if key else 'handouts'}-{paper}.pdf"] = typst.compile(
                str(shelf("data") / "handouts.typ"),
                font_paths=[str(shelf("data") / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"course": data},
                pdf_standards=["ua-1"],
            )
    return made


def _sheet(course: CourseParts, name: str, asked: Sequence[Question], key: bool) -> dict[str, Any]:
    number, _, rest = name.partition("-")
    now = [question for question in asked if not question.after_estimate]
    kinds = {"predictions": [question for question in now if question.kind == "prediction"],
             "checks": [question for question in now if question.kind != "prediction"],
             "later": [question for question in asked if question.after_estimate]}  # fmt: skip
    numbers = {question: n for n, question in enumerate((q for those in kinds.values() for q in those), 1)}
    estimate = course.file.estimate
    own = estimate if estimate and estimate.id.partition("-")[0] == number else None
    return {
        "name": f"{number} {rest.replace('-', ' ')}".rstrip(),
        "tasks": [_task(task, key) for task in course.sorting_tasks if task.name.partition("-")[0] == number],
        "estimate": own and {"prompt": own.prompt, "outcomes": own.outcomes, "ways": own.ways},
        **{kind: [_question(question, numbers[question], key) for question in those] for kind, those in kinds.items()},
    }


def _question(question: Question, number: int, key: bool) -> dict[str, Any]:
    right = question.key if key else None
    options = [{"text": option.text, "right": option.id == right} for option in question.options]
    why = question.option(right).feedback if right else ""
    runs = direction_of(" ".join((question.prompt, *question.texts.values())))
    room = not key and question.kind in ("check", "exit")
    return {"number": number, "prompt": question.prompt, "options": options, "why": why, "words": room, "dir": runs}


def _task(task: SortingTask, key: bool) -> dict[str, Any]:
    meanings = "; ".join(f"{category.text}: {category.meaning}" for category in task.categories)
    rows = []
    for entry in task.entries:
        known = dict.fromkeys((*entry.others, *entry.further), "(X)") | dict.fromkeys(entry.reading, "X") if key else {}
        first = entry.id if entry.quoted else f"{entry.text} ({entry.where.partition(':')[0]})"
        words = cut(entry.text, _BEGIN) if entry.quoted else ""
        if words.endswith("…") and " " in words:
            words = f"{words.rpartition(' ')[0]} …"
        rows.append({"first": first, "words": words, "marks": [known.get(c.id, "") for c in task.categories]})
    return {"title": capital(task.unit[1]), "unit": capital(task.unit[0]), "prompt": task.prompt,
            "legend": _LEGEND if key else f"{capital(meanings)}.",
            "columns": [category.text for category in task.categories], "rows": rows}  # fmt: skip
