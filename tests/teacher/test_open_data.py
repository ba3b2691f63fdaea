from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from course_utils.course_parts import CourseParts
from course_utils.reading.records import KINDS
from course_utils.teacher.open_data import annotations, csv_text, reading_tables

COURSES = (CourseParts(), CourseParts(Path(__file__).parents[1] / "second_course"))
#: A cell of a spreadsheet that parts by all three signs at once, as LibreOffice may: quoted, or without these signs.
CELL = re.compile(r'("(?:[^"]|"")*"|[^",;\t\r\n]*)([,;\t]|\r\n)')


def as_libreoffice_reads(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for cell, end in CELL.findall(text):
        rows[-1].append(cell[1:-1].replace('""', '"') if cell.startswith('"') else cell)
        rows += [[]] if end == "\r\n" else []
    return rows[:-1]


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.file.id)
def test_the_tables_hold_every_cell_whatever_sign_parts_them(course: CourseParts) -> None:
    tables = reading_tables(course.reading)
    assert list(tables) == [*KINDS, "evidence"]
    for kind, frame in course.reading.frames().items():
        text = tables[kind].decode("utf-8-sig")
        assert tables[kind].startswith(b"\xef\xbb\xbf")
        cells = [["" if cell is None or cell != cell else str(cell) for cell in row] for row in frame.values.tolist()]
        text = text.replace("\"'-", '"-')  # where a label stands beside its place would be a formula
        assert as_libreoffice_reads(text) == [list(frame), *cells]
        assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [list(frame), *cells]


EVIL = ["=1+1", "a;=1", "a,-2", "+3", "@x", "\t=4", 'say "x";"=5"', "-6", "＝7", "a\n=8", "a,b;c\t@9"]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_a_formula_whatever_sign_parts_them(evil: str, delimiter: str) -> None:
    text = csv_text([[evil, 1], [f"x{delimiter} {evil}", -2]], delimiter=delimiter)
    for sign in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "＝", "-")) and cell != "-2"], text
    assert csv_text([[-1, "a, -b", "1;2"]]) == '-1,"a, -b",1;2\r\n'  # numbers, and words that are none, stay


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.file.id)
def test_the_annotations_are_one_collection_that_says_where_the_words_come_from(course: CourseParts) -> None:
    made = json.loads(annotations(course.reading, "From there."))
    page = made["first"]
    assert (made["@context"], made["type"], made["label"]) == (
        "http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", "From there.")  # fmt: skip
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", made["id"], 0)
    assert made["total"] == len(page["items"]) == len(course.reading.web_annotations())
    assert page["items"] == [{k: v for k, v in a.items() if k != "@context"} for a in course.reading.web_annotations()]
    names = [made["id"], page["id"], *(one["id"] for one in page["items"])]
    assert len({*names}) == len(names)
    for note in page["items"]:
        assert {"id", "type", "motivation", "body", "target"} == set(note)
        assert note["type"] == "Annotation"
        for target in note["target"]:
            assert re.fullmatch(r"https?://\S+|urn:sha256:[0-9a-f]{64}", target["source"])
