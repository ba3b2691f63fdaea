"""The evidence reader lists all that is coded, each datum with the whole of its words."""

from __future__ import annotations

from collections.abc import Callable

from course_utils.decks import Card, data_cards
from course_utils.reading import Reading, load_reading

READING = load_reading()
CARDS = data_cards(READING)
Lines = Callable[[Card], list[str]]


def named(name: str) -> Card:
    return next(card for card in CARDS if card.id == name)


def test_every_kind_has_its_card_with_its_count() -> None:
    assert [card.name for card in CARDS] == [
        "Actors (11)",
        "Places (6)",
        "Times (3)",
        "Events (15)",
        "Relations (17)",
        "Interests (10)",
        "Claims (39)",
        "Attributions (19)",
    ]


def test_every_datum_is_a_point_that_leads_to_the_whole_of_its_evidence() -> None:
    for card in CARDS:
        data = getattr(READING, card.id)
        assert card.markup.count("<li>") == len(data)
        assert {ground.evidence for ground in card.grounds} == {datum.evidence for datum in data}


def test_the_places_are_listed_with_their_notes_and_with_whose_word_each_is(lines: Lines) -> None:
    assert lines(named("places")) == [
        "◆ places",
        "South Caucasus. “South Caucasus” s05. Region.",
        "Caspian Sea. “Caspian Sea” s05. Sea.",
        "Nagorno-Karabakh. “Nagorno-Karabakh” s09 (author), “the Azeri territory long occupied by "
        "Armenia” s09 (editor), “the land” s10 (author). Territory. Nagorno-Karabakh / Artsakh / "
        "Qarabağ; the governments of Armenia and Azerbaijan described its status differently in 2020, "
        "and it has no ISO 3166-1 code.",
        "Border of Azerbaijan and Iran. “Iran’s border” s12, “the Azerbaijani border with Iran” s13. Border.",
        "Intelligence-gathering stations. “electronic intelligence-gathering stations” s13. "
        "Facility. In the text only as what unnamed media claim (s13); number and sites are not "
        "said.",
        "“Greater Azerbaijan”. “Greater Azerbaijan” s07. Idea. An idea, in quotation marks in the "
        "text and given as a thought of Iran's government (s07); it is drawn on no map.",
    ]


def test_one_datum_of_each_other_kind_reads_as_it_is_coded(lines: Lines) -> None:
    assert lines(named("times"))[1] == "July 2020. “In July” s01. Coded as 2020-07."
    assert lines(named("actors"))[4] == (
        "Israel. 6 places from s03 to s13. A state. “Jerusalem” for its government is Avdaliani's word (s12)."
    )
    assert lines(named("events"))[3] == (
        "A war between Armenia and Azerbaijan (the 1990s). “fighting a war in the 1990s” s02. "
        "The editor: put as certain."
    )
    assert lines(named("relations"))[9] == (
        "“Baku and Tehran have mixed relations” s04. Azerbaijan and Iran: coded as relations, mixed "
        "(both good "
        "will and ill will). According to Emil Avdaliani."
    )
    assert lines(named("interests"))[4] == (
        "◆ Inferred, of Iran: To keep its diplomatic and economic ties with Azerbaijan. “Diplomatic "
        "relations "
        "exist and bilateral economic contacts are extensive” s05. According to Emil Avdaliani."
    )
    assert lines(named("claims"))[-1] == (
        "By the claim of unnamed media, Israel helped Azerbaijan build intelligence-gathering stations "
        "in the "
        "1990s. “Israel helped Baku build electronic intelligence-gathering stations along the Azerbaijani "
        "border with Iran in the 1990s” s13. Reported. Emil Avdaliani gives this as the words or view "
        "of unnamed "
        "media: put as certain. Whether it is so, Emil Avdaliani does not say."
    )
    assert lines(named("attributions"))[8] == (
        "“allegedly” s06, “political aspirations” s06. Words that make it more or less certain, by Emil "
        "Avdaliani. Another reading: “allegedly” qualifies “political” alone; that there are aspirations is "
        "taken for granted."
    )


def test_a_reading_without_data_has_no_cards() -> None:
    assert data_cards(Reading("empty", READING.article)) == ()
