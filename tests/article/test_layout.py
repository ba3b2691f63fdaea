from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from course_utils.article.article import Article, load_article
from course_utils.errors import ArticleError

Load = Callable[[str], Article]
Refusal = Callable[[str], str]

PLAIN = """\
Why It Matters https://example.org/a

September 11, 2020 | Emil Avdaliani
About the author: He teaches.

The lead is the editor's [so are its brackets].

It goes on, as Emil Avdaliani explains:

The first of his. It has [the editor's] words.

The last of his.

Read more on Some Press: https://example.org/b
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(text: str) -> Article:
        path = tmp_path / "a.txt"
        path.write_bytes(text.encode())
        return load_article(path)

    return load


@pytest.fixture
def refusal(load: Load) -> Refusal:
    def refusal(text: str) -> str:
        with pytest.raises(ArticleError) as caught:
            load(text)
        return str(caught.value)

    return refusal


def edited(*changes: tuple[str, str]) -> str:
    text = PLAIN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def passages(article: Article) -> list[tuple[str, str, str, str]]:
    return [(p.id, p.kind, p.voice, p.text) for p in article.passages]


def test_the_plain_layout_is_read_without_a_warning(load: Load) -> None:
    article = load(PLAIN)
    assert article.title == "Why It Matters"
    assert article.url == "https://example.org/a"
    assert article.published == date(2020, 9, 11)
    assert article.author == "Emil Avdaliani"
    assert article.author_bio == "He teaches."
    assert article.original is not None
    assert (article.original.publisher, article.original.url) == ("Some Press", "https://example.org/b")
    assert passages(article) == [
        ("p1", "lead", "editor", "The lead is the editor's [so are its brackets]."),
        ("p2", "lead", "editor", "It goes on, as Emil Avdaliani explains:"),
        ("p3", "excerpt", "author", "The first of his. It has [the editor's] words."),
        ("i1", "interpolation", "editor", "[the editor's]"),
        ("p4", "excerpt", "author", "The last of his."),
    ]
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ([(" https://example.org/a", "")], ["a.txt, line 1: the title has no link; url is None"]),
        ([("September 11, 2020", "11 Sept. 2020")], []),
        (
            [("September 11, 2020 | Emil Avdaliani\n", "")],
            ["a.txt: there is no line “Month D, YYYY | Author”; published and author are None"],
        ),
        (
            [("About the author: He teaches.\n", "")],
            ["a.txt: there is no line “About the author: …”; author_bio is None"],
        ),
        ([("He teaches.", "")], []),
        (
            [("Read more on Some Press: https://example.org/b\n", "")],
            ["a.txt: there is no line “Read more on PUBLISHER: URL”; original is None"],
        ),
        (
            [("example.org/b\n", "example.org/b\n\nMore about: Iran, Israel\n")],
            ["a.txt, line 16: “More about: Iran, Israel” is no part of the article's text and was left out"],
        ),
        (
            [("About the", "More about: Iran\nAbout the")],
            ["a.txt, line 4: “More about: Iran” is no part of the article's text and was left out"],
        ),
        ([("\n\n", " \t\n\u00a0 \n"), ("\n", "  \n")], []),
        ([("\n\n", "\n\n\n\n"), ("Why", "\n\nWhy")], []),
        ([("his.\n\nRead", "his.\nRead")], []),
        ([("/a\n\nSeptember", "/a\nSeptember")], []),
        (
            [("It has", "\nIt has")],
            ["a.txt, line 10: paragraphs of several lines: 1; only a blank line parts two paragraphs"],
        ),
        (
            [("[the editor's]", "[12]")],
            ["a.txt, line 10: “[12]” is taken as the editor's words; take it out if it is a note's mark"],
        ),
    ],
)
def test_real_variations_are_read(load: Load, changes: list[tuple[str, str]], warnings: list[str]) -> None:
    """Each is accepted with just these warnings, and four paragraphs keep their voices."""
    article = load(edited(*changes))
    assert list(article.warnings) == warnings
    paragraphs = [p for p in article.passages if p.kind != "interpolation"]
    assert [p.voice for p in paragraphs] == ["editor", "editor", "author", "author"]
    assert paragraphs[0].text == "The lead is the editor's [so are its brackets]."
    assert paragraphs[3].text == "The last of his."


def test_the_bio_may_stand_last(load: Load) -> None:
    bio = "About the author: He teaches.\n"
    article = load(edited((bio, "")) + "\n" + bio)
    assert (article.author_bio, article.warnings) == ("He teaches.", ())


def test_a_lead_without_an_excerpt_is_all_the_editors(load: Load) -> None:
    article = load(edited(("explains:", "explains.")))
    assert {p.voice for p in article.passages} == {"editor"}
    assert {p.kind for p in article.passages} == {"lead"}
    assert article.warnings == (
        "a.txt, line 12: no text follows a paragraph that ends in a colon; the whole text is taken as the editor's",
    )


def test_a_lead_that_announces_nothing_is_warned_of(load: Load) -> None:
    text = "The first of his. It has [the editor's] words.\n\nThe last of his.\n\n"
    assert load(edited((text, ""))).warnings == (
        "a.txt, line 8: no text follows a paragraph that ends in a colon; the whole text is taken as the editor's",
    )


@pytest.mark.parametrize(
    "again",
    ["To this Avdaliani adds:", "He continues:", "Later, she writes:", "As the essay puts it:", "He also goes on:"],
)
def test_lead_and_excerpt_alternate_where_the_editor_hands_over(load: Load, again: str) -> None:
    article = load(edited(("The last", f"{again}\n\nThe last")))
    assert [p.voice for p in article.passages if p.kind != "interpolation"] == [
        *("editor", "editor", "author", "editor", "author")
    ]
    assert article.warnings == (
        f"a.txt, line 12: “{again}” is taken as the editor's, who hands over to the author again; "
        "check that all since the last colon is the author's",
    )


@pytest.mark.parametrize("colon", ["There are three reasons:", "They want three things:", "He was blunt:"])
def test_a_colon_that_either_may_have_written_is_refused(refusal: Refusal, colon: str) -> None:
    assert refusal(edited(("The last", f"{colon}\n\nThe last"))) == (
        f"a.txt, line 12: expected no second colon with a blank line after it, found “{colon}”; "
        "put it in square brackets if it is the editor's, or take out the blank line after it if not"
    )


def test_both_remedies_for_such_a_colon_work(load: Load) -> None:
    editors = load(edited(("The last", "[There are three reasons:]\n\nThe last")))
    assert editors.voice_at(editors.text.index("There are")) == "editor"
    authors = load(edited(("The last", "There are three reasons:\nThe last")))
    assert authors.voice_at(authors.text.index("There are")) == "author"


def test_an_excerpt_that_ends_in_a_colon_is_warned_of(load: Load) -> None:
    assert load(edited(("last of his.", "last of his:"))).warnings == (
        "a.txt, line 12: the excerpt ends in a colon; its end may be missing",
    )


@pytest.mark.parametrize(
    ("insertion", "insertions"),
    [
        ("[sic]", ["[sic]"]),
        ("[...] and […]", ["[...]", "[…]"]),
        ("[a [nested] one]", ["[a [nested] one]"]),
        ("[He left. She stayed.]", ["[He left. She stayed.]"]),
        ("[T]he [a][b]", ["[T]", "[a]", "[b]"]),
        ("(round) {curly}", []),
    ],
)
def test_brackets_in_the_excerpt_are_the_editors(load: Load, insertion: str, insertions: list[str]) -> None:
    article = load(edited(("[the editor's]", insertion)))
    inside = [p for p in article.passages if p.kind == "interpolation"]
    assert [p.text for p in inside] == insertions
    assert {p.voice for p in inside} <= {"editor"}


BLANK = "a blank line before the text"
JOIN = "put one there, or join this line to the one above if they are one"
BRACKETS = "brackets in pairs within each paragraph"
OTHER = "add the other bracket or take this one out"
TEXT, MOVE = "nothing but text here", "move it before or after the text, or give a second article its own file"
BYLINE = "a byline such as “March 14, 2023 | Author”"
LEAD = "The lead is the editor's [so are its brackets]."
ONE = "keep one, and give each article a file of its own"
NO_DAY = "write one day of the calendar before the bar, or leave it out: “| Author”"


@pytest.mark.parametrize(
    ("old", "new", "line", "expected", "found", "remedy"),
    [
        ("editor's] words", "editor's words", 10, BRACKETS, "[the editor's words.", OTHER),
        ("[the editor's", "the editor's", 10, BRACKETS, "t of his. It has the editor's]", OTHER),
        ("[so are", "so are", 6, BRACKETS, "editor's so are its brackets]", OTHER),
        (
            *("[the editor's]", "[his](https://example.org)", 10, "UTF-8 text"),
            *("a Markdown link: “[his](https:", "save the article's words alone, in UTF-8"),
        ),
        (
            *("explains:\n\n", "explains:\n", 8, "a blank line after the lead's colon"),
            *("It goes on, as Emil Avdaliani explains:", "put one there, or join the lines if the lead goes on"),
        ),
        ("Why It Matters ", "Why It\nMatters ", 2, BLANK, "Matters https://example.org/a", JOIN),
        ("Avdaliani\nAbout the author: He teaches.\n\n", "Avdaliani\n", 4, BLANK, LEAD, JOIN),
        (" https://example.org/a", "\n\nhttps://example.org/a", 3, BLANK, "https://example.org/a", JOIN),
        ("teaches.\n\n", "teaches.\n", 5, BLANK, LEAD, JOIN),
        ("The last", "Read more at Elsewhere\n\nThe last", 12, TEXT, "Read more at Elsewhere", MOVE),
        ("The last", "May 5, 2020 | Ann Lee\n\nThe last", 12, TEXT, "May 5, 2020 | Ann Lee", MOVE),
        (
            *("/b\n", "/b\nRead more at Elsewhere\n", 14, "no second line “Read more on PUBLISHER: URL”"),
            *("Read more on Some Press: https://example.org/b", ONE),
        ),
        (
            *("About", "May 5, 2020 | Ann Lee\nAbout", 4, "no second line “Month D, YYYY | Author”"),
            *("May 5, 2020 | Ann Lee", ONE),
        ),
        (
            *("September 11, 2020", "09/11/2020", 3, BYLINE, "09/11/2020 | Emil Avdaliani"),
            "2020-09-11 or 2020-11-09 can be meant: write the month as a word",
        ),
        ("September 11", "September 31", 3, BYLINE, "September 31, 2020 | Emil Avdaliani", NO_DAY),
    ],
)
def test_what_would_make_a_wrong_record_is_refused(
    refusal: Refusal, old: str, new: str, line: int, expected: str, found: str, remedy: str
) -> None:
    found = found if "“" in found else f"“{found}"
    assert refusal(edited((old, new))) == f"a.txt, line {line}: expected {expected}, found {found}”; {remedy}"


def test_a_file_with_no_text_is_refused(refusal: Refusal) -> None:
    head, _, _ = PLAIN.partition("The lead")
    assert refusal(head) == (
        "a.txt: expected paragraphs after the title, found none; put the article's text in the file"
    )


def test_all_problems_of_a_file_are_told_at_once(refusal: Refusal) -> None:
    text = edited(
        ("September 11", "February 30"), ("/b", "/b\x07"), ("The last", "The lastâ€™ [one"), ("his.", "his].")
    )
    assert [problem.split(":")[0] for problem in refusal(text).split("\n")] == [
        "a.txt, line 3",
        "a.txt, line 10",
        "a.txt, line 12",
        "a.txt, line 14",
        "a.txt, line 14",
    ]
