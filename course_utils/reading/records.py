"""What a reading holds: small records that check themselves and always carry their evidence.

Dates are EDTF level 1 strings, states' codes ISO 3166-1 alpha-3, languages BCP 47 tags; the other values
are in ``codes``. A record that cannot be right raises ValueError with a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from course_utils.files.edtf import read_date
from course_utils.reading.codes import (
    PLOVER,
    VOICES,
    AttributionKind,
    ClaimKind,
    Factuality,
    MentionForm,
    MentionKind,
    Polarity,
    Realis,
    Role,
    check,
    check_id,
    one_of,
)
from course_utils.reading.evidence import Contested, Evidence
from course_utils.reading.names import Alias, Endonym

_ISO3 = re.compile(r"[A-Z]{3}")
#: Where an actor stands in the network, in words.
AT = "must be two numbers from -10 to 10, east and north of the centre,"


def _check_evidence(evidence: tuple[Evidence, ...]) -> None:
    check(bool(evidence), "it needs at least one quote from the article.")


def check_at(at: tuple[float, ...]) -> None:
    """Raise ValueError for what is no place in the network."""
    inside = len(at) == 2 and all(-10 <= part <= 10 for part in at)  # "nan" is not
    check(inside, f"at {AT} not {list(at)}.")


def _check_source(source: tuple[str, ...]) -> None:
    check(bool(source), "source is empty; it names who says so, innermost first, and ends in editor or author.")
    check(source[-1] in VOICES, f"the source chain must end in editor or author, not in “{source[-1]}”.")
    check(len(set(source)) == len(source), "somebody stands twice in the source chain.")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, speaks or wants in the article."""

    id: str
    name: str
    role: Role
    aliases: tuple[Alias, ...]
    #: ISO 3166-1 alpha-3; None for all but states.
    iso3: str | None
    endonyms: tuple[Endonym, ...]
    note: str | None
    #: Its mentions' evidence, in text order.
    evidence: tuple[Evidence, ...]
    #: Where it stands in the network, east and north of the centre, as on a map, in units from -10 to 10.
    at: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        one_of(self.role, Role, "role")
        check(
            self.iso3 is None or _ISO3.fullmatch(self.iso3) is not None,
            f"“{self.iso3}” is not a state's ISO 3166-1 alpha-3 code, three capital letters such as AZE.",
        )
        check(
            self.iso3 is None or self.role == "state",
            f"only states have an ISO 3166-1 code, and the role is {self.role}; remove iso3.",
        )
        if self.at is not None:
            check_at(self.at)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that is meant as a place, not as a government."""

    id: str
    name: str
    #: A short word: region, sea, border, …
    kind: str
    note: str | None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that the article names."""

    id: str
    label: str
    #: An EDTF level 1 string.
    date: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        check_id(self.id)
        read_date(self.date)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that refers to an actor or a place."""

    id: str
    #: An actor's or a place's id.
    refers_to: str
    form: MentionForm
    alias_kind: MentionKind
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        one_of(self.form, MentionForm, "form")
        one_of(self.alias_kind, MentionKind, "kind of mention")
        check(
            (self.form == "PRO") == (self.alias_kind == "pronoun"),
            f"form {self.form} and as {self.alias_kind} do not go together; PRO and pronoun do.",
        )
        check(len(self.evidence) == 1, "a mention has exactly one quote.")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, happened or might happen, as one source has it."""

    id: str
    label: str
    #: A PLOVER type, or None where none fits.
    type: str | None
    #: Actors' ids, or None.
    actor: str | None
    recipient: str | None
    #: An EDTF level 1 string, or None.
    date: str | None
    factuality: Factuality
    #: Who says so: actors' ids, innermost first, then the article's voice.
    source: tuple[str, ...]
    realis: Realis
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        check(self.type is None or self.type in PLOVER, f"“{self.type}” is not a PLOVER type.")
        if self.date is not None:
            read_date(self.date)
        one_of(self.factuality, Factuality, "factuality")
        one_of(self.realis, Realis, "realis")
        _check_source(self.source)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one actor stands to another, as one source has it."""

    id: str
    actor: str
    recipient: str
    kind: str
    #: -1 hostile, 0 neutral, 1 friendly, or mixed.
    polarity: Polarity
    source: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        check(self.actor != self.recipient, f"“{self.actor}” stands on both sides of the relation.")
        one_of(self.polarity, Polarity, "polarity")
        _check_source(self.source)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Interest:
    """What an actor wants or fears, always attributed to somebody."""

    id: str
    actor: str
    summary: str
    #: Whether the article says so in words; else it is read between the lines.
    explicit: bool
    source: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_source(self.source)
        _check_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the article puts forward, and how sure its source is of it."""

    id: str
    summary: str
    factuality: Factuality
    source: tuple[str, ...]
    #: The words that carry the certainty ("might", "claim", "apprehensive").
    cues: tuple[Evidence, ...]
    kind: ClaimKind
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None
    #: Whether its sentence is built to make it: its kind stands for the sentence.
    main: bool = False

    def __post_init__(self) -> None:
        check_id(self.id)
        one_of(self.factuality, Factuality, "factuality")
        one_of(self.kind, ClaimKind, "kind of claim")
        _check_source(self.source)
        _check_evidence(self.evidence)
        sentences = {piece.sentence for piece in self.evidence}
        for cue in self.cues:
            check(
                cue.sentence in sentences,
                f"the cue “{cue.exact}” stands in {cue.sentence}, the claim's quotes in "
                f"{', '.join(sorted(sentences))}; a cue must be in a sentence of its claim.",
            )


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that hand a content to a source, or take some certainty from it."""

    id: str
    #: Who is said to speak: an actor's id, editor or author.
    source: str
    cue: Evidence
    content: Evidence
    kind: AttributionKind
    #: The cue and the content, in text order.
    evidence: tuple[Evidence, ...]
    contested: Contested | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        one_of(self.kind, AttributionKind, "kind of attribution")
        check(
            sorted(self.evidence, key=lambda piece: piece.start)
            == sorted((self.cue, self.content), key=lambda piece: piece.start),
            "the evidence of an attribution is its cue and its content.",
        )
