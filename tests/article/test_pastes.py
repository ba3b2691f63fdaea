"""What a teacher pastes, kind by kind, is read right or refused with a remedy that leads there; pastes.yaml has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.article.article import Article, read_article
from course_utils.errors import ArticleError

TABLE = yaml.safe_load(Path(__file__).with_name("pastes.yaml").read_text("utf-8"))
USUAL = ("there is no line “", "the title has no link", "no text follows a paragraph that ends in a colon")


def pasted(text: str, folder: Path) -> Article:
    (folder / "a.txt").write_bytes(text.encode())
    return read_article(folder / "a.txt")


@pytest.mark.parametrize("case", TABLE["pastes"], ids=lambda case: case["kind"])
def test_a_paste_is_read_right_or_refused_with_a_remedy_that_leads_there(case: dict[str, Any], tmp_path: Path) -> None:
    if "refused" in case:
        with pytest.raises(ArticleError) as caught:
            pasted(case["text"], tmp_path)
        assert case["refused"] in str(caught.value)
    article = pasted(case.get("obeyed", case["text"]), tmp_path)
    wanted = {**TABLE["plain"], **case["read"]}
    assert {key: getattr(article, key) for key in ("title", "published", "author")}.items() <= wanted.items()
    assert article.passages[0].text.startswith(wanted["first"])
    assert len(article.passages) == wanted["passages"]
    told = [warning for warning in article.warnings if not any(usual in warning for usual in USUAL)]
    assert len(told) == len(wanted["warned"])
    assert all(any(part in warning for warning in told) for part in wanted["warned"])


def test_each_paste_is_of_a_kind_of_its_own() -> None:
    kinds = {case["kind"] for case in TABLE["pastes"]}
    assert len(kinds) == len(TABLE["pastes"]) >= 30
