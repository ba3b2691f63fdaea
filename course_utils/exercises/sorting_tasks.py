"""What students sort, and what a reading holds on it: sentences by kind of claim, ties by sign."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from course_utils.answers.workbook import Answer
from course_utils.look.wording import MEANINGS, POLARITIES, capital, chain_of, committed, listed, speaker, voice_name
from course_utils.reading.counts import Dyad, dyads
from course_utils.reading.evidence import Contested, Evidence
from course_utils.reading.reading import Reading
from course_utils.reading.records import ClaimKind, Polarity, Relation

#: A student's class is the reading's, or one that another claim of the sentence has or a careful reader can
#: defend, or none of these.
Verdict = Literal["agrees", "shared", "differs"]


@dataclass(frozen=True, slots=True)
class Category:
    """One of the classes to sort into."""

    id: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that the reading holds on an entry, with the words that decide its class."""

    summary: str
    category: str  #: A category's id.
    words: tuple[Evidence, ...]
    commitment: str  #: Whose it is and how surely it is put, in full sentences.
    contested: Contested | None = None
    main: bool = False  #: Whether it is the main claim, the one that the sentence is built to make.


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to sort, and what the reading holds on it."""

    id: str
    text: str
    where: str  #: Where it stands in the article and who speaks there.
    quoted: bool  #: Whether ``text`` is the article's words.
    grounds: tuple[Held, ...]
    #: The categories' ids that the reading has here, and those that only another defensible coding has.
    reading: tuple[str, ...]
    others: tuple[str, ...]
    further: tuple[str, ...] = ()  #: Those of the sentence's other claims, where the reading marks a main one.

    @property
    def deciding(self) -> tuple[Evidence, ...]:
        """The words that decide: of the main claim where the reading marks it, else of all."""
        main = [ground for ground in self.grounds if ground.main]
        return tuple(word for ground in main or self.grounds for word in ground.words)

    def verdict(self, category: str) -> Verdict:
        """Compare a student's class with the reading's."""
        if category in self.reading:
            return "agrees"
        return "shared" if category in self.further + self.others else "differs"


@dataclass(frozen=True, slots=True)
class SortingTask:
    """Everything there is to sort in one go."""

    name: str  #: What the answers are kept under: ``name.entry``.
    title: str  #: What was sorted, over what a student has gathered.
    prompt: str  #: What to do, in one sentence.
    unit: tuple[str, str]  #: What one entry is called, and several.
    heading: str  #: What stands over the grounds of an entry, after its name.
    categories: tuple[Category, ...]
    entries: tuple[Entry, ...]

    @property
    def texts(self) -> dict[str, str]:
        """What each class is called, by its id."""
        return {category.id: category.text for category in self.categories}

    def sorted_in(self, answers: Mapping[str, Answer]) -> list[tuple[Entry, Answer]]:
        """Return the entries that were put into one of the classes, each with its answer."""
        found = ((entry, answers.get(f"{self.name}.{entry.id}")) for entry in self.entries)
        return [(entry, answer) for entry, answer in found if answer and answer.value in self.texts]

    def beside(self, entry: Entry, own: str) -> str:
        """Say how the reading has an entry, and who else reads it so: two readings, and no right or wrong."""

        def named(ids: Iterable[str]) -> str:
            return listed([self.texts.get(one, one) for one in ids if one != own])

        course, others = named(entry.reading), named(entry.others)
        match entry.verdict(own):
            case "agrees":
                said = f"The course reads it so too{f', and as {course}' if course else ''}."
            case "shared" if own in entry.further:
                said = f"That fits another claim in it; the course reads the main one as {course}."
            case "shared":
                said = f"Another careful reader does so too; the course reads it as {course}."
            case "differs":
                said = f"The course reads it as {course}. Which reading fits the words better?"
        return said + (f" It can also be read as {others}." if others else "")

    def foretold(self) -> dict[str, object]:
        """Say what a page needs to tell how a student's classes stand to the reading."""
        return {
            "name": self.name,
            "title": self.title,
            "unit": self.unit,
            "texts": self.texts,
            "further": any(entry.further for entry in self.entries),
            "verdicts": {e.id: {name: e.verdict(name) for name in self.texts} for e in self.entries},
        }

    def counted(self, rows: Sequence[tuple[Entry, Answer]]) -> str:
        """Say in words how many classes the reading shares, a careful reader could, and it has otherwise."""
        counts = Counter(entry.verdict(answer.value) for entry, answer in rows)
        still, two = len(self.entries) - len(rows), counts["shared"]
        claims = "another claim or " if any(entry.further for entry in self.entries) else ""
        return (
            f"Of your {len(rows)} {self.unit[len(rows) != 1]}, you and the course read {counts['agrees'] or 'none'} "
            f"alike and {counts['differs'] or 'none'} otherwise; {two or 'none'} {'fit' if two > 1 else 'fits'} "
            f"{claims}another careful reading."
        ) + (f" {still} {'is' if still == 1 else 'are'} still open." if still else "")


#: CODING.md, section 11, in the words of a student.
_KINDS: dict[ClaimKind, str] = {
    "seen": "the article’s voice says that it saw or heard it itself",
    "asserted": "the article’s voice states it as a fact",
    "reported": "somebody else says or thinks it, named or not",
    "accused": "it is somebody else’s, with a word of blame",
    "hypothetical": "it is offered as only possible",
    "judged": "it weighs something: how good, how strong, how alike, or what follows from what",
}
#: A contested claim names the kind of its other coding in this way: "so it is accused".
_OTHER_KIND = re.compile(rf"\bit is ({'|'.join(get_args(ClaimKind))})\b")


