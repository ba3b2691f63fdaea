"""A student's answers and predictions, kept on disk in one readable file.

Every commit is on disk before the screen says so: the file is read again (another notebook may have written
meanwhile), changed, written to a temporary file beside it, flushed, and moved into place in one step.
A file that cannot be read is set aside under a new name, never overwritten; one that somebody else wrote is left
alone; a single answer that cannot be read stays in the file as it was written.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from glob import escape
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from course_utils.disk import OvertakenError, UnsureError, alone_with, content_of, copies_beside, told, write_whole
from course_utils.errors import AnswersError, visible

#: The file's name in the folder of the notebooks; the environment variable names another path.
ANSWERS = "answers.json"
ANSWERS_VARIABLE = "COURSE_ANSWERS"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  #: Without I, L, O and U, which are misread.
LETTERS = re.compile(f"[{CROCKFORD}]{{4}}")  #: What a hand-in is named by.
SCHEMA = 1  #: The version of the file's form.
MAX_BYTES = 20_000_000  #: The largest file that is read; a whole course's answers take about 50,000.
TRIES = 5  #: How often a change is begun again that somebody else got ahead of.

DAMAGED = (ValueError, RecursionError)  #: What comes out of a file that is no JSON, or not any more.
_SPELLING = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a student has said to one item: option ids, and when in local time (ISO 8601, minutes)."""

    value: str
    first: str  #: The first answer, before any feedback was read.
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

    Raises AnswersError where a newer version wrote it, TypeError where another program did, and one of
    ``DAMAGED`` where nobody can say who did.
    """
    if len(content) > MAX_BYTES:
        raise ValueError("nobody has written so much")
    data = json.loads(content)  # the bytes themselves: so a mark of their encoding, as Notepad writes one, is known
    fields: dict[str, Any] = data if isinstance(data, dict) else {}
    schema = fields.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise AnswersError.at(
            name,
            f"expected answers in format {SCHEMA} or older, found {schema}. "
            "A newer version of the course wrote them: open them with that one.",
        )
    if schema != SCHEMA or not isinstance(fields.get("answers"), dict):
        raise TypeError("the course has not written this")
    return fields


def _is_ours(aside: Path) -> bool:
    """Say whether a file set aside may hold a student's answers, whole or damaged."""
    content = content_of(aside, MAX_BYTES) or b""
    try:
        opened(content, aside.name)
    except (AnswersError, TypeError):
        return False
    except DAMAGED:
        return len(content) <= MAX_BYTES  # the course has never written more
    return True


def _spelt(data: Mapping[str, Any], most: int) -> bytes:
    """Spell a file in at most so many bytes; raises ValueError where it takes more.

    Half a character, which has no UTF-8, stays the escape that it was in JSON.
    """
    pieces: list[str] = []
    size = 0
    for piece in _SPELLING.iterencode(data):  # lists within lists can take the square of what they took
        pieces.append(piece)
        if (size := size + len(piece)) > most:
            break
    content = "".join([*pieces, "\n"]).encode("utf-8", "backslashreplace")
    if len(content) > most:
        raise ValueError("nobody has written so much")
    return content


