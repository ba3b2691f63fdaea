from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.article.article import Article, load_article
from course_utils.reading.evidence import Quote
from course_utils.reading.quotes import MANY, Body, explain

ARTICLE = load_article()


def article_of(folder: Path, *paragraphs: str) -> Article:
    path = folder / "small.txt"
    head = "A Title https://example.org/a\n\nSeptember 11, 2020 | Ann Author\nAbout the author:\n\n"
    path.write_text(head + "\n\n".join(paragraphs) + "\n\nRead more on X: https://example.org/x", encoding="utf-8")
    return load_article(path)


def reason(quote: Quote, article: Article = ARTICLE) -> str:
    body = Body(article)
    return explain(body, quote, body.spans(quote))


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (
            Quote("Azerbaijan's south"),
            "“Azerbaijan's south” is not in the article's body as it is typed; s04 has “Azerbaijan’s "
            "south” where the quote has “Azerbaijan's south” (’ (right single quotation mark) instead of ' "
            "(apostrophe)). Copy the article's words.",
        ),
        (
            Quote("intelligence–gathering"),
            "“intelligence–gathering” is not in the article's body as it is typed; s13 has "
            "“intelligence-gathering” where the quote has “intelligence–gathering” (- (hyphen-minus) "
            "instead of – (en dash)). Copy the article's words.",
        ),
        (
            Quote("Media\u00a0sources"),
            "“Media sources” is not in the article's body as it is typed; s13 has “Media sources” where "
            "the quote has “Media sources” (space instead of no-break space). Copy the article's words.",
        ),
        (
            Quote("tehran thinks"),
            "“tehran thinks” is not in the article's body as it is typed; s07 has “Tehran thinks” where "
            "the quote has “tehran thinks”. Copy the article's words.",
        ),
        (
            Quote("has clear intrests in it"),
            "“has clear intrests in it” is not in the article's body; s03 has “has clear interests in it” "
            "where the quote has “has clear intrests in it”. Copy the article's words.",
        ),
        (
            Quote("has cleear interests in it"),
            "“has cleear interests in it” is not in the article's body; s03 has “has clear interests in…” "
            "where the quote has “has cleear interests in…”. Copy the article's words.",
        ),
        (
            Quote("has clear inter#sts in it"),
            "“has clear inter#sts in it” is not in the article's body; s03 has “has clear interests in it” "
            "where the quote has “has clear inter#sts in it”. Copy the article's words.",
        ),
        (
            Quote("Media sources claim that Armenia helped"),
            "“Media sources claim that Armenia helped” is not in the article's body; it begins like “…c "
            "intelligence. Media sources claim that Israel hel…” in s13. Copy the article's words.",
        ),
        (
            Quote("Armenia", suffix=" attacked"),
            "“Armenia” with this prefix and suffix is not in the article's body; s01 has “In July, Armenia "
            "initiated a bri…”. Prefix and suffix touch the words directly; put them in quotation marks to "
            "keep their spaces.",
        ),
        (
            Quote("September 11, 2020"),
            "“September 11, 2020” is not in the article's body, but above it; titles, bylines and links "
            "are not quoted.",
        ),
        (
            Quote("Read more on"),
            "“Read more on” is not in the article's body, but below it; titles, bylines and links are not quoted.",
        ),
        (
            Quote("quite other words"),
            "“quite other words” is not in the article's body; nothing near it was found. Copy the article's words.",
        ),
        (
            Quote("Azerbaijan. The two"),
            "“Azerbaijan. The two” runs from s01 into s02; a quote lies within one sentence, so quote each on its own.",
        ),
    ],
)
def test_a_quote_that_does_not_hold_is_told_with_the_near_miss(quote: Quote, message: str) -> None:
    assert reason(quote) == message


def test_several_places_are_shown_with_what_would_tell_them_apart() -> None:
    assert reason(Quote("its")) == (
        "“its” stands 2 times in the article's body (s01 “…kirmishing with its neighbor Azerba…”, s05 “…ould "
        "complicate its position in the…”). Add a prefix or suffix; for the first: "
        '{exact: "its", prefix: "with "}.'
    )
    assert len(Body(ARTICLE).spans(Quote("its", prefix="with "))) == 1


def test_the_suggestion_keeps_what_was_typed_and_adds_to_it(tmp_path: Path) -> None:
    article = article_of(tmp_path, "The red cat sat. A red cat ran. The blue cat sat:")
    assert reason(Quote("cat", prefix="red "), article).endswith('for the first: {exact: "cat", prefix: "The red "}.')


def test_very_many_places_are_not_counted_to_the_end(tmp_path: Path) -> None:
    article = article_of(tmp_path, " ".join(["The cat sat."] * 40) + " End:")
    assert reason(Quote("cat"), article).startswith(
        f"“cat” stands more than {MANY - 1} times in the article's body (s01 “The cat sat. The cat sa…”, "
    )
    assert reason(Quote("cat"), article).endswith(" and elsewhere). Add a prefix or suffix of several words.")


def test_white_space_between_sentences_is_no_quote(tmp_path: Path) -> None:
    article = article_of(tmp_path, "One cat. Two dogs:")
    assert reason(Quote(" Two"), article) == ("“Two” begins or ends between two sentences; quote the words alone.")
