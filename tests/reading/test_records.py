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
    Mention,
    Place,
    Relation,
    Time,
)

HERE = Evidence("Baku", 10, 14, "s01", "editor")
THERE = Evidence("might", 30, 35, "s02", "author")
ACTOR = Actor(id="iran", name="Iran", role="state", aliases=(Alias("Iran", "name"),), iso3="IRN", evidence=(HERE,))
PLACE = Place(id="p", name="P", kind="sea", evidence=(HERE,))
TIME = Time(id="t", label="x", date="2020", evidence=(HERE,))
SAID: dict[str, Any] = {"source": ("author",), "evidence": (HERE,)}
EVENT = Event(id="e1", label="x", type="ASSAULT", actor="iran", date="199X", factuality="CT+", realis="actual", **SAID)
CLAIM = Claim(id="c1", summary="x", factuality="PS+", cues=(HERE,), kind="asserted", **SAID)
MENTION = Mention(id="m01", refers_to="iran", form="NAM", alias_kind="metonym", evidence=(HERE,))
RELATION = Relation(id="r1", actor="iran", recipient="israel", kind="rivalry", polarity="mixed", **SAID)
HEDGE = Attribution(id="a1", source="author", cue=THERE, content=HERE, kind="hedge")


EMPTY = "source is empty; it names who says so, innermost first, and ends in editor or author."
VAGUE = "write 2020, 2020-07, 2020-07-12, 199X, 2020~, 2020?, 2020/.. or 1988/1994."
LONELY = "a cue must stand in a sentence that is quoted."


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        (Evidence, (" ", 0, 1, "s01", "editor"), "evidence without words."),
        (Evidence, ("Baku", 0, 3, "s01", "editor"), "a span unlike its words."),
        (Evidence, ("Baku", -4, 0, "s01", "editor"), "a span unlike its words."),
        (Evidence, ("Baku", 0, 4, "s01", "reader"), "“reader” is not a valid voice. Valid: editor, author."),
        (Contested, ("a", " "), "contested needs both readings."),
        (Contested, ("a", "a"), "contested gives the same reading twice."),
        (Alias, ("", "name"), "an alias needs a form."),
        (Endonym, ("", "az"), "an endonym needs a text."),
        (Endonym, ("ایران", "a b", "rtl"), "“a b” is not a language tag (BCP 47), such as az, hy or fa."),
    ],
)
def test_a_record_that_cannot_be_right_says_why(kind: Callable[..., Any], given: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        kind(*given)


@pytest.mark.parametrize(
    ("item", "changed", "message"),
    [
        (ACTOR, {"id": "a b"}, "the id “a b” must be 1 to 64 letters (a to z), digits, hyphens or underscores."),
        (ACTOR, {"id": "author"}, "the id “author” is reserved for one of the article's voices."),
        (ACTOR, {"iso3": "IR"}, "“IR” is not a state's ISO 3166-1 alpha-3 code, three capital letters such as AZE."),
        (ACTOR, {"role": "group"}, "only states have an ISO 3166-1 code, and the role is group; remove iso3."),
        (ACTOR, {"at": (0.5, -11.0)}, "such as [4, -2.5], not “[0.5, -11.0]”."),
        (ACTOR, {"at": (float("nan"), 0.0)}, "such as [4, -2.5], not “[nan, 0.0]”."),
        (ACTOR, {"evidence": ()}, "it needs at least one quote from the article."),
        (PLACE, {"evidence": ()}, "it needs at least one quote from the article."),
        (TIME, {"date": "2020-13"}, "the date “2020-13” has no month 13; months go from 01 to 12."),
        (MENTION, {"form": "PRO"}, "form PRO and as metonym do not go together; PRO and pronoun do."),
        (MENTION, {"evidence": (HERE, THERE)}, "a mention has exactly one quote."),
        (EVENT, {"type": "FIGHT"}, "Input should be 'AGREE', 'CONSULT'"),
        (EVENT, {"date": "soon"}, f"the date “soon” is not an EDTF date; {VAGUE}"),
        (
            EVENT,
            {"source": ()},
            "source is empty; it names who says so, innermost first, and ends in editor or author.",
        ),
        (EVENT, {"source": ("author", "iran")}, "the source chain ends in “iran”; it must end in editor or author."),
        (EVENT, {"source": ("author", "author")}, "somebody stands twice in the source chain."),
        (EVENT, {"factuality": "CT"}, "Input should be 'CT+', 'PR+'"),
        (EVENT, {"evidence": ()}, "it has no quote; every item needs words of the article (quote: or quotes:)."),
        (RELATION, {"recipient": "iran"}, "“iran” stands on both sides of the relation."),
        (RELATION, {"polarity": True}, "none of them"),
        (CLAIM, {"cues": (THERE,)}, f"the cue “might” stands in s02, but the quotes are in s01; {LONELY}"),
    ],
)
def test_a_change_that_cannot_be_right_says_why(item: Any, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        replace(item, **changed)


def test_words_stand_in_text_order() -> None:
    assert HEDGE.evidence == (HERE, THERE)
    assert replace(EVENT, evidence=(THERE, HERE)).evidence == (HERE, THERE)


def test_a_claim_is_no_main_claim_unless_it_says_so() -> None:
    assert (CLAIM.main, replace(CLAIM, main=True).main) == (False, True)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        ACTOR.name = "x"  # type: ignore[misc]
