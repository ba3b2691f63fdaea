"""Each notebook takes the minutes that it states, and the plans add up, by one count of what a student reads and does.

A student reads 150 words a minute: all prose in sight and in small folds, the page, and of a question its prompt, its
options and one feedback. A question takes half a minute besides, handing in a quarter, a chart or a deck 75 seconds, a
row to sort 20 seconds with its words, a talk three minutes and the brief ten. What is under “More” is counted apart.

The guide's plans are made of this count, the notebooks' own names of their steps, the bank and ``plans.yaml``, its
table of misconceptions of the bank: ``uv run tests/test_minutes.py`` writes them.
"""

import ast
import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
import yaml

from course_utils import Course
from course_utils.course_file import is_step
from course_utils.exercises.questions import Question
from course_utils.places import shelf
from course_utils.widgets.chance import what_came

COURSE = Course(shelf("data"))
GUIDE = (shelf("notebooks") / "teachers-guide.md").read_text("utf-8")
PLANS = yaml.safe_load(Path(__file__).with_name("plans.yaml").read_text("utf-8"))
README = Path(__file__).parents[1].joinpath("README.md").read_text("utf-8")
NAMES = [path.stem for path in sorted(shelf("notebooks").glob("0*.ipynb"))]
SERIF = "font-family: Georgia, Noto Serif, serif"
BREAK = '<div style="page-break-before: always"></div>'
WORDS_A_MINUTE, QUESTION, PICTURE, ROW, TALK, WRITING = 150, 0.5, 1.25, 1 / 3, 3.0, 10.0
MOST = {"00": 8, "06": 30}


@dataclass
class Lesson:
    """A notebook's minutes by step, those of “More”, what it says of both, and the minutes from stop to stop."""

    steps: dict[int, float] = field(default_factory=dict)
    #: By step what it is, as the notebook calls it, and the right answers by number and words.
    names: dict[int, str] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
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
    tasks = [COURSE.file.step(text).task or "" for text in texts if is_step(text)]
    match found[1]:
        case "charts" | "explore" | "cards":
            return PICTURE + words(" ".join(tasks))
        case "ask" | "predict" | "look_back":
            return asked(COURSE.question(texts[0]))
        case "vote_twice":
            return QUESTION + asked(COURSE.question(texts[0]))
        case "estimate_chance":
            task, told = COURSE.file.estimate, what_came(COURSE.article, COURSE.context).partition("<details>")[0]
            assert task
            return 2 * QUESTION + words(" ".join((task.prompt, *task.outcomes, *task.ways, told)))
        case "sort_sentences" | "set_ties":
            return ROW * len(COURSE.sorting_tasks[found[1] == "set_ties"].entries)
        case "show_page":
            return words(" ".join(sentence.text for sentence in COURSE.article.sentences))
        case name:
            others = {"choose_chart_size": QUESTION, "hand_in": QUESTION / 2, "my_course": PICTURE}
            return WRITING if name == "write_brief" else others.get(name, 0.0)


@cache
def counted(name: str) -> Lesson:
    """Count a notebook's minutes; the prose before a step belongs to it, the prose after the last to the last."""
    lesson, waiting, more, talk = Lesson(), 0.0, False, ""
    for cell in json.loads((shelf("notebooks") / f"{name}.ipynb").read_text("utf-8"))["cells"]:
        text = "".join(cell["source"])
        lesson.stated += tuple(re.findall(r"Time: (\d+) minutes?\b", text))
        lesson.stated += tuple(str(COURSE.file.step(name).minutes) for name in re.findall(r'"(\d\d-more)",', text))
        _, stop, after = text.partition("**Stop here")
        if cell["cell_type"] == "markdown":
            more = (more or text.startswith("## More")) and "**Stop here.**" not in text
            talk = talk or ("talk, then " if text.startswith("## Talk about it") else "")
            took = words(text) + TALK * text.startswith("## Talk about it")
        else:
            took = words(text.splitlines()[0]) + sum(map(called, ast.walk(ast.parse(text))))
        waiting += took
        if not more:
            lesson.stretches[-1] += took - words(after)
            lesson.stretches += [words(after)] * bool(stop)
        if cell["cell_type"] == "code":
            [(number, name)] = re.findall(r"^# Step (\d+): (.+?[.?])", text)
            step, asks = int(number), re.findall(r"course\.(?:ask|predict|vote_twice)\(\"([^\"]+)", text)
            lesson.names[step], talk = (name if "talk" in name else talk + name).rstrip("."), ""
            lesson.keys[step] = " · ".join(map(key, asks))
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


def key(name: str) -> str:
    """Return a question's right answer by its place, as fingers show it, and its words."""
    question = COURSE.question(name)
    texts = {option.id: f"{number} {option.text}" for number, option in enumerate(question.options, 1)}
    return texts[question.key].rstrip(".") if question.key else "a guess"


def sorted_by_course() -> dict[str, str]:
    """Return how the course reads each row that is sorted: the place of its class, its name, and what else fits."""
    found = {}
    for task in COURSE.sorting_tasks:
        places = {category.id: f"{n} {category.text}" for n, category in enumerate(task.categories, 1)}
        for entry in task.entries:
            also = ", ".join(c.text for c in task.categories if c.id in entry.further + entry.others)
            read = " or ".join(places[one] for one in entry.reading) + (f" (also {also})" if also else "")
            found[entry.id if entry.quoted else entry.text] = read
    return found


