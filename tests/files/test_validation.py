from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import AliasChoices, BeforeValidator, Field, ValidationError

from course_utils.errors import CourseError
from course_utils.files.validation import Date, Number, YesNo, check, filled, like, read_model, record, ref


@record
class Part:
    text: Annotated[str, filled("a part needs a text.")]
    size: Number | None = None


@record
class Thing:
    id: Annotated[str, like("[a-z0-9]+", "an id")]
    kind: Literal["red", "blue"]
    of: Annotated[str, ref("owners", said="an owner", also=("nobody",))] = "nobody"
    words: Annotated[
        tuple[str, ...],
        BeforeValidator(lambda value: value if isinstance(value, (list, tuple)) else [value]),
        Field(validation_alias=AliasChoices("words", "word")),
    ] = ()
    day: Date | None = None
    sure: YesNo = False
    parts: tuple[Part, ...] = ()
    best: Part | None = None


@record
class Owner:
    id: str

    def __post_init__(self) -> None:
        check(self.id != "nobody", "nobody owns nothing.")


@record
class Book:
    title: str
    owners: tuple[Owner, ...]
    things: tuple[Thing, ...] = ()
    tags: tuple[str, ...] = ()


def read(path: Path, text: str) -> Book:
    file = path / "x.yaml"
    file.write_text(text)
    return read_model(file, Book, CourseError)


def test_a_file_becomes_records_whose_texts_are_as_they_were_typed(tmp_path: Path) -> None:
    text = """
title: NO
owners: [{id: o1}]
tags: [a, b, a]
things:
- {id: t1, kind: red, of: o1, word: 1, day: 199X, sure: yes, parts: [{text: x, size: -8.5}]}
- {id: t2, kind: blue, words: [a, b], best: {text: y}, parts: []}
"""
    book = read(tmp_path, text)
    part = Part(text="x", size=-8.5)
    assert book == Book(
        title="NO",
        owners=(Owner(id="o1"),),
        tags=("a", "b", "a"),
        things=(
            Thing(id="t1", kind="red", of="o1", words=("1",), day="199X", sure=True, parts=(part,)),
            Thing(id="t2", kind="blue", words=("a", "b"), best=Part(text="y")),
        ),
    )
    assert type(book.title) is str


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{kind: red}", "things, item 1: id is missing."),
        ("{id: a, kind: }", "things a: kind is empty."),
        ("{id: a, kind: gren}", "things a: “gren” is not a valid kind. Valid: red, blue."),
        ("{id: a, kind: red, knd: }", "things a: “knd” is not a key here. Did you mean kind? Valid: id, kind, of"),
        ("{id: a, kind: [red]}", "things a: kind must be text, found a list."),
        ("{id: A, kind: red}", "things A: “A” is not an id."),
        ("{id: a, kind: red, of: o}", "things a: “o” is not an owner. Did you mean o1? Valid: o1, nobody."),
        ("{id: a, kind: red, word: b, words: [b]}", "things a: both word and words are given; write words alone."),
        ("{id: a, kind: red, words: [b, [c]]}", "things a: words must hold texts, found a list."),
        ("{id: a, kind: red, words: [b, '']}", "things a: words must hold texts, found nothing."),
        ("{id: a, kind: red, day: soon}", "things a: the date “soon” is not an EDTF date"),
        ("{id: a, kind: red, sure: true}", "things a: “true” is not a valid sure. Valid: yes, no."),
        ("{id: a, kind: red, parts: b}", "things a: parts must be a list, found text; begin each item with a dash"),
        ("{id: a, kind: red, parts: [b]}", "things a, parts: expected a mapping with the keys text, found text."),
        ("{id: a, kind: red, parts: [{text: ' '}]}", "things a, parts: a part needs a text."),
        ("{id: a, kind: red, best: {text: b, size: 1e9}}", "things a, best: “1e9” is not a number such as 8.5."),
        ("{id: a, kind: red, parts: {text: b}}", "things a: parts must be a list, found a mapping (key: value); begin"),
        (
            "{id: a, kind:red}",
            "things a: kind is missing.\nx.yaml, line 4: things a: A space is missing after “kind:”.",
        ),
        ("{id: a, kind: red, best: text:b}", "things a, best: expected a mapping with the keys text, found text. A"),
        ("{id: a, kind: red, best: {text: y, size: }}", "things a, best: size is empty; fill it in, or remove it."),
        ("{id: a, kind: red, of: , parts: }", "things a: of is empty; fill it in, or remove it."),
        ("{id: a, kind: red, day: ''}", "things a: day is empty; fill it in, or remove it."),
        ("{id: a, kind: red, parts: -b}", "things a: parts must be a list, found text; a space is missing after each"),
        ("id:a", "things, item 1: expected a mapping with the keys id, kind, found text. A space is missing "),
        ("{id: a, kind: “red”}", "things a: ““red”” is not a valid kind. Did you mean red? Valid: red, blue."),
        ("{id: a, kind: red, best: [b]}", "things a, best: expected a mapping with the keys text, found a list."),
        ("{id: o1, kind: red}", "things o1: the id o1 stands twice, first in line 2; rename one."),
        ("text", "things, item 1: expected a mapping with the keys id, kind, found text."),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_type(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(CourseError) as caught:
        read(tmp_path, f"title: T\nowners: [{{id: o1}}]\nthings:\n- {line}\n")
    assert str(caught.value).startswith(f"x.yaml, line 4: {said}")


def test_all_is_told_at_once_also_of_the_file_itself(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        read(tmp_path, "titel: T\nowners:\n- {id: nobody}\ntags: t\n")
    assert str(caught.value).split("\n") == [
        "x.yaml, line 1: title is missing.",
        "x.yaml, line 1: “titel” is not a key here. Did you mean title? Valid: title, owners, things, tags.",
        "x.yaml, line 3: owners nobody: nobody owns nothing.",
        "x.yaml, line 4: tags must be a list, found text; write [t].",
    ]
    with pytest.raises(CourseError) as caught:
        read(tmp_path, "- title")
    assert str(caught.value) == "x.yaml, line 1: expected a mapping with the keys title, owners, found a list."


def test_a_record_checks_itself_without_a_file() -> None:
    assert Thing(id="a", kind="red", of="whoever").of == "whoever"
    with pytest.raises(ValidationError, match="is not an id"):
        Thing(id="A", kind="red")
