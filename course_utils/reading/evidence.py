"""The words that a datum rests on, and what is said where careful readers differ about it."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from course_utils.article.article import Voice
from course_utils.reading.codes import check, one_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article: ``article.text[start:end] == exact``, inside one sentence."""

    exact: str
    #: Code points into ``article.text``.
    start: int
    end: int
    #: The id of the sentence.
    sentence: str
    #: Whose words these are: the innermost passage's voice.
    voice: Voice

    def __post_init__(self) -> None:
        check(bool(self.exact.strip()), "evidence without words.")
        check(self.start >= 0 and self.end - self.start == len(self.exact), "a span unlike its words.")
        one_of(self.voice, Voice, "voice")


def check_ground(what: str, origin: str | None, evidence: Sized, sources: Sized) -> None:
    """Raise ValueError where a mark or a statement rests on nothing.

    Outside knowledge needs a source, all else the article's words; what a class answers (None) neither.
    """
    check(origin != "outside" or bool(sources), f"{what!r} is outside knowledge without a source.")
    check(origin in ("outside", None) or bool(evidence), f"{what!r} rests on no words of the article.")


@dataclass(frozen=True, slots=True)
class Contested:
    """Two codings that careful readers can both defend, each in one sentence."""

    #: The coding that the reading uses.
    reading: str
    other: str

    def __post_init__(self) -> None:
        check(bool(self.reading.strip() and self.other.strip()), "contested needs both readings.")
        check(self.reading != self.other, "contested gives the same reading twice.")
