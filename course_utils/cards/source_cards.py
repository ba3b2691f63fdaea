"""The source cards: short, offline and conflicting; who published each, and what it is cited for."""

from collections.abc import Sequence

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.cards.card import BEFORE, Card, CardBuilder, said
from course_utils.cards.contested_cards import disputed
from course_utils.files.edtf import read_date
from course_utils.look.html import address, esc, join, section, tag
from course_utils.look.wording import graded, source_short
from course_utils.outside.context import Context, Dispute, Estimate, Fact, Side, Source


def source_cards(context: Context, article: Article, closed: str = "", *, after_page: bool = False) -> tuple[Card, ...]:
    """Make one card a topic on which sources differ: disputed words, estimates, facts up to the article's day.

    A topic needs two accounts that rest on different sources, a fact two sources for how they differ.
    Without ``after_page`` accounts from after the article's day are left out, and topics that have fewer than
    two others. ``closed`` says when what is later than the article opens, and keeps it out until then.
    """
    day = article.published

    def told(sides: Sequence[Side]) -> list[Side]:
        differ = len({side.sources for side in sides}) > 1
        return [side for side in sides if differ and (after_page or not side.late(day))]

    topics: list[tuple[Dispute | Estimate, list[Side]]] = [
        *((dispute, told(dispute.sides)) for dispute in context.contested),
        *((estimate, told(estimate.values)) for estimate in context.estimates),
    ]
    return (
        *(_on_topic(CardBuilder(article, closed), topic, sides) for topic, sides in topics if len(sides) > 1),
        *(
            _on_fact(CardBuilder(article), fact, fact.disagreement)
            for fact in context.facts
            if not fact.late(day) and fact.disagreement and len(fact.disagreement.sources) > 1
        ),
    )


def _on_topic(sheet: CardBuilder, topic: Dispute | Estimate, told: Sequence[Side]) -> Card:
    """Give every source its block, those for what is later than the article last, folded."""
    if isinstance(topic, Dispute):
        name = f"“{topic.quote}”"
        asked = esc("What do these sources say on ") + sheet.quote([disputed(sheet.article, topic)]) + esc("?")
    else:
        name = topic.quantity
        asked = esc(f"{name}: what do these sources say?" + (f" {topic.note}" if topic.note else ""))

    def blocks(chosen: Sequence[Side]) -> Markup:
        cited = {source: [s for s in chosen if source in s.sources] for s in chosen for source in s.sources}
        return join(
            section(source_short(source), [join([_behind(sheet, source), *(_cited(source, side) for side in found)])])
            for source, found in cited.items()
        )

    early = blocks([side for side in told if not side.late(sheet.day)])
    before = tag("p", esc(BEFORE)) + early if early else Markup()
    late = sheet.later([side for side in told if side.late(sheet.day)], blocks)
    return sheet.card(topic.id, name, tag("p", asked), before, late)


def _behind(sheet: CardBuilder, source: Source) -> Markup:
    """Say who is behind a source: publisher and title, which lead to the address, then whose it is and its grade."""
    title = f": “{source.title}”" if source.title else ""
    named = sheet.source(tag("bdi", esc(f"{source.publisher}{title}")), source) + esc(f", {graded(source)}")
    return named + address(source, ", ") + esc(f". It bears out {source.part} alone." if source.part else ".")


def _cited(source: Source, side: Side) -> Markup:
    """Give a side as this source is cited for it, and with which others."""
    others = "; ".join(source_short(other) for other in side.sources if other != source)
    return tag("p", said(side) + esc(f" (With {others}.)" if others else ""))


def _on_fact(sheet: CardBuilder, fact: Fact, differ: Side) -> Card:
    """Tell what a fact's sources are cited for; which of them says which part the context does not hold."""
    unsettled = " Not settled: sources of grade C alone bear out the whole of it." if fact.weak else ""
    stated = sheet.cited(esc(fact.sentence + unsettled), fact.sources)
    parts = {"the sentence": fact.sources, "where accounts differ": differ.sources}

    def behind(source: Source) -> Markup:
        borne = " and for ".join(part for part, sources in parts.items() if source in sources)
        return section(source_short(source), [_behind(sheet, source) + esc(f" It is cited for {borne}.")])

    return sheet.card(
        fact.id,
        fact.label,
        section(f"■ Outside the article, {read_date(fact.date).label}", [stated]),
        section("■ Where accounts differ", sheet.accounts([differ])),
        *map(behind, dict.fromkeys((*fact.sources, *differ.sources))),
    )
