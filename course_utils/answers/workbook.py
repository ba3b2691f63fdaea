"""A student's answers and predictions, kept on disk in one readable file.

Every commit is on disk before the screen says so: the file is read again (another notebook may have written
meanwhile), changed, written to a temporary file beside it, flushed, and moved into place in one step.
A file that cannot be read is set aside under a new name, never overwritten; a single answer that cannot be
read stays in the file as it was written.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from glob import escape
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from course_utils.answers import answer_file
from course_utils.answers.answer_file import UNREADABLE, Answer, answer_of, empty, opened, spelt
from course_utils.disk import DiskError, OvertakenError, alone_with, content_of, told, write_whole
from course_utils.errors import AnswersError, visible

#: The file's name in the folder of the notebooks; the environment variable names another path.
ANSWERS = "answers.json"
ANSWERS_VARIABLE = "COURSE_ANSWERS"
#: How often a change is begun again that somebody else got ahead of.
TRIES = 5

_T = TypeVar("_T")


class Workbook:
    """The answers in one file; the file is made with the first answer."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Open the file named, or the one COURSE_ANSWERS names, or ``answers.json`` in this folder."""
        self.path = Path(path or os.environ.get(ANSWERS_VARIABLE) or ANSWERS).absolute()
        self._news: str | None = None
        self._odd = 0
        self._copies: set[str] = set()
        self._look_for_copies()

    @property
    def _file(self) -> Path:
        """Where the answers lie: in a folder of the student's choice, where ``path`` is a link into that.

        What stands beside the file is looked for there. A link may be made while a notebook is open.
        """
        return Path(os.path.realpath(self.path)) if self.path.is_symlink() else self.path

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

    def _read(self, alone: bool = False) -> tuple[dict[str, Any], dict[str, Answer], bytes | None]:
        """Return the file as it stands, the answers in it that can be read, and its bytes.

        ``alone`` says that no other notebook can write; else that is seen to before a file is set aside,
        which another may have mended in between.
        """
        text = self._content()
        if text is None:
            return empty(), {}, None
        try:
            data = opened(text, self.path.name)
            answers = {item: a for item, fields in data["answers"].items() if (a := answer_of(fields))}
            odd = len(data["answers"]) - len(answers)
            if odd or len(data) > 2:  # what could not be written, and read once more, is better set aside now
                spelt(data, answer_file.MAX_BYTES // 2)
        except UNREADABLE:
            try:
                if not alone:
                    with alone_with(self._file):
                        return self._read(alone=True)
                names = (self.path.with_name(f"{self.path.stem}.unreadable-{n}{self.path.suffix}") for n in count(1))
                free = next(name for name in names if not os.path.lexists(name))
                name = self.path.rename(free).name  # a link itself: what it leads to may be no answers at all
            except OSError as error:
                why = told(error, "Move it away yourself.")
                raise self._error(
                    f"expected answers, found something unreadable, and it cannot be renamed: {why}"
                ) from error
            self._tell(f"{self.path.name} could not be read. It is kept as {name}, and a new one was begun.")
            return empty(), {}, None
        if odd > self._odd:
            number, they = ("One answer", "it stays") if odd == 1 else (f"{odd} answers", "they stay")
            self._tell(
                f"{number} in {self.path.name} could not be read; {they} in the file untouched, and all others hold."
            )
        self._odd = odd
        return data, answers, text

    def _content(self) -> bytes | None:
        """Return the file's bytes, None where it is yet to be begun."""
        file = self._file
        try:
            text = content_of(file, answer_file.MAX_BYTES)
        except OSError as error:
            why = told(error, "Check its rights.")
            raise self._error(f"expected a file that can be read, found: {why}") from error
        if text is None and file.with_name(f".{file.name}.icloud").exists():
            raise self._error("it is in iCloud and not on this computer. Download it first, in Finder.")
        return text

    def _look_for_copies(self) -> None:
        """Tell of each copy once."""
        copies = [name for name in copies_beside(self._file) if name not in self._copies]
        self._copies.update(copies)
        if copies:
            self._tell(
                f"Beside {self._file.name} there is {visible(', '.join(copies), 500)}: a synced folder may "
                f"have kept two versions. The course uses {self._file.name} alone and leaves all others as "
                "they are."
            )

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
        kept = self._change(lambda: self._commit(values, unless))
        self._look_for_copies()
        return kept

    def _commit(
        self, values: Mapping[str, str], unless: Callable[[Mapping[str, Answer]], bool] | None
    ) -> dict[str, Answer]:
        saved = datetime.now().isoformat(timespec="minutes")
        with alone_with(file := self._file) as still_alone:
            data, answers, text = self._read(alone=True)
            if unless and unless(answers):
                return {item: answers[item] for item in values}
            kept = data["answers"]
            for item, value in values.items():
                if item in kept and item not in answers:  # it cannot be read, and stays under another name
                    names = (f"{item}.unreadable-{number}" for number in count(1))
                    kept[next(name for name in names if name not in kept)] = kept.pop(item)
                before = answers.get(item)
                first, tries = (before.first, before.tries + 1) if before else (value, 1)
                try:
                    answers[item] = Answer(value, first, tries, saved)
                except UnicodeEncodeError as error:
                    message = f"expected text, found half a character, {value[error.start]}. Delete it."
                    raise self._error(message) from None
                kept[item] = asdict(answers[item])
            # A synced folder asks nobody, so the file itself is looked at again too.
            self._write(file, data, lambda: still_alone() and self._file == file and self._content() == text)
        return {item: answers[item] for item in values}

    def clear(self) -> None:
        """Remove every answer and prediction from the disk, those in files set aside too.

        Raises AnswersError as ``commit`` does; what a newer version of the course wrote stays.
        """
        self._change(self._clear)

    def _clear(self) -> None:
        with alone_with(file := self._file) as still_alone:
            news = self._news
            self._read(alone=True)  # refuses what is no file, and what a newer version wrote
            self._news = news
            stem, suffix = escape(self.path.stem), escape(self.path.suffix)
            for aside in self.path.parent.glob(f"{stem}.unreadable-*{suffix}"):
                aside.unlink(missing_ok=True)
            self._write(file, empty(), lambda: still_alone() and self._file == file)

    def _change(self, change: Callable[[], _T]) -> _T:
        """Make a change, from its beginning where somebody else got ahead; say what the disk refuses in a sentence."""
        try:
            for _ in range(TRIES - 1):
                with suppress(OvertakenError):
                    return change()
            return change()
        except OSError as error:
            linked = f"{self._file.parent}, where the link leads,"
            where = linked if self.path.is_symlink() else "of the notebooks"
            why = told(error, f"Check that the folder {where} can be written and that the disk is not full.")
            unsure = isinstance(error, DiskError) and error.unsure
            refused = self._error(why if unsure else f"nothing was saved: {why}")
            refused.unsure = unsure
            raise refused from error

    def _write(self, file: Path, data: dict[str, Any], sure: Callable[[], bool]) -> None:
        most = answer_file.MAX_BYTES
        try:
            content = spelt({**data, "schema": answer_file.SCHEMA}, most)
        except ValueError:
            message = f"nothing was saved: expected at most {most:,} bytes in all, found more. Shorten it."
            raise self._error(message) from None
        write_whole(file, content, sure)

    def _error(self, message: str) -> AnswersError:
        return AnswersError.at(self.path.name, message)

    def _tell(self, sentence: str) -> None:
        self._news = f"{self._news} {sentence}" if self._news else sentence


def copies_beside(path: Path) -> list[str]:
    """Return the names of copies that a synced folder may have put beside a file that two machines changed.

    These are ``NAME (….SUFFIX`` and ``Copy of NAME.SUFFIX`` (Dropbox, Google Drive), ``NAME 2.SUFFIX`` and
    ``.NAME.SUFFIX.icloud`` (iCloud), any that says conflict (Syncthing, Nextcloud, Synology) and
    ``NAME-COMPUTER.SUFFIX`` (OneDrive). A computer is this one, or one whose name says what it is; any other
    end, as in ``NAME-ann.SUFFIX``, is more likely another student's, and thirty of them no reason to warn.
    """
    here = re.escape(platform.node().partition(".")[0]) or "(?!)"
    machines = rf"{here}|(?:.*-)?(?:desktop|laptop|macbook|imac|mac|pc|win)(?:-.*)?"
    ends = rf" ?\(.*\)|[ ._\[-].*conflict.*| \d+|-(?:{machines})(?:-\d+)?"
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    form = rf"{stem}(?:{ends}){suffix}|copy of {stem}{suffix}|\.{stem}{suffix}\.icloud"
    copy = re.compile(form, re.IGNORECASE | re.DOTALL)
    with suppress(OSError):
        return sorted(found.name for found in path.parent.iterdir() if copy.fullmatch(found.name))
    return []
