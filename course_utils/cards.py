"""Evidence cards: what a reading holds on one sentence, as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.markup import esc, tag, voice_name, words

if TYPE_CHECKING:
    from course_utils.article import Article, Sentence
    from course_utils.codes import Factuality
    from course_utils.reading import Reading
    from course_utils.records import Claim

#: FactBank's values, in words, for the source that the value belongs to.
SURENESS: dict[Factuality, str] = {
    "CT+": "said without any doubt",
    "PR+": "said to be likely",
    "PS+": "said to be possible",
    "CT-": "denied without any doubt",
    "PR-": "said to be unlikely",
    "PS-": "said to be perhaps not so",
    "CTu": "said to be settled, not which way",
    "Uu": "left open",
}


def speaker(article: Article, sentence: Sentence) -> str:
    """Say who speaks in a sentence, and whether somebody else's words stand in it."""
    name = voice_name(article, sentence.voice)
    inserted = any(is_inserted for _, is_inserted, _, _ in article.runs(sentence))
    return f"{name}, with an insertion by the editor" if inserted else name


def sentence_card(reading: Reading, sentence: Sentence) -> str:
    """Show a sentence with its voice, who is named in it, and how surely who says what."""
    article = reading.article
    entities = {entity.id: entity.name for entity in (*reading.actors, *reading.places)}
    inserted = [
        words(article.text[start:end]) for _, is_inserted, start, end in article.runs(sentence) if is_inserted
    ]
    named = [
        f"{words(e.exact)} {esc(mention.alias_kind)}, {esc(entities[mention.refers_to])}"
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
        + _section("● Inserted by the editor", inserted)
        + _section("● Named here", named)
        + _section("◆ What is said, by whom, how surely", claims)
    )


def _section(title: str, entries: list[str]) -> str:
    items = "".join(tag("li", entry) for entry in dict.fromkeys(entries))
    return tag("p", tag("strong", esc(title))) + tag("ul", items) if entries else ""


def _commitment(reading: Reading, claim: Claim) -> str:
    """Say whose claim it is, through whom it reaches the reader, and how sure its first source is."""
    names = {actor.id: actor.name for actor in reading.actors}
    chain = [names.get(source) or voice_name(reading.article, source) for source in claim.source]
    first = chain[0][0].upper() + chain[0][1:]
    if len(chain) == 1:
        return f"{first}: {SURENESS[claim.factuality]}."
    # FactBank: who hands a claim on is uncommitted to it.
    return f"{first}, as {chain[-1]} reports: {SURENESS[claim.factuality]}. {chain[-1]} leaves it open."
