"""What the print layout may look like, and what is refused; layouts.yaml has both, with the exact words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.article.article import Article, read_article
from course_utils.article.masthead import Original
from course_utils.errors import ArticleError

TABLES = yaml.safe_load((Path(__file__).parent / "layouts.yaml").read_text("utf-8"))
OBEYED = Path(__file__).parent / "obeyed.yaml"
PLAIN = {
    "title": "Why It Matters",
    "url": "https://example.org/a",
    "published": date(2020, 9, 11),
    "author": "Emil Avdaliani",
    "author_bio": "He teaches.",
    "original": Original("Some Press", "https://example.org/b"),
    "voices": ["editor", "editor", "author", "author"],
    "last": "The last of his.",
    "inserted": ["[the editor's]"],
    "warnings": [],
}


def load(folder: Path, change: dict[str, str]) -> Article:
    text = TABLES["plain"]
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "a.txt").write_bytes(text.encode())
    return read_article(folder / "a.txt")


@pytest.mark.parametrize("case", TABLES["read"], ids=lambda case: str(case["change"]))
def test_what_can_be_read_in_one_way_is_read(case: dict[str, Any], tmp_path: Path) -> None:
    article = load(tmp_path, case["change"])
    paragraphs = [p for p in article.passages if p.kind != "interpolation"]
    inserted = [p for p in article.passages if p.kind == "interpolation"]
    found = {
        **{key: getattr(article, key) for key in ("title", "url", "published", "author", "author_bio", "original")},
        "voices": [p.voice for p in paragraphs],
        "last": paragraphs[-1].text,
        "inserted": [p.text for p in inserted],
        "warnings": list(article.warnings),
    }
    assert {"change": case["change"], **found} == {**PLAIN, **case}
    assert {p.kind for p in paragraphs if p.voice == "editor"} == {"lead"}
    assert {p.voice for p in inserted} <= {"editor"}
    assert paragraphs[0].text == "The lead is the editor's [so are its brackets]."


@pytest.mark.parametrize("case", TABLES["refused"], ids=lambda case: str(case["change"]))
def test_what_would_make_a_wrong_record_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        load(tmp_path, case["change"])
    assert str(caught.value).split("\n") == case["said"]


def test_an_insertion_follows_its_paragraph(tmp_path: Path) -> None:
    passages = [(p.id, p.kind, p.text) for p in load(tmp_path, {}).passages]
    assert passages[2:4] == [
        ("p3", "excerpt", "The first of his. It has [the editor's] words."),
        ("i1", "interpolation", "[the editor's]"),
    ]


@pytest.mark.parametrize("case", yaml.safe_load(OBEYED.read_text("utf-8")), ids=lambda case: case["said"][:60])
def test_a_remedy_that_is_obeyed_makes_a_right_record(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        load(tmp_path, case["change"])
    assert any(line.startswith(f"a.txt, {case['said']}") for line in str(caught.value).split("\n"))
    for number, change in enumerate(case["obeyed"]):
        article = load(tmp_path, change)
        wanted = {**PLAIN, **case.get("fields", [{}] * 9)[number]}
        fields = ("title", "url", "published", "author", "author_bio", "original")
        assert {key: getattr(article, key) for key in fields} == {key: wanted[key] for key in fields}
        assert article.sentences[-1].text == case.get("last", ["The last of his."] * 9)[number]
        voices = {sentence.text: sentence.voice for sentence in article.sentences if "[There" not in sentence.text}
        assert [*voices.values()] == ["editor"] * 2 + ["author"] * (len(voices) - 2)
        assert {p.text for p in article.passages if p.kind == "interpolation"} == {
            "[the editor's]",
            *filter(None, case.get("inserted", [None] * 9)[number : number + 1]),
        }
