"""What one careful reader found in one article, also as pandas tables and as W3C Web Annotations."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from course_utils.article.article import Article, Passage
from course_utils.reading.evidence import Evidence
from course_utils.reading.records import KINDS, Alias, Attribution, Endonym, Sections

if TYPE_CHECKING:
    import pandas as pd

CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"  #: The annotation model requires exactly this address as ``@context``.
CONTEXT = 32  #: Characters of context before and after a quote, as the model's examples give.
_SPAN = ("sentence", "start", "end", "exact")


@dataclass(frozen=True, slots=True)
class Reading(Sections):
    """What one careful reader found in one article.

    Actors and places keep the file's order, which is its author's; all else is in text order, so that
    what a student sees first is what the article says first.
    """

    name: str  #: The reading's file name.
    article: Article
    warnings: tuple[str, ...] = ()  #: Accepted, but worth a look.

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return one pandas DataFrame a kind, one row an item, and ``evidence``, one row a quote.

        A kind's table has an item's fields as columns, several values of one field joined by "; ". The last
        columns are ``sentence`` (ids, joined by spaces), ``start`` and ``end`` (from the first piece's first
        character to the last one's end, code points) and ``exact`` (the pieces, joined by " … ").
        ``evidence`` has kind, item, part (evidence, cue or content), sentence, start, end, exact, voice.
        """
        import pandas as pd

        tables = {
            kind: pd.DataFrame([_row(item) for item in getattr(self, kind)], columns=_columns(record))
            for kind, record in KINDS.items()
        }
        pieces = [
            {"kind": kind, "item": item.id, "part": part} | asdict(piece)
            for kind in KINDS
            for item in getattr(self, kind)
            for part, piece in _pieces(item)
        ]
        tables["evidence"] = pd.DataFrame(pieces, columns=["kind", "item", "part", *_SPAN, "voice"])
        return tables

    def web_annotations(self) -> list[dict[str, Any]]:
        """Return one W3C Web Annotation (https://www.w3.org/TR/annotation-model/) an item, as JSON-ready dicts.

        They stand in the order of kinds and items. The bodies are the item's kind (purpose tagging) and its
        fields as JSON (purpose classifying). Each piece of evidence is a target in the page, where it has an address,
        by a TextQuoteSelector alone, and one in the article's file, by a TextPositionSelector, too: code points,
        newlines counted as one. Ids are name-based UUIDs of source, reading and item: the same on every run.
        """
        source = self.article.url or self.article.name
        paragraphs = {passage.id: passage for passage in self.article.passages}
        found = []
        for kind, item in ((section, one) for section in KINDS for one in getattr(self, section)):
            tags = {"type": "TextualBody", "purpose": "tagging", "value": kind, "language": "en"}
            coding = {"type": "TextualBody", "purpose": "classifying", "format": "application/json"}
            annotation = {
                "@context": CONTEXT_URL,
                "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#{self.name}/{kind}/{item.id}").urn,
                "type": "Annotation",
                "motivation": "classifying",
                "body": [tags, coding | {"value": _coding(item)}],
                "target": [t for piece in item.evidence for t in _targets(self.article, paragraphs, piece)],
            }
            found.append(annotation)
        return found


def _columns(record: type[Any]) -> list[str]:
    names = [f.name for f in fields(record)]
    contested = ("contested_reading", "contested_other") if "contested" in names else ()
    return [*(name for name in names if name not in ("evidence", "contested")), *contested, *_SPAN]


def _row(item: Any) -> dict[str, Any]:
    """Give an item's cells; those of no column are left out by pandas."""
    evidence, contested = item.evidence, getattr(item, "contested", None)
    return {f.name: _cell(getattr(item, f.name)) for f in fields(item)} | {
        "contested_reading": contested and contested.reading,
        "contested_other": contested and contested.other,
        "sentence": " ".join(dict.fromkeys(piece.sentence for piece in evidence)),
        "start": evidence[0].start,
        "end": max(piece.end for piece in evidence),
        "exact": " … ".join(piece.exact for piece in evidence),
    }


def _cell(value: Any) -> Any:
    match value:
        case tuple():
            return "; ".join(str(_cell(part)) for part in value)
        case Evidence(exact=text) | Alias(form=text) | Endonym(text=text):
            return text
    return value


def _pieces(item: Any) -> list[tuple[str, Evidence]]:
    """Give an item's words, each with what they are of it."""
    if isinstance(item, Attribution):
        return [("cue", item.cue), ("content", item.content)]
    return [*(("evidence", piece) for piece in item.evidence), *(("cue", piece) for piece in getattr(item, "cues", ()))]


def _coding(item: Any) -> str:
    """Give an item's fields as JSON, without what its target says and what is not set."""
    plain = {f.name: getattr(item, f.name) for f in fields(item) if f.name != "evidence"}
    return json.dumps(
        {name: value for name, value in plain.items() if value not in (None, ())},
        ensure_ascii=False,
        default=lambda part: part.exact if isinstance(part, Evidence) else asdict(part),
    )


def _targets(article: Article, paragraphs: Mapping[str, Passage], piece: Evidence) -> list[dict[str, Any]]:
    """Give a piece's places; a page's paragraphs stand apart, so that no quote's context goes beyond its own."""
    paragraph = paragraphs[article.sentence(piece.sentence).passage]
    before = article.text[max(piece.start - CONTEXT, paragraph.start) : piece.start]
    after = article.text[piece.end : min(piece.end + CONTEXT, paragraph.end)]
    quote = {"type": "TextQuoteSelector", "exact": piece.exact, "prefix": before, "suffix": after}
    position = {"type": "TextPositionSelector", "start": piece.start, "end": piece.end}
    page = [{"source": article.url, "selector": quote}] if article.url else []
    return [*page, {"source": f"urn:sha256:{article.sha256}", "selector": [quote, position]}]
