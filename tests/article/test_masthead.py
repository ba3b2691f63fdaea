from __future__ import annotations

from datetime import date

import pytest

from course_utils.article.masthead import LineKind, Masthead, Original, kind_of
from course_utils.errors import ArticleError, Problems

NO_DAY = "write one day of the calendar before the bar, or leave it out: “| Author”"


def title(line: str) -> tuple[Masthead, Problems]:
    masthead = Masthead(Problems("a.txt", ArticleError))
    masthead.take_title(line, 1)
    return masthead, masthead.problems


def taken(kind: LineKind, line: str) -> tuple[Masthead, Problems]:
    masthead = Masthead(Problems("a.txt", ArticleError))
    masthead.take(kind, line, 3)
    return masthead, masthead.problems


def told(findings: Problems) -> list[str]:
    return [problem.message for problem in findings.problems]


def warned(findings: Problems) -> list[str]:
    return [problem.message for problem in findings.warnings]


@pytest.mark.parametrize(
    ("line", "words", "url"),
    [
        ("Why It Matters https://example.org/a?b=c#d", "Why It Matters", "https://example.org/a?b=c#d"),
        ("Why It Matters\u00a0http://example.org", "Why It Matters", "http://example.org"),
        ("Why: It [Matters]", "Why: It [Matters]", None),
        ("قضية القوقاز https://example.org/ق", "قضية القوقاز", "https://example.org/ق"),
    ],
)
def test_a_title_line_is_title_and_link(line: str, words: str, url: str | None) -> None:
    masthead, findings = title(line)
    assert (masthead.title, masthead.url, told(findings)) == (words, url, [])


@pytest.mark.parametrize(
    "line", ["https://example.org/a", "September 11, 2020 | Ann", "About the author: Ann", "Read more", "word " * 61]
)
def test_a_title_line_that_is_none_is_refused(line: str) -> None:
    found = line if len(line) < 60 else f"{line[:30]} … {line.strip()[-30:]}"
    assert told(title(line)[1]) == [f"expected “Title URL”, found “{found}”; put the title and its link first"]


@pytest.mark.parametrize(
    "link",
    [
        *("http://", "http://[x", "javascript:alert(1)", "www.example.org", "ftp://a.org", 'https://a.org/"x'),
        *("https://a.org two", "https://a.org https://b.org"),
    ],
)
@pytest.mark.parametrize("line", ["Title {}", "Read more on The Press: {}"])
def test_a_link_that_no_page_may_carry_is_refused(line: str, link: str) -> None:
    findings = title(line.format(link))[1] if line[0] == "T" else taken("more", line.format(link))[1]
    assert told(findings) == [
        f"expected one link at the end of the line, such as https://example.org/page, found “{link}”; correct it"
    ]


def test_a_link_with_what_cannot_be_seen_is_shown_with_it() -> None:
    assert told(title("Title https://a.org/\u202ex")[1]) == [
        "expected one link at the end of the line, such as https://example.org/page, "
        "found “https://a.org/\\u202ex”; correct it"
    ]


