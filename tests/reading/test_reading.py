from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.reading.evidence import Quote
from course_utils.reading.load import load_reading
from course_utils.reading.quotes import Body
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS

READING = load_reading()
SECOND = Path(__file__).parents[1] / "second_course"
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


@pytest.mark.parametrize("reading", [READING, load_reading(SECOND / "kesh-dam.reading.yaml")], ids=lambda r: r.name)
def test_words_are_found_in_the_page_by_quotation_and_in_the_file_by_position_too(reading: Reading) -> None:
    """A page's paragraphs stand apart, and positions count in the file: either would lead elsewhere on the page."""
    body, text = Body(reading.article), reading.article.text
    paragraphs = [passage.text for passage in reading.article.passages if passage.kind != "interpolation"]
    pieces = [piece for kind in KINDS for item in getattr(reading, kind) for piece in item.evidence]
    targets = [target for annotation in reading.web_annotations() for target in annotation["target"]]
    for piece, page, file in zip(pieces, targets[::2], targets[1::2], strict=True):
        quote, position = file["selector"]
        assert (page["source"], page["selector"]) == (reading.article.url, quote)
        assert quote["exact"] == piece.exact == text[position["start"] : position["end"]]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert any(around in paragraph for paragraph in paragraphs)
        assert (len(quote["prefix"]), len(quote["suffix"])) == (32, 32) or any(
            p.startswith(around) or p.endswith(around) for p in paragraphs
        )
        assert body.spans(Quote(quote["exact"], quote["prefix"], quote["suffix"])) == ((piece.start, piece.end),)


@pytest.mark.parametrize(
    "change", [lambda raw: raw, lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")]
)
@pytest.mark.parametrize("link", [True, False])
def test_the_source_is_the_page_and_the_files_very_bytes_or_these_alone(
    change: Callable[[bytes], bytes], link: bool, tmp_path: Path
) -> None:
    raw = (SECOND / "kesh-dam.txt").read_bytes()
    raw = change(raw if link else re.sub(rb" https://lantern\S+", b"", raw))
    (tmp_path / "kesh-dam.txt").write_bytes(raw)
    shutil.copy(SECOND / "kesh-dam.reading.yaml", tmp_path)
    reading = load_reading(tmp_path / "kesh-dam.reading.yaml")
    sources = {target["source"] for note in reading.web_annotations() for target in note["target"]}
    assert sources == {f"urn:sha256:{hashlib.sha256(raw).hexdigest()}"} | ({reading.article.url} if link else set())
    assert bool(reading.article.url) is link


def test_the_body_names_the_kind_and_carries_the_fields() -> None:
    claim = READING.claims[0]
    (found,) = (a for a in ANNOTATIONS if json.loads(a["body"][1]["value"])["id"] == claim.id)
    tag, coding = found["body"]
    assert (tag["purpose"], tag["value"]) == ("tagging", "claims")
    assert (coding["purpose"], coding["format"]) == ("classifying", "application/json")
    fields = json.loads(coding["value"])
    assert (fields["factuality"], fields["source"]) == (claim.factuality, list(claim.source))
    assert "evidence" not in fields
