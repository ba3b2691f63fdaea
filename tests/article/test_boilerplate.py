"""Which lines are no sentences of a text; boilerplate.yaml has them, and obeyed.yaml what each remedy makes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from course_utils.article.article import read_article
from course_utils.errors import ArticleError, quoted

LINES = yaml.safe_load((Path(__file__).parent / "boilerplate.yaml").read_text("utf-8"))
HEAD = "T https://example.org/a\n\nMay 5, 2020 | Ann Lee\nAbout the author:\n\nAnn Lee says:\n\nOne.\n\n"
ACCEPTED = ("warned", "sentences")


def write(folder: Path, line: str, after: str) -> Path:
    (folder / "a.txt").write_text(f"{HEAD}{line}\n\n{after}Read more on P: https://a.org\n", "utf-8")
    return folder / "a.txt"


@pytest.mark.parametrize("after", ["Two.\n\n", ""])
@pytest.mark.parametrize(
    ("line", "remedy"), [(line, said) for said, lines in LINES.items() if said not in ACCEPTED for line in lines]
)
def test_what_is_surely_no_sentence_is_refused(line: str, remedy: str, after: str, tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(write(tmp_path, line, after))
    assert str(caught.value) == f"a.txt, line 10: expected nothing but text here, found {quoted(line, 60)}; {remedy}"


@pytest.mark.parametrize("line", LINES["warned"] + LINES["sentences"])
def test_what_may_be_one_is_one_and_named_where_it_does_not_end_as_one(line: str, tmp_path: Path) -> None:
    article = read_article(write(tmp_path, line, "Two.\n\n"))
    assert [(passage.text, passage.voice) for passage in article.passages[2:]] == [(line, "author"), ("Two.", "author")]
    assert len(article.warnings) == (line in LINES["warned"])
    for warning in article.warnings:
        assert warning.startswith("a.txt, line 10: “")
        assert warning.endswith(
            "does not end as a sentence does and is taken as the author's; "
            "leave it if it is a heading or an item of a list, else take it out"
        )


def test_a_line_of_a_wrapped_paragraph_is_looked_at_where_a_sentence_may_begin(tmp_path: Path) -> None:
    wrapped = "The treaty was signed on\nSeptember 11, 2020.\nShare\nPrint\nIt is at https://example.org/x\nand lost."
    with pytest.raises(ArticleError) as caught:
        read_article(write(tmp_path, wrapped, ""))
    assert [problem.line for problem in caught.value.problems] == [12, 13]
