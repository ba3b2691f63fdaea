"""The sentence cards: whose words each sentence holds, who is named in it, and how surely who says what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.look.html import esc, section, tag, words
from course_utils.look.wording import NAMINGS, committed, speaker, voice_name

if TYPE_CHECKING:
    from course_utils.article.article import Sentence
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Claim, Mention


def sentence_cards(reading: Reading) -> dict[str, Markup]:
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


def _card(reading: Reading, sentence: Sentence, named: list[tuple[Mention, Evidence]], claims: list[Claim]) -> Markup:
    article = reading.article
    entities = {actor.id: actor.name for actor in reading.actors}
    entities |= {place.id: place.name for place in reading.places}
    inserted = [words(article.text[start:end]) for _, is_inserted, start, end in article.runs(sentence) if is_inserted]
    names = [
        words(piece.exact)
        + esc(f" ◆ {NAMINGS[mention.alias_kind].format(entities[mention.refers_to])}")
        + esc("" if piece.voice == sentence.voice else f" ({voice_name(article, piece.voice)}’s word)")
        for mention, piece in named
    ]
    said = [
        esc(f"{claim.summary}. ") + tag("em", esc(committed(reading, claim.source, claim.factuality)))
        for claim in claims
    ]
    return (
        tag("p", tag("strong", esc(f"{sentence.id}: {speaker(article, sentence)}")))
        + tag("blockquote", tag("p", esc(sentence.text)), class_="rtc-words")
        + section("● Words in square brackets, the editor’s", inserted)
        + section("● Names printed here, ◆ and what each stands for", names)
        + section("◆ What is put forward, by whom, how surely", said)
    )
