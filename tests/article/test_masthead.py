"""What each line around the text says, or is refused for; lines.yaml has both, with the exact words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.article.masthead import DATE, Masthead, Original, bare, kind_of, read_day
from course_utils.errors import ArticleError, Problems

TABLES = yaml.safe_load((Path(__file__).parent / "lines.yaml").read_text("utf-8"))
LINES = [(kind, case) for kind in ("title", "byline", "more") for case in TABLES[kind]]


def taken(kind: Any, line: str) -> tuple[Masthead, list[str], list[str]]:
    """Return what was read of a line, what refuses it, and what was warned of."""
    problems = Problems("a.txt", ArticleError)
    masthead = Masthead(problems)
    masthead.take_title(line, 3) if kind == "title" else masthead.take(kind, line, 3)
    assert {problem.line for problem in (*problems.problems, *problems.warnings)} <= {3}
    return masthead, *([problem.message for problem in found] for found in (problems.problems, problems.warnings))


@pytest.mark.parametrize(("kind", "case"), LINES, ids=lambda value: value if isinstance(value, str) else value["line"])
def test_a_line_is_read_or_refused(kind: str, case: dict[str, Any]) -> None:
    line, refused, warned = case["line"], *([v for k, v in case.items() if k == key] for key in ("refused", "warned"))
    assert kind == "title" or kind_of(line, header=True) == kind
    masthead, *said = taken(kind, line)
    assert said == [refused, warned]
    read = {key: case[key] for key in case if key not in ("line", "refused", "warned")}
    if read.get("original"):
        read["original"] = Original(*read["original"])
    assert {key: getattr(masthead, key) for key in read} == read


@pytest.mark.parametrize("link", TABLES["links"])
@pytest.mark.parametrize("line", ["Title {}", "Read more on The Press: {}"])
def test_a_link_that_no_page_may_carry_is_refused(line: str, link: str) -> None:
    what = "expected one link at the end of the line, such as https://example.org/page"
    remedy = "write the words, a space and the bare link, with no marks round them"
    assert taken("title" if line[0] == "T" else "more", line.format(link))[1] == [f"{what}, found “{link}”; {remedy}"]


@pytest.mark.parametrize("link", TABLES["unpaired"])
def test_a_link_with_half_a_pair_of_marks_is_refused(link: str) -> None:
    assert taken("title", f"Title {link}")[1][0].startswith("expected one link at the end of the line, such as ")


def test_a_line_that_is_too_long_is_shown_without_its_middle() -> None:
    title, byline = "word " * 61, "May 5, 2020 | Ann Lee " + "It went on. " * 30
    assert kind_of(byline) == "byline"
    found = [f"found “{line[:30]} … {line.strip()[-30:]}”; " for line in (title, byline)]
    assert taken("title", title)[1] == [f"expected “Title URL”, {found[0]}put the title and its link first"]
    assert taken("byline", byline)[1] == [
        f"expected a byline such as “March 14, 2023 | Author”, {found[1]}"
        "put the text on a line of its own, after a blank one"
    ]


@pytest.mark.parametrize("line", TABLES["prose"])
def test_prose_is_no_line_of_the_masthead(line: str) -> None:
    assert kind_of(line, header=True) is None


def test_within_the_text_only_a_whole_byline_counts() -> None:
    assert [kind_of(line) for line in ("September 11, 2020 | Ann", "September 11, 2020", "By Ann")] == [
        *("byline", None, None)
    ]


@pytest.mark.parametrize(("text", "day"), TABLES["days"].items())
def test_a_date_means_one_day_or_is_refused(text: str, day: date | str) -> None:
    assert DATE.fullmatch(bare(text))
    try:
        assert read_day(text) == day
    except ValueError as error:
        assert str(error) == day  # noqa: PT017 - the table says which


def test_a_date_is_told_from_prose() -> None:
    assert DATE.match("September 11, 2020 – Ann")
    assert not DATE.match("In September 2020 it began")
    assert not DATE.fullmatch("September 11, 2020 was a Friday")
    assert not DATE.fullmatch("Chapter 12")
