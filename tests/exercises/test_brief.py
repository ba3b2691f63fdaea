"""The form says what it lacks, sentence by sentence, and nothing about opinions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course_utils.article.article import load_article
from course_utils.exercises.brief import CONFIDENCE, LEVELS, PARTS, cited, cited_ids, count_words, dated, lacks

ARTICLE = load_article()
WHOLE = {
    "situation": "The editor writes that fighting broke out in July (s01).",
    "known": "Avdaliani calls the ties mixed (s04), with extensive contacts (s05).",
    "hearsay": "The stations: media sources, as Avdaliani hands them on (s13).",
    "missing": "Nobody who lives there is asked.",
    "outcome-1": "Fighting may return.",
    "outcome-2": "The border may stay calm.",
    "advice": "Ask both governments, and people on both sides of the border, before you do anything.",
    "confidence": "low",
}


def found(**changed: str) -> list[str]:
    return [lack["text"] for lack in lacks({**WHOLE, **changed}, ARTICLE)]


def test_a_whole_brief_lacks_nothing() -> None:
    assert lacks(WHOLE, ARTICLE) == []


def test_of_an_empty_one_every_part_and_all_evidence_is_missing() -> None:
    assert [(lack["text"], lack["part"]) for lack in lacks({}, ARTICLE)] == [
        ("“The situation” is empty.", "situation"),
        ("“What is known, and who says so” is empty.", "known"),
        ("“What is hearsay” is empty.", "hearsay"),
        ("“Whose perspective is missing” is empty.", "missing"),
        ("“One possible outcome” is empty.", "outcome-1"),
        ("“Another possible outcome” is empty.", "outcome-2"),
        ("“What you advise” is empty.", "advice"),
        ("“How sure you are of your advice” is not chosen: low, moderate, high.", "confidence"),
        ("At least 4 different sentences are to be cited; so far: none.", None),
        ("No sentence of the editor’s is cited yet; there are s01, s02, s03.", None),
        (
            "No sentence of Emil Avdaliani’s is cited yet; there are s04, s05, s06, s07, s08, s09, s10, s11, s12, s13.",
            None,
        ),
    ]


@pytest.mark.parametrize("part", [part.id for part in PARTS if part.id not in ("known", "hearsay")])
def test_white_space_fills_no_part(part: str) -> None:
    label = next(p.label for p in PARTS if p.id == part)
    assert f"“{label}” is empty." in found(**{part: " \n\t"})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"hearsay": "The stations.", "missing": "As in s13."},
            "“What is hearsay” cites no sentence. Type its id, as in (s05).",
        ),
        ({"outcome-2": " fighting  MAY return."}, "The two outcomes are the same text. Name two different ones."),
        ({"known": "s04, s05, s14"}, "“What is known, and who says so” cites s14, but the page has s01 to s13."),
        ({"known": "s04 and s4, S04"}, "At least 4 different sentences are to be cited; so far: s01, s04, s13."),
        ({"situation": "s06"}, "No sentence of the editor’s is cited yet; there are s01, s02, s03."),
        ({"confidence": "total"}, "“How sure you are of your advice” is not chosen: low, moderate, high."),
    ],
)
def test_each_lack_is_said_alone(changed: dict[str, str], said: str) -> None:
    assert found(**changed) == [said]


def test_a_bracket_by_the_editor_is_no_sentence_of_the_editors() -> None:
    assert found(situation="s09") == ["No sentence of the editor’s is cited yet; there are s01, s02, s03."]


def test_350_words_are_not_too_long_and_351_are() -> None:
    others = count_words(WHOLE) - count_words({"advice": WHOLE["advice"]})
    assert found(advice="word " * (350 - others)) == []
    assert found(advice="word " * (351 - others)) == ["The brief has 351 words; 350 is the most."]


def test_ids_are_found_as_people_type_them_and_nothing_else_is_one() -> None:
    assert cited_ids("s05, (S4) s012; s05. [s1]s2") == ("s05", "s04", "s12", "s01", "s02")
    assert cited_ids("s s5x as05 s_5 S-300 s1234 s٣ 1990s02") == ()


def test_sentences_are_cited_in_the_pages_order_from_every_part_but_the_word_of_confidence() -> None:
    texts = {"advice": "s09", "situation": "s13 s02 s99", "confidence": "s01"}
    assert [sentence.id for sentence in cited(texts, ARTICLE)] == ["s02", "s09", "s13"]


def test_words_are_counted_as_a_reader_counts() -> None:
    texts = {"situation": "Արցախ – Qarabağ,\nthe Kremlin’s (s05) … 16", "advice": " \n", "confidence": "low"}
    assert count_words(texts) == 6


def test_it_is_dated_one_day_after_the_page_or_not_at_all() -> None:
    assert dated(ARTICLE) == "12 September 2020"
    assert dated(replace(ARTICLE, published=None)) == ""


def test_a_page_without_sentences_asks_for_none() -> None:
    empty = replace(ARTICLE, sentences=(), passages=())
    assert lacks({**WHOLE, "hearsay": "s01"}, empty) == []


def test_every_part_has_a_name_and_a_hint_of_its_own() -> None:
    parts = (*PARTS, CONFIDENCE)
    assert len({part.id for part in parts}) == len({p.label for p in parts}) == len({p.hint for p in parts}) == 8
    assert list(LEVELS) == ["low", "moderate", "high"]
