from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from course_utils.reading.evidence import Contested, Evidence
from course_utils.reading.names import Alias, Endonym
from course_utils.reading.records import Actor, Attribution, Claim, Event, Interest, Mention, Place, Relation, Time

HERE = Evidence("Baku", 10, 14, "s01", "editor")
THERE = Evidence("might", 30, 35, "s02", "author")
ACTOR = Actor("iran", "Iran", "state", (Alias("Iran", "name"),), "IRN", (), None, (HERE,))
EVENT = Event("e1", "x", "ASSAULT", "iran", None, "199X", "CT+", ("iran", "author"), "actual", (HERE,))
CLAIM = Claim("c1", "x", "PS+", ("author",), (HERE,), "asserted", (HERE,))
MENTION = Mention("m01", "iran", "NAM", "metonym", (HERE,))
RELATION = Relation("r1", "iran", "israel", "rivalry", "mixed", ("author",), (HERE,))
HEDGE = Attribution("a1", "author", THERE, HERE, "hedge", (HERE, THERE))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Evidence(" ", 0, 1, "s01", "editor"), "evidence without words."),
        (lambda: Evidence("Baku", 0, 3, "s01", "editor"), "a span unlike its words."),
        (lambda: Evidence("Baku", -4, 0, "s01", "editor"), "a span unlike its words."),
        (
            lambda: Evidence("Baku", 0, 4, "s01", "reader"),  # type: ignore[arg-type]
            "'reader' is not a valid voice; valid: editor, author.",
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
        (
            lambda: replace(ACTOR, at=(0.5, -11.0)),
            "at must be two numbers from -10 to 10, east and north of the centre, not [0.5, -11.0].",
        ),
        (
            lambda: replace(ACTOR, at=(float("nan"), 0.0)),
            "at must be two numbers from -10 to 10, east and north of the centre, not [nan, 0.0].",
        ),
        (lambda: replace(ACTOR, evidence=()), "it needs at least one quote from the article."),
        (lambda: Place("p", "P", "sea", None, ()), "it needs at least one quote from the article."),
        (lambda: Time("t", "x", "2020-13", (HERE,)), "the date “2020-13” has no month 13; months go from 01 to 12."),
        (lambda: replace(MENTION, form="PRO"), "form PRO and as metonym do not go together; PRO and pronoun do."),
        (lambda: replace(MENTION, evidence=(HERE, THERE)), "a mention has exactly one quote."),
        (lambda: replace(EVENT, type="FIGHT"), "“FIGHT” is not a PLOVER type."),
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
            "the source chain must end in editor or author, not in “iran”.",
        ),
        (lambda: replace(EVENT, source=("author", "author")), "somebody stands twice in the source chain."),
        (
            lambda: replace(EVENT, factuality="CT"),  # type: ignore[arg-type]
            "'CT' is not a valid factuality; valid: CT+, PR+, PS+, CT-, PR-, PS-, CTu, Uu.",
        ),
        (lambda: replace(RELATION, recipient="iran"), "“iran” stands on both sides of the relation."),
        (lambda: replace(RELATION, polarity=True), "True is not a valid polarity; valid: -1, 0, 1, mixed."),
        (
            lambda: replace(CLAIM, cues=(THERE,)),
            "the cue “might” stands in s02, the claim's quotes in s01; a cue must be in a sentence of its claim.",
        ),
        (lambda: replace(HEDGE, evidence=(HERE,)), "the evidence of an attribution is its cue and its content."),
        (lambda: Interest("n1", "iran", "x", True, ("author",), ()), "it needs at least one quote from the article."),
    ],
)
def test_a_record_that_cannot_be_right_says_why(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared below
        make()
    assert str(caught.value) == message


def test_a_claim_is_no_main_claim_unless_it_says_so() -> None:
    assert (CLAIM.main, replace(CLAIM, main=True).main) == (False, True)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        ACTOR.name = "x"  # type: ignore[misc]
