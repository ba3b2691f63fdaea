"""A class's codes, one a line, as they are pasted or read aloud, with words and names around them."""

import re
from collections import defaultdict
from collections.abc import Iterator

from course_utils.answers.workbook import CROCKFORD
from course_utils.errors import AnswersError, Problem
from course_utils.exercises.codes import Codes, plain_letters

Given = list[tuple[str, str, str]]
#: What a code cannot carry.
LACKS = (
    "A code has the last answers to one notebook, and first ones only of votes, predictions and chances; nothing of it "
    "tells who hands in twice, so take a student’s file or code, not both."
)
_AROUND = re.compile(r"^\W+|\W+$")
_NUMBERED = re.compile(r"^[\W\d_]*|[\W_]*$")


def read_codes(text: str, name: str, codes: Codes) -> tuple[list[Given], list[Problem], list[Problem]]:
    """Read the codes in a text; return their answers, what was refused and what was passed over.

    One code stands in a line; what else stands there is no code by its letters or its number. What stands before a
    colon is whose it is: of two of the same student for one notebook the later counts. More than two are no student's.
    """
    refused, passed = list[Problem](), list[Problem]()
    read = defaultdict[object, list[tuple[int, Given]]](list)
    for number, line in enumerate(text.splitlines(), 1):
        before, _, rest = line.rpartition(":")
        try:
            found = _only(rest, name, number, codes)
        except AnswersError as error:
            refused += error.problems
            continue
        if found:
            whose = _NUMBERED.sub("", before).casefold()
            read[(whose, found[0]) if whose else number].append((number, found[1]))
        elif line.strip():
            passed.append(Problem(name, "no code stands in this line.", number))
    counted = list[Given]()
    for rows in read.values():
        (first, _), (last, given) = rows[0], rows[-1]
        if len(rows) == 2:
            passed.append(Problem(name, f"the same name has a code in line {last}, which counts.", first))
        elif len(rows) > 2:  # “my code” before each of them
            said = f"before {len(rows)} codes for one notebook stand the same words, no name; each counts."
            passed.append(Problem(name, said, first))
        counted += [given] if len(rows) == 2 else [row for _, row in rows]
    return counted, refused, passed


def _only(line: str, name: str, number: int, codes: Codes) -> tuple[str, Given] | None:
    """Return the one code of a line, None where none can be meant; raises AnswersError for a wrong one and for two."""
    read, wrong = dict[str, tuple[str, Given]](), list[AnswersError]()
    for piece in _pieces(line, codes):
        try:
            read[plain_letters(piece)] = codes.read_code(piece, name, number)
        except AnswersError as error:
            wrong.append(error)
    if len(read) > 1:
        raise AnswersError.at(name, f"expected one code in a line, found {len(read)}. Write each into its own.", number)
    if read:
        return next(iter(read.values()))
    if wrong:
        raise wrong[0]
    if any(c.isdigit() or c == "-" for c in line):
        codes.read_code(line, name, number)
    return None


def _pieces(line: str, codes: Codes) -> Iterator[str]:
    """Give all runs of words that have the letters of a code and as many as one, the longest first."""
    words = [_AROUND.sub("", word) for word in line.split()]
    lengths = {codes.length(notebook) for notebook in codes.notebooks}
    for long in range(len(words), 0, -1):
        for first in range(len(words) - long + 1):
            piece = " ".join(words[first : first + long])
            if len(letters := plain_letters(piece)) in lengths and set(letters) <= set(CROCKFORD):
                yield piece
