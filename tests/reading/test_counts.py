"""Counts are the article's, to the word."""

import pytest

from course_utils.look.wording import times
from course_utils.reading.counts import namings, voice_shares
from course_utils.reading.load import load_reading

READING = load_reading()


def test_every_word_of_the_body_is_counted_for_one_voice() -> None:
    shares = voice_shares(READING.article)
    assert [(s.share, s.voice, s.sentences, s.words) for s in shares] == [
        ("lead", "editor", 3, 66),
        ("insertion", "editor", 2, 8),
        ("excerpt", "author", 10, 179),
    ]
    assert sum(s.words for s in shares) == 253


def test_each_share_rests_on_its_own_words() -> None:
    lead, insertion, excerpt = voice_shares(READING.article)
    assert [e.sentence for e in lead.evidence] == ["s01", "s02", "s03"]
    assert [(e.exact, e.sentence, e.voice) for e in insertion.evidence] == [
        ("[but]", "s05", "editor"),
        ("[the Azeri territory long occupied by Armenia]", "s09", "editor"),
    ]
    assert [e.sentence for e in excerpt.evidence] == [
        "s04", "s05", "s05", "s06", "s07", "s08", "s09", "s10", "s11", "s12", "s13",
    ]  # fmt: skip
    assert excerpt.evidence[1].exact.endswith("are extensive,")
    assert excerpt.evidence[6].exact.endswith("trucks to Nagorno-Karabakh,")
    for piece in (*lead.evidence, *insertion.evidence, *excerpt.evidence):
        assert READING.article.text[piece.start : piece.end] == piece.exact


def test_armenia_is_named_three_times_and_always_by_the_editor() -> None:
    assert [(n.word, n.evidence.sentence, n.kind, n.evidence.voice) for n in namings(READING, "armenia")] == [
        ("Armenia", "s01", "name", "editor"),
        ("Yerevan", "s02", "metonym", "editor"),
        ("[…Armenia…]", "s09", "name", "editor"),
    ]


def test_an_unknown_actor_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"no actor 'turkey'; the reading has .*armenia"):
        namings(READING, "turkey")


def test_how_often_is_said_in_words() -> None:
    assert [times(n) for n in (0, 1, 2, 3, 12)] == ["never", "once", "twice", "three times", "12 times"]
