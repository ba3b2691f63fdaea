"""What a reading holds: records that check themselves and always carry their evidence.

They are the format of a reading file too: each field is a key, and its type says what may stand there. The
terms are the fields': NAM, NOM and PRO mentions from ACE, event types from PLOVER's codebook (Halterman and
others 2023), factuality and source chains from FactBank (Saurí and Pustejovsky 2009), EDTF level 1 dates, ISO
3166-1 alpha-3 codes, BCP 47 language tags.
"""

import re
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import AfterValidator, Field, field_validator
from pydantic import ValidationInfo as Info

from course_utils.article.article import direction_of
from course_utils.errors import quoted
from course_utils.files.validation import Date, YesNo, check, checked, filled, like, record, ref, typed_as
from course_utils.reading.evidence import VOICES, Contested, Evidence, Mentioned, Quotes, Words, in_text_order

Role: TypeAlias = Literal["state", "body", "group", "person", "bloc"]
AliasKind: TypeAlias = Literal["name", "metonym", "demonym", "description"]
MentionKind: TypeAlias = Literal["name", "metonym", "demonym", "description", "pronoun"]
MentionForm: TypeAlias = Literal["NAM", "NOM", "PRO"]
Factuality: TypeAlias = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Realis: TypeAlias = Literal["actual", "generic", "other"]
Polarity: TypeAlias = Literal[-1, 0, 1, "mixed"]
ClaimKind: TypeAlias = Literal["seen", "asserted", "reported", "accused", "hypothetical", "judged"]
AttributionKind: TypeAlias = Literal["attribution", "hedge"]
#: The sixteen types of PLOVER.
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
#: What is typed for a polarity's number.
_MEANT = dict.fromkeys(("unfriendly", "hostile", "negative", "−1", "–1"), "-1")
_MEANT |= {"neutral": "0", "friendly": "+1", "positive": "+1"}


def check_id(value: str) -> None:
    """Raise ValueError for an id that is not 1 to 64 plain letters, digits, hyphens or underscores."""
    first = ", the first of them a letter or digit" if value[:1] in ("-", "_") else ""
    said = f"the id “{value[:70]}” must be 1 to 64 letters (a to z), digits, hyphens or underscores{first}."
    check(re.fullmatch("[A-Za-z0-9][A-Za-z0-9_-]{0,63}", value) is not None, said)


def _check_source(source: tuple[str, ...]) -> None:
    check(bool(source), "source is empty; it names who says so, innermost first, and ends in editor or author.")
    check(source[-1] in VOICES, f"the source chain ends in “{source[-1]}”; it must end in editor or author.")
    check(len(set(source)) == len(source), "somebody stands twice in the source chain.")


_free = checked(lambda own: check(own not in VOICES, f"the id “{own}” is reserved for one of the article's voices."))
Id: TypeAlias = Annotated[str, checked(check_id), _free]
Who: TypeAlias = Annotated[str, ref("actors", said="the id of an actor")]
_Speaker: TypeAlias = Annotated[str, ref("actors", said="the id of an actor, editor or author", also=VOICES)]
#: Who says so: actors' ids, innermost first, then the article's voice.
Chain: TypeAlias = Annotated[tuple[_Speaker, ...], checked(_check_source)]
_Coordinate: TypeAlias = Annotated[float, Field(ge=-10, le=10)]


@record(kw_only=False)
class Alias:
    """One way in which an article names an actor."""

    form: Annotated[str, filled("an alias needs a form.")]
    kind: AliasKind


@record(kw_only=False)
class Endonym:
    """An actor's own name for itself, in its own script."""

    text: Annotated[str, filled("an endonym needs a text.")]
    #: Its shape is checked; whether a language is registered is not looked up.
    lang: Annotated[str, like(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "a language tag (BCP 47), such as az, hy or fa")]
    dir: Literal["ltr", "rtl"] = Field(default_factory=lambda data: direction_of(data.get("text", "")))


_CODE = "a state's ISO 3166-1 alpha-3 code, three capital letters such as AZE"


