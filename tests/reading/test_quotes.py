from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course_utils.article.article import Article, read_article
from course_utils.reading.evidence import Evidence, Quote
from course_utils.reading.quotes import MANY, Body, explain, starts

ARTICLE = read_article()
REFUSED = yaml.safe_load(Path(__file__).with_name("quotes.yaml").read_text(encoding="utf-8"))


def article_of(folder: Path, paragraph: str) -> Article:
    path = folder / "small.txt"
    head = "A Title https://example.org/a\n\nSeptember 11, 2020 | Ann Author\nAbout the author:\n\n"
    path.write_text(f"{head}{paragraph}\n\nRead more on X: https://example.org/x", encoding="utf-8")
    return read_article(path)


def anchored(quote: Quote, article: Article = ARTICLE) -> Evidence | None:
    body = Body(article)
    spans = body.spans(quote)
    return body.evidence(*spans[0]) if len(spans) == 1 else None


def reason(quote: Quote, article: Article = ARTICLE) -> str:
    body = Body(article)
    return explain(body, quote, body.spans(quote))


@pytest.mark.parametrize(
    ("quote", "sentence", "voice"),
    [
        (Quote("brief round of skirmishing"), "s01", "editor"),
        (Quote("Armenia", suffix=" initiated"), "s01", "editor"),
        (Quote("Armenia", prefix="occupied by "), "s09", "editor"),
        (Quote("Baku", " while ", " and Tehran"), "s04", "author"),
        (Quote("Azeri territory long"), "s09", "editor"),
        (Quote("[but]"), "s05", "editor"),
        (Quote("its", prefix="with "), "s01", "editor"),
        (Quote("x", suffix="tensive"), "s05", "author"),
        (Quote(ARTICLE.sentences[0].text), "s01", "editor"),
        (Quote("In July", prefix="\n"), "s01", "editor"),
    ],
)
def test_a_quote_is_found_once_and_knows_whose_words_it_is(quote: Quote, sentence: str, voice: str) -> None:
    hit = anchored(quote)
    assert hit
    assert (hit.exact, hit.sentence, hit.voice) == (quote.exact, sentence, voice)
    assert ARTICLE.text[hit.start : hit.end] == quote.exact


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a quote needs words; exact is empty\."):
        Quote(" \n")


def test_removing_one_character_breaks_exactly_the_quotes_that_hold_it(tmp_path: Path) -> None:
    quotes = [Quote(sentence.text) for sentence in ARTICLE.sentences if "[" not in sentence.text]
    path = tmp_path / "cut.txt"
    path.write_text(ARTICLE.text.replace("skirmishing", "kirmishing"), encoding="utf-8")
    article = read_article(path)
    assert [quote.exact[:7] for quote in quotes if anchored(quote, article) is None] == ["In July"]


@given(st.text("ab ", max_size=60), st.text("ab c", min_size=1, max_size=20), st.integers(1, 4))
def test_places_are_those_that_a_plain_search_finds(text: str, needle: str, most: int) -> None:
    plain = [found.start() for found in re.finditer(f"(?={re.escape(needle)})", text)]
    assert starts(text, needle, 0, len(text), most) == plain[:most]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["quote"]["exact"])
def test_a_quote_that_does_not_hold_is_told_with_the_near_miss(case: dict[str, Any], tmp_path: Path) -> None:
    article = article_of(tmp_path, case["of"]) if "of" in case else ARTICLE
    assert reason(Quote(**case["quote"]), article) == case["said"]
    if "obeyed" in case:
        hit = anchored(Quote(**case["obeyed"]), article_of(tmp_path, case.get("then", case["of"])))
        assert hit
        assert hit.exact == case["obeyed"]["exact"]


def test_very_many_places_are_not_counted_to_the_end(tmp_path: Path) -> None:
    said = reason(Quote("cat"), article_of(tmp_path, " ".join(["The cat sat."] * 40) + " End:"))
    assert said.startswith(
        f"“cat” stands more than {MANY - 1} times in the article's body (s01 “The cat sat. The cat sa…”, "
    )
    assert said.endswith(" and elsewhere). Add a prefix or suffix of several words.")
