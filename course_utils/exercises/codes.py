"""A student's choices in one notebook as a short code, to read aloud or to copy: no text is in it, and no name.

A code is a number in Crockford's letters: what was chosen, as digits to the bases of how many values each item may
have; then the notebook; then a remainder that is the course's and its edition's. Two letters that differ in one
place, or change places, make a difference that its prime does not divide: so none of these is read as another code.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from zlib import crc32

from course_utils.answers.workbook import CROCKFORD, Answer
from course_utils.course_file import CHANCES, EDITIONS, CodesTask, CourseFile
from course_utils.errors import AnswersError, CourseError, quoted, unknown_name
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import SortingTask
from course_utils.files.validation import File

#: Nine questions take six letters with these: 4**9 * NOTEBOOKS * PRIME < 32**6.
NOTEBOOKS, PRIME = 10, 409
_NUMBERS = tuple(map("{:02}".format, range(NOTEBOOKS)))
_MEANT, _DIGITS = str.maketrans("OIL", "011"), str.maketrans(CROCKFORD, "0123456789abcdefghijklmnopqrstuv")


@dataclass(frozen=True)
class Codes:
    """The codes of one course.

    An item's values are numbered by their places; 0 is no answer, or one that is none of them. What is voted on
    twice is two items, ``ID.alone`` and ``ID``; of all else a code has the last answer alone.
    """

    path: Path  #: The ``course.yaml``.
    file: CourseFile
    task: CodesTask
    questions: Callable[[], Mapping[str, Question]]
    tasks: Callable[[], Sequence[SortingTask]]

    @property
    def notebooks(self) -> list[str]:
        """The numbers of the notebooks that ask something."""
        return [*filter(self._asked, _NUMBERS)]

    def pinned(self, notebook: str) -> str:
        """Return what ``order`` has for a notebook, as that asks now."""
        return f"{notebook} {crc32(repr(self._asked(notebook)).encode()):08x}"

    def items(self, notebook: str) -> dict[str, tuple[str, ...]]:
        """Return what a notebook's code has, each with its values, in the order of the code.

        Raises CourseError where nothing is asked in it, or where that is not what this edition was made of.
        """
        if notebook not in _NUMBERS or not (asked := self._asked(notebook)):
            known = f"the number of a notebook that asks something, {', '.join(self.notebooks)}"
            said = f"expected {known}, found {quoted(notebook)}."
            raise CourseError.at(self.path.name, said)
        made, codes = self.pinned(notebook), self.task
        strange = [name for name in codes.twice if name not in self.questions()]
        if made in codes.order and not strange:
            return asked
        read = File.read(self.path, CourseError)
        was = next((quoted(one) for one in codes.order if one.startswith(notebook)), "")
        if made not in codes.order and not (was and strange):  # without its name it is another code
            now = f" in its place, and {codes.edition + 1} for edition: notebook {notebook} asks other things now"
            said = f"order: expected {quoted(made)}, found {was or 'nothing'}; write it there{now if was else ''}."
            read.add(("codes", "order"), said)
        if strange:
            read.add(("codes", "twice"), unknown_name(strange[0], self.questions(), "the id of a question"))
        raise CourseError(read.log.problems)

    def _asked(self, notebook: str) -> dict[str, tuple[str, ...]]:
        found, chance, ids = dict[str, tuple[str, ...]](), self.file.estimate, self.file.sorting
        for question in self.questions().values():
            if question.notebook[:2] == notebook:
                names = [f"{question.id}.alone"] * (question.id in self.task.twice) + [question.id]
                found |= dict.fromkeys(names, tuple(question.texts))
        if ids and notebook in (ids.sentences[:2], ids.ties[:2]):  # else the reading need not be loaded
            for task in self.tasks():
                rows = (f"{task.name}.{entry.id}" for entry in task.entries if task.name[:2] == notebook)
                found |= dict.fromkeys(rows, tuple(task.texts))
        if chance and chance.id[:2] == notebook:
            found |= dict.fromkeys(chance.chances, CHANCES)
        return found

    def answered(self, notebook: str, answers: Mapping[str, Answer]) -> list[tuple[str, bool, bool]]:
        """Return what a notebook asks, in words, each with whether all of it is answered and whether that is optional.

        What tells of later is in no words before the estimate is made.
        """
        parts, chance = dict[str, list[bool]](), self.file.estimate
        for item, values in self.items(notebook).items():
            parts.setdefault(item.partition(".")[0], []).append(item in answers and answers[item].value in values)
        known = not chance or chance.committed(answers)
        if chance and known and chance.id in parts:
            parts[chance.id] = [True]
        some = {name: f" ({sum(done)} of {len(done)})" for name, done in parts.items() if 0 < sum(done) < len(done)}
        more = {question.id for question in self.questions().values() if question.optional}
        return [(self._asks(name, known) + some.get(name, ""), all(done), name in more) for name, done in parts.items()]

    def _asks(self, part: str, known: bool) -> str:
        if question := self.questions().get(part):
            return question.prompt if known or not question.after_estimate else "What opens with the estimate"
        chance = self.file.estimate
        if chance and part == chance.id:
            return chance.prompt
        return next(task.prompt for task in self.tasks() if task.name == part)

    def code_of(self, notebook: str, answers: Mapping[str, Answer]) -> str:
        """Return the code of a notebook's answers, such as ``K7Q-4MP``: of one length, whatever was answered.

        Raises CourseError as ``items`` does.
        """
        number, items = 0, self.items(notebook)
        for item, values in reversed(items.items()):
            given = answers.get(item)
            place = values.index(given.value) + 1 if given and given.value in values else 0
            number = number * (len(values) + 1) + place
        number = (number * NOTEBOOKS + int(notebook)) * PRIME + self._remainder(self.task.edition)
        length = self.length(notebook)
        letters = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))
        groups = -(-length // 4)
        return "-".join(letters[length * n // groups : length * (n + 1) // groups] for n in range(groups))

    def foretold(self, notebook: str) -> dict[str, object]:
        """Say what a notebook's codes are made of, and what it asks, before the estimate and after."""
        items = self.items(notebook)
        parts = dict.fromkeys(item.partition(".")[0] for item in items)
        more = {question.id for question in self.questions().values() if question.optional}
        return {
            "coded": [*items.items()],
            "asks": [
                (part, self._asks(part, known=False), self._asks(part, known=True), part in more) for part in parts
            ],
            "times": NOTEBOOKS * PRIME,
            "plus": int(notebook) * PRIME + self._remainder(self.task.edition),
            "length": self.length(notebook),
        }

    def read_code(
        self, text: str, name: str = "code", line: int | None = None
    ) -> tuple[str, list[tuple[str, str, str]]]:
        """Return a code's notebook, and of what was answered item, first and present answer.

        What was not answered is left out. The first answer is "" where a code has the last alone; predictions,
        chances and votes lock, so that theirs is the same. Small letters, spaces and hyphens are read, O as 0, I and
        L as 1. Raises AnswersError, with ``name`` and ``line``, for what is no code of this course and edition.
        """
        letters = plain_letters(text)

        def refused(found: str) -> AnswersError:
            wanted = f"a code of edition {self.task.edition} of “{self.file.title}”"
            return AnswersError.at(name, f"expected {wanted}, found {found}. Ask for it again.", line)

        if not letters or (strange := next((c for c in letters if c not in CROCKFORD), "")):
            raise refused(f"{quoted(strange)}, which is in no code" if letters else "nothing")
        number, remainder = divmod(int(letters.translate(_DIGITS), 32), PRIME)
        number, digit = divmod(number, NOTEBOOKS)
        if (edition := (remainder - self._remainder(0)) % PRIME) != self.task.edition:
            other = f"one of edition {edition}" if 0 < edition <= EDITIONS else "one of another course"
            raise refused(f"{other}, or a letter that is wrong, missing or too many")
        asked = self._asked(notebook := f"{digit:02}")
        if len(letters) != self.length(notebook) or number >= _size(asked):
            raise refused("letters that are wrong, missing or too many")
        given = []
        for item, values in self.items(notebook).items():
            number, place = divmod(number, len(values) + 1)
            if place:
                value = values[place - 1]
                given.append((item, value if self._locks(item) else "", value))
        return notebook, given

    def length(self, notebook: str) -> int:
        """Return how many letters a notebook's codes have."""
        most = _size(self._asked(notebook)) * NOTEBOOKS * PRIME
        return next(n for n in range(1, 999) if 32**n >= most)

    def _locks(self, item: str) -> bool:
        if question := self.questions().get(item.removesuffix(".alone")):
            return question.kind == "prediction" or question.id in self.task.twice
        return self.file.estimate is not None and item in self.file.estimate.chances

    def _remainder(self, edition: int) -> int:
        """Return what the codes of an edition leave; other courses' ids are numbers that leave something else."""
        return (int.from_bytes(self.file.id.encode()) + edition) % PRIME


def plain_letters(text: str) -> str:
    """Return the letters that are meant by what was typed."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MEANT)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Pd")


def _size(items: Mapping[str, Sequence[str]]) -> int:
    """Return how many ways there are to answer."""
    return prod(len(values) + 1 for values in items.values())
