"""Pure counting: from an article or a reading to the rows that charts draw."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from course_utils.records import Evidence

if TYPE_CHECKING:
    from course_utils.article import Article
    from course_utils.reading import Reading

Share = Literal["lead", "insertion", "excerpt"]

# A word is a run without white space that has a letter or digit in it: "Nagorno-Karabakh," is one.
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """What one voice has of the page: lead and insertions are the editor's, the excerpt is the author's."""

    share: Share
    voice: str
    #: Whole sentences; for insertions, the number of insertions.
    pieces: int
    words: int
    evidence: tuple[Evidence, ...]


def voice_shares(article: Article) -> tuple[VoiceShare, ...]:
    """Count the body's words by whose they are: lead, insertions, excerpt, in this order, none left out."""
    found: dict[Share, list[Evidence]] = {"lead": [], "insertion": [], "excerpt": []}
    words: dict[Share, int] = {"lead": 0, "insertion": 0, "excerpt": 0}
    for sentence in article.sentences:
        whole: Share = "lead" if sentence.voice == "editor" else "excerpt"
        found[whole].append(
            Evidence(sentence.text, sentence.start, sentence.end, sentence.id, sentence.voice)
        )
        for voice, inserted, start, end in article.runs(sentence):
            share: Share = "insertion" if inserted else whole
            words[share] += len(_WORD.findall(article.text[start:end]))
            if inserted:
                found[share].append(Evidence(article.text[start:end], start, end, sentence.id, voice))
    return tuple(
        VoiceShare(
            share,
            "author" if share == "excerpt" else "editor",
            len(found[share]),
            words[share],
            tuple(found[share]),
        )
        for share in found
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """One place at which an actor is called by a name or by its seat's name."""

    evidence: Evidence
    #: The sentence's number in the article, from 1.
    position: int
    #: "name" or "metonym".
    kind: str
    #: Whether the editor put the word into the author's sentence.
    inserted: bool

    @property
    def word(self) -> str:
        """The word as printed; an inserted one keeps square brackets, as on the page."""
        return f"[{self.evidence.exact}]" if self.inserted else self.evidence.exact


def namings(reading: Reading, actor: str) -> tuple[Naming, ...]:
    """Return every place that names an actor, in text order.

    Raises KeyError with the known ids where no actor has this id.
    """
    known = [a.id for a in reading.actors]
    if actor not in known:
        raise KeyError(f"no actor {actor!r}; the reading has {', '.join(known)}")
    article = reading.article
    position = {sentence.id: number for number, sentence in enumerate(article.sentences, start=1)}
    return tuple(
        Naming(
            evidence,
            position[evidence.sentence],
            mention.alias_kind,
            evidence.voice != article.sentence(evidence.sentence).voice,
        )
        for mention in reading.mentions
        if mention.refers_to == actor and mention.alias_kind in ("name", "metonym")
        for evidence in mention.evidence
    )


_TIMES = ("never", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def times(count: int) -> str:
    """Say how often, in a word where one is usual."""
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"
