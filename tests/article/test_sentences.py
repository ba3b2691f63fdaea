from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.article.sentences import STRETCH, open_ends, sentence_spans

TABLES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))
OPEN, CLOSED = TABLES.pop("open"), TABLES.pop("closed")


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text), language)]


@pytest.mark.parametrize(("language", "paragraph"), [(tag, text) for tag, texts in TABLES.items() for text in texts])
def test_a_paragraph_falls_into_its_sentences(language: str, paragraph: str) -> None:
    space = "" if language == "zh" else " "
    assert split(paragraph.replace("|", space), language) == paragraph.split("|")


@pytest.mark.parametrize("case", [*OPEN, *([text, None, None] for text in CLOSED)], ids=lambda case: case[0])
def test_a_place_is_named_where_a_sentence_may_end_or_not(case: list[Any]) -> None:
    text, words, two, *language = case
    begins = {start for start, _ in sentence_spans(text, 0, len(text), *language)}
    named = [found[1:] for found in open_ends(text, 0, len(text), begins)]
    assert named == ([(words, two)] if words else [])


WIDE = [chr(n) for n in range(0x110000) if chr(n).isspace() and chr(n) not in "\n\t "]


@pytest.mark.parametrize("space", WIDE)
def test_a_wide_space_after_an_initial_does_not_stop_the_splitter(space: str) -> None:
    name = f"J.{space} R.{space}A. Aliyev{space}"
    assert split(f"He met {name} there. It rained.") == [f"He met {name} there.", "It rained."]


def test_offsets_count_from_the_text_and_not_from_the_paragraph() -> None:
    text = "Title\n\n One.  Two. \n\nThree."
    assert list(sentence_spans(text, 7, 19)) == [(8, 12), (14, 18)]


def test_a_long_paragraph_is_split_as_a_short_one_is() -> None:
    sentences = [f"Sentence {n} says “so. And so”, said Mr. Smith, e.g. twice." for n in range(2_000)]
    text = " ".join(sentences)
    assert len(text) > 10 * STRETCH
    assert split(text) == sentences


def test_a_sentence_longer_than_a_stretch_stays_one() -> None:
    long = "word " * STRETCH + "end."
    assert split(f"First one. {long} Last one.") == ["First one.", long, "Last one."]


@pytest.mark.parametrize("hostile", ["“", "“‘«„‹《「‚‛", "`a ", "'a ", "``", "([", "x@", "w", " ", "."])
def test_hostile_runs_lose_no_character(hostile: str) -> None:
    text = hostile * (3 * STRETCH // len(hostile)) + " Ab. Cd."
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.text(st.sampled_from("aB. ?!\"“”'`()[]1\n\t\u00a0\u2003\u2028é😀שא。…"), max_size=400))
def test_sentences_and_white_space_tile_any_paragraph(text: str) -> None:
    reached = 0
    for start, end in sentence_spans(text, 0, len(text)):
        assert start >= reached
        assert not text[reached:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        reached = end
    assert not text[reached:].strip()
