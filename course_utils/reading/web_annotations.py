"""A reading as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for other tools.

Quotes carry 32 characters of context on either side; positions are code points into the article's file,
newlines counted as one.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from course_utils.reading.evidence import Evidence
from course_utils.reading.quotes import context
from course_utils.reading.records import KINDS

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.reading.load import Reading

#: The model requires exactly this address as ``@context``.
CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(reading: Reading) -> list[dict[str, Any]]:
    """Return one annotation an item, in the order of the reading's kinds and items.

    The bodies are the item's kind (purpose tagging) and its fields as JSON (purpose classifying); the target
    has one entry a piece of evidence, with a TextQuoteSelector and a TextPositionSelector. Ids are name-based
    UUIDs of source, reading and item, so that the same reading gives the same ids.
    """
    article = reading.article
    source = article.url or article.name
    return [
        {
            "@context": CONTEXT_URL,
            "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#{reading.name}/{kind}/{item.id}").urn,
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": kind, "language": "en"},
                {
                    "type": "TextualBody",
                    "purpose": "classifying",
                    "format": "application/json",
                    "value": json.dumps(_fields(item), ensure_ascii=False),
                },
            ],
            "target": [_target(article, source, piece) for piece in item.evidence],
        }
        for kind in KINDS
        for item in getattr(reading, kind)
    ]


def _fields(item: Any) -> dict[str, Any]:
    """Give an item's fields, without what its target says and what is not set."""
    plain: dict[str, Any] = {}
    for f in fields(item):
        value = getattr(item, f.name)
        if f.name != "evidence" and value is not None and value != ():
            plain[f.name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Evidence):
        return value.exact
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _target(article: Article, source: str, piece: Evidence) -> dict[str, Any]:
    quote = context(article, piece.start, piece.end)
    return {
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
            {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
        ],
    }
