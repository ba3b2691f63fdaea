"""What there is to sort follows from the reading: a sentence has its claims' kinds, a tie has a sign."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from course_utils.exercises.sorting_tasks import Entry, sentences_by_kind, ties_by_sign
from course_utils.reading.evidence import Contested
from course_utils.reading.load import load_reading
from course_utils.reading.records import ClaimKind, Polarity

READING = load_reading()
TABLES = yaml.safe_load((Path(__file__).parent / "sorted.yaml").read_text("utf-8"))
FIVE = ["asserted", "reported", "accused", "hypothetical", "judged"]
SENTENCES = {entry.id: entry for entry in sentences_by_kind(READING, "s").entries}
TIES = {entry.id: entry for entry in ties_by_sign(READING, "t").entries}


def test_a_sentence_has_its_main_claims_kind_then_its_other_claims_and_what_only_another_coding_has() -> None:
    found = {name: [list(e.reading), list(e.further), list(e.others)] for name, e in SENTENCES.items()}
    assert found == TABLES["sentences"]


def test_a_class_agrees_with_the_main_claim_and_is_shared_with_another_claim_or_coding() -> None:
    verdicts = {kind: [entry.verdict(kind) for entry in SENTENCES.values()] for kind in FIVE}
    assert [verdicts[kind][2] for kind in FIVE] == ["shared", "shared", "differs", "differs", "agrees"]
    assert max(found.count("agrees") for found in verdicts.values()) <= 6  # no class for everything is half right


def test_without_a_main_claim_a_sentence_has_the_kinds_of_all_its_claims() -> None:
    bare = replace(READING, claims=tuple(replace(claim, main=False) for claim in READING.claims))
    s09 = next(entry for entry in sentences_by_kind(bare, "s").entries if entry.id == "s09")
    assert (s09.reading, s09.further, s09.others) == (("judged", "asserted", "reported"), (), ("accused",))


def test_a_tie_has_the_sign_of_all_its_relations_and_those_it_would_have_coded_otherwise() -> None:
    assert {name: [list(e.reading), list(e.others)] for name, e in TIES.items()} == TABLES["ties"]


def test_a_row_is_the_articles_words_with_their_speaker_or_a_pair_with_its_sentences() -> None:
    article = READING.article
    assert [entry.text for entry in SENTENCES.values()] == [s.text for s in article.sentences]
    assert SENTENCES["s09"].where == "s09: Emil Avdaliani, with an insertion by the editor"
    assert (TIES["azerbaijan.israel"].text, TIES["azerbaijan.israel"].where) == (
        "Azerbaijan and Israel",
        "s03, s11: the editor and Emil Avdaliani",
    )


def test_the_grounds_of_a_sentence_are_its_claims_with_the_cues_that_stand_in_it() -> None:
    asserted, judged = SENTENCES["s03"].grounds
    assert asserted.summary == "The editor says that Israel has stayed “formally neutral” in the latest round"
    assert [cue.exact for cue in asserted.words] == ["formally"]
    assert (judged.category, judged.commitment) == ("judged", "The editor: stated as certain.")
    assert judged.contested is not None
    assert (asserted.main, judged.main) == (False, True)
    (hearsay,) = [g for g in SENTENCES["s13"].grounds if g.category == "reported"]
    assert hearsay.commitment == (
        "Emil Avdaliani gives this as the words or view of unnamed media: stated as certain. "
        "Whether it is so, Emil Avdaliani does not say."
    )


def with_r03(polarity: Polarity, other: str) -> Entry:
    """Return the tie of Armenia and Russia as it is where its one relation is coded so, and contested so."""
    relations = tuple(
        replace(r, polarity=polarity, contested=Contested("Used here.", other), source=("iran", "author"))
        for r in READING.relations
        if r.id == "r03"
    )
    (tie,) = ties_by_sign(replace(READING, relations=relations), "t").entries
    return tie


@pytest.mark.parametrize(("polarity", "other", "found"), TABLES["another coding"])
def test_another_coding_counts_where_it_names_a_value_or_none(
    polarity: Polarity, other: str, found: list[list[str]]
) -> None:
    tie = with_r03(polarity, other)
    assert [list(tie.reading), list(tie.others)] == found
    assert tie.grounds[0].commitment == "According to Iran, as Emil Avdaliani gives it."  # both mouths


def test_a_class_for_what_was_seen_is_offered_where_a_claim_is_of_that_kind() -> None:
    seen: ClaimKind = "seen"
    claims = tuple(replace(claim, kind=seen) for claim in READING.claims[:1])
    for reading, offered in ((READING, FIVE), (replace(READING, claims=claims), ["seen", *FIVE])):
        assert [category.id for category in sentences_by_kind(reading, "s").categories] == offered


def test_a_sentence_without_a_claim_is_not_sorted_nor_anything_without_claims_and_relations() -> None:
    fewer = [claim for claim in READING.claims if not {"s05", "s08"} & {piece.sentence for piece in claim.evidence}]
    entries = sentences_by_kind(replace(READING, claims=tuple(fewer)), "s").entries
    assert [entry.id for entry in entries] == [name for name in SENTENCES if name not in ("s05", "s08")]
    bare = replace(READING, claims=(), relations=())
    assert sentences_by_kind(bare, "s").entries == ()
    assert ties_by_sign(bare, "t").entries == ()
