"""Every card of every deck is plain markup in which every statement leads to its ground, and says what it should."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markupsafe import Markup

from course_utils.cards import Card, Ground, actor_cards, contested_cards, perspective_cards, source_cards
from course_utils.cards.card import BEFORE, CardBuilder
from course_utils.look.html import section
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

READING, CONTEXT = load_reading(), load_context()
ARTICLE = READING.article
DECKS: dict[str, tuple[Card, ...]] = {
    "actors": actor_cards(READING),
    "perspectives": perspective_cards(READING, CONTEXT),
    "contested": contested_cards(ARTICLE, CONTEXT),
    "sources": source_cards(CONTEXT, ARTICLE, after_page=True),
}
of_each_deck = pytest.mark.parametrize("cards", DECKS.values(), ids=DECKS)
#: What a card may be made of.
TAGS = {"div", "p", "strong", "em", "ul", "li", "span", "bdi", "blockquote", "details", "summary"}
#: By deck and card: what some cards say, whole.
SAID = yaml.safe_load(Path(__file__).with_name("read_aloud.yaml").read_text("utf-8"))


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


def lines(card: Card) -> list[str]:
    """Return a card's text, paragraph by paragraph and point by point, as it is read aloud."""
    blocks = re.split(r"</?(?:p|li|blockquote|summary|details)[^>]*>", card.markup)
    return [text for block in blocks if (text := html.unescape(re.sub(r"<[^>]*>", "", block)))]


def named(name: str, deck: str) -> Card:
    return next(card for card in DECKS[deck] if card.id == name)


def marks(markup: str) -> list[int]:
    return [int(number) for number in re.findall(r'<span class="rtc-cite" data-mark="(\d+)">', markup)]


@pytest.mark.parametrize(("deck", "name"), [(deck, name) for deck, cards in SAID.items() for name in cards])
def test_a_card_says_this(deck: str, name: str) -> None:
    card = named(name, deck)
    assert {"name": card.name, "says": lines(card)} == SAID[deck][name]


def test_each_deck_has_its_cards_in_the_order_of_reading_and_context() -> None:
    found = {deck: [card.id for card in cards] for deck, cards in DECKS.items()}
    assert found == {
        "actors": [actor.id for actor in READING.actors],
        "perspectives": ["armenia", "azerbaijan", "russia", "israel", "iran"],
        "contested": [f"S{n}" for n in range(1, 12)],
        "sources": [
            *["S1", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "E1", "E2", "E3"],
            *["F02", "F04", "F41", "F10", "F11", "F12", "F14", "F15", "F17", "F18"],
            *["F20", "F21", "F22", "F23", "F24", "F26", "F27", "F29", "F30"],
        ],
    }


@of_each_deck
def test_every_statement_leads_to_a_ground_and_every_ground_is_cited_in_order(cards: tuple[Card, ...]) -> None:
    for card in cards:
        points = re.findall(r"<li>(.*?)</li>", card.markup)
        assert len(points) == card.markup.count("<li") > 0
        assert [point for point in points if not marks(point)] == []
        assert list(dict.fromkeys(marks(card.markup))) == list(range(len(card.grounds))), card.id


@of_each_deck
def test_every_ground_is_exact_words_or_a_known_source(cards: tuple[Card, ...]) -> None:
    for ground in (ground for card in cards for ground in card.grounds):
        assert ground.evidence or ground.sources
        assert set(ground.sources) <= set(CONTEXT.library)
        for piece in ground.evidence:
            assert ARTICLE.text[piece.start : piece.end] == piece.exact
            assert ARTICLE.sentence_at(piece.start).id == piece.sentence
            assert ARTICLE.voice_at(piece.start, piece.end) == piece.voice


@of_each_deck
def test_every_quote_of_the_article_leads_to_its_own_words(cards: tuple[Card, ...]) -> None:
    """In the actors' cards a form of address is followed by its places, so it need not be inside one."""
    quoted = 0
    for card in cards:
        for number, inside in re.findall(r'data-mark="(\d+)">((?:[^<]|<bdi[^>]*>[^<]*</bdi>)*)</span>', card.markup):
            for words in re.findall(r'<bdi class="rtc-words"[^>]*>(.*?)</bdi>', inside):
                evidence = card.grounds[int(number)].evidence
                assert Seen(words).text[1:-1] in {piece.exact for piece in evidence}
                quoted += 1
    assert quoted or cards is DECKS["contested"]  # there the words stand in their sentence


