from __future__ import annotations

import json
import re

from course_utils.reading.evidence import Quote
from course_utils.reading.load import load_reading
from course_utils.reading.quotes import Body
from course_utils.reading.reading import CONTEXT_URL, Reading
from course_utils.reading.records import KINDS

READING = load_reading()
TEXT = READING.article.text
FRAMES = READING.frames()
ANNOTATIONS = READING.web_annotations()


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
    assert all(TEXT[row.start : row.end] == row.exact for row in evidence.itertuples())
    cues = evidence[(evidence["kind"] == "claims") & (evidence["part"] == "cue")]
    assert cues["exact"].tolist() == [cue.exact for claim in READING.claims for cue in claim.cues]
    hedges = evidence[evidence["kind"] == "attributions"]
    assert hedges["part"].tolist() == ["cue", "content"] * len(READING.attributions)


def test_an_empty_reading_has_the_same_columns() -> None:
    empty = Reading("x", READING.article).frames()
    assert {kind: list(table) for kind, table in empty.items()} == {kind: list(table) for kind, table in FRAMES.items()}


def test_there_is_one_annotation_an_item_each_with_an_id_of_its_own() -> None:
    ids = [annotation["id"] for annotation in ANNOTATIONS]
    assert len(set(ids)) == len(ids) == sum(len(getattr(READING, kind)) for kind in KINDS)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_) for id_ in ids)


def test_the_same_reading_gives_the_same_annotations() -> None:
    assert json.dumps(load_reading().web_annotations()) == json.dumps(ANNOTATIONS)


def test_both_selectors_lead_to_the_words() -> None:
    body = Body(READING.article)
    for annotation in ANNOTATIONS:
        assert annotation["@context"] == CONTEXT_URL
        for target in annotation["target"]:
            assert target["source"] == READING.article.url
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert (quote["prefix"], quote["suffix"]) == (TEXT[start - 32 : start], TEXT[end : end + 32])
            assert TEXT[start:end] == quote["exact"]
            assert body.spans(Quote(quote["exact"], quote["prefix"], quote["suffix"])) == ((start, end),)


def test_the_body_names_the_kind_and_carries_the_fields() -> None:
    claim = READING.claims[0]
    (found,) = (a for a in ANNOTATIONS if json.loads(a["body"][1]["value"])["id"] == claim.id)
    tag, coding = found["body"]
    assert (tag["purpose"], tag["value"]) == ("tagging", "claims")
    assert (coding["purpose"], coding["format"]) == ("classifying", "application/json")
    fields = json.loads(coding["value"])
    assert (fields["factuality"], fields["source"]) == (claim.factuality, list(claim.source))
    assert "evidence" not in fields
