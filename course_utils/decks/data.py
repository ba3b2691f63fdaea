"""The evidence reader's cards: all that a reading has coded, one card a kind, each datum with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.cards import chain_of, committed
from course_utils.decks.actors import ROLES
from course_utils.decks.base import Card, Sheet
from course_utils.decks.phrases import according, happening, otherwise, tie
from course_utils.markup import capital, esc, section, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course_utils.codes import AttributionKind
    from course_utils.evidence import Contested, Evidence
    from course_utils.reading import Reading
    from course_utils.theme import Origin

#: What the words of an attribution do.
_DOES: dict[AttributionKind, str] = {
    "attribution": "Words or a view, given to",
    "hedge": "Words that make it more or less certain, by",
}
#: A datum: its label, its words, what is said about it, the other reading, and where it comes from.
_Datum = tuple[str, "Sequence[Evidence]", str, "Contested | None", "Origin"]


def data_cards(reading: Reading) -> tuple[Card, ...]:
    """Make one card for each kind of datum that the reading has, in the order of the coding guide."""
    names = {actor.id: actor.name for actor in reading.actors}
    kinds: dict[str, list[_Datum]] = {
        "actors": [(a.name, a.evidence, _noted(ROLES[a.role], a.note), None, "inferred") for a in reading.actors],
        "places": [(p.name, p.evidence, _noted(p.kind, p.note), None, "inferred") for p in reading.places],
        "times": [(t.label, t.evidence, f"Coded as {t.date}", None, "inferred") for t in reading.times],
        "events": [
            (happening(e), e.evidence, committed(reading, e.source, e.factuality), e.contested, "inferred")
            for e in reading.events
        ],
        "relations": [("", r.evidence, tie(reading, r), r.contested, "inferred") for r in reading.relations],
        "interests": [
            (
                f"{'● Said' if i.explicit else '◆ Inferred'}, of {names[i.actor]}: {i.summary}",
                i.evidence,
                f"According to {according(reading, i.source)}",
                i.contested,
                "article" if i.explicit else "inferred",
            )
            for i in reading.interests
        ],
        "claims": [
            (
                c.summary,
                c.evidence,
                f"{capital(c.kind)}. {committed(reading, c.source, c.factuality)}",
                c.contested,
                "inferred",
            )
            for c in reading.claims
        ],
        "attributions": [
            ("", a.evidence, f"{_DOES[a.kind]} {chain_of(reading, (a.source,))[0]}", a.contested, "inferred")
            for a in reading.attributions
        ],
    }
    return tuple(_card(kind, data) for kind, data in kinds.items() if data)


def _noted(what: str, note: str | None) -> str:
    return f"{capital(what)}. {note}" if note else capital(what)


def _card(kind: str, data: list[_Datum]) -> Card:
    sheet = Sheet()
    entries = [
        (esc(f"{capital(label).removesuffix('.')}. ") if label else "")
        + f"{sheet.quote(evidence, origin)}. "
        + tag("em", esc(f"{about.removesuffix('.')}."))
        + otherwise(contested)
        for label, evidence, about, contested, origin in data
    ]
    sign = "● Said, ◆ inferred: " if kind == "interests" else "◆ "
    return sheet.card(kind, f"{capital(kind)} ({len(data)})", section(f"{sign}{kind}", entries))
