"""Sentence splitting: the course's around sentencex, and sentencex by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from figures import Row, Table, medians
from sentencex import get_sentence_boundaries

from course_utils import load_article
from course_utils.article.sentences import sentence_spans


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "Sentence splitting, a megabyte",
        "The bare side is sentencex on the same paragraphs. The course trims its sentences and takes two "
        "precautions: it panics at some white space, and unclosed quotation marks cost it the square of the "
        "length.",
        "ms",
        _rows(200_000 if quick else 1_000_000, 3 if quick else 9),
    )


def _rows(size: int, rounds: int) -> Iterator[Row]:
    paragraphs = [p.text for p in load_article().passages if p.kind != "interpolation"]
    times = size // sum(map(len, paragraphs)) + 1
    long = " ".join(paragraphs * (times // 10 + 1))
    for name, texts in (("the article's paragraphs", paragraphs * times), ("one long paragraph", [long])):
        scale = 1e6 / sum(len(text.encode()) for text in texts)
        ours, bare = medians(rounds, partial(split, texts), partial(split_bare, texts))
        yield Row(name, ours * scale, bare * scale, 3.0)


def split(texts: list[str]) -> None:
    """Split each text as the course does."""
    for text in texts:
        list(sentence_spans(text, 0, len(text)))


def split_bare(texts: list[str]) -> None:
    """Split each text, and cut out the sentences."""
    for text in texts:
        _ = [text[found["start_index"] : found["end_index"]] for found in get_sentence_boundaries("en", text)]
