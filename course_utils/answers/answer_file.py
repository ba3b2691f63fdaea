"""The form of a file of answers: what one holds, and how it is read and spelt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course_utils.errors import AnswersError

#: The version of the form.
SCHEMA = 1
#: The largest file that is read, in bytes; a whole course's answers take about 50,000.
MAX_BYTES = 20_000_000

#: What comes out of a file that no version of the course has written.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_SPELLING = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a student has said to one item: option ids, and when in local time (ISO 8601, minutes)."""

    value: str
    #: The first answer, before any feedback was read.
    first: str
    tries: int
    saved: str

    def __post_init__(self) -> None:
        if not (isinstance(self.value, str) and isinstance(self.first, str) and isinstance(self.saved, str)):
            raise TypeError("an answer's value, first and saved are texts")
        if not (isinstance(self.tries, int) and 0 < self.tries < 1_000_000_000):
            raise ValueError("an answer was given at least once, and not for ever")
        datetime.fromisoformat(self.saved)
        # Half a character, which JSON can spell, could never be written again.
        (self.value + self.first).encode("utf-8")

    @property
    def clock(self) -> str:
        """The time of day at which it was saved, as ``17:32``."""
        return datetime.fromisoformat(self.saved).strftime("%H:%M")


def opened(content: bytes, name: str) -> dict[str, Any]:
    """Return a file's content as it stands.

    Raises AnswersError where a newer version wrote it, and one of ``UNREADABLE`` where none did.
    """
    if len(content) > MAX_BYTES:
        raise ValueError("nobody has written so much")
    data: dict[str, Any] = json.loads(content.decode("utf-8"))
    if data["schema"] > SCHEMA:
        raise AnswersError.at(
            name,
            f"expected answers in format {SCHEMA} or older, found {data['schema']}. "
            "A newer version of the course wrote them: open them with that one.",
        )
    return data


def read_given(content: bytes, name: str, longest: int) -> list[tuple[str, str, str]]:
    """Read item, first answer and present answer out of a file's content; what is odd or longer is left out.

    A class's files are read by the thousand, and counting needs no more. Raises AnswersError, in the name of
    the file, where it holds no answers or a newer version wrote them.
    """
    try:
        return [
            (item, first, value)
            for item, fields in opened(content, name)["answers"].items()
            if isinstance(fields, dict)
            and isinstance(first := fields.get("first"), str)
            and isinstance(value := fields.get("value"), str)
            and len(first) <= longest >= len(value)
        ]
    except UNREADABLE:
        raise AnswersError.at(
            name, "expected answers that the course wrote, found something else. Ask for the file again."
        ) from None


def empty() -> dict[str, Any]:
    """Return what a new file holds."""
    return {"schema": SCHEMA, "answers": {}}


def answer_of(fields: Any) -> Answer | None:
    """Return an answer from its fields in the file, or None where they are not an answer's."""
    try:
        return Answer(**fields)
    except (ValueError, TypeError):
        return None


def spelt(data: Mapping[str, Any], most: int) -> bytes:
    """Spell a file in at most so many bytes; raises ValueError where it takes more.

    Half a character, which has no UTF-8, stays the escape that it was in JSON.
    """
    pieces: list[str] = []
    size = 0
    for piece in _SPELLING.iterencode(data):  # lists within lists can take the square of what they took
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    content = "".join([*pieces, "\n"]).encode("utf-8", "backslashreplace")
    if len(content) > most:
        raise ValueError("nobody has written so much")
    return content
