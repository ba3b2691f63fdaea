"""Write the JSON Schemas of the course's files from the records that are their formats.

uv run .ci/schemas.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from course_utils.course_file import CourseFile
from course_utils.exercises.questions import Bank
from course_utils.outside.context import Context
from course_utils.places import shelf
from course_utils.reading.load import ReadingText

#: The formats, by the name that a schema's file begins with.
FORMATS: dict[str, Any] = {"reading": ReadingText, "context": Context, "questions": Bank, "course": CourseFile}


def schema_of(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a YAML file that holds a record.

    It refuses nothing that is read here. It lets through what only the course itself can check, such as an id
    that stands nowhere.
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(kind).json_schema()
    for part in reversed(list(_parts(schema))):  # the inner ones first
        _ease(part)
    return schema


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _parts(part)


def _ease(part: dict[str, Any]) -> None:
    """Make one part of a schema fit what people type."""
    part.pop("default", None)
    if isinstance(part.get("title"), str):
        del part["title"]  # made of the key, which stands there already
    if part.get("type") == "string" and "enum" not in part and "const" not in part:
        part["type"] = ["string", "number"]  # all that is typed is text here; an editor takes 2012 for a number
    if isinstance(properties := part.get("properties"), dict):
        for key in properties.keys() - {*part.get("required", ()), "quotes"}:
            properties[key] = _without_null(properties[key])
        if "quotes" in properties:
            properties["quote"] = properties["quotes"]["items"]
            part["oneOf"] = [{"required": ["quotes"]}, {"required": ["quote"]}]


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    """Let a list be empty, but nothing else: what is not known is left out."""
    if part.get("type") == "array":
        return part | {"type": ["array", "null"]}
    some: list[dict[str, Any]] = [one for one in part.get("anyOf", ()) if one != {"type": "null"}]
    return some[0] | {k: v for k, v in part.items() if k != "anyOf"} if len(some) == 1 else part


def texts() -> dict[Path, str]:
    """Return what each schema's file should hold."""
    folder = shelf("data") / "schemas"
    return {
        folder / f"{name}.schema.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, kind in FORMATS.items()
    }


if __name__ == "__main__":
    for path, text in texts().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
