"""Each notebook takes the minutes that it states, and the plans add up, by one count of what a student reads and does.

A student reads 150 words a minute: all prose in sight and in small folds, the page, and of a question its prompt, its
options and one feedback. A question takes half a minute besides, a chart or a deck 75 seconds, a row to sort 20 seconds
with its words, a talk three minutes and the brief ten. What stands under “More” is counted apart.
"""

import ast
import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from course_utils import Course
from course_utils.exercises.questions import Question
from course_utils.places import shelf
from course_utils.widgets.chance import what_came

COURSE = Course(shelf("data"))
GUIDE = (shelf("notebooks") / "teachers-guide.md").read_text("utf-8")
README = Path(__file__).parents[1].joinpath("README.md").read_text("utf-8")
NAMES = [path.stem for path in sorted(shelf("notebooks").glob("0*.ipynb"))]
WORDS_A_MINUTE, QUESTION, PICTURE, ROW, TALK, WRITING = 150, 0.5, 1.25, 1 / 3, 3.0, 10.0
MOST = {"00": 8, "06": 30}


@dataclass
class Lesson:
    """A notebook's minutes by step, those of “More”, what it says of both, and the minutes from stop to stop."""

    steps: dict[int, float] = field(default_factory=dict)
    more: float = 0.0
    stated: tuple[str, ...] = ()
    stretches: list[float] = field(default_factory=lambda: [0.0])


def words(text: str) -> float:
    """Return the minutes that the words of a text take, without its markup and addresses."""
    return len(re.findall(r"[^\W_][\w’'.-]*", re.sub(r"\]\([^)]*\)|<[^>]+>", " ", text))) / WORDS_A_MINUTE


def asked(question: Question) -> float:
    feedback = max((option.feedback for option in question.options), key=len)
    return QUESTION + words(" ".join((question.prompt, *question.texts.values(), feedback)))


def called(node: ast.AST) -> float:
    """Return the minutes that a call on the course takes."""
    if not (isinstance(node, ast.Call) and (found := re.fullmatch(r"course\.(\w+)(\.\w+)?", ast.unparse(node.func)))):
        return 0.0
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    match found[1]:
        case "charts" | "explore" | "cards":
            return PICTURE + words(" ".join(text for text in texts if " " in text))
        case "ask" | "predict" | "look_back":
            return asked(COURSE.questions[texts[0]])
        case "vote_twice":
            return QUESTION + asked(COURSE.questions[texts[0]])
        case "estimate_chance":
            task, told = COURSE.file.estimate, what_came(COURSE.article, COURSE.context).partition("<details>")[0]
            assert task
            return 2 * QUESTION + words(" ".join((task.prompt, *task.outcomes, *task.ways, told)))
        case "sort_sentences" | "set_ties":
            return ROW * len(COURSE.sorting_tasks[found[1] == "set_ties"].entries)
        case "show_page":
            return words(" ".join(sentence.text for sentence in COURSE.article.sentences))
        case name:
            return {"choose_chart_size": QUESTION, "my_course": PICTURE, "write_brief": WRITING}.get(name, 0.0)


@cache
def counted(name: str) -> Lesson:
    """Count a notebook's minutes; the prose before a step belongs to it, the prose after the last to the last."""
    lesson, waiting, more = Lesson(), 0.0, False
    for cell in json.loads((shelf("notebooks") / f"{name}.ipynb").read_text("utf-8"))["cells"]:
        text = "".join(cell["source"])
        lesson.stated += tuple(re.findall(r"(?:Time|More): (\d+) minutes?\b", text))
        _, stop, after = text.partition("**Stop here")
        if cell["cell_type"] == "markdown":
            more = (more or text.startswith("## More")) and "**Stop here.**" not in text
            took = words(text) + TALK * text.startswith("## Talk about it")
        else:
            took = words(text.splitlines()[0]) + sum(map(called, ast.walk(ast.parse(text))))
        waiting += took
        if not more:
            lesson.stretches[-1] += took - words(after)
            lesson.stretches += [words(after)] * bool(stop)
        if cell["cell_type"] == "code":
            [step] = map(int, re.findall(r"^# Step (\d+):", text))
            if more:
                lesson.more = waiting
            else:
                lesson.steps[step] = waiting
            waiting = 0.0
    lesson.steps[max(lesson.steps)] += waiting
    return lesson


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_takes_the_minutes_that_it_and_the_guide_state_and_no_more_than_a_lesson_has(name: str) -> None:
    lesson = counted(name)
    minutes = round(sum(lesson.steps.values()))
    assert minutes <= MOST.get(name[:2], 20)
    assert lesson.stated == tuple(str(n) for n in (minutes, round(lesson.more)) if n)
    assert re.findall(rf"^\| {name[:2]} [a-z ]+ \| (\d+) \|", GUIDE, re.M) == [str(minutes)]
    assert re.findall(rf"^\| {name[:2]} .*? \| (\d+) \|", README, re.M) == [str(minutes)]


@pytest.mark.parametrize("name", NAMES)
def test_a_stop_comes_after_five_minutes_at_most_but_for_the_ten_of_writing(name: str) -> None:
    *others, longest = sorted(map(round, counted(name).stretches))
    assert others[-1] <= 5
    assert longest <= 5 + WRITING * (name[:2] == "06")


def took(number: str, first: str, last: str) -> int:
    """Return the minutes of some steps of a notebook, both ends included."""
    [name] = [name for name in NAMES if name.startswith(number)]
    return round(sum(counted(name).steps[step] for step in range(int(first), int(last) + 1)))


@pytest.mark.parametrize("length", [50, 75, 90])
def test_a_plan_names_its_steps_and_fills_its_lesson_by_the_same_count(length: int) -> None:
    plan = GUIDE.partition(f"### {length} minutes\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (\d+) \| (\d\d), steps (\d+) to (\d+) \|", plan, re.M)
    assert [int(minutes) for minutes, *_ in rows] == [took(*where) for _, *where in rows]
    assert sum(int(minutes) for minutes in re.findall(r"^\| (\d+) \|", plan, re.M)) == length
    for minutes, number, _, last in rows[1:]:  # none cuts the talk and the exit question, which come last
        assert int(last) == max(counted(next(n for n in NAMES if n.startswith(number))).steps), minutes


def test_ten_minutes_late_saves_ten_minutes_and_not_the_talk() -> None:
    [advice] = re.findall(r"^\*\*Ten minutes late\?\*\* (.*)$", GUIDE, re.M)
    saved = re.findall(r"(\d\d), steps (\d+) to (\d+) \((\d+)(?: minutes)?\)", advice)
    assert [int(minutes) for *_, minutes in saved] == [took(*where) for *where, _ in saved]
    assert sum(int(minutes) for *_, minutes in saved) == 10
    assert "Never cut the talk" in advice
