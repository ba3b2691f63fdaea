"""Pairs and triads are counted from the relations, and nothing is worked out that the text does not give."""

import re
from dataclasses import replace
from typing import Any

from course_utils.places import shelf
from course_utils.reading.counts import Dyad, certainty_of, dyads, triads
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading
from course_utils.reading.records import Factuality, Relation

READING = load_reading()
ONE = READING.relations[0]


def between(*ties: tuple[str, str, Any]) -> Reading:
    relations = tuple(
        replace(ONE, id=f"r{n}", actor=actor, recipient=recipient, polarity=polarity)
        for n, (actor, recipient, polarity) in enumerate(ties)
    )
    return replace(READING, relations=relations)


def test_every_pair_has_the_sign_that_its_relations_come_to() -> None:
    assert {pair: (dyad.sign, len(dyad.relations)) for pair, dyad in dyads(READING).items()} == {
        ("armenia", "azerbaijan"): (-1, 3),
        ("armenia", "russia"): (1, 1),
        ("armenia", "israel"): (0, 1),
        ("azerbaijan", "israel"): (1, 2),
        ("azerbaijan", "iran"): ("mixed", 6),
        ("azerbaijan", "west"): (1, 1),
        ("israel", "iran"): (-1, 1),
        ("iran", "azeris-in-iran"): (-1, 2),
    }


def test_a_pair_of_which_the_text_says_nothing_has_no_sign() -> None:
    assert Dyad(("armenia", "iran"), ()).sign is None
    assert Dyad(("armenia", "iran"), ()).evidence == ()


def test_neutral_words_are_evidence_only_of_a_neutral_pair() -> None:
    pairs = dyads(READING)
    assert [piece.sentence for piece in pairs["armenia", "azerbaijan"].evidence] == ["s02", "s09"]
    assert [piece.sentence for piece in pairs["armenia", "israel"].evidence] == ["s03"]


def test_the_rule_of_thumb_is_set_beside_six_triads() -> None:
    assert [(t.actors, t.predicted, t.third.sign, t.verdict) for t in triads(READING)] == [
        (("azerbaijan", "armenia", "russia"), -1, None, "silent"),
        (("armenia", "azerbaijan", "israel"), -1, 0, "differs"),
        (("armenia", "azerbaijan", "west"), -1, None, "silent"),
        (("azerbaijan", "israel", "iran"), -1, "mixed", "differs"),
        (("israel", "azerbaijan", "west"), 1, None, "silent"),
        (("israel", "iran", "azeris-in-iran"), 1, None, "silent"),
    ]


def test_three_signed_pairs_are_one_triad_which_agrees_where_the_product_is_plus() -> None:
    def verdicts(*signs: int) -> list[str]:
        pairs = (("armenia", "iran"), ("iran", "israel"), ("armenia", "israel"))
        ties = [(*pair, sign) for pair, sign in zip(pairs, signs, strict=True)]
        return [triad.verdict for triad in triads(between(*ties))]

    assert verdicts(-1, -1, 1) == verdicts(1, 1, 1) == ["agrees"]
    assert verdicts(-1, -1, -1) == verdicts(1, -1, 1) == ["differs"]


def test_two_signed_pairs_that_share_nobody_are_no_triad() -> None:
    assert triads(between(("armenia", "iran", 1), ("israel", "west", 1))) == ()
    assert triads(between(("armenia", "iran", 1), ("iran", "west", "mixed"))) == ()


def test_a_tie_is_as_sure_as_the_claim_that_puts_it() -> None:
    found = {relation.id: certainty_of(READING, relation) for relation in READING.relations}
    assert found.pop("r14") is None, "that Azeris live in Iran is said in passing, by no claim of its own"
    assert set(found.values()) == {"CT+"}


def doubted(tie: Relation, factuality: Factuality) -> Reading:
    claims = (replace(READING.claims[0], factuality=factuality, source=tie.source, evidence=tie.evidence),)
    return replace(READING, claims=claims, events=())


def test_only_a_claim_by_the_same_source_counts() -> None:
    assert certainty_of(doubted(ONE, "PS+"), ONE) == "PS+"
    assert certainty_of(doubted(ONE, "PS+"), replace(ONE, source=("iran", "editor"))) is None


def test_the_kinds_that_are_mutual_are_those_of_the_notes_on_the_article() -> None:
    guide = (shelf("data") / "caucasus.CODING.md").read_text(encoding="utf-8")
    table = guide.split("## 9. Relations")[1].split("## 10.")[0]
    assert set(re.findall(r"^\| `([a-z-]+)`[^|]*\| yes \|", table, re.MULTILINE)) == {*READING.mutual}
