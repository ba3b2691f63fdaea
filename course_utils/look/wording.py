"""Evidence cards: what a reading holds on one sentence, as markup."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from course_utils.look.html import capital, esc, section, tag, voice_name, words

if TYPE_CHECKING:
    from course_utils.article.article import Article, Sentence
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Claim, Factuality, Mention, MentionKind

#: FactBank's values, in words: how sure the first source of a claim sounds.
SURENESS: dict[Factuality, str] = {
    "CT+": "put as certain",
    "PR+": "put as likely",
    "PS+": "put as possible",
    "CT-": "put as certainly not so",
    "PR-": "put as unlikely",
    "PS-": "put as possibly not so",
    "CTu": "put as settled, not which way",
    "Uu": "left open",
}
#: What a word that names does, for the one it stands for.
NAMINGS: dict[MentionKind, str] = {
    "name": "{}, by name",
    "metonym": "{}, by its seat of government",
    "demonym": "{}, by a word made from a name",
    "description": "{}, described",
    "pronoun": "{}, pointed to",
}


def speaker(article: Article, sentence: Sentence) -> str:
    """Say who speaks in a sentence, and whether somebody else's words stand in it."""
    name = voice_name(article, sentence.voice)
    inserted = any(is_inserted for _, is_inserted, _, _ in article.runs(sentence))
    return f"{name}, with an insertion by the editor" if inserted else name


def chain_of(reading: Reading, source: tuple[str, ...]) -> tuple[str, ...]:
    """Name the sources of a chain, innermost first, as a reader would."""
    names = {actor.id: actor.name for actor in reading.actors}
    return tuple(names.get(name) or voice_name(reading.article, name) for name in source)


def sentence_cards(reading: Reading) -> dict[str, str]:
    """Make every sentence's card: its voice, who is named in it, and how surely who says what."""
    named: dict[str, list[tuple[Mention, Evidence]]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.form == "NAM":
            for piece in mention.evidence:
                named[piece.sentence].append((mention, piece))
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        for name in dict.fromkeys(piece.sentence for piece in claim.evidence):
            claims[name].append(claim)
    return {s.id: _card(reading, s, named[s.id], claims[s.id]) for s in reading.article.sentences}


def _card(reading: Reading, sentence: Sentence, named: list[tuple[Mention, Evidence]], claims: list[Claim]) -> str:
    article = reading.article
    entities = {actor.id: actor.name for actor in reading.actors}
    entities |= {place.id: place.name for place in reading.places}
    inserted = [words(article.text[start:end]) for _, is_inserted, start, end in article.runs(sentence) if is_inserted]
    names = [
        f"{words(piece.exact)} ◆ {esc(NAMINGS[mention.alias_kind].format(entities[mention.refers_to]))}"
        + ("" if piece.voice == sentence.voice else f" ({esc(voice_name(article, piece.voice))}’s word)")
        for mention, piece in named
    ]
    said = [
        f"{esc(claim.summary)}. {tag('em', esc(committed(reading, claim.source, claim.factuality)))}"
        for claim in claims
    ]
    return (
        tag("p", tag("strong", f"{esc(sentence.id)}: {esc(speaker(article, sentence))}"))
        + tag("blockquote", tag("p", esc(sentence.text)), class_="rtc-words")
        + section("● Words in square brackets, the editor’s", inserted)
        + section("● Names printed here, ◆ and what each stands for", names)
        + section("◆ What is put forward, by whom, how surely", said)
    )


def committed(reading: Reading, source: tuple[str, ...], factuality: Factuality) -> str:
    """Say who says it and how surely, and through whom it reaches the reader."""
    *inner, voice = chain_of(reading, source)
    if not inner:
        return f"{capital(voice)}: {SURENESS[factuality]}."
    # FactBank: a voice that hands on what another says or thinks is not committed to it.
    return (
        f"{capital(voice)} gives this as the words or view of {' through '.join(inner)}: "
        f"{SURENESS[factuality]}. Whether it is so, {voice} does not say."
    )