def sentences_by_kind(reading: Reading, name: str) -> SortingTask:
    """Make the task of sorting every sentence by how it puts what it says.

    A sentence holds several claims. Its class is the kind of the main one, where the reading marks it; else
    its classes are the kinds of all, in text order. One without a claim has no class, and is left out.
    """
    used = {claim.kind for claim in reading.claims}
    entries = []
    for sentence in reading.article.sentences:
        claims = [c for c in reading.claims if any(piece.sentence == sentence.id for piece in c.evidence)]
        if not claims:
            continue
        kinds = tuple(dict.fromkeys(claim.kind for claim in claims))
        main = tuple(claim.kind for claim in claims if claim.main)
        said = [claim.contested.other for claim in claims if claim.contested]
        others = dict.fromkeys(kind for other in said for kind in _OTHER_KIND.findall(other))
        entry = Entry(
            sentence.id,
            sentence.text,
            f"{sentence.id}: {speaker(reading.article, sentence)}",
            quoted=True,
            grounds=tuple(
                Held(
                    claim.summary,
                    claim.kind,
                    tuple(cue for cue in claim.cues if cue.sentence == sentence.id)
                    or tuple(piece for piece in claim.evidence if piece.sentence == sentence.id),
                    committed(reading, claim.source, claim.factuality),
                    claim.contested,
                    claim.main,
                )
                for claim in claims
            ),
            reading=main or kinds,
            others=tuple(kind for kind in others if kind not in kinds),
            further=tuple(kind for kind in kinds if kind not in main) if main else (),
        )
        entries.append(entry)
    return SortingTask(
        name,
        "Sorted sentences",
        "Sort each sentence by how it puts its main claim.",
        ("sentence", "sentences"),
        "its claims, as the course reads them",
        tuple(Category(k, k, text) for k, text in _KINDS.items() if k != "seen" or k in used),
        tuple(entries),
    )


_SIGNS = (
    Category("friendly", f"{POLARITIES[1]} (+)", f"the words give {MEANINGS[1]}, and nothing {POLARITIES[-1]}"),
    Category("hostile", f"{POLARITIES[-1]} (−)", f"the words give {MEANINGS[-1]}, and nothing {POLARITIES[1]}"),
    Category("mixed", "mixed", "the words give both"),
    Category("neither", "neutral (0)", "the words name a tie and give neither of the two"),
)
#: A contested relation names the value of its other coding, or says that there is none.
_OTHER_VALUE = re.compile(r"(?<![\w+.−-])(\+1|[-−]1|0|mixed|[+−-](?=\)))(?!\w|\.\d)")
_NO_TIE = re.compile(r"\bno (relation|tie)\b")
_VALUES: dict[str, Polarity] = {"+1": 1, "+": 1, "-1": -1, "-": -1, "0": 0, "mixed": "mixed"}
_CATEGORY: dict[Polarity | None, str] = {1: "friendly", -1: "hostile", "mixed": "mixed", 0: "neither", None: "neither"}


def ties_by_sign(reading: Reading, name: str) -> SortingTask:
    """Make the task of setting the sign of every pair of actors that the reading gives a relation."""
    return SortingTask(
        name,
        "Ties",
        "Set each tie as the article’s words give it, not as you know it or as other ties suggest.",
        ("tie", "ties"),
        "the words on this tie, as the course reads them",
        _SIGNS,
        tuple(_tie(reading, dyad) for dyad in dyads(reading).values()),
    )


def _tie(reading: Reading, dyad: Dyad) -> Entry:
    names = {actor.id: actor.name for actor in reading.actors}
    pieces = [piece for relation in dyad.relations for piece in relation.evidence]
    places = ", ".join(sorted({piece.sentence for piece in pieces}))
    voices = dict.fromkeys(voice_name(reading.article, piece.voice) for piece in pieces)
    whole = _CATEGORY[dyad.sign]

    def held(relation: Relation) -> Held:
        ends = "" if relation.kind in reading.mutual else f", {names[relation.actor]} to {names[relation.recipient]}"
        chain, category = chain_of(reading, relation.source), _CATEGORY[relation.polarity]
        according = f"According to {chain[0]}{f', as {chain[-1]} gives it' if len(chain) > 1 else ''}."
        return Held(capital(relation.kind) + ends, category, relation.evidence, according, relation.contested)

    return Entry(
        ".".join(dyad.actors),
        " and ".join(names[actor] for actor in dyad.actors),
        f"{places}: {' and '.join(voices)}",
        quoted=False,
        grounds=tuple(map(held, dyad.relations)),
        reading=(whole,),
        others=tuple(dict.fromkeys(other for other in _other_signs(dyad) if other != whole)),
    )


def _other_signs(dyad: Dyad) -> Iterator[str]:
    """Yield the sign of the pair as it would be with each contested relation coded the other way."""
    for n, relation in enumerate(dyad.relations):
        other = relation.contested.other if relation.contested else ""
        before, after = dyad.relations[:n], dyad.relations[n + 1 :]
        if _NO_TIE.search(other):
            yield _CATEGORY[Dyad(dyad.actors, before + after).sign]
        for value in _OTHER_VALUE.findall(other):
            changed = replace(relation, polarity=_VALUES[value.replace("−", "-")])
            yield _CATEGORY[Dyad(dyad.actors, (*before, changed, *after)).sign]
