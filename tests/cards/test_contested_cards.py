"""A contested word stands in its sentence, with whose it is and what each side says instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from course_utils.cards import Card, contested_cards
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

ARTICLE, CONTEXT = load_reading().article, load_context()
CARDS = contested_cards(ARTICLE, CONTEXT)
Lines = Callable[[Card], list[str]]


def named(name: str) -> Card:
    return next(card for card in CARDS if card.id == name)


def test_there_is_one_card_a_dispute_by_its_words() -> None:
    assert [card.id for card in CARDS] == [f"S{n}" for n in range(1, 12)]
    assert [card.name for card in CARDS] == [f"“{dispute.quote}”" for dispute in CONTEXT.contested]


def test_a_card_has_the_sentence_the_voice_the_course_and_every_side(lines: Lines) -> None:
    assert lines(named("S9")) == [
        "Consider, for example, Azerbaijan’s recent claim that Iran was sending trucks to "
        "Nagorno-Karabakh, [the Azeri territory long occupied by Armenia].",
        "● Whose words",
        "Emil Avdaliani’s, in s09.",
        "◆ What the course says of it",
        "Azerbaijan raised the matter with Iran in April 2020, and Iran called it disinformation. It "
        "rests on the words and one source.",
        "■ Outside the article, up to the page’s day or undated",
        "Azerbaijan, April 2020: A video was said to show Iranian fuel trucks in Nagorno-Karabakh. "
        "News.am via armenianclub.com, 2020, grade B: press or research.",
        "Iran, April 2020: It is disinformation by enemies of the friendship. News.am via "
        "armenianclub.com, 2020, grade B: press or research.",
        "News.am, April 2020: The report tells of telephone conversations, not of the summons that "
        "s10 has. News.am via armenianclub.com, 2020, grade B: press or research.",
        "■ After the page’s day.",
        "After 11 September 2020, or not surely before it:",
        "Iran, later, May 2021: It denied the trucks again. Tehran Times, 2021, grade B: press or research.",
        "Azerbaijan, later, September 2021: Aliyev said that trucks went in regularly and that the "
        "ambassador was called in during August 2021. News.az, 2021, grade B: press or research.",
    ]


def test_every_side_of_every_dispute_is_told_with_its_sources(lines: Lines) -> None:
    for dispute in CONTEXT.contested:
        card = named(dispute.id)
        told = "\n".join(lines(card))
        assert [side.text for side in dispute.sides if side.text not in told] == []
        cited = {source for ground in card.grounds for source in ground.sources}
        assert cited == {source for side in dispute.sides for source in side.sources}


def test_the_words_are_found_exactly_and_are_the_voices_that_the_context_names() -> None:
    for dispute, card in zip(CONTEXT.contested, CARDS, strict=True):
        (found,) = card.grounds[0].evidence
        assert (found.exact, found.sentence, found.voice) == (dispute.quote, dispute.sentence, dispute.voice)
        assert ARTICLE.text[found.start : found.end] == dispute.quote
    assert named("S10").grounds[0].evidence[0].voice == "editor"


def test_the_courses_own_sentence_rests_on_no_source_from_after_the_page() -> None:
    ground = named("S1").grounds[1]
    assert (ground.label, ground.origin) == ("S1: the words and 8 sources", "inferred")
    assert "mirror-july" not in [source.id for source in ground.sources]


def test_a_side_is_late_by_its_date_or_undated_by_when_all_its_sources_appeared() -> None:
    sides = CONTEXT.contested[0].sides
    assert [side.late(ARTICLE.published) for side in sides] == [*[False] * 6, True]
    assert not replace(sides[6], sources=(*sides[6].sources, *sides[1].sources)).late(ARTICLE.published)
    assert replace(sides[1], date="2020").late(ARTICLE.published)
