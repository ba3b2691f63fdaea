"""The source cards: short, offline and conflicting; who published each, and what it is cited for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.cards.card import Card, CardBuilder
from course_utils.cards.contested_cards import BEFORE, cited, disputed, folded, said
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, join, section, source_words, tag, words
from course_utils.look.wording import source_short

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Dispute, Estimate, Fact, Side, Source


def source_cards(
    context: Context, article: Article | None = None, hint: str = "", *, after_page: bool = False
) -> tuple[Card, ...]:
    """Make one card a topic on which sources differ: disputed words, estimates, facts up to the page's day.

    A topic needs two accounts that rest on different sources, a fact two sources for how they differ.
    Without ``after_page`` accounts from after the page's day are left out, and topics that have fewer than
    two others. With the article, a dispute's words lead to their sentence. ``hint`` says when a
    reader should open what is later than the page.
    """
    day = article.published if article else None
    disputes = ((dispute, _told(dispute.sides, day, after_page)) for dispute in context.contested)
    estimates = ((estimate, _told(estimate.values, day, after_page)) for estimate in context.estimates)
    return (
        *(_on_words(CardBuilder(hint), dispute, told, article, day) for dispute, told in disputes if len(told) > 1),
        *(_on_quantity(CardBuilder(hint), estimate, told, day) for estimate, told in estimates if len(told) > 1),
        *(
            _on_fact(fact, fact.disagreement)
            for fact in context.facts
            if not fact.late(day) and fact.disagreement and len(fact.disagreement.sources) > 1
        ),
    )


def _told(sides: tuple[Side, ...], day: date | None, after_page: bool) -> tuple[Side, ...]:
    """Return the accounts to show, none where all that were ever given rest on the same sources."""
    differ = len({side.sources for side in sides}) > 1
    return tuple(side for side in sides if differ and (after_page or not side.late(day)))


def _on_words(
    sheet: CardBuilder, dispute: Dispute, told: Sequence[Side], article: Article | None, day: date | None
) -> Card:
    unled = words(dispute.quote) + esc(f" {dispute.sentence}")
    quote = sheet.quote([disputed(article, dispute)]) if article else unled
    asked = tag("p", esc("What do these sources say on "), quote, esc("?"))
    return sheet.card(dispute.id, f"“{dispute.quote}”", asked, _blocks(sheet, told, day))


def _on_quantity(sheet: CardBuilder, estimate: Estimate, told: Sequence[Side], day: date | None) -> Card:
    asked = esc(f"{estimate.quantity}: what do these sources say?" + (f" {estimate.note}" if estimate.note else ""))
    return sheet.card(estimate.id, estimate.quantity, tag("p", asked), _blocks(sheet, told, day))


def _blocks(sheet: CardBuilder, told: Sequence[Side], day: date | None) -> Markup:
    """Give every source its block, those for what is later than the page last, folded."""

    def blocks(chosen: Sequence[Side]) -> Markup:
        cited = {source: [s for s in chosen if source in s.sources] for s in chosen for source in s.sources}
        return join(
            section(source_short(source), [_behind(sheet, source), *(_cited(sheet, source, side) for side in found)])
            for source, found in cited.items()
        )

    early = blocks([side for side in told if not side.late(day)])
    late = blocks([side for side in told if side.late(day)])
    return (tag("p", esc(BEFORE)) + early if early else Markup()) + folded(sheet, late, day)


def _behind(sheet: CardBuilder, source: Source) -> Markup:
    """Say who is behind a source, as its library has it: publisher, title, year, grade, address."""
    part = f" It bears out {source.part} alone." if source.part else ""
    return esc("Who is behind it: ") + sheet.source(source_words(source), source) + esc(f".{part}")


def _cited(sheet: CardBuilder, source: Source, side: Side) -> Markup:
    """Give a side as this source is cited for it, and with which others."""
    others = [source_short(other) for other in side.sources if other != source]
    beside = f", with {'; '.join(others)}" if others else ""
    return said(side) + esc(" (") + sheet.source(tag("bdi", esc(source_short(source))), source) + esc(f"{beside})")


def _on_fact(fact: Fact, differ: Side) -> Card:
    """Tell what a fact's sources are cited for; which of them says which part the context does not hold."""
    sheet = CardBuilder()
    unsettled = " Not settled: sources of grade C alone bear out the whole of it." if fact.weak else ""
    stated = cited(sheet, esc(fact.sentence + unsettled), fact.sources)
    parts = {"the sentence": fact.sources, "where accounts differ": differ.sources}

    def behind(source: Source) -> Markup:
        borne = " and for ".join(part for part, sources in parts.items() if source in sources)
        return section(source_short(source), [_behind(sheet, source) + esc(f" It is cited for {borne}.")])

    return sheet.card(
        fact.id,
        fact.label,
        section(f"■ Outside the article, {read_date(fact.date).label}", [stated]),
        section("■ Where accounts differ", [cited(sheet, said(differ), differ.sources)]),
        *map(behind, dict.fromkeys((*fact.sources, *differ.sources))),
    )
