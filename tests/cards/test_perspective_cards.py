"""What each government can be heard to say, by the text and then by other sources, and no sentence more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from course_utils.cards import Card, perspective_cards
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

READING, CONTEXT = load_reading(), load_context()
CARDS = perspective_cards(READING, CONTEXT)
ANSWER = "◆ What a spokesperson would have to answer"
BEFORE = "■ Outside the article, up to the page’s day or undated"
AFTER = "■ After the page’s day."
Lines = Callable[[Card], list[str]]


def named(name: str) -> Card:
    return next(card for card in CARDS if card.id == name)


def under(lines: list[str], title: str) -> list[str]:
    """Return the points under a title, up to the next."""
    rest = lines[lines.index(title) + 1 :]
    ends = [n for n, line in enumerate(rest) if line[0] in "●◆■" and not line.startswith(("● Said:", "◆ Inferred:"))]
    found = rest[: ends[0]] if ends else rest
    return [line for line in found if line != "After 11 September 2020, or not surely before it:"]


def test_each_state_with_a_seat_has_a_card_by_the_articles_own_word_for_it() -> None:
    assert [card.name for card in CARDS] == [
        "Armenia’s government (the page’s “Yerevan”)",
        "Azerbaijan’s government (the page’s “Baku”)",
        "Russia’s government (the page’s “the Kremlin”)",
        "Israel’s government (the page’s “Jerusalem”)",
        "Iran’s government (the page’s “Tehran”)",
    ]


def test_a_government_without_a_voice_is_said_to_have_none(lines: Lines) -> None:
    assert lines(named("armenia")) == [
        "No sentence is put into this government’s mouth: each is a quote or a summary, with whose account it is.",
        "● Its seat, as the article names it",
        "“Yerevan” s02, in the editor’s words.",
        "◆ Its words or view, as the text gives them",
        "The article gives no view of Armenia’s government; the editor speaks of it in s01, s02, s09.",
        "◆ What a spokesperson would have to answer",
        "The beginning of that fighting, which the editor attributes to Armenia (“initiated”) (July "
        "2020). “Armenia initiated a brief round of skirmishing” s01. The editor: put as certain. "
        "Another reading: Each government said that the other began, so a reading should keep only "
        "that they fought, and leave out who began.",
        "“the Azeri territory long occupied by Armenia” s09. From Armenia to Azerbaijan: coded as "
        "control, hostile (ill will, fear or harm). According to the editor. Another reading: "
        "Armenia's government spoke of the self-determination of the people there, so a contested "
        "word gives no tie of this kind.",
        "■ Outside the article, up to the page’s day or undated",
        "On “Armenia initiated” s01. Armenia: Azerbaijani troops approached in a vehicle and fired, "
        "or tried to break through. mobsearch.net, grade B: press or research.",
        "On “the Kremlin has long backed Yerevan” s02. Armenia, 2017: Its foreign minister objected "
        "publicly to Azerbaijan's purchases of arms from Russia. ANCA/Sputnik, 2017, grade C: "
        "encyclopaedia or advocacy, not settled.",
        "On “formally neutral” s03. Armenia, by Azatutyun: For years it has voiced concern over arms "
        "that Israeli companies sold to Azerbaijan, with the blessing of Israel's government. "
        "Azatutyun (RFE/RL), 2020, grade B: press or research.",
        "On “[the Azeri territory long occupied by Armenia]” s09. Armenia, 2009 to 2010: It is an "
        "issue of self-determination, as foreign minister Nalbandian said at the UN. UN News, 2009, "
        "grade B: press or research; the minister's statement, in the Armenian Weekly, 2010, grade A:"
        " official, or the party itself, for Armenia's position alone.",
        "16 June 2015: In Chiragov v. Armenia the European Court of Human Rights held that Armenia "
        "had effective control over Nagorno-Karabakh and the surrounding districts. It found that six"
        " Azerbaijanis displaced from Lachin had been denied rights to property, home and remedy. "
        "app.lexploria.com, grade A: official, or the party itself, for the date, the parties and the"
        " claim alone; the court's press release, on karabakhfacts.com, grade B: press or research; "
        "European Implementation Network, a note by EHRAC, counsel of the Sargsyan family, 2017, grade "
        "B: press or research; wikisum.wiki, grade C: encyclopaedia or advocacy, not settled. Armenia: "
        "Armenia contested "
        "the court's jurisdiction; its objections were dismissed. wikisum.wiki, grade C: "
        "encyclopaedia or advocacy, not settled.",
        "■ After the page’s day.",
        "After 11 September 2020, or not surely before it:",
        "On “formally neutral” s03. Armenia, 1 October 2020: Supplying arms to Azerbaijan is "
        "“inadmissible”; Armenia recalled its ambassador. Armenpress, 2020, grade A: official, or the"
        " party itself; Times of Israel, 2020, grade B: press or research.",
        "On “[the Azeri territory long occupied by Armenia]” s09. Armenia, later, 2021: It is an "
        "issue of self-determination, as Grigoryan said. arka.am, 2021, grade B: press or research.",
    ]


def test_a_government_without_a_side_in_the_context_is_said_to_have_none(lines: Lines) -> None:
    russia = perspective_cards(READING, replace(CONTEXT, contested=CONTEXT.contested[1:]))[2]
    assert lines(russia)[-1] == ("■ Outside the article the course has found no side under the name of Russia.")


def test_moscow_finds_its_side_on_july(lines: Lines) -> None:
    (side,) = under(lines(named("russia")), BEFORE)
    assert side.startswith("On “Armenia initiated” s01. Russia, through its foreign minister Lavrov, 21 August 2020: ")
    assert side.endswith(" on armenianclub.com, 2020, grade B: press or research.")


def test_what_a_government_says_stands_with_who_hands_it_on(lines: Lines) -> None:
    assert under(lines(named("iran")), "◆ Its words or view, as the text gives them") == [
        "A minority in Iran, “the Azeris in Iran”, might begin to talk of secession. “at an opportune "
        "moment, "
        "this minority might begin to talk of secession” s07. Emil Avdaliani gives this as the words or "
        "view of "
        "Iran: put as possible. Whether it is so, Emil Avdaliani does not say. Another reading: “Tehran "
        "thinks that” gives the thought to Iran's government, so it is reported.",
        "An idea called “Greater Azerbaijan” might emerge. “a “Greater Azerbaijan” idea might emerge” "
        "s07. Emil "
        "Avdaliani gives this as the words or view of Iran: put as possible. Whether it is so, Emil "
        "Avdaliani "
        "does not say.",
        "“Tehran’s concerns about” s06, “the allegedly political aspirations of the Azeris in Iran” s06. "
        "Emil Avdaliani’s words for it.",
    ]


def test_each_has_to_answer_what_others_say_of_it_and_not_its_own_accusation(lines: Lines) -> None:
    words = {card.id: [line.split("“")[1].split("”")[0] for line in under(lines(card), ANSWER)] for card in CARDS}
    assert words == {
        "armenia": ["initiated", "the Azeri territory long occupied by Armenia"],
        "azerbaijan": ["Baku summoned Iranian diplomats", "Baku maintains a more pro-Western orientation"],
        "russia": ["the Kremlin has long backed Yerevan"],
        "israel": [
            "Israel helped Baku build electronic intelligence-gathering stations along the Azerbaijani "
            "border "
            "with Iran in the 1990s",
            "Israel has stayed formally neutral in the latest round of the conflict",
            "Israel has stayed formally neutral in the latest round of the conflict",
            "makes Israel a comfortable partner for Azerbaijan",
        ],
        "iran": [
            "Iranian moves that could complicate its position in the South Caucasus and Caspian Sea",
            "Iran was sending trucks to Nagorno-Karabakh",
            "stoking the conflict over the land",
            "Israel’s archnemesis",
        ],
    }


def test_what_came_after_the_page_stands_last_and_apart(lines: Lines) -> None:
    counts = {
        card.id: [len(under(lines(card), title)) if title in lines(card) else 0 for title in (BEFORE, AFTER)]
        for card in CARDS
    }
    assert counts == {"armenia": [5, 2], "azerbaijan": [5, 3], "russia": [1, 0], "israel": [1, 2], "iran": [3, 2]}
    assert "May 2021" in under(lines(named("iran")), AFTER)[1]


def test_what_came_after_the_page_is_folded_away() -> None:
    for card in CARDS:
        early, _, later = card.markup.partition("<details>")
        assert (f"<summary>{AFTER}</summary>" in later) is (card.id != "russia")
        assert not re.search(r"202[1-9]|October 2020", early), card.id


def test_a_side_of_somebody_whose_name_begins_alike_is_not_a_governments(lines: Lines) -> None:
    sides = tuple(replace(side, who=f"{side.who} Review") for side in CONTEXT.contested[0].sides)
    context = replace(CONTEXT, contested=(replace(CONTEXT.contested[0], sides=sides),), facts=CONTEXT.facts[:1])
    cards = {card.id: card for card in perspective_cards(READING, context)}
    assert BEFORE not in lines(cards["armenia"])
