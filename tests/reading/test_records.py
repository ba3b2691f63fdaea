from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from course_utils.reading.evidence import Contested, Evidence
from course_utils.reading.records import (
    Actor,
    Alias,
    Attribution,
    Claim,
    Endonym,
    Event,
    Interest,
    Mention,
    Place,
    Relation,
    Time,
)

HERE = Evidence("Baku", 10, 14, "s01", "editor")
THERE = Evidence("might", 30, 35, "s02", "author")
ACTOR = Actor(id="iran", name="Iran", role="state", aliases=(Alias("Iran", "name"),), iso3="IRN", evidence=(HERE,))
EVENT = Event(
    id="e1",
    label="x",
    type="ASSAULT",
    actor="iran",
    date="199X",
    factuality="CT+",
    source=("iran", "author"),
    realis="actual",
    evidence=(HERE,),
)
CLAIM = Claim(
    id="c1", summary="x", factuality="PS+", source=("author",), cues=(HERE,), kind="asserted", evidence=(HERE,)
)
MENTION = Mention(id="m01", refers_to="iran", form="NAM", alias_kind="metonym", evidence=(HERE,))
RELATION = Relation(
    id="r1", actor="iran", recipient="israel", kind="rivalry", polarity="mixed", source=("author",), evidence=(HERE,)
)
HEDGE = Attribution(id="a1", source="author", cue=THERE, content=HERE, kind="hedge")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Evidence(" ", 0, 1, "s01", "editor"), "evidence without words."),
        (lambda: Evidence("Baku", 0, 3, "s01", "editor"), "a span unlike its words."),
        (lambda: Evidence("Baku", -4, 0, "s01", "editor"), "a span unlike its words."),
        (
            lambda: Evidence("Baku", 0, 4, "s01", "reader"),  # type: ignore[arg-type]
            "“reader” is not a valid voice. Valid: editor, author.",
        ),
        (lambda: Contested("a", " "), "contested needs both readings."),
        (lambda: Contested("a", "a"), "contested gives the same reading twice."),
        (lambda: Alias("", "name"), "an alias needs a form."),
        (lambda: Endonym("", "az"), "an endonym needs a text."),
        (
            lambda: Endonym("ایران", "farsi language", "rtl"),
            "“farsi language” is not a language tag (BCP 47), such as az, hy or fa.",
        ),
        (
            lambda: replace(ACTOR, id="a b"),
            "the id “a b” must be 1 to 64 letters (a to z), digits, hyphens or underscores.",
        ),
        (lambda: replace(ACTOR, id="author"), "the id “author” is reserved for one of the article's voices."),
        (
            lambda: replace(ACTOR, iso3="IR"),
            "“IR” is not a state's ISO 3166-1 alpha-3 code, three capital letters such as AZE.",
        ),
        (
            lambda: replace(ACTOR, role="group"),
            "only states have an ISO 3166-1 code, and the role is group; remove iso3.",
        ),
        (lambda: replace(ACTOR, at=(0.5, -11.0)), "such as [4, -2.5], not “[0.5, -11.0]”."),
        (lambda: replace(ACTOR, at=(float("nan"), 0.0)), "such as [4, -2.5], not “[nan, 0.0]”."),
        (lambda: replace(ACTOR, evidence=()), "it needs at least one quote from the article."),
        (lambda: Place(id="p", name="P", kind="sea", evidence=()), "it needs at least one quote from the article."),
        (
            lambda: Time(id="t", label="x", date="2020-13", evidence=(HERE,)),
            "the date “2020-13” has no month 13; months go from 01 to 12.",
        ),
        (lambda: replace(MENTION, form="PRO"), "form PRO and as metonym do not go together; PRO and pronoun do."),
        (lambda: replace(MENTION, evidence=(HERE, THERE)), "a mention has exactly one quote."),
        (lambda: replace(EVENT, type="FIGHT"), "Input should be 'AGREE', 'CONSULT'"),
        (
            lambda: replace(EVENT, date="soon"),
            "the date “soon” is not an EDTF date; write 2020, 2020-07, 2020-07-12, 199X, 2020~, 2020?, "
            "2020/.. or 1988/1994.",
        ),
        (
            lambda: replace(EVENT, source=()),
            "source is empty; it names who says so, innermost first, and ends in editor or author.",
        ),
        (
            lambda: replace(EVENT, source=("author", "iran")),
            "the source chain ends in “iran”; it must end in editor or author.",
        ),
        (lambda: replace(EVENT, source=("author", "author")), "somebody stands twice in the source chain."),
        (
            lambda: replace(EVENT, factuality="CT"),  # type: ignore[arg-type]
            "Input should be 'CT+', 'PR+'",
        ),
        (lambda: replace(RELATION, recipient="iran"), "“iran” stands on both sides of the relation."),
        (lambda: replace(RELATION, polarity=True), "none of them"),
        (
            lambda: replace(CLAIM, cues=(THERE,)),
            "the cue “might” stands in s02, but the quotes are in s01; a cue must stand in a sentence that is quoted.",
        ),
        (
            lambda: Interest(id="n1", actor="iran", summary="x", explicit=True, source=("author",)),
            "it has no quote; every item needs words of the article (quote: or quotes:).",
        ),
    ],
)
def test_a_record_that_cannot_be_right_says_why(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_words_stand_in_text_order() -> None:
    assert HEDGE.evidence == (HERE, THERE)
    assert replace(EVENT, evidence=(THERE, HERE)).evidence == (HERE, THERE)


def test_a_claim_is_no_main_claim_unless_it_says_so() -> None:
    assert (CLAIM.main, replace(CLAIM, main=True).main) == (False, True)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        ACTOR.name = "x"  # type: ignore[misc]
