"""Notebook 03 keeps what came after the article's day folded away, in its prose, code and outputs alike."""

import html
import json
import re

import pytest

from course_utils.article.article import read_article
from course_utils.exercises.questions import load_questions
from course_utils.files.edtf import read_date
from course_utils.outside.context import load_context
from course_utils.places import shelf

DAY = read_article().published
assert DAY


FOLD = re.compile(r"<details[^>]*>((?:(?!<details).)*?)</details>", re.DOTALL)
SUMMARY = re.compile(r"<summary[^>]*>(.*?)</summary>", re.DOTALL)


def unfolded(page: str) -> str:
    """Return the text of a page that nobody has opened: of each fold its summary."""
    while FOLD.search(page):
        page = FOLD.sub(lambda fold: "".join(SUMMARY.findall(fold[1])), page)
    assert "details" not in re.findall(r"<(\w+)", page)
    return html.unescape(re.sub(r"</?\w[^>]*>", "", page))


@pytest.fixture(scope="module")
def seen() -> str:
    """Return all that a reader sees of the committed notebook without opening anything."""
    said = list[str]()
    for cell in json.loads((shelf("notebooks") / "03-history.ipynb").read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        said.append(unfolded(source) if cell["cell_type"] == "markdown" else source)
        for output in cell.get("outputs", []):
            said += (unfolded("".join(output["data"]["text/html"])), *output["data"]["text/plain"])
    return "".join(said)


def test_nothing_that_began_after_the_page_is_named(seen: str) -> None:
    later = [f for f in load_context().facts if (day := read_date(f.date).earliest) and day > DAY]
    assert [fact.id for fact in later] == ["F31", "F32", "F37", "F33", "F34", "F35"]
    assert [fact.id for fact in later if fact.label in seen or fact.sentence in seen] == []
    told = r"27 September|(?:first|second) (?:(?:Nagorno-)?Karabakh )?war|20(?:2[1-9]|[3-9][0-9])"
    assert re.findall(told, seen, re.I) == []


def test_no_question_that_tells_of_it_stands_there_before_the_estimate(seen: str) -> None:
    after = [question for question in load_questions() if question.after_estimate]
    assert [question.id for question in after] == ["03-after-foreseen", "03-after-exit"]
    assert [question.id for question in after if question.prompt in seen] == []
    assert seen.index("How likely is each of these") < seen.index("It opens with your estimate in this notebook.")
