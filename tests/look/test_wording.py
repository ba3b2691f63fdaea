"""A sentence's card says whose words it holds, who is named and how surely who says what."""

import html
import re
from dataclasses import replace

from course_utils.look.wording import listed, many, speaker, voice_short
from course_utils.reading.load import load_reading
from course_utils.widgets.voice_xray import sentence_cards

READING = load_reading()
ARTICLE = READING.article
CARDS = sentence_cards(READING)


def text(name: str) -> list[str]:
    """Return a card's texts, element by element."""
    return [html.unescape(part) for part in re.split(r"<[^>]*>", CARDS[name]) if part.strip()]


def test_an_insertion_is_told_apart_from_the_authors_words() -> None:
    assert speaker(ARTICLE, ARTICLE.sentence("s09")) == "Emil Avdaliani, with an insertion by the editor"
    card = text("s09")
    assert card[0] == "s09: Emil Avdaliani, with an insertion by the editor"
    assert card[2:4] == ["● Words in square brackets, the editor’s", "“[the Azeri territory long occupied by Armenia]”"]
    named = card.index("“Armenia”")
    assert card[named + 1] == " ◆ Armenia, by name (the editor’s word)"


def test_hearsay_is_shown_with_its_whole_chain() -> None:
    (chain,) = [part for part in text("s13") if "words or view" in part]
    assert chain == (
        "Emil Avdaliani gives this as the words or view of unnamed media: stated as certain. "
        "Whether it is so, Emil Avdaliani does not say."
    )


def test_every_sentence_has_a_card_with_its_exact_words() -> None:
    for sentence in ARTICLE.sentences:
        card = text(sentence.id)
        assert card[0] == f"{sentence.id}: {speaker(ARTICLE, sentence)}"
        assert card[1] == sentence.text
        assert "◆ What is put forward, by whom, how surely" in card


def test_numbers_stand_before_one_or_several() -> None:
    assert [many(n, "dated item") for n in (0, 1, 2)] == ["0 dated items", "1 dated item", "2 dated items"]
    assert many(1_000, "piece of evidence") == "1,000 pieces of evidence"
    assert many(2, "entry", "entries") == "2 entries"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_where_room_is_short_an_author_is_called_by_what_is_the_last_name() -> None:
    said = (
        "Emil Avdaliani: Avdaliani | Thomas de Waal: de Waal | Martin Luther King, Jr.: King | Jane Doe "
        "and Ursula von der Leyen: Doe and von der Leyen | A. Doe, B. Roe & C. Poe: Doe, Roe and Poe | García Márquez, "
        "Gabriel: García Márquez, Gabriel | Կարեն Դեմիրճյան: Դեմիրճյան | ვახტანგ გომი: ვახტანგ გომი"
    )
    shorts = dict(one.split(": ") for one in said.split(" | "))
    assert {name: voice_short(replace(ARTICLE, author=name), "author") for name in shorts} == shorts