@of_each_deck
def test_cards_are_plain_markup_with_names_of_their_own(cards: tuple[Card, ...]) -> None:
    assert len({card.id for card in cards}) == len({card.name for card in cards}) == len(cards)
    for seen in (Seen(card.markup) for card in cards):
        assert seen.tags <= TAGS
        assert seen.attributes <= {"class", "style", "data-mark", "lang", "dir"}


class TestBuilder:
    def test_a_ground_without_words_or_sources_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^'s01' rests on no words of the article\.$"):
            Ground("s01")
        with pytest.raises(ValueError, match=r"^'Trend' is outside knowledge without a source\.$"):
            Ground("Trend", origin="outside")

    def test_a_place_that_leads_to_a_ground_is_a_span_with_its_number(self) -> None:
        ground = Ground("one", sources=(CONTEXT.library[0],), origin="outside")
        markup = CardBuilder(ARTICLE).cite(Markup("<em>words</em>"), ground)
        assert markup == '<span class="rtc-cite" data-mark="0"><em>words</em></span>'

    def test_a_ground_keeps_its_number_and_says_what_it_is(self) -> None:
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

    def test_many_quotes_of_one_datum_are_counted_and_all_lie_in_its_ground(self) -> None:
        armenia, azerbaijan, *_ = READING.actors
        sheet = CardBuilder(ARTICLE)
        assert Seen(sheet.quote(armenia.evidence)).text == "5 places from s01 to s09"
        assert sheet.card("c", "Name").grounds[0].evidence == armenia.evidence
        s01 = [piece for piece in azerbaijan.evidence if piece.sentence == "s01"]
        assert Seen(sheet.quote([*s01, *s01])).text == "4 places in s01"

    def test_a_cards_name_is_cut_for_a_list_of_choices_and_a_section_without_entries_is_nothing(self) -> None:
        assert CardBuilder(ARTICLE).card("c", "x" * 91).name == "x" * 89 + "…"
        assert section("Title", []) == ""

    def test_a_source_is_named_with_its_grade_and_with_what_it_alone_bears_out(self) -> None:
        source = next(source for source in CONTEXT.library if source.id == "mfa-khojaly")
        assert Seen(CardBuilder(ARTICLE).sources([source])).text == (
            "Azerbaijan MFA, 2021, Azerbaijan's foreign ministry, grade A: official, or the party itself, "
            "for Azerbaijan's position alone"
        )


def test_without_codes_a_card_has_names_and_words_and_nothing_that_a_later_notebook_asks_for() -> None:
    told = " ".join(line for card in actor_cards(READING, coded=False) for line in lines(card))
    assert "Emil Avdaliani’s words for it." in told
    assert re.findall(r"coded as|friendly|so it is|stated as|Ties|Events|Inferred|Another reading", told) == []


def test_each_government_that_answered_to_a_court_is_told_with_what_it_answered() -> None:
    for actor, case in (("armenia", "Chiragov v. Armenia"), ("azerbaijan", "Sargsyan v. Azerbaijan")):
        assert [line for line in lines(named(actor, "perspectives")) if case in line and "Its government said" in line]


def test_own_names_keep_their_language_and_direction() -> None:
    israel, armenia = (named(name, "actors").markup for name in ("israel", "armenia"))
    assert '<span lang="he" dir="rtl">ישראל</span>, <span lang="ar" dir="rtl">إسرائيل</span>' in israel
    assert '<span lang="hy" dir="ltr">Հայաստան</span>' in armenia


