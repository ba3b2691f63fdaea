from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.article.article import Article, load_article
from course_utils.reading.evidence import Evidence, Quote
from course_utils.reading.quotes import Body, starts

ARTICLE = load_article()


def anchored(quote: Quote, article: Article = ARTICLE) -> Evidence | None:
    body = Body(article)
    spans = body.spans(quote)
    return body.evidence(*spans[0]) if len(spans) == 1 else None


@pytest.mark.parametrize(
    ("quote", "sentence", "voice"),
    [
        (Quote("brief round of skirmishing"), "s01", "editor"),
        (Quote("Armenia", suffix=" initiated"), "s01", "editor"),
        (Quote("Armenia", prefix="occupied by "), "s09", "editor"),
        (Quote("Baku", " while ", " and Tehran"), "s04", "author"),
        (Quote("[but] Baku"), "s05", "author"),
        (Quote("[but]"), "s05", "editor"),
    ],
)
def test_a_quote_is_found_once_and_knows_whose_words_it_is(quote: Quote, sentence: str, voice: str) -> None:
    hit = anchored(quote)
    assert hit
    assert (hit.exact, hit.sentence, hit.voice) == (quote.exact, sentence, voice)
    assert ARTICLE.text[hit.start : hit.end] == quote.exact


def test_a_quote_may_be_of_any_length_and_touch_the_ends_of_the_body() -> None:
    for quote in (Quote("x", suffix="tensive"), Quote(ARTICLE.sentences[0].text), Quote("In July", prefix="\n")):
        hit = anchored(quote)
        assert hit
        assert hit.exact == quote.exact


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a quote needs words; exact is empty\."):
        Quote(" \n")


def test_removing_one_character_breaks_exactly_the_quotes_that_hold_it(tmp_path: Path) -> None:
    quotes = [Quote(sentence.text) for sentence in ARTICLE.sentences]
    raw = ARTICLE.text
    at = raw.index("skirmishing")
    path = tmp_path / "cut.txt"
    path.write_text(raw[:at] + raw[at + 1 :], encoding="utf-8")
    article = load_article(path)
    assert [quote.exact[:7] for quote in quotes if anchored(quote, article) is None] == ["In July"]


@given(st.text("ab ", max_size=60), st.text("ab c", min_size=1, max_size=20), st.integers(1, 4))
def test_places_are_those_that_a_plain_search_finds(text: str, needle: str, most: int) -> None:
    plain = [found.start() for found in re.finditer(f"(?={re.escape(needle)})", text)]
    assert starts(text, needle, 0, len(text), most) == plain[:most]
