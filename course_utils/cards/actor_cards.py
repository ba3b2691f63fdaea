"""The actor explorer's cards: how each is called, and what each voice says of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from course_utils.cards.card import Card, Sheet
from course_utils.cards.phrases import according, happening, otherwise, tie, whose
from course_utils.look.html import capital, esc, section, tag, voice_name, words
from course_utils.look.wording import NAMINGS, committed
from course_utils.reading.counts import times
from course_utils.reading.evidence import VOICES
from course_utils.reading.records import Role

if TYPE_CHECKING:
    from course_utils.article.article import Voice
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Actor

#: What each role of an actor is called.
ROLES: dict[Role, str] = {
    "state": "a state",
    "body": "a body",
    "group": "a group of people",
    "person": "a person",
    "bloc": "a group of states",
}


def actor_cards(reading: Reading) -> tuple[Card, ...]:
    """Make one card an actor, in the reading's order."""
    return tuple(_card(reading, actor) for actor in reading.actors)


def _card(reading: Reading, actor: Actor) -> Card:
    sheet = Sheet()
    noted = [f"{esc(actor.note)} {sheet.quote(actor.evidence, 'inferred')}"] if actor.note else []
    return sheet.card(
        actor.id,
        actor.name,
        _head(actor),
        section("◆ What the course notes", noted),
        section("● What the text calls it, ◆ and how", _called(sheet, reading, actor)),
        section("◆ What the text gives as its words or view", words_or_view(sheet, reading, actor)),
        *(_by(sheet, reading, actor, voice) for voice in VOICES),
    )


def _head(actor: Actor) -> str:
    own = ", ".join(tag("span", esc(e.text), lang=e.lang, dir=e.dir) for e in actor.endonyms)
    name = tag("strong", tag("bdi", esc(actor.name)))
    return tag("p", f"{name}: {esc(ROLES[actor.role])}." + (f" Own name: {own}." if own else ""))


def _called(sheet: Sheet, reading: Reading, actor: Actor) -> list[str]:
    """Count an actor's mentions: one entry a way of naming, in it one quote a form and voice."""
    found: dict[str, dict[tuple[str, Voice], list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for mention in reading.mentions:
        if mention.refers_to == actor.id:
            how = NAMINGS[mention.alias_kind].removeprefix("{}, ")
            for piece in mention.evidence:
                found[how][piece.exact, piece.voice].append(piece)
    return [
        esc(f"{how}: ")
        + "; ".join(
            f"{words(form)} {esc(times(len(pieces)))}, in {esc(whose(reading.article, voice))} words: "
            + sheet.places(pieces)
            for (form, voice), pieces in forms.items()
        )
        for how, forms in found.items()
    ]


def words_or_view(sheet: Sheet, reading: Reading, actor: Actor) -> list[str]:
    """List what the text gives as somebody's words or view, with its certainty; that there is none, if so."""
    claims = [claim for claim in reading.claims if claim.source[0] == actor.id]
    claimed = [piece for claim in claims for piece in claim.evidence]
    entries = [
        f"{esc(claim.summary)}. {sheet.quote(claim.evidence, 'inferred')}. "
        + tag("em", esc(committed(reading, claim.source, claim.factuality)))
        + otherwise(claim.contested)
        for claim in claims
    ]
    entries += [
        f"{sheet.quote(a.evidence)}. "
        + tag("em", esc(f"{capital(whose(reading.article, a.cue.voice))} words for it."))
        + otherwise(a.contested)
        for a in reading.attributions
        if a.source == actor.id and a.kind == "attribution"
        # what a claim has already is not told twice
        if not any(a.content.start < piece.end and piece.start < a.content.end for piece in claimed)
    ]
    return entries or [unheard(sheet, reading, actor, "None")]


def unheard(sheet: Sheet, reading: Reading, actor: Actor, none: str) -> str:
    """Say in the words given that the text gives somebody no voice, and who speaks of it where."""
    of_whom = "them" if actor.role in ("group", "person") else "it"
    spoken = [
        esc(f"{voice_name(reading.article, voice)} speaks of {of_whom} in ")
        + sheet.places(piece for piece in actor.evidence if piece.voice == voice)
        for voice in VOICES
        if any(piece.voice == voice for piece in actor.evidence)
    ]
    return f"{esc(none)}; {' and '.join(spoken)}."


def _by(sheet: Sheet, reading: Reading, actor: Actor, voice: Voice) -> str:
    """Return what one voice says of an actor: its ties, its interests, the events it takes part in."""
    ties = [
        f"{sheet.quote(r.evidence, 'inferred')}. {esc(tie(reading, r))}{otherwise(r.contested)}"
        for r in reading.relations
        if actor.id in (r.actor, r.recipient) and r.source[-1] == voice
    ]
    wanted = interests(sheet, reading, actor, voice)
    events = [
        f"{esc(happening(e))}. {sheet.quote(e.evidence, 'inferred')}. "
        + tag("em", esc(committed(reading, e.source, e.factuality)))
        + otherwise(e.contested)
        for e in reading.events
        if actor.id in (e.actor, e.recipient) and e.source[-1] == voice
    ]
    who = whose(reading.article, voice)
    return (
        section(f"◆ Ties, in {who} words", ties)
        + section(f"● Said, ◆ inferred: wants and fears, by {who} account", wanted)
        + section(f"◆ Events, by {who} account", events)
    )


def interests(sheet: Sheet, reading: Reading, actor: Actor, voice: Voice | None = None) -> list[str]:
    """List what an actor wants or fears, said or inferred, and by whose account; by one voice, if named."""
    return [
        f"{'● Said' if i.explicit else '◆ Inferred'}: {esc(i.summary)}. "
        f"{sheet.quote(i.evidence, 'article' if i.explicit else 'inferred')}. "
        f"{esc(f'According to {according(reading, i.source)}.')}{otherwise(i.contested)}"
        for i in reading.interests
        if i.actor == actor.id and voice in (None, i.source[-1])
    ]
