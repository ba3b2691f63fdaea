"""The voice X-ray: the article with every voice visible, and a card for every sentence.

A card says whose words the sentence holds, who is named in it, and how surely who says what.
"""

from typing import TypedDict

from markupsafe import Markup

from course_utils.article.article import Article, Sentence
from course_utils.look.html import WORDS, details, esc, join, section, tag, words
from course_utils.look.wording import NAMINGS, capital, committed, speaker, times, voice_name
from course_utils.reading.counts import namings, voice_shares
from course_utils.reading.reading import Reading
from course_utils.widgets.control import Control, Foretold, Nothing
from course_utils.widgets.explorer import PageView, page_view

#: A choice of voices, and what is said when it is made.
VoiceView = TypedDict("VoiceView", {"id": str, "text": str, "voice": str | None, "say": str})
#: The article, a card for each sentence as markup, and the choices of voices.
Item = TypedDict("Item", {"page": PageView, "cards": dict[str, str], "views": list[VoiceView]})


class VoiceXray(Control[Item, Nothing, Nothing]):
    """Show whose words each sentence holds; strike one voice out; count how often the rest names an actor."""

    script = "voice_xray.js"
    article: Article

    def __init__(self, reading: Reading, actor: str) -> None:
        self.reading, self.article, self.actor = reading, reading.article, actor
        self._cards = sentence_cards(reading)
        item: Item = {"page": page_view(self.article), "cards": {**self._cards}, "views": self._views()}
        super().__init__(self.article.title, item)

    def foretold(self) -> Foretold:
        """Give nothing more: all is there."""
        return {"kind": "views"}

    def _views(self) -> list[VoiceView]:
        shares, found = voice_shares(self.article), namings(self.reading, self.actor)  # which knows every actor
        name = next(a.name for a in self.reading.actors if a.id == self.actor)

        def view(voice: str | None, who: str) -> VoiceView:
            words = sum(share.words for share in shares if voice in (None, share.voice))
            count = sum(voice in (None, naming.evidence.voice) for naming in found)
            said = f"{capital(who)}: {words} words. "
            said += f"{name} is named {times(count)}." if count else f"{name} is never named."
            return {"id": voice or "everyone", "text": who, "voice": voice, "say": said}

        spoken = self.article.voices
        alone = (view(voice, f"only {voice_name(self.article, voice)}") for voice in spoken if len(spoken) > 1)
        return [view(None, "everyone"), *alone]

    def twin(self) -> Markup:
        """Return the article with every sentence's speaker and card."""
        return tag("p", tag("strong", esc(self.article.title))) + join(
            tag("blockquote", tag("p", esc(f"{s.id} {s.text}")), class_=WORDS)
            + details(f"{s.id}: {speaker(self.article, s)}", self._cards[s.id])
            for s in self.article.sentences
        )


def sentence_cards(reading: Reading) -> dict[str, Markup]:
    """Make every sentence's card: its voice, who is named in it, and how surely who says what."""
    return {sentence.id: _card(reading, sentence) for sentence in reading.article.sentences}


def _card(reading: Reading, sentence: Sentence) -> Markup:
    article, entities = reading.article, {a.id: a.name for a in reading.actors} | {p.id: p.name for p in reading.places}
    inserted = [words(article.text[start:end]) for _, is_inserted, start, end in article.runs(sentence) if is_inserted]
    names = [
        words(piece.exact)
        + esc(f" ◆ {NAMINGS[mention.alias_kind].format(entities[mention.refers_to])}")
        + esc("" if piece.voice == sentence.voice else f" ({voice_name(article, piece.voice)}’s word)")
        for mention in reading.mentions
        for piece in mention.evidence
        if mention.form == "NAM" and piece.sentence == sentence.id
    ]
    said = [
        esc(f"{claim.summary}. ") + tag("em", esc(committed(reading, claim.source, claim.factuality)))
        for claim in reading.claims
        if any(piece.sentence == sentence.id for piece in claim.evidence)
    ]
    return (
        tag("p", tag("strong", esc(f"{sentence.id}: {speaker(article, sentence)}")))
        + tag("blockquote", tag("p", esc(sentence.text)), class_=f"{WORDS} rtc-{sentence.voice}")
        + section("● Words in square brackets, the editor’s", inserted)
        + section("● Names printed here, ◆ and what each stands for", names)
        + section("◆ What is put forward, by whom, how surely", said)
    )
