"""The ladder holds every claim on its rung, and a chain every mouth a claim came through."""

import pytest

from course_utils.charts import certainty_ladder, source_chain
from course_utils.reading.load import load_reading

READING = load_reading()
LADDER = certainty_ladder(READING)


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert LADDER.title == "19 of 39 claims are plainly asserted; seen by the writer: none."
    assert LADDER.alt == (
        "Ladder of 39 claims by sentence and kind: none seen, 19 asserted, 4 reported, 1 accused, "
        "3 hypothetical, 12 judged. Markers are filled where the first source sounds certain."
    )


def test_every_claim_is_a_diamond_and_a_row_that_the_course_infers() -> None:
    diamonds = [line for line in LADDER.figure.axes[0].lines if line.get_marker() == "D"]
    assert len(diamonds) == len(LADDER.table.rows) == len(READING.claims)
    assert {row.origin for row in LADDER.table.rows} == {"inferred"}
    hollow = sum(c.factuality[:2] not in ("CT", "PR") for c in READING.claims)
    assert sum(d.get_fillstyle() == "none" for d in diamonds) == hollow


def test_the_chain_of_s13_runs_from_what_happened_to_you() -> None:
    chain = source_chain(READING, "c39")
    assert [row.cells for row in chain.table.rows] == [
        ("1", "what is claimed"),
        ("2", "unnamed media"),
        ("3", "Emil Avdaliani"),
        ("4", "the editor"),
        ("5", "you"),
    ]
    assert chain.title == "Between what is claimed and you stand 3 others."
    assert chain.table.rows[1].evidence[0].sentence == "s13"


def test_an_unknown_claim_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"no claim 'c99'; the reading has c01, c02"):
        source_chain(READING, "c99")
