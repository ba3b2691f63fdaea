"""Pure counting: from an article or a reading to the rows that charts draw."""

import re
from dataclasses import dataclass
from typing import Literal

from course_utils.article.article import Article, Voice
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading

Share = Literal["lead", "insertion", "excerpt"]

# A word is a run without white space that has a letter or digit in it: "Baden-Baden," is one, a dash is none.
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """What one voice has of the page: lead and insertions are the editor's, the excerpt is the author's."""

    share: Share
    words: int
    #: The stretches themselves, in text order; an insertion cuts the author's sentence in two.
    evidence: tuple[Evidence, ...]

    @property
    def voice(self) -> Voice:
        """Whose words these are."""
        return "author" if self.share == "excerpt" else "editor"

    @property
    def sentences(self) -> int:
        """The number of sentences in which the share has words."""
        return len({piece.sentence for piece in self.evidence})


def voice_shares(article: Article) -> tuple[VoiceShare, ...]:
    """Count the body's words by whose they are: lead, insertions, excerpt, in this order, none left out."""
    found: dict[Share, list[Evidence]] = {"lead": [], "insertion": [], "excerpt": []}
    for sentence in article.sentences:
        for voice, inserted, start, end in article.runs(sentence):
            run = article.text[start:end]
            if _LETTER.search(run):  # what an insertion leaves of a sentence may be its full stop alone
                share: Share = "insertion" if inserted else "lead" if voice == "editor" else "excerpt"
                start += len(run) - len(run.lstrip())
                exact = run.strip()
                found[share].append(Evidence(exact, start, start + len(exact), sentence.id, voice))
    return tuple(
        VoiceShare(share, sum(word_count(piece.exact) for piece in pieces), tuple(pieces))
        for share, pieces in found.items()
    )


def word_count(text: str) -> int:
    """Count the words of a text."""
    return sum(bool(_LETTER.search(word)) for word in text.split())


@dataclass(frozen=True, slots=True)
class Naming:
    """One place at which an actor is called by a name or by its seat's name."""

    evidence: Evidence
    kind: str  #: "name" or "metonym".
    inserted: bool  #: Whether the editor put the word into the author's sentence.

    @property
    def word(self) -> str:
        """The word as printed, in square brackets where it is part of an insertion."""
        return f"[…{self.evidence.exact}…]" if self.inserted else self.evidence.exact


def namings(reading: Reading, actor: str) -> tuple[Naming, ...]:
    """Return every place that names an actor, in text order.

    Raises KeyError with the known ids where no actor has this id.
    """
    known = [a.id for a in reading.actors]
    if actor not in known:
        raise KeyError(f"no actor {actor!r}; the reading has {', '.join(known)}")
    sentence = reading.article.sentence
    return tuple(
        Naming(evidence, mention.alias_kind, evidence.voice != sentence(evidence.sentence).voice)
        for mention in reading.mentions
        if mention.refers_to == actor and mention.alias_kind in ("name", "metonym")
        for evidence in mention.evidence
    )
