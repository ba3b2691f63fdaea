"""Write the JSON Schemas of the course's files from the records that are their formats.

uv run .ci/schemas.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course_utils.exercises.questions import Bank
from course_utils.files.schema import schema_of
from course_utils.outside.context import Context
from course_utils.places import shelf
from course_utils.reading.load import ReadingText

#: The formats, by the name that a schema's file begins with.
FORMATS: dict[str, Any] = {"reading": ReadingText, "context": Context, "questions": Bank}


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
