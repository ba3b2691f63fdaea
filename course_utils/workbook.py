"""A student's answers and predictions, kept on disk in one readable file.

Every commit is on disk before the screen says so: the file is read again (another notebook may have written
meanwhile), changed, written to a temporary file beside it, flushed, and moved into place in one step.
A file that cannot be read is set aside under a new name, never overwritten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

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
        self._sweep()

    def news(self) -> str | None:
        """Return, once, what the student should be told: that a file was set aside."""
        told, self._news = self._news, None
        return told

    def get(self, item: str) -> Answer | None:
        """Return the answer to an item, or None."""
        return self.answers().get(item)

    def answers(self) -> Mapping[str, Answer]:
        """Read all answers from the disk.

        Raises AnswersError where the file was written by a newer version of the course or cannot be opened.
        """
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return {}
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
            return {str(item): Answer(**fields) for item, fields in data["answers"].items()}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._set_aside()
            return {}

    def commit(self, item: str, value: str) -> Answer:
        """Keep an answer; when this returns, it is on the disk.

        Raises AnswersError where the folder cannot be written; the answers kept before are then untouched.
        """
        with self._alone():
            answers = dict(self.answers())
            before = answers.get(item)
            answer = Answer(
                value=value,
                first=before.first if before else value,
                tries=before.tries + 1 if before else 1,
                saved=datetime.now().isoformat(timespec="minutes"),
            )
            answers[item] = answer
            self._write(answers)
        return answer

    def clear(self) -> None:
        """Remove every answer and prediction from the disk, those in files set aside too."""
        with self._alone():
            for aside in self.path.parent.glob(f"{self.path.stem}.unreadable-*{self.path.suffix}"):
                aside.unlink(missing_ok=True)
            self._write({})

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

    def _write(self, answers: Mapping[str, Answer]) -> None:
        data = {"schema": SCHEMA, "answers": {item: asdict(answer) for item, answer in answers.items()}}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(self.path, text.encode("utf-8"))

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
        self._news = (
            f"{self.path.name} could not be read. It is kept as {name.name}, and a new one was begun."
        )

    def _sweep(self) -> None:
        """Remove what a writer left that was killed: only our own temporary files, and only old ones."""
        try:
            now = datetime.now().timestamp()
            for leftover in self.path.parent.glob(f".{self.path.name}.*.tmp"):
                if now - leftover.stat().st_mtime > 60:
                    leftover.unlink(missing_ok=True)
        except OSError:
            pass  # sweeping can wait; a real problem shows itself with the first commit