@pytest.mark.parametrize(
    ("line", "day", "author", "warnings"),
    [
        ("September 11, 2020 | Emil Avdaliani", date(2020, 9, 11), "Emil Avdaliani", []),
        ("11 September 2020|by Emil Avdaliani", date(2020, 9, 11), "Emil Avdaliani", []),
        ("By Emil Avdaliani", None, "Emil Avdaliani", ["published None, author Emil Avdaliani"]),
        ("| Ann Lee", None, "Ann Lee", ["published None, author Ann Lee"]),
        ("May 1, 2020 |", date(2020, 5, 1), None, ["published 2020-05-01, author None"]),
        ("May 1, 2020", date(2020, 5, 1), None, ["published 2020-05-01, author None"]),
        ("2020-05-01 | Ann Lee |", date(2020, 5, 1), "Ann Lee", []),
        ("25/12/2018 | Ann Lee", date(2018, 12, 25), "Ann Lee", ["published 2018-12-25, author Ann Lee"]),
        (
            "May 1, 2020 | Ann Lee and Bo Day",
            date(2020, 5, 1),
            "Ann Lee and Bo Day",
            ["published 2020-05-01, author Ann Lee and Bo Day"],
        ),
    ],
)
def test_a_byline_is_date_and_author(line: str, day: date | None, author: str | None, warnings: list[str]) -> None:
    assert kind_of(line, header=True) == "byline"
    masthead, findings = taken("byline", line)
    assert (masthead.published, masthead.author) == (day, author)
    assert told(findings) == []
    assert warned(findings) == [f"the byline “{line}” is read as: {read}" for read in warnings]


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("Ann Lee | Some Press", NO_DAY),
        ("Ann Lee | May 1, 2020", NO_DAY),
        ("September 11, 2020 – Ann Lee", NO_DAY),
        ("Friday, September 11, 2020 | Ann Lee", NO_DAY),
        ("02/03/2020 | Ann Lee", "2020-02-03 or 2020-03-02 can be meant: write the month as a word"),
    ],
)
def test_a_byline_that_cannot_be_read_is_refused(line: str, remedy: str) -> None:
    assert kind_of(line, header=True) == "byline"
    assert told(taken("byline", line)[1]) == [
        f"expected a byline such as “March 14, 2023 | Author”, found “{line}”; {remedy}"
    ]


def test_a_byline_that_text_has_run_into_is_refused() -> None:
    line = "May 5, 2020 | Ann Lee " + "It went on. " * 30
    assert kind_of(line) == "byline"
    assert told(taken("byline", line)[1]) == [
        f"expected a byline such as “March 14, 2023 | Author”, found “{line[:30]} … {line.strip()[-30:]}”; "
        "put the text on a line of its own, after a blank one"
    ]


@pytest.mark.parametrize(
    ("line", "original", "warnings"),
    [
        ("Read more on BESA Center: https://a.org/x", ("BESA Center", "https://a.org/x"), []),
        ("read more at Foreign Affairs https://a.org", ("Foreign Affairs", "https://a.org"), []),
        ("Read more in The Press:https://a.org", ("The Press", "https://a.org"), []),
        ("Read more at The Press", ("The Press", None), ["“The Press” with url None"]),
        ("Read more on The Press:", ("The Press", None), ["“The Press” with url None"]),
        (
            "Read more at https://www.a.org/x",
            ("www.a.org", "https://www.a.org/x"),
            ["“www.a.org” with url https://www.a.org/x"],
        ),
        ("Read more: https://a.org/x", ("a.org", "https://a.org/x"), ["“a.org” with url https://a.org/x"]),
        ("Read more", None, ["None"]),
    ],
)
def test_read_more_names_the_original(line: str, original: tuple[str, str | None] | None, warnings: list[str]) -> None:
    assert kind_of(line) == "more"
    masthead, findings = taken("more", line)
    assert (masthead.original, told(findings)) == (original and Original(*original), [])
    assert warned(findings) == [f"the line “{line}” is not whole; original is {read}" for read in warnings]


@pytest.mark.parametrize(
    "line",
    [
        "Read more carefully, it says no such thing.",
        "Readers want more.",
        "Read more on the question, as I have, and you will find that few agree on what was said in July. " * 2,
        "In 2020 | nothing.",
        "By 1993 the war had spread.",
        "September 11, 2020 was a Friday.",
        "As Ann Lee | explains:",
    ],
)
def test_prose_is_no_line_of_the_masthead(line: str) -> None:
    assert kind_of(line.strip(), header=True) is None


def test_within_the_text_only_a_whole_byline_counts() -> None:
    assert kind_of("September 11, 2020 | Ann") == "byline"
    assert kind_of("September 11, 2020") is None
    assert kind_of("By Ann") is None
