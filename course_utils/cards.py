"""Evidence cards: what a reading holds on one sentence, as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.markup import esc, tag, voice_name, words

if TYPE_CHECKING:
    from course_utils.article import Article, Sentence
    from course_utils.codes import Factuality, MentionKind
    from course_utils.reading import Reading
    from course_utils.records import Claim

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


def sentence_card(reading: Reading, sentence: Sentence) -> str:
    """Show a sentence with its voice, who is named in it, and how surely who says what."""
    article = reading.article
    entities = {actor.id: actor.name for actor in reading.actors}
    entities |= {place.id: place.name for place in reading.places}
    inserted = [
        words(article.text[start:end]) for _, is_inserted, start, end in article.runs(sentence) if is_inserted
    ]
    named = [
        f"{words(e.exact)} ◆ {esc(NAMINGS[mention.alias_kind].format(entities[mention.refers_to]))}"
        + ("" if e.voice == sentence.voice else f" ({esc(voice_name(article, e.voice))}’s word)")
        for mention in reading.mentions
        if mention.form == "NAM"
        for e in mention.evidence
        if e.sentence == sentence.id
    ]
    claims = [
        f"{esc(claim.summary)}. {tag('em', esc(_commitment(reading, claim)))}"
        for claim in reading.claims
        if any(e.sentence == sentence.id for e in claim.evidence)
    ]
    return (
        tag("p", tag("strong", f"{esc(sentence.id)}: {esc(speaker(article, sentence))}"))
        + tag("blockquote", tag("p", esc(sentence.text)), class_="rtc-words")
        + _section("● Words in square brackets, the editor’s", inserted)
        + _section("● Names printed here, ◆ and what each stands for", named)
        + _section("◆ What is put forward, by whom, how surely", claims)
    )


def _section(title: str, entries: list[str]) -> str:
    items = "".join(tag("li", entry) for entry in dict.fromkeys(entries))
    return tag("p", tag("strong", esc(title))) + tag("ul", items) if entries else ""


def _commitment(reading: Reading, claim: Claim) -> str:
    """Say whose claim it is, through whom it reaches the reader, and how sure its first source is."""
    names = {actor.id: actor.name for actor in reading.actors}
    chain = [names.get(source) or voice_name(reading.article, source) for source in claim.source]
    if len(chain) == 1:
        return f"{chain[0][0].upper()}{chain[0][1:]}: {SURENESS[claim.factuality]}."
    # FactBank: a voice that hands on what another says or thinks is not committed to it.
    return (
        f"{chain[-1]} gives this as the words or view of {chain[0]}: {SURENESS[claim.factuality]}. "
        f"Whether it is so, {chain[-1]} does not say."
    )
