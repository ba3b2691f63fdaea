from __future__ import annotations

from datetime import date

import pytest

from course_utils.decoding import Findings
from course_utils.masthead import Kind, Masthead, is_link, kind_of


def title(line: str) -> tuple[Masthead, Findings]:
    masthead, findings = Masthead(), Findings("a.txt")
    masthead.take_title(line, 1, findings)
    return masthead, findings


def taken(kind: Kind, line: str) -> tuple[Masthead, Findings]:
    masthead, findings = Masthead(), Findings("a.txt")
    masthead.take(kind, line, 3, findings)
    return masthead, findings


def told(findings: Findings) -> list[str]:
    return [problem.message for problem in findings.problems]


def warned(findings: Findings) -> list[str]:
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
    ("line", "message"),
    [
        (
            "https://example.org/a",
            "expected “Title URL”, found a link alone: “https://example.org/a”; "
            "put the line “Title URL” first",
        ),
        (
            "One https://a.org two https://b.org",
            "expected one link, at the end of the title line, found “One https://a.org two https://b.org”; "
            "mend the line",
        ),
        (
            "September 11, 2020 | Ann",
            "expected the title, found “September 11, 2020 | Ann”; put the line “Title URL” first",
        ),
        (
            "About the author: Ann",
            "expected the title, found “About the author: Ann”; put the line “Title URL” first",
        ),
        (
            "word " * 61,
            "expected a title, found a line of 304 characters; put the line “Title URL” first",
        ),
        (
            "Title http://",
            "expected a link such as https://example.org/page, found “http://”; correct it",
        ),
        (
            "Title http://[x",
            "expected a link such as https://example.org/page, found “http://[x”; correct it",
        ),
        (
            "Title javascript:alert(1)",
            "expected a link such as https://example.org/page, found “javascript:alert(1)”; correct it",
        ),
        (
            'Title https://a.org/"x',
            'expected a link such as https://example.org/page, found “https://a.org/"x”; correct it',
        ),
        (
            "Title https://a.org/\u202ex",
            "expected a link such as https://example.org/page, found “https://a.org/\\u202ex”; correct it",
        ),
    ],
)
def test_a_title_line_that_is_none_is_refused(line: str, message: str) -> None:
    assert told(title(line)[1]) == [message]


@pytest.mark.parametrize(
    ("line", "day", "author", "warnings"),
    [
        ("September 11, 2020 | Emil Avdaliani", date(2020, 9, 11), "Emil Avdaliani", []),
        ("11 September 2020|by Emil Avdaliani", date(2020, 9, 11), "Emil Avdaliani", []),
        (
            "By Emil Avdaliani",
            None,
            "Emil Avdaliani",
            ["the byline “By Emil Avdaliani” has no date; published is None"],
        ),
        ("| Ann Lee", None, "Ann Lee", ["the byline “| Ann Lee” has no date; published is None"]),
        (
            "May 1, 2020 |",
            date(2020, 5, 1),
            None,
            ["the byline “May 1, 2020 |” has no author; author is None"],
        ),
        ("May 1, 2020", date(2020, 5, 1), None, ["the byline “May 1, 2020” has no author; author is None"]),
        (
            "Ann Lee | May 1, 2020",
            date(2020, 5, 1),
            "Ann Lee",
            ["the byline “Ann Lee | May 1, 2020” has the author before the date"],
        ),
        (
            "25/12/2018 | Ann Lee and Bo Day",
            date(2018, 12, 25),
            "Ann Lee and Bo Day",
            [
                "the date “25/12/2018” is read as 2018-12-25",
                "“Ann Lee and Bo Day” are several authors; the voice “author” is all of theirs",
            ],
        ),
    ],
)
def test_a_byline_is_date_and_author(
    line: str, day: date | None, author: str | None, warnings: list[str]
) -> None:
    assert kind_of(line, header=True) == "byline"
    masthead, findings = taken("byline", line)
    assert (masthead.published, masthead.author) == (day, author)
    assert (told(findings), warned(findings)) == ([], warnings)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "Ann Lee | Some Press",
            "expected a date such as “September 11, 2020”, found “Ann Lee”; "
            "write the line as “Month D, YYYY | Author”",
        ),
        (
            "September 11, 2020 – Ann Lee",
            "expected a date such as “September 11, 2020”, found “September 11, 2020 – Ann Lee”; "
            "write the line as “Month D, YYYY | Author”",
        ),
        (
            "02/03/2020 | Ann Lee",
            "expected one day, found “02/03/2020”, which can be 2020-02-03 or 2020-03-02; "
            "write the month as a word",
        ),
    ],
)
def test_a_byline_that_cannot_be_read_is_refused(line: str, message: str) -> None:
    assert kind_of(line, header=True) == "byline"
    assert told(taken("byline", line)[1]) == [message]


@pytest.mark.parametrize(
    ("line", "original", "warnings"),
    [
        ("Read more on BESA Center: https://a.org/x", ("BESA Center", "https://a.org/x"), []),
        ("read more at Foreign Affairs https://a.org", ("Foreign Affairs", "https://a.org"), []),
        ("Read more in The Press:https://a.org", ("The Press", "https://a.org"), []),
        (
            "Read more at The Press",
            ("The Press", None),
            ["the line “Read more” has no link; the original at “The Press” has url None"],
        ),
        (
            "Read more on The Press:",
            ("The Press", None),
            ["the line “Read more” has no link; the original at “The Press” has url None"],
        ),
        (
            "Read more at https://www.a.org/x",
            ("www.a.org", "https://www.a.org/x"),
            ["the line “Read more” names no publisher; its link's host “www.a.org” stands in"],
        ),
        (
            "Read more: https://a.org/x",
            ("a.org", "https://a.org/x"),
            ["the line “Read more” names no publisher; its link's host “a.org” stands in"],
        ),
        ("Read more", None, ["the line “Read more” names neither publisher nor link; original is None"]),
    ],
)
def test_read_more_names_the_original(
    line: str, original: tuple[str, str | None] | None, warnings: list[str]
) -> None:
    assert kind_of(line) == "more"
    masthead, findings = taken("more", line)
    assert (masthead.original, told(findings), warned(findings)) == (original, [], warnings)


def test_read_more_with_two_links_is_refused() -> None:
    line = "Read more on https://a.org https://b.org"
    assert told(taken("more", line)[1]) == [
        f"expected one link, at the end of the line, found “{line}”; mend the line"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read more carefully, it says no such thing.",
        "Readers want more.",
        "Read more on the question, as I have, and you will find that few agree on what was said in July. "
        * 2,
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


def test_a_line_that_is_a_link_is_told() -> None:
    assert is_link("https://a.org/x")
    assert not is_link("At https://a.org/x")
