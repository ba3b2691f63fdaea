"""The source cards: short, offline and conflicting; who published each, and what it is cited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from course_utils.cards.card import Card, Sheet, short, whence
from course_utils.cards.contested_cards import BEFORE, disputed, folded, said
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, section, source_words, tag, words

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Dispute, Estimate, Fact, Side, Source


def source_cards(context: Context, article: Article | None = None, *, after_page: bool = False) -> tuple[Card, ...]:
    """Make one card a topic on which sources differ: disputed words, estimates, facts up to the page's day.

    A topic needs two accounts that rest on different sources, a fact two sources for how they differ.
    Without ``after_page`` accounts from after the page's day are left out, and topics that have fewer than
    two others. With the article, a dispute's words lead to their sentence.
    """
    day = article.published if article else None
    disputes = [
        replace(dispute, sides=told)
        for dispute in context.contested
        if len(told := _told(dispute.sides, day, after_page)) > 1
    ]
    estimates = [
        replace(estimate, values=told)
        for estimate in context.estimates
        if len(told := _told(estimate.values, day, after_page)) > 1
    ]
    facts = [f for f in context.facts if not f.late(day) and f.disagreement and len(f.disagreement.sources) > 1]
    return (
        *(_on_words(dispute, article, day) for dispute in disputes),
        *(_on_quantity(estimate, day) for estimate in estimates),
        *(_on_fact(fact) for fact in facts),
    )


def _told(sides: tuple[Side, ...], day: date | None, after_page: bool) -> tuple[Side, ...]:
    """Return the accounts to show, none where all that were ever given rest on the same sources."""
    differ = len({side.sources for side in sides}) > 1
    return tuple(side for side in sides if differ and (after_page or not side.late(day)))


def _on_words(dispute: Dispute, article: Article | None, day: date | None) -> Card:
    sheet = Sheet()
    printed = (
        sheet.quote([disputed(article, dispute)]) if article else words(dispute.quote) + esc(f" {dispute.sentence}")
    )
    asked = tag("p", f"What do these sources say on {printed}?")
    return sheet.card(dispute.id, f"“{dispute.quote}”", asked, _blocks(sheet, dispute.sides, day))


def _on_quantity(estimate: Estimate, day: date | None) -> Card:
    sheet = Sheet()
    asked = esc(f"{estimate.quantity}: what do these sources say?") + (
        f" {esc(estimate.note)}" if estimate.note else ""
    )
    return sheet.card(estimate.id, estimate.quantity, tag("p", asked), _blocks(sheet, estimate.values, day))


def _blocks(sheet: Sheet, told: Sequence[Side], day: date | None) -> str:
    """Give every source its block, those for what is later than the page last, folded."""

    def blocks(chosen: Sequence[Side]) -> str:
        cited = {source: [s for s in chosen if source in s.sources] for s in chosen for source in s.sources}
        return "".join(
            section(short(source), [_behind(sheet, source), *(_cited(sheet, source, side) for side in found)])
            for source, found in cited.items()
        )

    early = blocks([side for side in told if not side.late(day)])
    return (tag("p", esc(BEFORE)) + early if early else "") + folded(blocks([s for s in told if s.late(day)]), day)


def _behind(sheet: Sheet, source: Source) -> str:
    """Say who is behind a source, as its library has it: publisher, title, year, grade, address."""
    part = esc(f" It bears out {source.part} alone.") if source.part else ""
    return f"Who is behind it: {sheet.cite(source_words(source), whence(source))}.{part}"


def _cited(sheet: Sheet, source: Source, side: Side) -> str:
    """Give a side as this source is cited for it, and with which others."""
    others = [short(other) for other in side.sources if other != source]
    beside = f", with {'; '.join(others)}" if others else ""
    return f"{said(side)} ({sheet.cite(tag('bdi', esc(short(source))), whence(source))}{esc(beside)})"


def _on_fact(fact: Fact) -> Card:
    """Tell what a fact's sources are cited for; which of them says which part the context does not hold."""
    sheet, differ = Sheet(), fact.disagreement
    assert differ is not None
    unsettled = " Not settled: sources of grade C alone bear out the whole of it." if fact.weak else ""
    sources = dict.fromkeys((*fact.sources, *differ.sources))
    return sheet.card(
        fact.id,
        fact.label,
        section(
            f"■ Outside the article, {read_date(fact.date).label}",
            [f"{esc(fact.sentence)}{esc(unsettled)} {sheet.sources(fact.sources)}."],
        ),
        section("■ Where accounts differ", [f"{said(differ)} {sheet.sources(differ.sources)}."]),
        *(
            section(
                short(source), [f"{_behind(sheet, source)} {_for(source in fact.sources, source in differ.sources)}"]
            )
            for source in sources
        ),
    )


def _for(sentence: bool, difference: bool) -> str:
    told = [what for what, held in (("the sentence", sentence), ("where accounts differ", difference)) if held]
    return f"It is cited for {' and for '.join(told)}."
