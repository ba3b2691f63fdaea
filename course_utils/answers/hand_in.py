"""What a student hands in: a copy of the answers under four letters, by which two copies are known as one person's."""

import json
from collections.abc import Mapping

from course_utils.answers.workbook import Workbook
from course_utils.disk import remembered, write_beside


def hand_in(workbook: Workbook) -> tuple[str, str]:
    """Write what the answers' file holds beside it, as ``answers-KQ7X.json``; return the letters and the file's name.

    Raises AnswersError as ``Workbook.commit`` does.
    """
    letters = workbook.letters()
    contents = {".json": workbook.content() or b""}
    [name] = workbook.attempt(lambda: leave(workbook, f"answers-{letters}", contents, "answers.handed-in"))
    return letters, name


def leave(workbook: Workbook, stem: str, contents: Mapping[str, bytes], item: str) -> list[str]:
    """Write files beside the answers, as ``write_beside`` does; return their names.

    Those that were written before and nobody has changed are known by what is kept under an item. Raises AnswersError
    where it cannot be kept what is written, and OSError where that cannot be written.
    """
    kept = workbook.get(item)
    own = remembered(kept.value if kept else None)
    note = lambda names: workbook.commit(item, json.dumps(names))  # noqa: E731
    return [*write_beside(workbook.path.parent / stem, contents, own, note)]