class Workbook:
    """The answers in one file; the file is made with the first answer."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Open the file named, or the one COURSE_ANSWERS names, or ``answers.json`` in this folder."""
        self.path = Path(path or os.environ.get(ANSWERS_VARIABLE) or ANSWERS).absolute()
        self._news: list[str] = []
        self._odd = 0
        self._copies: set[str] = set()
        #: What is to be called after each change, by the name of who asks.
        self.watchers: dict[str, Callable[[], object]] = {}
        self._look_for_copies()

    @property
    def _file(self) -> Path:
        """Where the answers lie: in a folder of the student's choice, where ``path`` is a link into that.

        What stands beside the file is looked for there. A link may be made while a notebook is open.
        """
        return Path(os.path.realpath(self.path)) if self.path.is_symlink() else self.path

    def news(self) -> str | None:
        """Return, once, what the student should be told: that a file or an answer could not be read."""
        news, self._news = " ".join(self._news), []
        return news or None

    def get(self, item: str) -> Answer | None:
        """Return the answer to an item, or None."""
        return self.answers().get(item)

    def answers(self) -> Mapping[str, Answer]:
        """Read all answers from the disk; one that cannot be read is left out, and stays in the file.

        Raises AnswersError where the file was written by a newer version of the course or by another program,
        or cannot be opened.
        """
        return self._read()[1]

    def _read(self, alone: bool = False) -> tuple[dict[str, Any], dict[str, Answer], bytes | None]:
        """Return the file as it stands, the answers in it that can be read, and its bytes.

        ``alone`` says that no other notebook can write; else that is seen to before a file is set aside,
        which another may have mended in between.
        """
        content = self.content()
        if content is None:
            return {"answers": {}}, {}, None
        try:
            data = opened(content, self.path.name)
            answers: dict[str, Answer] = {}
            for item, fields in data["answers"].items():
                with suppress(ValueError, TypeError):
                    answers[item] = Answer(**fields)
            if len(answers) < len(data["answers"]) or data.keys() - {"schema", "answers", "letters"}:
                _spelt(data, MAX_BYTES // 2)  # what came in must go out again
        except TypeError:
            message = "expected answers that the course wrote, found JSON of another program, which stays as it is. "
            remedy = f"Move it to another folder, or let {ANSWERS_VARIABLE} name another file."
            raise self._error(message + remedy) from None
        except DAMAGED:
            try:
                if not alone:
                    with alone_with(self._file):
                        return self._read(alone=True)
                names = (self.path.with_name(f"{self.path.stem}.unreadable-{n}{self.path.suffix}") for n in count(1))
                free = next(name for name in names if not os.path.lexists(name))
                name = self.path.rename(free).name  # a link itself: what it leads to may be no answers at all
            except OSError as error:
                sentence = "expected answers, found something unreadable, and it cannot be renamed"
                raise self._error(f"{sentence}: {told(error, 'Move it away yourself.')}") from error
            self._news.append(f"{self.path.name} could not be read. It is kept as {name}, and a new one was begun.")
            return {"answers": {}}, {}, None
        odd = len(data["answers"]) - len(answers)
        if odd > self._odd:
            number, they = ("One answer", "it stays") if odd == 1 else (f"{odd} answers", "they stay")
            self._news.append(
                f"{number} in {self.path.name} could not be read; {they} in the file untouched, and all others hold."
            )
        self._odd = odd
        return data, answers, content

    def content(self) -> bytes | None:
        """Return the file's bytes, None where it is yet to be begun."""
        file = self._file
        try:
            content = content_of(file, MAX_BYTES)
        except OSError as error:
            sentence = f"expected a file that can be read, found: {told(error, 'Check its rights.')}"
            raise self._error(sentence) from error
        if content is None and file.with_name(f".{file.name}.icloud").exists():
            raise self._error("it is in iCloud and not on this computer. Download it first, in Finder.")
        return content

    def _look_for_copies(self) -> None:
        """Tell of each copy once."""
        copies = [name for name in copies_beside(self._file) if name not in self._copies]
        self._copies.update(copies)
        if copies:
            self._news.append(
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
        write; where it says yes, what is there stays as it is.
        Raises AnswersError as ``commit`` does.
        """
        kept = self.attempt(lambda: self._commit(values, unless))
        self._look_for_copies()
        self._tell()
        return kept

    def _tell(self) -> None:
        for watch in self.watchers.values():
            watch()

    def _commit(
        self, values: Mapping[str, str], unless: Callable[[Mapping[str, Answer]], bool] | None
    ) -> dict[str, Answer]:
        saved = datetime.now().isoformat(timespec="minutes")
        with alone_with(file := self._file) as still_alone:
            data, answers, content = self._read(alone=True)
            if unless and unless(answers):
                return {item: answers[item] for item in values if item in answers}
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
            self._write(file, data, lambda: still_alone() and self._file == file and self.content() == content)
        return {item: answers[item] for item in values}

    def clear(self) -> list[str]:
        """Remove every answer and prediction from the disk, those in files set aside too.

        Return the names of files beside them that stay: what somebody else or a newer version of the course
        wrote, and copies. Raises AnswersError as ``commit`` does, and where the answers' own file is such a one.
        """
        left = self.attempt(self._clear)
        self._tell()
        return left

    def _clear(self) -> list[str]:
        with alone_with(file := self._file) as still_alone:
            news = [*self._news]
            self._read(alone=True)  # refuses what is no file, and what a newer version or somebody else wrote
            self._news = news
            stem, suffix = escape(self.path.stem), escape(self.path.suffix)
            left = sorted({*copies_beside(file), *(p.name for p in self.path.parent.glob("answers-????*.json"))})
            for aside in sorted(self.path.parent.glob(f"{stem}.unreadable-*{suffix}")):
                if aside.is_symlink() or _is_ours(aside):
                    aside.unlink(missing_ok=True)
                else:
                    left.append(aside.name)
            self._write(file, {"answers": {}}, lambda: still_alone() and self._file == file)
            return left

    def letters(self) -> str:
        """Return the letters under which these answers are handed in: drawn once, and gone when they are cleared.

        Raises AnswersError as ``commit`` does.
        """
        return self.attempt(self._letters)

    def _letters(self) -> str:
        from secrets import choice

        with alone_with(file := self._file) as still_alone:
            data, _, content = self._read(alone=True)
            if not (isinstance(kept := data.get("letters"), str) and LETTERS.fullmatch(kept)):
                kept = data["letters"] = "".join(choice(CROCKFORD) for _ in range(4))
                self._write(file, data, lambda: still_alone() and self._file == file and self.content() == content)
            return kept

    def attempt(self, change: Callable[[], _T]) -> _T:
        """Make a change, from its beginning where somebody else got ahead; say what the disk refuses in a sentence."""
        try:
            for _ in range(TRIES - 1):
                with suppress(OvertakenError):
                    return change()
            return change()
        except OSError as error:
            where = f"{self._file.parent}, where the link leads," if self.path.is_symlink() else "of the notebooks"
            why = told(error, f"Check that the folder {where} can be written and that the disk is not full.")
            unsure = isinstance(error, UnsureError)
            refused = self._error(why if unsure else f"nothing was saved: {why}")
            refused.unsure = unsure
            raise refused from error

    def _write(self, file: Path, data: dict[str, Any], sure: Callable[[], bool]) -> None:
        try:
            content = _spelt({**data, "schema": SCHEMA}, MAX_BYTES)
        except ValueError:
            message = f"nothing was saved: expected at most {MAX_BYTES:,} bytes in all, found more. Shorten it."
            raise self._error(message) from None
        write_whole(file, content, sure)

    def _error(self, message: str) -> AnswersError:
        return AnswersError.at(self.path.name, message)
