from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from course_utils.places import shelf

DATA = shelf("data")
TEXTS: dict[Path, str] = runpy.run_path(str(Path(__file__).parents[2] / ".ci/schemas.py"))["texts"]()
FILES = {
    "reading": "caucasus.reading.yaml",
    "context": "context.yaml",
    "questions": "questions.yaml",
    "course": "course.yaml",
}


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, nearly: numbers and nulls are told from texts, yes and dates are texts."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag.rpartition(":")[2] in ("int", "float", "null")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(name: str) -> Any:
    return json.loads((DATA / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))


def test_the_schemas_are_those_of_the_records() -> None:
    """If not, run: uv run .ci/schemas.py."""
    assert {path: path.read_text(encoding="utf-8") for path in TEXTS} == TEXTS
    assert sorted(path.name.partition(".")[0] for path in TEXTS) == sorted(FILES)


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_the_courses_files_name_their_schema_and_hold_to_it(name: str, file: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=schemas/{name}.schema.json\n")
    jsonschema.Draft202012Validator.check_schema(schema(name))
    jsonschema.validate(yaml.load(text, AsEditorsRead), schema(name))


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("", None),
        ("note: x", "'note' was unexpected"),
        ("polarity: 2", "2 is not one of"),
        ("quote: x", "is valid under each of"),
        ("quotes: ", "None is not of type 'array'"),
        ("contested: ", "None is not of type 'object'"),
        ("contested: {reading: x}", "'other' is a required property"),
        ("actor: [a]", "is not of type 'string', 'number'"),
    ],
)
def test_an_editor_can_tell_what_the_course_would_refuse(relation: str, said: str | None) -> None:
    whole = {"id": 1, "actor": "a", "recipient": "b", "kind": "k", "polarity": 1, "source": ["author"], "quotes": ["w"]}
    changed = whole | (yaml.load(relation, AsEditorsRead) or {})
    errors = jsonschema.Draft202012Validator(schema("reading")).iter_errors({"reading": 1, "relations": [changed]})
    found = [error.message for error in errors]
    assert bool(found) == (said is not None)
    assert said is None or said in found[0]


def test_the_coding_guide_names_the_keys_of_every_list() -> None:
    table = (DATA / "CODING.md").read_text(encoding="utf-8").split("## Fields\n")[1].split("\n## ")[0]
    told = {
        name: tuple({*re.findall(r"`(\w+)`", keys)} for keys in (needed, more))
        for name, needed, more in re.findall(r"^\| `(\w+)` \|(.*?)\|(.*?)\|", table, re.MULTILINE)
    }
    whole, quotes = schema("reading"), {"quote", "quotes"}
    items = {
        name: whole["$defs"][part["items"]["$ref"].rpartition("/")[2]]
        for name, part in whole["properties"].items()
        if "$ref" in part.get("items", {})
    }
    assert told == {
        name: ({*item["required"]} - quotes, {*item["properties"]} - {*item["required"]} - quotes)
        for name, item in items.items()
    }
    assert {*whole["properties"]} - {*items} == {"reading", "article", "guide", "mutual", "directed"}