def plan(length: int) -> str:
    """Write a plan's page."""
    rows, minute, said, rows_read = list[str](), 0, PLANS["say"], sorted_by_course()
    for number, first, last in map(str.split, PLANS["plans"][length]):
        [lesson] = [counted(name) for name in NAMES if name.startswith(number)]
        begin = 0 if first == "1" else int(first)
        for step in range(int(first), int(last) + 1):
            before = sum(lesson.steps[one] for one in range(begin, step)) * (step > int(first))
            where = f"**{number}**\u00a0{step}" if step == int(first) else str(step)
            what = f"{lesson.names[step]}. {said.get(f'{number} {step}', '')}".replace("?.", "?").strip(" ")
            answer = lesson.keys[step] or "".join(read for row, read in rows_read.items() if f"Take {row}." in what)
            rows.append(f"| {minute + int(before)} | {where} | {what} | {answer} |")
        minute += took(number, str(begin), last)
    late = "; ".join(
        f"{number}, {f'step {first}' if first == last else f'steps {first} to {last}'} ({took(number, first, last)})"
        for number, first, last in map(str.split, PLANS["late"])
    )
    return "\n".join(
        (
            f"### {length} minutes", "",
            PLANS["skipped"][length], "", "| minute | step | what, and what you say | answer |", "|---|---|---|---|",
            *rows, f"| {minute} | | {PLANS['room'][length]} | {length - minute} minutes |", "",
            f"**Ten minutes late?** Drop, in this order: {late}. Never the talk: it is where answers change.",
        )
    )  # fmt: skip


@pytest.mark.parametrize("length", PLANS["plans"])
def test_a_plan_in_the_guide_is_made_of_the_notebooks_and_the_bank_and_fills_its_lesson(length: int) -> None:
    assert f"{plan(length)}\n" in GUIDE, "uv run tests/test_minutes.py writes it"
    blocks = [where.split() for where in PLANS["plans"][length]]
    minutes = sum(took(number, "0" if first == "1" else first, last) for number, first, last in blocks)
    assert 4 <= length - minutes <= 10  # for settling down, and for voices after the talks
    for number, _, last in blocks[1:]:  # none cuts the talk and the exit question, which come last
        assert int(last) == max(counted(next(n for n in NAMES if n.startswith(number))).steps), number
    steps = {f"{number} {step}" for number, _, last in blocks for step in range(int(last) + 1)}
    assert length < max(PLANS["plans"]) or set(PLANS["say"]) <= steps


def test_each_step_of_a_plan_has_a_minute_of_its_own_and_each_row_that_is_sorted_its_key() -> None:
    for length in PLANS["plans"]:
        minutes = [int(one) for one in re.findall(r"^\| (\d+) \|", plan(length), re.M)]
        assert len(set(minutes)) == len(minutes)
        assert "| 2 reported (also asserted, accused, judged) |" in plan(length)
    for name, read in sorted_by_course().items():
        assert GUIDE.count(f"{name} {read[2:]}") == 1, f"{name} {read[2:]}"


def test_a_teachers_command_installs_no_tools_for_tests() -> None:
    for text in (GUIDE, README):
        assert re.findall(r"uv run (?!--no-dev\b|tests/proof/|--no-project |pytest\b)[^`\n]*", text) == []
        for told in re.findall(r"`([^`\n]*course (?:check|class|briefs|export) [^`\n]+)`", text):
            assert told.startswith("uv run --no-dev "), told


def test_ten_minutes_late_saves_ten_minutes_and_not_the_talk() -> None:
    assert sum(took(*where.split()) for where in PLANS["late"]) == 10
    for number, first, last in map(str.split, PLANS["late"]):
        [lesson] = [counted(name) for name in NAMES if name.startswith(number)]
        assert not any("talk" in lesson.names[step] for step in range(int(first), int(last) + 1))


def misconceptions() -> str:
    """Write the table of the bank's misconceptions, each with the notebooks that catch it and its three minutes."""
    rows = ["| | students think | caught in | three minutes |", "|---|---|---|---|"]
    for name, talk in COURSE.bank.talks.items():
        caught = dict.fromkeys(q.id[:2] for q in COURSE.bank.questions for o in q.options if o.misconception == name)
        number, _, belief = name.replace("'", "’").partition(" ")
        quoted = re.sub(r"“[^”]+ [^”]+”", rf'<span style="{SERIF}">\g<0></span>', belief[0].upper() + belief[1:])
        rows.append(f"| {number} | {quoted}. | {', '.join(caught)} | {talk} |")
    return "\n".join(rows)


def test_the_guides_misconceptions_are_the_banks_with_the_notebooks_that_catch_each() -> None:
    assert f"{misconceptions()}\n" in GUIDE, "uv run tests/test_minutes.py writes it"


if __name__ == "__main__":
    end = "\n<!-- the end of the plans"
    pages = f"\n\n{BREAK}\n\n".join(map(plan, PLANS["plans"]))
    whole = GUIDE[: GUIDE.index("### 50")] + pages + "\n" + GUIDE[GUIDE.index(end) :]
    whole = re.sub(r"\| \| students think .*\n(\|.*\n)+", lambda _: f"{misconceptions()}\n", whole)
    (shelf("notebooks") / "teachers-guide.md").write_text(whole, "utf-8")
