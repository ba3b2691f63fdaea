"""The perspective switch's cards: what the text, and then other sources, let each government say.

No sentence is made up for a government: there are quotes, and summaries that say whose they are.
"""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from course_utils.cards.actor_cards import interests, words_or_view
from course_utils.cards.card import BEFORE, Card, CardBuilder, note, said
from course_utils.cards.contested_cards import disputed
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, points, section
from course_utils.look.wording import happening, whose
from course_utils.outside.context import Context, Dispute, Estimate, Fact, Side
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading
from course_utils.reading.records import Actor


def perspective_cards(reading: Reading, context: Context, closed: str = "") -> tuple[Card, ...]:
    """Make one card for each state whose seat of government the text names, in the reading's order."""
    seats = {m.refers_to: m.evidence[0] for m in reversed(reading.mentions) if m.alias_kind == "metonym"}
    return tuple(
        _card(CardBuilder(reading.article, closed), reading, context, actor, seats[actor.id])
        for actor in reading.actors
        if actor.role == "state" and actor.id in seats
    )


def _card(sheet: CardBuilder, reading: Reading, context: Context, actor: Actor, seat: Evidence) -> Card:
    government = f"{actor.name}’s government"
    the = sheet.article.text[max(0, seat.start - 4) : seat.start]  # the article’s “the”, where it has one
    printed = f"{the.lower()}{seat.exact}" if the.lower() == "the " else seat.exact
    return sheet.card(
        actor.id,
        f"{government} (the article’s “{printed}”)",
        note(
            "No sentence is put into this government’s mouth: each is a quote or a summary, with whose account it is."
        ),
        section(
            "● Its seat, as the article names it",
            [sheet.quote([seat]) + esc(f", in {whose(sheet.article, seat.voice)} words.")],
        ),
        section(
            "◆ Its words or view, as the text gives them",
            words_or_view(sheet, reading, actor, f"The article gives no view of {government}"),
        ),
        section("● Said, ◆ inferred: what the text has it want or fear", interests(sheet, reading, actor)),
        section("◆ What a spokesperson would have to answer", _charges(sheet, reading, context, actor)),
        *_beyond(sheet, context, actor),
    )


def _charges(sheet: CardBuilder, reading: Reading, context: Context, actor: Actor) -> list[Markup]:
    """List what others say it does or did, where it is accused of that or a state has its own words for it."""
    states = [a.name for a in reading.actors if a.role == "state"]
    weighed = [
        disputed(sheet.article, dispute)
        for dispute in context.contested
        if any(_speaks(side, name) for side in dispute.sides for name in states)
    ]
    for claim in reading.claims:
        weighed += claim.evidence if claim.kind == "accused" and claim.source[0] != actor.id else ()

    def charged(evidence: tuple[Evidence, ...]) -> bool:
        return any(one.start < other.end and other.start < one.end for one in evidence for other in weighed)

    events = [
        sheet.claimed(reading, happening(e), e)
        for e in reading.events
        if e.actor == actor.id and e.source[0] != actor.id
        if e.contested or (e.type != "ACCUSE" and charged(e.evidence))  # what is said stands with its maker's words
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


def _beyond(sheet: CardBuilder, context: Context, actor: Actor) -> Iterator[Markup]:
    """Give what the context has under its name; what is later than the article comes last."""
    topics: list[tuple[Dispute | Fact | Estimate, tuple[Side, ...]]] = [
        *((dispute, dispute.sides) for dispute in context.contested),
        *((fact, (fact.disagreement,)) for fact in context.facts if fact.disagreement),
        *((estimate, estimate.values) for estimate in context.estimates),
    ]
    told = [(topic, side) for topic, sides in topics for side in sides if _speaks(side, actor.name)]
    if not told:
        yield note(f"■ Outside the article the course has found no side under the name of {actor.name}.")

    def entries(pairs: Iterable[tuple[Dispute | Fact | Estimate, Side]]) -> list[Markup]:
        return [sheet.cited(_topic(sheet, t) + esc(". ") + said(side), side.sources) for t, side in pairs]

    late = [(t, s) for t, s in told if s.late(sheet.day) or (isinstance(t, Fact) and t.late(sheet.day))]
    yield section(BEFORE, entries(pair for pair in told if pair not in late))
    yield sheet.later(late, lambda pairs: points(entries(pairs)))


def _topic(sheet: CardBuilder, topic: Dispute | Fact | Estimate) -> Markup:
    """Say what a side is about, as markup: disputed words, a fact with its sources, or a quantity."""
    if isinstance(topic, Dispute):
        return esc("On ") + sheet.quote([disputed(sheet.article, topic)])
    if isinstance(topic, Fact):
        return esc(f"{read_date(topic.date).label}: {topic.sentence} ") + sheet.sources(topic.sources)
    return esc(f"On the quantity: {topic.quantity}")
