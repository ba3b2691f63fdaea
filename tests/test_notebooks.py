"""The notebooks keep the shape that students and teachers rely on; nbval compares what their cells give."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from course_utils import Course
from course_utils.article.article import read_article
from course_utils.exercises.questions import load_questions
from course_utils.look.wording import RUN_ALL
from course_utils.places import shelf

NOTEBOOKS = sorted(shelf("notebooks").glob("*.ipynb"))
ARTICLE = read_article()
BANK = load_questions()
_QUOTED = re.compile(r'<span style="font-family: Georgia[^"]*">“(.*?)”</span>')

every = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return notebook


def sources(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == kind]


def test_the_whole_course_is_there() -> None:
    assert " ".join(path.stem for path in NOTEBOOKS) == (
        "00-start-here 01-voices 02-actors 03-history 04-certainty 05-strategic-interests 06-the-brief"
    )


@every
def test_it_opens_with_one_question_as_its_title_and_how_to_run_it(path: Path) -> None:
    prose = sources(path, "markdown")
    assert sum(len(re.findall(r"^# ", text, re.MULTILINE)) for text in prose) == 1
    title, run_all, *_ = [line for line in prose[0].splitlines() if line]
    assert re.fullmatch(r"# .*\?", title)
    assert run_all.replace("*", "").startswith(f"Run everything first: {RUN_ALL}, and scroll back up to here.")
    assert re.search(r"Time: \d+ minutes\.", prose[0])


@every
def test_it_closes_with_a_stop_line_and_what_stays_open(path: Path) -> None:
    last = sources(path, "markdown")[-1]
    assert "**Stop here.** You have" in last
    assert "What stays open:" in last


@every
def test_no_heading_level_is_skipped_and_every_link_to_a_notebook_leads_to_one(path: Path) -> None:
    prose = "\n".join(sources(path, "markdown"))
    levels = [len(mark) for mark in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for target in re.findall(r"\]\(([^)#]+\.ipynb)", prose):
        assert (path.parent / target).exists()


@every
def test_its_code_is_folded_short_and_begins_with_a_human_sentence(path: Path) -> None:
    for number, cell in enumerate(c for c in read(path)["cells"] if c["cell_type"] == "code"):
        lines = "".join(cell["source"]).splitlines()
        assert re.fullmatch(rf"# Step {number}: .*[.?]", lines[0])
        assert sum(bool(line) for line in lines) <= (11 if "course.more(" in lines[1] else 4)
        assert cell["metadata"] == {"jupyter": {"source_hidden": True}}


@every
def test_its_cell_ids_are_words_and_it_says_nothing_of_a_machine_a_widget_or_a_view(path: Path) -> None:
    notebook = read(path)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name) for name in ids)
    assert len(ids) == len(set(ids))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        assert cell["execution_count"]
        assert cell["outputs"]
        for output in cell["outputs"]:
            assert "text/html" in output["data"]
            assert "application/vnd.jupyter.widget-view+json" not in output["data"]


@every
def test_every_picture_in_it_has_an_alternative_text_and_a_table(path: Path) -> None:
    text = path.read_text("utf-8")
    pictures = re.findall(r"<img [^>]*?>", text)
    assert all(re.search(r'alt=\\"[^"]{40,}?\\"', picture) for picture in pictures)
    assert text.count("<figure") == text.count("</table></div></details></figure>")


@every
def test_it_asks_the_banks_questions_each_once_and_all_of_them(path: Path) -> None:
    asked = re.findall(r'course\.(?:ask|predict|vote_twice)\("([^"]+)"', "\n".join(sources(path, "code")))
    found = [Course(shelf("data")).question(place).id for place in asked]
    assert sorted(found) == sorted(q.id for q in BANK if q.notebook == path.stem)


@every
def test_no_feedback_stands_in_the_notebook(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [o.feedback for q in BANK for o in q.options if o.feedback in text] == []


@every
def test_what_is_set_as_the_articles_words_is_in_the_article(path: Path) -> None:
    for quote in _QUOTED.findall("\n".join(sources(path, "markdown"))):
        assert quote in ARTICLE.text or quote == "a serif face, in quotation marks"


@every
def test_a_sentence_can_be_read_in_one_breath(path: Path) -> None:
    prose = re.sub(r"\(http\S*?\)|<[^>]*>|[*#`|●◆■]|^-+$", "", "\n".join(sources(path, "markdown")), flags=re.M)
    lengths = sorted(len(s.split()) for s in re.split(r"(?<=[.?:])\s+|\n", prose) if len(s.split()) > 1)
    assert lengths[len(lengths) // 2] < 16
