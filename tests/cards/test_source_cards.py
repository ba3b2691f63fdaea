"""A source card sets against each other what sources say on one topic, and who is behind each."""

from __future__ import annotations

from collections.abc import Callable

from course_utils.cards import Card, source_cards
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

ARTICLE, CONTEXT = load_reading().article, load_context()
CARDS = source_cards(CONTEXT, ARTICLE, after_page=True)
Lines = Callable[[Card], list[str]]


def named(name: str) -> Card:
    return next(card for card in CARDS if card.id == name)


def test_the_topics_are_those_on_which_sources_differ_before_the_page() -> None:
    assert [card.id for card in CARDS] == [
        *["S1", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "E1", "E2", "E3"],
        *["F02", "F04", "F10", "F11", "F12", "F14", "F15", "F17", "F18", "F20", "F21", "F22", "F23", "F24"],
        *["F26", "F27", "F30"],
    ]


def test_a_disputes_card_has_a_block_for_every_source_and_the_later_ones_last(lines: Lines) -> None:
    assert lines(named("S9")) == [
        "What do these sources say on “Iran was sending trucks to Nagorno-Karabakh” s09?",
        "■ Outside the article, up to the page’s day or undated",
        "News.am via armenianclub.com, 2020",
        "Who is behind it: News.am via armenianclub.com, “Azerbaijan protests Iran regarding "
        "Karabakh”, 2020, grade B: press or research, "
        "https://armenianclub.com/2020/04/17/azerbaijan-protests-iran-regarding-karabakh/amp.",
        "Azerbaijan, April 2020: A video was said to show Iranian fuel trucks in Nagorno-Karabakh. "
        "(News.am via armenianclub.com, 2020)",
        "Iran, April 2020: It is disinformation by enemies of the friendship. (News.am via armenianclub.com, 2020)",
        "News.am, April 2020: The report tells of telephone conversations, not of the summons that "
        "s10 has. (News.am via armenianclub.com, 2020)",
        "■ After the page’s day.",
        "After 11 September 2020, or not surely before it:",
        "Tehran Times, 2021",
        "Who is behind it: Tehran Times, 2021, grade B: press or research, "
        "https://www.tehrantimes.com/news/460764/Iran-denies-presence-of-trucks-at-Karabakh.",
        "Iran, later, May 2021: It denied the trucks again. (Tehran Times, 2021)",
        "News.az, 2021",
        "Who is behind it: News.az, 2021, grade B: press or research, "
        "https://news.az/news/azerbaijani-president-clarifies-issue-of-iranian-trucks.",
        "Azerbaijan, later, September 2021: Aliyev said that trucks went in regularly and that the "
        "ambassador was called in during August 2021. (News.az, 2021)",
    ]


def test_what_came_after_the_page_is_not_told_before_it_is_asked_for(lines: Lines) -> None:
    early = {card.id: card for card in source_cards(CONTEXT, ARTICLE)}
    assert {card.id for card in CARDS} - early.keys() == {"S6"}  # one account by that day
    assert lines(early["S9"]) == lines(named("S9"))[:7]
    later = [s.text for d in CONTEXT.contested for s in d.sides if s.late(ARTICLE.published)]
    later += [v.text for e in CONTEXT.estimates for v in e.values if v.late(ARTICLE.published)]
    assert later
    told = " ".join(line for card in early.values() for line in lines(card))
    assert [text for text in later if text in told] == []


def test_a_facts_card_says_what_each_source_is_cited_for_and_that_it_is_not_settled(lines: Lines) -> None:
    assert lines(named("F04")) == [
        "■ Outside the article, 25 February 1992 to 26 February 1992",
        "Karabakh Armenian forces, reportedly with soldiers of the ex-Soviet 366th regiment, took "
        "Khojaly and killed Azerbaijani civilians, many of whom were fleeing. Human Rights Watch, "
        "quoted on karabakh.vn, a page of advocacy, 1994, grade B: press or research; Azerbaijan MFA,"
        " 2021, grade A: official, or the party itself, for Azerbaijan's position alone; Wikipedia "
        "mirror, grade C: encyclopaedia or advocacy, not settled.",
        "■ Where accounts differ",
        "Azerbaijan's government counts 613 dead and its parliament 485. Human Rights Watch counted "
        "more than 200 and held 500 to 1,000 possible. Azerbaijan's term is “genocide”, that of most "
        "others “massacre”. Human Rights Watch, quoted on karabakh.vn, a page of advocacy, 1994, "
        "grade B: press or research; Azerbaijan MFA, 2021, grade A: official, or the party itself, "
        "for Azerbaijan's position alone; Wikipedia mirror, grade C: encyclopaedia or advocacy, not "
        "settled.",
        "Human Rights Watch, quoted on karabakh.vn, a page of advocacy, 1994",
        "Who is behind it: Human Rights Watch, quoted on karabakh.vn, a page of advocacy, “Seven "
        "Years of Conflict in Nagorno-Karabakh”, 1994, grade B: press or research, "
        "http://karabakh.vn/en/khojaly-tragedy/evidence-from-independent-sources/ngo-report.html. It "
        "is cited for the sentence and for where accounts differ.",
        "Azerbaijan MFA, 2021",
        "Who is behind it: Azerbaijan MFA, “Khojaly Genocide”, 2021, grade A: official, or the party "
        "itself, https://docslib.org/doc/1040513/khojaly-genocide. It bears out Azerbaijan's position"
        " alone. It is cited for the sentence and for where accounts differ.",
        "Wikipedia mirror",
        "Who is behind it: Wikipedia mirror, “Khojaly massacre”, grade C: encyclopaedia or advocacy, "
        "not settled, http://everything.explained.today/Khojali_massacre/. It is cited for the "
        "sentence and for where accounts differ.",
    ]
    assert named("F04").name == "Azerbaijanis killed at Khojaly"


def test_every_source_of_a_topic_has_its_block(lines: Lines) -> None:
    for dispute in CONTEXT.contested:
        for card in (card for card in CARDS if card.id == dispute.id):
            behind = [line for line in lines(card) if line.startswith("Who is behind it: ")]
            sources = {source for side in dispute.sides for source in side.sources}
            assert len(behind) == len(sources)
            assert all(any(source.publisher in line for line in behind) for source in sources)


def test_a_range_of_estimates_names_who_says_what(lines: Lines) -> None:
    found = lines(named("E2"))
    assert found[0] == (
        "People counted as “the Azeris in Iran”: what do these sources say? Shares and millions stand side "
        "by side as they were found."
    )
    assert "A reference text: 15–24%. (liquisearch.com)" in found
    assert "Iran: no ethnic statistics are published. (Wikipedia text quoted on when.com)" in found