class TestPerspectives:
    def test_a_government_without_a_side_in_the_context_is_said_to_have_none(self) -> None:
        russia = perspective_cards(READING, replace(CONTEXT, contested=CONTEXT.contested[3:]))[2]
        assert lines(russia)[-1] == "■ Outside the article the course has found no side under the name of Russia."

    def test_a_side_of_somebody_whose_name_begins_alike_is_not_a_governments(self) -> None:
        sides = tuple(replace(side, who=f"{side.who} Review") for side in CONTEXT.contested[0].sides)
        context = replace(CONTEXT, contested=(replace(CONTEXT.contested[0], sides=sides),), facts=CONTEXT.facts[:1])
        assert BEFORE not in lines(perspective_cards(READING, context)[0])

    def test_what_came_after_the_page_is_folded_away(self) -> None:
        for card in DECKS["perspectives"]:
            early, _, later = card.markup.partition("<details>")
            assert ("<summary>■ After the article’s day.</summary>" in later) is (card.id != "russia")
            assert not re.search(r"202[1-9]|October 2020", early), card.id


class TestContested:
    def test_every_side_of_every_dispute_is_told_with_its_sources_under_its_words(self) -> None:
        for dispute, card in zip(CONTEXT.contested, DECKS["contested"], strict=True):
            told = "\n".join(lines(card))
            assert [side.text for side in dispute.sides if side.text not in told] == []
            cited = {source for ground in card.grounds for source in ground.sources}
            assert cited == {source for side in dispute.sides for source in side.sources}
            (found,) = card.grounds[0].evidence
            assert (found.exact, found.sentence, found.voice) == (dispute.quote, dispute.sentence, dispute.voice)

    def test_the_courses_own_sentence_rests_on_no_source_from_after_the_page(self) -> None:
        ground = named("S1", "contested").grounds[1]
        assert (ground.label, ground.origin) == ("S1: the words and 13 sources", "inferred")
        assert "mirror-july" not in [source.id for source in ground.sources]

    def test_a_side_is_late_by_its_date_or_undated_by_when_all_its_sources_appeared(self) -> None:
        sides, day = CONTEXT.contested[0].sides, ARTICLE.published
        assert [side.late(day) for side in sides] == [*[False] * 6, True, False, False]
        assert not replace(sides[6], sources=(*sides[6].sources, *sides[1].sources)).late(day)
        assert replace(sides[1], date="2020").late(day)


class TestSources:
    def test_what_came_after_the_page_is_not_told_before_it_is_asked_for(self) -> None:
        early = {card.id: card for card in source_cards(CONTEXT, ARTICLE)}
        assert early.keys() == {card.id for card in DECKS["sources"]}
        assert lines(early["S9"]) == lines(named("S9", "sources"))[:15]
        accounts = [side for dispute in CONTEXT.contested for side in dispute.sides]
        accounts += [value for estimate in CONTEXT.estimates for value in estimate.values]
        later = [account.text for account in accounts if account.late(ARTICLE.published)]
        told = " ".join(line for card in early.values() for line in lines(card))
        assert later
        assert [text for text in later if text in told] == []

    def test_every_source_of_a_topic_has_its_block(self) -> None:
        for dispute in CONTEXT.contested:
            for card in (card for card in DECKS["sources"] if card.id == dispute.id):
                sources = {source for side in dispute.sides for source in side.sources}
                behind = {f"{s.publisher}: “{s.title}”" if s.title else s.publisher for s in sources}
                assert card.markup.count("<li>") == len(sources)
                assert [one for one in behind if not any(line.startswith(one) for line in lines(card))] == []


def test_while_it_is_closed_nothing_later_than_the_page_is_in_a_card_but_when_it_opens() -> None:
    make: tuple[Callable[[str], tuple[Card, ...]], ...] = (
        lambda closed: perspective_cards(READING, CONTEXT, closed),
        lambda closed: contested_cards(ARTICLE, CONTEXT, closed),
        lambda closed: source_cards(CONTEXT, ARTICLE, closed, after_page=True),
    )
    for deck in make:
        for shut, card in zip(deck("It opens <soon>."), deck(""), strict=True):
            early, fold, _ = card.markup.partition("<details><summary>■ After the article’s day.</summary>")
            note = '<p class="rtc-note">■ After the article’s day. It opens &lt;soon&gt;.</p>' if fold else ""
            assert shut.markup == early + Markup(note)
            assert shut.grounds == card.grounds[: len(shut.grounds)]
            assert len(shut.grounds) == len(set(re.findall('data-mark="[0-9]+"', early)))
