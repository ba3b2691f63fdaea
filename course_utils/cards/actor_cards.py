"""The actor explorer's cards: how each is called, and what each voice says of it."""

from collections import defaultdict

from markupsafe import Markup

from course_utils.article.article import Voice
from course_utils.cards.card import Card, CardBuilder, otherwise
from course_utils.look.html import esc, join, section, signed, tag, words
from course_utils.look.wording import NAMINGS, ROLES, according, capital, happening, voice_name, whose
from course_utils.reading.counts import namings
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading
from course_utils.reading.records import Actor


def actor_cards(reading: Reading, coded: bool = True) -> tuple[Card, ...]:
    """Make one card an actor, in the reading's order; uncoded, each has names and words and no kind, sign or event."""
    return tuple(_card(reading, actor, coded) for actor in reading.actors)


def _card(reading: Reading, actor: Actor, coded: bool) -> Card:
    sheet = CardBuilder(reading.article)
    own = join((tag("span", esc(e.text), lang=e.lang, dir=e.dir) for e in actor.endonyms), ", ")
    role = esc(f"{capital(ROLES[actor.role])}.")
    sums = _sums(sheet, reading, actor)  # first: grounds are numbered in the order of the card
    noted = [esc(f"{actor.note} ") + sheet.quote(actor.evidence, "inferred")] if actor.note else []
    return sheet.card(
        actor.id,
        actor.name,
        tag("p", tag("bdi", esc(actor.name)), class_="rtc-name"),
        tag("p", role + esc(" Own name: ") + own + esc(".") if own else role),
        sums,
        section("◆ What the course notes", noted),
        section("● What the text calls it, ◆ and how", _called(sheet, reading, actor)),
        section("◆ What the text gives as its words or view", words_or_view(sheet, reading, actor, coded=coded)),
        *(_by(sheet, reading, actor, voice) for voice in reading.article.voices if coded),
    )


def _sums(sheet: CardBuilder, reading: Reading, actor: Actor) -> Markup:
    """Count how often an actor is named, by each voice; a number leads to the places that it counts."""
    named = [naming.evidence for naming in namings(reading, actor.id)]
    text = reading.article
    by_voice = {f"in {whose(text, v)} words": [e for e in named if e.voice == v] for v in text.voices}

    def counted(evidence: list[Evidence], of: str) -> Markup:
        count = tag("strong", esc(str(len(evidence)))) + esc(f" {of}")
        return sheet.words(count, evidence, "inferred") if evidence else count

    sums = {f"{'place names' if len(named) == 1 else 'places name'} {_whom(actor)}": named, **by_voice}
    return tag("div", *(tag("p", counted(e, of)) for of, e in sums.items()), class_="rtc-sums")


def _whom(actor: Actor) -> str:
    return "them" if actor.role in ("group", "person") else "it"


def _called(sheet: CardBuilder, reading: Reading, actor: Actor) -> list[Markup]:
    """Count an actor's mentions: one entry a form, way of naming and voice."""
    found: dict[tuple[str, str, Voice], list[Evidence]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.refers_to == actor.id:
            how = NAMINGS[mention.alias_kind].removeprefix("{}, ")
            for piece in mention.evidence:
                found[how, piece.exact, piece.voice].append(piece)

    def called(how: str, form: str, voice: Voice, pieces: list[Evidence]) -> Markup:
        by_whom = esc(f" {how}, in {whose(reading.article, voice)} words: ")
        return signed(str(len(pieces)), words(form) + by_whom + sheet.places(pieces))

    return [called(*key, pieces) for key, pieces in sorted(found.items(), key=lambda one: -len(one[1]))]


def words_or_view(
    sheet: CardBuilder, reading: Reading, actor: Actor, none: str = "None", coded: bool = True
) -> list[Markup]:
    """List what the text gives as somebody's words or view; without any, that there is none, and who speaks of it."""

    def told(evidence: tuple[Evidence, ...]) -> Markup:
        by = tag("em", esc(f"{capital(whose(reading.article, evidence[0].voice))} words for it."))
        return sheet.quote(evidence) + esc(". ") + by

    claims = [claim for claim in reading.claims if claim.source[0] == actor.id]
    claimed = [piece for claim in claims for piece in claim.evidence]
    entries = [sheet.claimed(reading, c.summary, c) if coded else told(c.evidence) for c in claims]
    entries += [
        told(a.evidence) + otherwise(a.contested if coded else None)
        for a in reading.attributions
        if a.source == actor.id and a.kind == "attribution"
        # what a claim has already is not told twice
        if not any(a.content.start < piece.end and piece.start < a.content.end for piece in claimed)
    ]
    if entries:
        return entries
    spoken = (
        esc(f"{voice_name(reading.article, voice)} speaks of {_whom(actor)} in ")
        + sheet.places(piece for piece in actor.evidence if piece.voice == voice)
        for voice in reading.article.voices
        if any(piece.voice == voice for piece in actor.evidence)
    )
    return [esc(f"{none}; ") + join(spoken, " and ") + esc(".")]


def _by(sheet: CardBuilder, reading: Reading, actor: Actor, voice: Voice) -> Markup:
    """Return what one voice says of an actor: its ties, its interests, the events it takes part in."""
    told = [r for r in reading.relations if actor.id in (r.actor, r.recipient) and r.source[-1] == voice]
    ties = [sheet.tie(reading, relation) for relation in told]
    wanted = interests(sheet, reading, actor, voice)
    took_part = [e for e in reading.events if actor.id in (e.actor, e.recipient) and e.source[-1] == voice]
    events = [sheet.claimed(reading, happening(event), event) for event in took_part]
    who = whose(reading.article, voice)
    return (
        section(f"◆ Ties, in {who} words", ties)
        + section(f"● Said, ◆ inferred: wants and fears, by {who} account", wanted)
        + section(f"◆ Events, by {who} account", events)
    )


def interests(sheet: CardBuilder, reading: Reading, actor: Actor, voice: Voice | None = None) -> list[Markup]:
    """List what an actor wants or fears, said or inferred, and by whose account; by one voice, if named."""
    return [
        esc(f"{'● Said' if i.explicit else '◆ Inferred'}: {i.summary}. ")
        + sheet.quote(i.evidence, "article" if i.explicit else "inferred")
        + esc(f". According to {according(reading, i.source)}.")
        + otherwise(i.contested)
        for i in reading.interests
        if i.actor == actor.id and voice in (None, i.source[-1])
    ]
