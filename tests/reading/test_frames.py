from __future__ import annotations

from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS

READING = load_reading()
FRAMES = READING.frames()


def test_there_is_one_table_a_kind_with_one_row_an_item() -> None:
    assert list(FRAMES) == [*KINDS, "evidence"]
    for kind in KINDS:
        assert FRAMES[kind]["id"].tolist() == [item.id for item in getattr(READING, kind)]


def test_a_row_holds_the_items_fields_and_where_its_words_are() -> None:
    event = READING.events[0]
    row = FRAMES["events"].iloc[0]
    assert (row["label"], row["source"], row["realis"]) == (event.label, "; ".join(event.source), event.realis)
    assert (row["start"], row["end"]) == (event.evidence[0].start, event.evidence[-1].end)
    assert row["exact"] == " … ".join(piece.exact for piece in event.evidence)
    azerbaijan = FRAMES["actors"].set_index("id").loc["azerbaijan"]
    assert azerbaijan["aliases"].startswith("Azerbaijan; Baku; ")


def test_the_evidence_table_has_one_row_a_piece() -> None:
    evidence = FRAMES["evidence"]
    text = READING.article.text
    for row in evidence.itertuples():
        assert text[row.start : row.end] == row.exact
    cues = evidence[(evidence["kind"] == "claims") & (evidence["part"] == "cue")]
    assert cues["exact"].tolist() == [cue.exact for claim in READING.claims for cue in claim.cues]
    hedges = evidence[evidence["kind"] == "attributions"]
    assert hedges["part"].tolist() == ["cue", "content"] * len(READING.attributions)


def test_an_empty_reading_has_the_same_columns() -> None:
    empty = Reading("x", READING.article).frames()
    assert {kind: list(table) for kind, table in empty.items()} == {kind: list(table) for kind, table in FRAMES.items()}
