from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.article.article import Article, load_article
from course_utils.reading.evidence import Evidence
from course_utils.reading.quotes import Anchorage, Miss, Quote, context, occurrences

ARTICLE = load_article()


def article_of(folder: Path, *paragraphs: str) -> Article:
    path = folder / "small.txt"
    head = "A Title https://example.org/a\n\nSeptember 11, 2020 | Ann Author\nAbout the author:\n\n"
    path.write_text(head + "\n\n".join(paragraphs) + "\n\nRead more on X: https://example.org/x", encoding="utf-8")
    return load_article(path)


def anchored(quote: Quote, article: Article = ARTICLE) -> Evidence | Miss:
    return Anchorage(article).anchor([quote])[quote]


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
    assert isinstance(hit, Evidence)
    assert (hit.exact, hit.sentence, hit.voice) == (quote.exact, sentence, voice)
    assert ARTICLE.text[hit.start : hit.end] == quote.exact


def test_a_quote_may_be_of_any_length_and_touch_the_ends_of_the_body() -> None:
    for quote in (Quote("x", suffix="tensive"), Quote(ARTICLE.sentences[0].text), Quote("In July", prefix="\n")):
        hit = anchored(quote)
        assert isinstance(hit, Evidence)
        assert hit.exact == quote.exact


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a quote needs words; exact is empty\.$"):
        Quote(" \n")


def test_removing_one_character_breaks_exactly_the_quotes_that_hold_it(tmp_path: Path) -> None:
    quotes = [Quote(sentence.text) for sentence in ARTICLE.sentences]
    raw = ARTICLE.text
    at = raw.index("skirmishing")
    path = tmp_path / "cut.txt"
    path.write_text(raw[:at] + raw[at + 1 :], encoding="utf-8")
    found = Anchorage(load_article(path)).anchor(quotes)
    assert [quote.exact[:7] for quote, hit in found.items() if isinstance(hit, Miss)] == ["In July"]


@given(st.text("ab ", max_size=60), st.lists(st.text("ab c", min_size=1, max_size=20), max_size=8), st.integers(1, 4))
def test_occurrences_are_those_that_a_plain_search_finds(text: str, needles: list[str], limit: int) -> None:
    plain = {
        needle: [found.start() for found in re.finditer(f"(?={re.escape(needle)})", text)][:limit] for needle in needles
    }
    assert occurrences(text, needles, limit, 0, len(text)) == plain


def test_context_is_32_characters_and_less_at_the_ends_of_the_text() -> None:
    text = ARTICLE.text
    assert context(ARTICLE, 100, 110) == Quote(text[100:110], text[68:100], text[110:142])
    assert context(ARTICLE, 2, 5).prefix == text[:2]
