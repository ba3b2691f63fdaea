"""A student's answers and predictions, kept on disk in one readable file.

Every commit is on disk before the screen says so: the file is read again (another notebook may have written
meanwhile), changed, written to a temporary file beside it, flushed, and moved into place in one step.
A file that cannot be read is set aside under a new name, never overwritten; a single answer that cannot be
read stays in the file as it was written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from course_utils.disk import alone_with, write_whole
from course_utils.errors import AnswersError

#: The file's name in the folder of the notebooks; the environment variable names another path.
ANSWERS = "answers.json"
ANSWERS_VARIABLE = "COURSE_ANSWERS"
SCHEMA = 1


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
        if not (isinstance(self.tries, int) and self.tries > 0):
            raise ValueError("an answer was given at least once")
        datetime.fromisoformat(self.saved)
        self.value.encode("utf-8")  # half a character, which JSON can spell, could never be written again

    @property
    def clock(self) -> str:
        """The time of day at which it was saved, as ``17:32``."""
        return datetime.fromisoformat(self.saved).strftime("%H:%M")


class Workbook:
    """The answers in one file; the file is made with the first answer."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Open the file named, or the one COURSE_ANSWERS names, or ``answers.json`` in this folder."""
        self.path = Path(path or os.environ.get(ANSWERS_VARIABLE) or ANSWERS).absolute()
        self._news: str | None = None
        self._odd = 0
        self._sweep()

    def news(self) -> str | None:
        """Return, once, what the student should be told: that a file or an answer could not be read."""
        told, self._news = self._news, None
        return told

    def get(self, item: str) -> Answer | None:
        """Return the answer to an item, or None."""
        return self.answers().get(item)

    def answers(self) -> Mapping[str, Answer]:
        """Read all answers from the disk; one that cannot be read is left out, and stays in the file.

        Raises AnswersError where the file was written by a newer version of the course or cannot be opened.
        """
        return self._read()[1]

    def _read(self) -> tuple[dict[str, Any], dict[str, Answer]]:
        """Return the file as it stands, and the answers in it that can be read."""
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return _empty(), {}
        except OSError as error:
            raise AnswersError.at(
                self.path.name,
                f"expected a file that can be read, found: {error.strerror}. Check its rights.",
            ) from error
        try:
            data = json.loads(text.decode("utf-8"))
            if data["schema"] > SCHEMA:
                raise AnswersError.at(
                    self.path.name,
                    f"expected answers in format {SCHEMA} or older, found {data['schema']}. "
                    "A newer version of the course wrote them: open them with that one.",
                )
            answers = {item: a for item, fields in data["answers"].items() if (a := _answer(fields))}
            if odd := len(data["answers"]) - len(answers):
                _spelt(data)  # what could be read but not be written again is better set aside now
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._set_aside()
            return _empty(), {}
        if odd > self._odd:
            number, they = ("One answer", "it stays") if odd == 1 else (f"{odd} answers", "they stay")
            self._tell(
                f"{number} in {self.path.name} could not be read; {they} in the file untouched, "
                "and all others hold."
            )
        self._odd = odd
        return data, answers

    def commit(self, item: str, value: str) -> Answer:
        """Keep an answer; when this returns, it is on the disk.

        Raises AnswersError where the folder cannot be written; the answers kept before are then untouched.
        """
        return self.commit_all({item: value})[item]

    def commit_all(
        self, values: Mapping[str, str], unless: Callable[[Mapping[str, Answer]], bool] | None = None
    ) -> dict[str, Answer]:
        """Keep answers to several items in one write, all of them or none; return what then holds for each.

        ``unless`` is for what locks. It is asked of the answers on the disk while no other notebook can
        write; where it says yes, it has found all these items answered, and they stay as they are.
        Raises AnswersError as ``commit`` does.
        """
        saved = datetime.now().isoformat(timespec="minutes")
        with self._alone():
            data, answers = self._read()
            if unless and unless(answers):
                return {item: answers[item] for item in values}
            kept = data["answers"]
            for item, value in values.items():
                if item in kept and item not in answers:
                    kept[_free(item, kept)] = kept.pop(item)
                before = answers.get(item)
                answers[item] = Answer(
                    value=value,
                    first=before.first if before else value,
                    tries=before.tries + 1 if before else 1,
                    saved=saved,
                )
                kept[item] = asdict(answers[item])
            self._write(data)
        return {item: answers[item] for item in values}

    def clear(self) -> None:
        """Remove every answer and prediction from the disk, those in files set aside too."""
        with self._alone():
            for aside in self.path.parent.glob(f"{self.path.stem}.unreadable-*{self.path.suffix}"):
                aside.unlink(missing_ok=True)
            self._write(_empty())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other notebooks from the file, and say what the disk refuses in one sentence."""
        try:
            with alone_with(self.path):
                yield
        except OSError as error:
            raise AnswersError.at(
                self.path.name,
                f"nothing was saved: {error.strerror or error}. "
                "Check that the folder of the notebooks can be written and that the disk is not full.",
            ) from error

    def _write(self, data: dict[str, Any]) -> None:
        write_whole(self.path, _spelt({**data, "schema": SCHEMA}))

    def _tell(self, sentence: str) -> None:
        self._news = f"{self._news} {sentence}" if self._news else sentence

    def _set_aside(self) -> None:
        name = next(
            path
            for number in range(1, 10_000)
            if not (
                path := self.path.with_name(f"{self.path.stem}.unreadable-{number}{self.path.suffix}")
            ).exists()
        )
        try:
            self.path.rename(name)
        except FileNotFoundError:
            return  # another notebook has set it aside already
        except OSError as error:
            raise AnswersError.at(
                self.path.name,
                f"expected answers, found something unreadable, and it cannot be renamed: {error.strerror}. "
                "Move it away yourself.",
            ) from error
        self._tell(f"{self.path.name} could not be read. It is kept as {name.name}, and a new one was begun.")

    def _sweep(self) -> None:
        """Remove what a writer left that was killed: only our own temporary files, and only old ones."""
        try:
            now = datetime.now().timestamp()
            for leftover in self.path.parent.glob(f".{self.path.name}.*.tmp"):
                if now - leftover.stat().st_mtime > 60:
                    leftover.unlink(missing_ok=True)
        except OSError:
            pass  # sweeping can wait; a real problem shows itself with the first commit


def _empty() -> dict[str, Any]:
    return {"schema": SCHEMA, "answers": {}}


def _answer(fields: Any) -> Answer | None:
    """Return an answer from its fields in the file, or None where they are not an answer's."""
    try:
        return Answer(**fields)
    except (ValueError, TypeError):
        return None


def _free(item: str, kept: Mapping[str, Any]) -> str:
    """Return a name under which an answer that cannot be read stays when its item is answered again."""
    return next(name for number in count(1) if (name := f"{item}.unreadable-{number}") not in kept)


def _spelt(data: dict[str, Any]) -> bytes:
    """Spell the file; half a character, which has no UTF-8, stays the escape that it was in JSON."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode("utf-8", "backslashreplace")
