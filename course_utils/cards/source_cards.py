"""The source cards: short, offline and conflicting; who published each, and what it is cited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.cards.card import Card, CardBuilder, short, whence
from course_utils.cards.contested_cards import BEFORE, cited, disputed, folded, said
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, join, section, source_words, tag, words

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Dispute, Estimate, Fact, Side, Source


def source_cards(context: Context, article: Article | None = None, *, after_page: bool = False) -> tuple[Card, ...]:
    """Make one card a topic on which sources differ: disputed words, estimates, facts up to the page's day.

    A topic needs two accounts that rest on different sources, a fact two sources for how they differ.
    Without ``after_page`` accounts from after the page's day are left out, and topics that have fewer than
    two others. With the article, a dispute's words lead to their sentence.
    """
    disputes = [
        replace(dispute, sides=told)
        for dispute in context.contested
        if len(told := _told(dispute.sides, after_page)) > 1
    ]
    estimates = [
        replace(estimate, values=told)
        for estimate in context.estimates
        if len(told := _told(estimate.values, after_page)) > 1
    ]
    facts = [f for f in context.facts if not f.late and f.disagreement and len(f.disagreement.sources) > 1]
    return (
        *(_on_words(dispute, article) for dispute in disputes),
        *(_on_quantity(estimate) for estimate in estimates),
        *(_on_fact(fact) for fact in facts),
    )


def _told(sides: tuple[Side, ...], after_page: bool) -> tuple[Side, ...]:
    """Return the accounts to show, none where all that were ever given rest on the same sources."""
    differ = len({side.sources for side in sides}) > 1
    return tuple(side for side in sides if differ and (after_page or not side.late))


def _on_words(dispute: Dispute, article: Article | None) -> Card:
    sheet = CardBuilder()
    printed = (
        sheet.quote([disputed(article, dispute)]) if article else words(dispute.quote) + esc(f" {dispute.sentence}")
    )
    asked = tag("p", esc("What do these sources say on "), printed, esc("?"))
    return sheet.card(dispute.id, f"“{dispute.quote}”", asked, _blocks(sheet, dispute.sides))


def _on_quantity(estimate: Estimate) -> Card:
    sheet = CardBuilder()
    asked = esc(f"{estimate.quantity}: what do these sources say?" + (f" {estimate.note}" if estimate.note else ""))
    return sheet.card(estimate.id, estimate.quantity, tag("p", asked), _blocks(sheet, estimate.values))


def _blocks(sheet: CardBuilder, told: Sequence[Side]) -> Markup:
    """Give every source its block, those for what is later than the page last, folded."""

    def blocks(chosen: Sequence[Side]) -> Markup:
        cited = {source: [s for s in chosen if source in s.sources] for s in chosen for source in s.sources}
        return join(
            section(short(source), [_behind(sheet, source), *(_cited(sheet, source, side) for side in found)])
            for source, found in cited.items()
        )

    early = blocks([side for side in told if not side.late])
    return (tag("p", esc(BEFORE)) + early if early else Markup()) + folded(blocks([s for s in told if s.late]))


def _behind(sheet: CardBuilder, source: Source) -> Markup:
    """Say who is behind a source, as its library has it: publisher, title, year, grade, address."""
    part = f" It bears out {source.part} alone." if source.part else ""
    return esc("Who is behind it: ") + sheet.cite(source_words(source), whence(source)) + esc(f".{part}")


def _cited(sheet: CardBuilder, source: Source, side: Side) -> Markup:
    """Give a side as this source is cited for it, and with which others."""
    others = [short(other) for other in side.sources if other != source]
    beside = f", with {'; '.join(others)}" if others else ""
    return said(side) + esc(" (") + sheet.cite(tag("bdi", esc(short(source))), whence(source)) + esc(f"{beside})")


def _on_fact(fact: Fact) -> Card:
    """Tell what a fact's sources are cited for; which of them says which part the context does not hold."""
    sheet, differ = CardBuilder(), fact.disagreement
    assert differ is not None
    unsettled = " Not settled: sources of grade C alone bear out the whole of it." if fact.weak else ""
    sources = dict.fromkeys((*fact.sources, *differ.sources))
    return sheet.card(
        fact.id,
        fact.label,
        section(
            f"■ Outside the article, {read_date(fact.date).label}",
            [cited(sheet, esc(fact.sentence + unsettled), fact.sources)],
        ),
        section("■ Where accounts differ", [cited(sheet, said(differ), differ.sources)]),
        *(
            section(
                short(source),
                [_behind(sheet, source) + esc(f" {_for(source in fact.sources, source in differ.sources)}")],
            )
            for source in sources
        ),
    )


def _for(sentence: bool, difference: bool) -> str:
    told = [what for what, held in (("the sentence", sentence), ("where accounts differ", difference)) if held]
    return f"It is cited for {' and for '.join(told)}."
