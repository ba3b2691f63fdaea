from __future__ import annotations

import json
import re

from course_utils.reading.evidence import Quote
from course_utils.reading.load import load_reading
from course_utils.reading.quotes import Body
from course_utils.reading.reading import CONTEXT_URL
from course_utils.reading.records import KINDS

READING = load_reading()
ANNOTATIONS = READING.web_annotations()


def test_there_is_one_annotation_an_item_each_with_an_id_of_its_own() -> None:
    assert len(ANNOTATIONS) == sum(len(getattr(READING, kind)) for kind in KINDS)
    ids = [annotation["id"] for annotation in ANNOTATIONS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_) for id_ in ids)


def test_the_same_reading_gives_the_same_annotations() -> None:
    assert json.dumps(load_reading().web_annotations()) == json.dumps(ANNOTATIONS)


def test_both_selectors_lead_to_the_words() -> None:
    text = READING.article.text
    body = Body(READING.article)
    for annotation in ANNOTATIONS:
        assert annotation["@context"] == CONTEXT_URL
        for target in annotation["target"]:
            assert target["source"] == READING.article.url
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[start - 32 : start] == quote["prefix"]
            assert text[end : end + 32] == quote["suffix"]
            selector = Quote(quote["exact"], quote["prefix"], quote["suffix"])
            assert body.spans(selector) == ((start, end),)


def test_the_body_names_the_kind_and_carries_the_fields() -> None:
    claim = READING.claims[0]
    found = [a for a in ANNOTATIONS if json.loads(a["body"][1]["value"])["id"] == claim.id]
    assert len(found) == 1
    tag, coding = found[0]["body"]
    assert (tag["purpose"], tag["value"]) == ("tagging", "claims")
    assert (coding["purpose"], coding["format"]) == ("classifying", "application/json")
    fields = json.loads(coding["value"])
    assert fields["factuality"] == claim.factuality
    assert fields["source"] == list(claim.source)
    assert "evidence" not in fields
