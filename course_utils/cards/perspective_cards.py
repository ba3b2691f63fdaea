"""The perspective switch's cards: what the text, and then other sources, let each government say.

No sentence is made up for a government: there are quotes, and summaries that say whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.cards.actor_cards import interests, words_or_view
from course_utils.cards.card import Card, CardBuilder, note
from course_utils.cards.contested_cards import BEFORE, cited, disputed, folded, said
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, points, section
from course_utils.look.wording import happening, whose
from course_utils.outside.context import Dispute, Fact

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Estimate, Side
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Actor

_HOW = "No sentence is put into this government’s mouth: each is a quote or a summary, with whose account it is."


def perspective_cards(reading: Reading, context: Context, hint: str = "") -> tuple[Card, ...]:
    """Make one card for each state whose seat of government the text names, in the reading's order.

    ``hint`` says when a reader should open what is later than the page.
    """
    seats = {
        mention.refers_to: mention.evidence[0] for mention in reading.mentions[::-1] if mention.alias_kind == "metonym"
    }
    return tuple(
        _card(CardBuilder(hint), reading, context, actor, seats[actor.id])
        for actor in reading.actors
        if actor.role == "state" and actor.id in seats
    )


def _printed(article: Article, seat: Evidence) -> str:
    """Return a seat's name with the article's “the”, where it has one: “the Palace”."""
    the = article.text[max(0, seat.start - 4) : seat.start].lower()
    return f"{the}{seat.exact}" if the == "the " else seat.exact


def _card(sheet: CardBuilder, reading: Reading, context: Context, actor: Actor, seat: Evidence) -> Card:
    government = f"{actor.name}’s government"
    return sheet.card(
        actor.id,
        f"{government} (the page’s “{_printed(reading.article, seat)}”)",
        note(_HOW),
        section(
            "● Its seat, as the article names it",
            [sheet.quote([seat]) + esc(f", in {whose(reading.article, seat.voice)} words.")],
        ),
        section(
            "◆ Its words or view, as the text gives them",
            words_or_view(sheet, reading, actor, f"The article gives no view of {government}"),
        ),
        section("● Said, ◆ inferred: what the text has it want or fear", interests(sheet, reading, actor)),
        section("◆ What a spokesperson would have to answer", _charges(sheet, reading, context, actor)),
        *_beyond(sheet, reading.article, context, actor),
    )


def _charges(sheet: CardBuilder, reading: Reading, context: Context, actor: Actor) -> list[Markup]:
    """List what others say it does or did, where it is accused of that or the words for it are disputed.

    Words count as disputed where a state of the reading has its own side in the dispute. To accuse is an
    act too, but what it says stands with its maker's words.
    """
    states = [a.name for a in reading.actors if a.role == "state"]
    accused = [c.evidence for c in reading.claims if c.kind == "accused" and c.source[0] != actor.id]
    words = [
        disputed(reading.article, dispute)
        for dispute in context.contested
        if any(_speaks(side, name) for side in dispute.sides for name in states)
    ]
    weighed = [*words, *(piece for evidence in accused for piece in evidence)]

    def charged(evidence: tuple[Evidence, ...]) -> bool:
        return any(one.start < other.end and other.start < one.end for one in evidence for other in weighed)

    events = [
        sheet.claimed(reading, happening(e), e)
        for e in reading.events
        if e.actor == actor.id and e.source[0] != actor.id
        if e.contested or (e.type != "ACCUSE" and charged(e.evidence))
    ]
    ties = [
        sheet.tie(reading, r)
        for r in reading.relations
        if r.actor == actor.id and r.source[0] != actor.id and charged(r.evidence)
    ]
    return events + ties


def _speaks(side: Side, name: str) -> bool:
    """Whether a side is an actor's own: “Utopia” and “Utopia, later” are Utopia's, “Utopia Review” is not."""
    return side.who is not None and re.match(rf"{re.escape(name)}(,|$)", side.who) is not None


def _beyond(sheet: CardBuilder, article: Article, context: Context, actor: Actor) -> Iterator[Markup]:
    """Give what the context has under its name; what is later than the page comes last."""
    day = article.published
    told = [
        (topic, side, side.late(day) or (isinstance(topic, Fact) and topic.late(day)))
        for topic, sides in _topics(context)
        for side in sides
        if _speaks(side, actor.name)
    ]
    if not told:
        yield note(f"■ Outside the article the course has found no side under the name of {actor.name}.")

    def entries(when: bool) -> list[Markup]:
        return [
            cited(sheet, _topic(sheet, article, topic) + esc(". ") + said(side), side.sources)
            for topic, side, later in told
            if later is when
        ]

    yield section(BEFORE, entries(False))
    yield folded(sheet, points(entries(True)), day)


def _topics(context: Context) -> Iterator[tuple[Dispute | Fact | Estimate, tuple[Side, ...]]]:
    yield from ((dispute, dispute.sides) for dispute in context.contested)
    yield from ((fact, (fact.disagreement,)) for fact in context.facts if fact.disagreement)
    yield from ((estimate, estimate.values) for estimate in context.estimates)


def _topic(sheet: CardBuilder, article: Article, topic: Dispute | Fact | Estimate) -> Markup:
    """Say what a side is about, as markup: disputed words, a fact with its sources, or a quantity."""
    if isinstance(topic, Dispute):
        return esc("On ") + sheet.quote([disputed(article, topic)])
    if isinstance(topic, Fact):
        return esc(f"{read_date(topic.date).label}: {topic.sentence} ") + sheet.sources(topic.sources)
    return esc(f"On the quantity: {topic.quantity}")