@record
class Actor:
    """Somebody who acts, speaks or wants in the article."""

    id: Id
    name: str
    role: Role
    aliases: tuple[Alias, ...] = ()
    iso3: Annotated[str, like("[A-Z]{3}", _CODE)] | None = None  #: Of a state.
    endonyms: tuple[Endonym, ...] = ()
    note: str | None = None
    evidence: Mentioned = ()
    #: Where it stands in the network, east and north of the centre, as on a map, in units from -10 to 10.
    at: tuple[_Coordinate, _Coordinate] | None = None

    @field_validator("iso3")
    @classmethod
    def _of_a_state(cls, value: str | None, info: Info) -> str | None:
        role = info.data.get("role", "state")
        said = f"only states have an ISO 3166-1 code, and the role is {role}; remove iso3."
        check(value is None or role == "state", said)
        return value

    @field_validator("at", mode="before")
    @classmethod
    def _of_two_numbers(cls, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        try:
            inside = len(value) == 2 and all(abs(float(part or "")) <= 10 for part in value)  # "nan" is not
        except (TypeError, ValueError):
            inside = False
        said = "at must be two numbers from -10 to 10, east and north of the centre, such as [4, -2.5]"
        found = quoted(f"[{', '.join(map(str, value))}]", 40)
        check(inside, f"{said}, not {found}.")
        return value


@record
class Place:
    """Somewhere that is meant as a place, not as a government."""

    id: Id
    name: str
    kind: str  #: A short word: region, sea, border, …
    aliases: tuple[Alias, ...] = ()
    note: str | None = None
    evidence: Mentioned = ()


@record
class Time:
    """A time that the article names."""

    id: Id
    label: str
    date: Date
    evidence: Quotes = ()


@record
class Mention:
    """One place in the text that refers to an actor or a place."""

    id: Id = ""  #: By default its number in the text: m01, m02 and so on.
    refers_to: Annotated[str, ref("actors", "places", said="the id of an actor or place")]
    form: MentionForm
    evidence: Annotated[Quotes, checked(lambda value: check(len(value) == 1, "a mention has exactly one quote."))] = ()
    #: In a file that does not say it, as the aliases of whom it refers to have it, or pronoun.
    alias_kind: Annotated[MentionKind, Field(validation_alias="as", validate_default=True)] = "name"
    contested: Contested | None = None

    @field_validator("alias_kind", mode="before")
    @classmethod
    def _known(cls, value: Any, info: Info) -> Any:
        return value if info.context is None else info.context.kind_of(value, info.data)

    @field_validator("alias_kind")
    @classmethod
    def _of_the_form(cls, value: MentionKind, info: Info) -> MentionKind:
        said = f"form {info.data.get('form')} and as {value} do not go together; PRO and pronoun do."
        check("form" not in info.data or (info.data["form"] == "PRO") == (value == "pronoun"), said)
        return value


@record
class Event:
    """Something that happens, happened or might happen, as one source has it."""

    id: Id
    label: str
    type: EventType | None = None  #: None where no type fits.
    actor: Who | None = None
    recipient: Who | None = None
    date: Date | None = None
    factuality: Factuality
    source: Chain
    realis: Realis
    evidence: Quotes = ()
    contested: Contested | None = None

    @field_validator("realis")
    @classmethod
    def _as_told(cls, value: Realis, info: Info) -> Realis:
        (*others, voice), date = info.data.get("source") or ("",), info.data.get("date")
        if value == "actual":
            said = f"realis is actual, though the {voice} only hands on what {''.join(others[:1])} says"
            check(not others, f"{said}; write other or generic, or source: [{voice}] if the {voice} says so too.")
            late = date and info.context and info.context.is_late(date)
            check(not late, f"the date {date} is after the article's day, and realis is actual; correct one of them.")
        return value


@record
class Relation:
    """How one actor stands to another, as one source has it."""

    id: Id
    actor: Who
    recipient: Who
    kind: Annotated[str, AfterValidator(lambda kind, info: info.context.known_kind(kind) if info.context else kind)]
    #: -1 unfriendly, 0 neutral, 1 friendly, or mixed.
    polarity: Annotated[Polarity, typed_as({"-1": -1, "0": 0, "+1": 1, "1": 1, "mixed": "mixed"}, _MEANT)]
    source: Chain
    evidence: Quotes = ()
    contested: Contested | None = None

    @field_validator("recipient")
    @classmethod
    def _another(cls, value: str, info: Info) -> str:
        check(value != info.data.get("actor"), f"“{value}” stands on both sides of the relation.")
        return value


@record
class Interest:
    """What an actor wants or fears, always attributed to somebody."""

    id: Id
    actor: Who
    summary: str
    explicit: YesNo  #: Whether the article says so in words; else it is read between the lines.
    source: Chain
    evidence: Quotes = ()
    contested: Contested | None = None


@record
class Claim:
    """One thing that the article puts forward, and how sure its source is of it."""

    id: Id
    summary: str
    factuality: Factuality
    source: Chain
    evidence: Quotes = ()
    #: The words that carry the certainty ("might", "claim", "apprehensive").
    cues: Annotated[tuple[Words, ...], AfterValidator(in_text_order)] = ()
    kind: ClaimKind
    contested: Contested | None = None
    main: YesNo = False  #: Whether its sentence is built to make it: its kind stands for the sentence.

    @field_validator("main", mode="before")
    @classmethod
    def _alone(cls, value: Any, info: Info) -> Any:
        if info.context is not None and value == "yes":
            info.context.check_main(value.where, info.data.get("evidence", ()))
        return value


@record
class Attribution:
    """Words that hand a content to a source, or take some certainty from it."""

    id: Id
    #: Who is said to speak: an actor's id, editor or author.
    source: Annotated[str, ref("actors", said="the id of an actor", also=VOICES)]
    cue: Words
    content: Words
    kind: AttributionKind
    contested: Contested | None = None

    def __post_init__(self) -> None:
        cue, content = self.cue, self.content
        apart = cue.end <= content.start or content.end <= cue.start
        marks = not re.search(r"\w", cue.exact.replace(content.exact, ""))  # around the content, which may be the cue
        said = f"the cue {quoted(cue.exact)} and the content {quoted(content.exact)} overlap"
        check(apart or marks, f"{said}; quote the content without the cue, and of two parts the one that says more.")
        said = f"the hedge {quoted(cue.exact)} is the {cue.voice}'s word; write source: {cue.voice}, or quote another."
        check(self.kind != "hedge" or self.source not in VOICES or self.source == cue.voice, said)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The cue and the content, in text order."""
        return in_text_order((self.cue, self.content))


#: Each once, in the order of the alphabet: no other order means anything.
_Kinds = Annotated[tuple[str, ...], AfterValidator(lambda kinds: tuple(sorted({*kinds})))]


@record
class Sections:
    """The sections of a reading file; actors and places come first, because the others refer to them."""

    mutual: _Kinds = ()  #: The kinds of relation that hold for both sides alike; any other kind has a direction.
    directed: _Kinds = ()  #: Those that have a direction; where it is given, every kind stands in one of the two.
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    interests: tuple[Interest, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()


#: The kinds of item, by the section that holds them.
KINDS: dict[str, type[Any]] = {
    name: get_args(found.annotation)[0]
    for name, found in Sections.__pydantic_fields__.items()  # type: ignore[attr-defined]
    if name not in ("mutual", "directed")
}
