"""Every card of every deck is plain markup in which every statement leads to its ground."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from course_utils.cards import Card, Ground
from course_utils.cards.card import CardBuilder
from course_utils.look.html import section
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

Decks = dict[str, tuple[Card, ...]]
#: What a card may be made of.
TAGS = {"p", "strong", "em", "ul", "li", "span", "bdi", "blockquote", "details", "summary"}
DECKS = ("actors", "perspectives", "contested", "sources")
CONTEXT, READING = load_context(), load_reading()
ARTICLE = READING.article


class Seen(HTMLParser):
    """The elements, attributes and texts that a browser would find."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(str(markup))  # its pieces are to be joined as texts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def marks(markup: str) -> list[int]:
    return [int(number) for number in re.findall(r'<span class="rtc-cite" data-mark="(\d+)">', markup)]


def test_a_ground_without_words_or_sources_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^'s01' rests on no words of the article\.$"):
        Ground("s01")
    with pytest.raises(ValueError, match=r"^'Trend' is outside knowledge without a source\.$"):
        Ground("Trend", origin="outside")


def test_a_place_that_leads_to_a_ground_is_a_span_with_its_number() -> None:
    markup = CardBuilder(ARTICLE).cite(
        Markup("<em>words</em>"), Ground("one", sources=(CONTEXT.library[0],), origin="outside")
    )
    assert markup == '<span class="rtc-cite" data-mark="0"><em>words</em></span>'


def test_a_ground_keeps_its_number_and_says_what_it_is() -> None:
    sheet = CardBuilder(ARTICLE)
    relation = next(r for r in READING.relations if r.id == "r07")
    first, second = relation.evidence
    parts = sheet.quote([first]), sheet.quote([second]), sheet.quote([first]), sheet.quote(relation.evidence)
    card = sheet.card("c", "Name", *parts)
    assert marks(card.markup) == [0, 1, 0, 2]
    assert [ground.label for ground in card.grounds] == [
        "s04: “Iran, located to Azerbaijan’s south”",
        "s12: “Azerbaijan’s geographic position on Iran’s border”",
        "s04: “Iran, located to Azerbaijan’s south” and 1 more",
    ]


def test_many_quotes_of_one_datum_are_counted_and_all_lie_in_its_ground() -> None:
    armenia = READING.actors[0]
    sheet = CardBuilder(ARTICLE)
    assert Seen(sheet.quote(armenia.evidence)).text == "5 places from s01 to s09"
    assert sheet.card("c", "Name").grounds[0].evidence == armenia.evidence
    s01 = [piece for piece in READING.actors[1].evidence if piece.sentence == "s01"]
    assert Seen(CardBuilder(ARTICLE).quote([*s01, *s01])).text == "4 places in s01"


def test_a_cards_name_is_cut_for_a_list_of_choices() -> None:
    assert CardBuilder(ARTICLE).card("c", "x" * 91).name == "x" * 89 + "…"


def test_a_source_is_named_with_its_grade_and_with_what_it_alone_bears_out() -> None:
    source = next(source for source in CONTEXT.library if source.id == "chiragov-header")
    assert Seen(CardBuilder(ARTICLE).sources([source])).text == (
        "app.lexploria.com, grade A: official, or the party itself, for the date, the parties and the claim alone"
    )


def test_a_section_without_entries_is_nothing() -> None:
    assert section("Title", []) == ""


@pytest.mark.parametrize("deck", DECKS)
def test_every_statement_leads_to_a_ground_and_every_ground_is_cited_in_order(deck: str, decks: Decks) -> None:
    assert decks[deck]
    for card in decks[deck]:
        points = re.findall(r"<li>(.*?)</li>", card.markup)
        assert len(points) == card.markup.count("<li") > 0
        assert [point for point in points if not marks(point)] == []
        assert list(dict.fromkeys(marks(card.markup))) == list(range(len(card.grounds))), card.id


@pytest.mark.parametrize("deck", DECKS)
def test_every_ground_is_exact_words_or_a_known_source(deck: str, decks: Decks) -> None:
    for card in decks[deck]:
        for ground in card.grounds:
            assert ground.evidence or ground.sources
            assert set(ground.sources) <= set(CONTEXT.library)
            for piece in ground.evidence:
                assert ARTICLE.text[piece.start : piece.end] == piece.exact
                assert ARTICLE.sentence_at(piece.start).id == piece.sentence
                assert ARTICLE.voice_at(piece.start, piece.end) == piece.voice


@pytest.mark.parametrize("deck", DECKS)
def test_every_quote_of_the_article_leads_to_its_own_words(deck: str, decks: Decks) -> None:
    """In the actors' cards a form of address is followed by its places, so it need not be inside one."""
    quoted = 0
    for card in decks[deck]:
        for number, inside in re.findall(r'data-mark="(\d+)">((?:[^<]|<bdi[^>]*>[^<]*</bdi>)*)</span>', card.markup):
            for words in re.findall(r'<bdi class="rtc-words"[^>]*>(.*?)</bdi>', inside):
                evidence = card.grounds[int(number)].evidence
                assert Seen(words).text[1:-1] in {piece.exact for piece in evidence}
                quoted += 1
    assert quoted or deck == "contested"  # there the words stand in their sentence


@pytest.mark.parametrize("deck", DECKS)
def test_cards_are_plain_markup_with_names_of_their_own(deck: str, decks: Decks) -> None:
    cards = decks[deck]
    assert len({card.id for card in cards}) == len({card.name for card in cards}) == len(cards)
    for card in cards:
        seen = Seen(card.markup)
        assert seen.tags <= TAGS
        assert seen.attributes <= {"class", "style", "data-mark", "lang", "dir"}
