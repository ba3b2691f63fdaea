"""What the tests of all decks share: every deck of the course, and a card's text as it is read aloud."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from course_utils.cards import Card, actor_cards, contested_cards, perspective_cards, source_cards
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

Decks = dict[str, tuple[Card, ...]]


def read_aloud(card: Card) -> list[str]:
    blocks = re.split(r"</(?:p|li|blockquote|summary)>", card.markup)
    texts = (html.unescape(re.sub(r"<[^>]*>", "", block)) for block in blocks)
    return [text for text in texts if text]


@pytest.fixture(scope="session")
def decks() -> Decks:
    """Every deck of the course's own article, reading and context."""
    reading, context = load_reading(), load_context()
    return {
        "actors": actor_cards(reading),
        "perspectives": perspective_cards(reading, context),
        "contested": contested_cards(reading.article, context),
        "sources": source_cards(context, reading.article, after_page=True),
    }


@pytest.fixture(scope="session")
def lines() -> Callable[[Card], list[str]]:
    """Return a card's text, paragraph by paragraph and point by point."""
    return read_aloud
