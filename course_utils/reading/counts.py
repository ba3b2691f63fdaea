"""Pure counting: from an article or a reading to the rows that charts draw, and to pairs and triads of actors.

The rule of thumb for triads is structural balance: F. Heider, "Attitudes and Cognitive Organization" (1946);
D. Cartwright and F. Harary, "Structural Balance" (1956).
"""

import re
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal, TypeAlias

from course_utils.article.article import Article, Voice
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading
from course_utils.reading.records import Claim, Event, Factuality, Polarity, Relation

Share = Literal["lead", "insertion", "excerpt"]
Verdict: TypeAlias = Literal["differs", "agrees", "silent"]

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


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors, in the order of the reading, and every relation that the text gives between them."""

    actors: tuple[str, str]
    relations: tuple[Relation, ...]

    @property
    def sign(self) -> Polarity | None:
        """What the relations come to: -1, +1, "mixed", 0 where all are neutral, None where there is none."""
        signed = {r.polarity for r in self.relations} - {0}
        if not signed:
            return 0 if self.relations else None
        return signed.pop() if len(signed) == 1 else "mixed"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that make the sign: a neutral relation counts only where all are neutral."""
        telling = [r for r in self.relations if r.polarity != 0 or self.sign == 0]
        return tuple(dict.fromkeys(piece for r in telling for piece in r.evidence))


@dataclass(frozen=True, slots=True)
class Triad:
    """Two signed ties that share an actor, and the third tie that the rule of thumb predicts from them."""

    actors: tuple[str, str, str]  #: The shared actor stands between the two others.
    ties: tuple[Dyad, Dyad]
    third: Dyad  #: What the text has between the first and the last.
    predicted: Literal[-1, 1]  #: The product of the two signs: the enemy of an enemy is a friend.

    @property
    def verdict(self) -> Verdict:
        """Whether the text agrees with the prediction, has another sign, or has no such tie."""
        if self.third.sign is None:
            return "silent"
        return "agrees" if self.third.sign == self.predicted else "differs"


def dyads(reading: Reading) -> dict[tuple[str, str], Dyad]:
    """Return every pair of actors with a relation, by its ids, in the order of the actors."""
    order = {actor.id: number for number, actor in enumerate(reading.actors)}
    found: dict[tuple[str, str], list[Relation]] = {}
    for relation in reading.relations:
        one, other = sorted((relation.actor, relation.recipient), key=order.__getitem__)
        found.setdefault((one, other), []).append(relation)
    pairs = sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return {pair: Dyad(pair, tuple(found[pair])) for pair in pairs}


def triads(reading: Reading) -> tuple[Triad, ...]:
    """Return every three actors of whom two pairs are signed, plus or minus, in the order of the actors.

    Where all three pairs are signed, the last of them is the one that is predicted: the rule fits all three
    or none.
    """
    pairs = dyads(reading)
    tied = [actor.id for actor in reading.actors if any(actor.id in pair for pair in pairs)]
    found = []
    for three in combinations(tied, 3):
        sides = [pairs.get((a, b), Dyad((a, b), ())) for a, b in combinations(three, 2)]
        signed = [side for side in sides if side.sign in (-1, 1)]
        if len(signed) >= 2:
            one, other = signed[:2]
            (third,) = (side for side in sides if side not in signed[:2])
            (shared,) = {*one.actors} & {*other.actors}
            first, last = (({*side.actors} - {shared}).pop() for side in signed[:2])
            found.append(Triad((first, shared, last), (one, other), third, 1 if one.sign == other.sign else -1))
    return tuple(found)


def certainty_of(reading: Reading, relation: Relation) -> Factuality | None:
    """Say how sure a relation's source is of it; None where the words take the tie for granted in passing.

    A relation has no value of its own. It has the one of the claim or event that puts it: by the same chain
    of sources, most of its words being the relation's too, and of several such the one that shares most.
    """
    best, most = None, 0
    items: tuple[Claim | Event, ...] = (*reading.claims, *reading.events)
    for item in items:
        both = product(item.evidence, relation.evidence)
        shared = sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one, other in both)
        length = sum(piece.end - piece.start for piece in item.evidence)
        if item.source == relation.source and 2 * shared > length and shared > most:
            best, most = item.factuality, shared
    return best
