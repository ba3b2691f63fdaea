"""An actor's card says how it is called, and what each voice says of it, apart."""

from __future__ import annotations

from collections.abc import Callable

from course_utils.cards import Card, actor_cards
from course_utils.reading.load import load_reading

READING = load_reading()
CARDS = actor_cards(READING)
Lines = Callable[[Card], list[str]]


def named(name: str) -> Card:
    return next(card for card in CARDS if card.id == name)


def test_there_is_one_card_an_actor_in_the_readings_order() -> None:
    assert [(card.id, card.name) for card in CARDS] == [(actor.id, actor.name) for actor in READING.actors]
    assert len(CARDS) == 11


def test_who_is_spoken_of_and_does_not_speak_is_said_to(lines: Lines) -> None:
    assert lines(named("azeris-in-iran")) == [
        "“Azeris in Iran”: a group of people. Own name: ایران آذربایجانلیلاری, آذربایجانی\u200cهای ایران.",
        "◆ What the course notes",
        "Citizens of Iran, not of Azerbaijan; others speak of them, they do not speak in the text. "
        "“the Azeris in Iran” s06, “this minority” s07",
        "● What the text calls it, ◆ and how",
        "by a word made from a name: “the Azeris in Iran” once, in Emil Avdaliani’s words: s06",
        "described: “this minority” once, in Emil Avdaliani’s words: s07",
        "◆ What the text gives as its words or view",
        "None; Emil Avdaliani speaks of them in s06, s07.",
        "◆ Ties, in Emil Avdaliani’s words",
        "“Tehran’s concerns about the allegedly political aspirations of the Azeris in Iran” s06. "
        "From Iran to “Azeris in Iran”: coded as apprehension, hostile (ill will, fear or harm). "
        "According to Emil Avdaliani. Another reading: “concerns” may be care as well as fear and is about "
        "aims that are only alleged, so it is neither friendly nor hostile (0).",
        "“the Azeris in Iran” s06, “this minority” s07. From “Azeris in Iran” to Iran: coded as "
        "part-of, neutral (neither good will nor ill will). According to Emil Avdaliani.",
        "● Said, ◆ inferred: wants and fears, by Emil Avdaliani’s account",
        "● Said: Political aims, which the text says are alleged and does not describe. “the "
        "allegedly political aspirations of the Azeris in Iran” s06. According to Emil Avdaliani. "
        "Another reading: Others allege it and they do not speak, so the words hold no interest of theirs.",
        "◆ Events, by Emil Avdaliani’s account",
        "Talk of secession begun by “the Azeris in Iran”. “this minority might begin to talk of "
        "secession” s07. Emil Avdaliani gives this as the words or view of Iran: put as possible. "
        "Whether it is so, Emil Avdaliani does not say.",
        "Secession from Iran, as the matter of that talk. “secession” s07. Emil Avdaliani gives this "
        "as the words or view of Iran: left open. Whether it is so, Emil Avdaliani does not say.",
    ]


def test_the_editors_words_come_first_and_apart_from_the_authors(lines: Lines) -> None:
    titles = [line for line in lines(named("israel")) if line[:2] in ("● ", "◆ ")]
    titles = [title for title in titles if not title.startswith(("● Said:", "◆ Inferred:"))]
    assert titles == [
        "◆ What the course notes",
        "● What the text calls it, ◆ and how",
        "◆ What the text gives as its words or view",
        "◆ Ties, in the editor’s words",
        "● Said, ◆ inferred: wants and fears, by the editor’s account",
        "◆ Ties, in Emil Avdaliani’s words",
        "● Said, ◆ inferred: wants and fears, by Emil Avdaliani’s account",
        "◆ Events, by Emil Avdaliani’s account",
    ]


def test_own_names_keep_their_language_and_direction() -> None:
    assert '<span lang="he" dir="rtl">ישראל</span>, <span lang="ar" dir="rtl">إسرائيل</span>' in named("israel").markup
    assert '<span lang="hy" dir="ltr">Հայաստան</span>' in named("armenia").markup


def test_all_mentions_of_an_actor_are_counted_under_how_it_is_called(lines: Lines) -> None:
    found = lines(named("azerbaijan"))
    start = found.index("● What the text calls it, ◆ and how")
    assert found[start + 2] == (
        "by name: “Azerbaijan” once, in the editor’s words: s01; "
        "“Azerbaijan” four times, in Emil Avdaliani’s words: s04, s09, s11, s12"
    )
    assert found[start + 3] == (
        "by its seat of government: “Baku” once, in the editor’s words: s02; "
        "“Baku” four times, in Emil Avdaliani’s words: s04, s05, s10, s13"
    )


def test_a_contested_tie_is_shown_with_its_other_reading(lines: Lines) -> None:
    assert (
        "“the Azeri territory long occupied by Armenia” s09. From Armenia to Azerbaijan: coded as control, "
        "hostile (ill will, fear or harm). According to the editor. Another reading: Armenia's "
        "government spoke of the self-determination of the people there, so a contested word gives no tie of "
        "this kind."
    ) in lines(named("armenia"))
