"""The contested-word cards: the word in its sentence, whose it is, and who says what instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.cards.card import Card, CardBuilder, Ground, note
from course_utils.errors import ContextError
from course_utils.files.edtf import read_date
from course_utils.look.html import details, esc, points, section, tag
from course_utils.look.wording import capital, many, whose
from course_utils.reading.quotes import Body

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Dispute, Side, Source
    from course_utils.reading.evidence import Evidence

BEFORE = "■ Outside the article, up to the page’s day or undated"


def contested_cards(article: Article, context: Context, hint: str = "") -> tuple[Card, ...]:
    """Make one card a dispute, in the context's order; ContextError where its words are not there.

    ``hint`` says when a reader should open what is later than the page.
    """
    return tuple(_card(CardBuilder(hint), article, dispute) for dispute in context.contested)


def disputed(article: Article, dispute: Dispute) -> Evidence:
    """Find a dispute's words in its sentence; ContextError where they are not there exactly once."""
    sentence = next((s for s in article.sentences if s.id == dispute.sentence), None)
    if sentence and sentence.text.count(dispute.quote) == 1:
        start = sentence.start + sentence.text.index(dispute.quote)
        if found := Body(article).evidence(start, start + len(dispute.quote)):
            return found
    raise ContextError.at(
        article.name,
        f"{dispute.id}: “{dispute.quote}” must stand exactly once in {dispute.sentence}, and does not; "
        "quote the words as they are printed.",
    )


def said(side: Side) -> Markup:
    """Give one side as markup: who, when, what, as the context has it."""
    when = read_date(side.date).label if side.date else None
    who = ", ".join(part for part in (side.who, when) if part)
    stop = "" if side.text.endswith(".") else "."
    return tag("strong", tag("bdi", esc(who))) + esc(f": {side.text}{stop}") if who else esc(f"{side.text}{stop}")


def folded(sheet: CardBuilder, content: Markup, day: date | None) -> Markup:
    """Fold markup on what is later than the page's day; without any there is nothing to fold."""
    if not content or day is None:
        return Markup()
    # A year or a source's year that may reach beyond the day counts as later.
    when = f"■ After the page’s day. {sheet.hint}".rstrip()
    return details(when, note(f"After {read_date(day.isoformat()).label}, or not surely before it:"), content)


def cited(sheet: CardBuilder, statement: Markup, sources: Iterable[Source]) -> Markup:
    """End a statement with the sources that it rests on."""
    return statement + esc(" ") + sheet.sources(sources) + esc(".")


def _card(sheet: CardBuilder, article: Article, dispute: Dispute) -> Card:
    evidence = disputed(article, dispute)
    sentence, day = article.sentence(dispute.sentence), article.published
    before, after = article.text[sentence.start : evidence.start], article.text[evidence.end : sentence.end]
    words = tag("strong", sheet.words(esc(evidence.exact), [evidence], "article"))
    who = esc(f"{capital(whose(article, evidence.voice))}, in ") + sheet.places([evidence], "article") + esc(".")
    return sheet.card(
        dispute.id,
        f"“{dispute.quote}”",
        tag("blockquote", tag("p", esc(before), words, esc(after)), class_="rtc-words"),
        section("● Whose words", [who]),
        section("◆ What the course says of it", _course(sheet, dispute, evidence, day)),
        section(BEFORE, [cited(sheet, said(side), side.sources) for side in dispute.sides if not side.late(day)]),
        folded(
            sheet, points([cited(sheet, said(side), side.sources) for side in dispute.sides if side.late(day)]), day
        ),
    )


def _course(sheet: CardBuilder, dispute: Dispute, evidence: Evidence, day: date | None) -> list[Markup]:
    """Give the course's own sentence; it rests on the words and on what the sides up to the page rest on."""
    if dispute.course is None:
        return []
    told = [side for side in dispute.sides if not side.late(day)] or dispute.sides
    sources: tuple[Source, ...] = tuple(dict.fromkeys(s for side in told for s in side.sources))
    rests = f"the words and {many(len(sources), 'source') if len(sources) > 1 else 'one source'}"
    ground = Ground(f"{dispute.id}: {rests}", (evidence,), sources, "inferred")
    return [esc(f"{dispute.course} ") + sheet.cite(esc(f"It rests on {rests}"), ground) + esc(".")]
