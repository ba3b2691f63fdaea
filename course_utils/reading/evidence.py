"""The words that a datum rests on: quotes in a file, evidence once they are found in the article."""

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, ValidatorFunctionWrapHandler, WrapValidator
from pydantic import ValidationInfo as Info

from course_utils.article.article import Voice
from course_utils.errors import quoted
from course_utils.files.validation import check, filled, record
from course_utils.files.yaml_text import Fields, Text

VOICES: tuple[Voice, ...] = ("editor", "author")  #: The article's own voices, which every source chain ends in.


@record(kw_only=False)
class Quote:
    """A W3C TextQuoteSelector: words, and what touches them directly before and after."""

    exact: Annotated[str, filled("a quote needs words; exact is empty.")]
    prefix: str = ""
    suffix: str = ""

    @property
    def needle(self) -> str:
        """All three parts as they stand in the text."""
        return self.prefix + self.exact + self.suffix


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article: ``article.text[start:end] == exact``, inside one sentence."""

    exact: str
    start: int  #: Code points into ``article.text``.
    end: int
    sentence: str  #: The id of the sentence.
    voice: Voice  #: Whose words these are: the innermost passage's voice.

    def __post_init__(self) -> None:
        check(bool(self.exact.strip()), "evidence without words.")
        check(self.start >= 0 and self.end - self.start == len(self.exact), "a span unlike its words.")
        check(self.voice in VOICES, f"“{self.voice}” is not a valid voice. Valid: {', '.join(VOICES)}.")


def _anchored(value: Any, handler: ValidatorFunctionWrapHandler, info: Info) -> Evidence:
    """Find a file's quote in the article; evidence stays as it is."""
    piece: Evidence = value
    if not isinstance(value, Evidence):
        key = "quotes" if info.field_name == "evidence" else info.field_name
        if not isinstance(value, Text | Fields):
            raise ValueError(f"a quote in {key} must be text or a mapping with exact, prefix and suffix.")
        check(isinstance(value, Fields) or bool(value.strip()), f"{key} has an empty quote.")
        file: Any = info.context
        piece = file.anchored(handler({"exact": value} if isinstance(value, Text) else value), value.where)
        if info.field_name in ("evidence", "cues"):
            file.check_piece(piece, info.data, value.where)
    if info.field_name == "cues" and "evidence" in info.data:
        sentences = sorted({own.sentence for own in info.data["evidence"]})
        said = f"the cue {quoted(piece.exact)} stands in {piece.sentence}, but the quotes are in {', '.join(sentences)}"
        check(piece.sentence in sentences, f"{said}; a cue must stand in a sentence that is quoted.")
    return piece


def _mentioned(value: Any, handler: ValidatorFunctionWrapHandler, info: Info) -> tuple[Evidence, ...]:
    """Leave to a file's mentions what they are made of; else check that there are words."""
    check(isinstance(value, list | tuple), "expected a list of quotes, in brackets.")
    check(info.context is not None or bool(value), "it needs at least one quote from the article.")
    pieces: tuple[Evidence, ...] = () if info.context is not None else handler(value)
    return pieces


def in_text_order(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Sort pieces of evidence by where they begin."""
    return tuple(sorted(pieces, key=lambda piece: piece.start))


if TYPE_CHECKING:
    Words: TypeAlias = Evidence
else:  # in a file, evidence is a quote
    Words = Annotated[Quote, WrapValidator(_anchored, json_schema_input_type=Quote | str)]
Quotes: TypeAlias = Annotated[
    tuple[Words, ...],
    BeforeValidator(lambda value: value if isinstance(value, (list, tuple)) else [value]),
    AfterValidator(in_text_order),
    filled("it has no quote; every item needs words of the article (quote: or quotes:)."),
    Field(validation_alias=AliasChoices("quotes", "quote"), validate_default=True),
]
#: The evidence of mentions, in text order; what a file quotes as ``named`` is put among its mentions.
Mentioned: TypeAlias = Annotated[tuple[Words, ...], WrapValidator(_mentioned), Field(validation_alias="named")]


@record(kw_only=False)
class Contested:
    """Two codings that careful readers can both defend, each in one sentence."""

    reading: Annotated[str, filled("contested needs both readings.")]  #: The coding that the reading uses.
    other: Annotated[str, filled("contested needs both readings.")]

    def __post_init__(self) -> None:
        check(self.reading != self.other, "contested gives the same reading twice.")


def check_ground(what: str, origin: str, evidence: Sized, sources: Sized) -> None:
    """Raise ValueError where a mark or a statement rests on nothing.

    Outside knowledge needs a source, all else the article's words.
    """
    check(origin != "outside" or bool(sources), f"{what!r} is outside knowledge without a source.")
    check(origin == "outside" or bool(evidence), f"{what!r} rests on no words of the article.")
