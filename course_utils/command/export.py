"""``course export``: quizzes, annotations and tables, in formats that other programs read."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from course_utils.course_parts import CourseParts
from course_utils.disk import content_of, remembered, told, write_beside, write_whole
from course_utils.errors import CourseError, unknown_name, visible
from course_utils.exercises.questions import Question
from course_utils.look.wording import listed, many, provenance
from course_utils.places import COURSE, part
from course_utils.teacher.handouts import handouts
from course_utils.teacher.open_data import annotations, reading_tables
from course_utils.teacher.quizzes import as_gift, as_moodle, as_qti, gather

#: By format what writes quizzes, and what the file's name ends in.
_QUIZZES = {"gift": (as_gift, ".gift.txt"), "moodle": (as_moodle, ".moodle.xml"), "qti12": (as_qti, ".qti12.zip")}
#: Remembers, in a folder, the fingerprints of what was exported there.
_MEMORY = ".course-export.json"


def export(arguments: Namespace, _: object = None) -> int:
    """Write a course, or some notebooks' questions, in a format, and say in a line what was written."""
    course, to = CourseParts(arguments.folder), arguments.to
    chosen = [one.zfill(2) if one.isdigit() else one for one in arguments.notebook]
    source = provenance(course.article, course.file.rights)
    if to in _QUIZZES:
        questions, (write, ending) = _of(course.questions.values(), chosen), _QUIZZES[to]
        made = gather(course.file.id, course.title, source, course.article, questions)
        files, keyed = {ending: write(made)}, sum(map(len, made.quizzes.values()))
        if not keyed:
            raise CourseError.at(COURSE, "expected questions with a key, found none there; a quiz has no others.")
        unkeyed = listed([question.id for question in questions if question.key is None])
        said = f"{many(keyed, 'question')} in {many(len(made.quizzes), 'quiz', 'quizzes')}"
        said += f"; left out, for want of a key: {unkeyed}" if unkeyed else ""
    elif to == "handouts":
        asked = _of(course.questions.values(), chosen)
        files = handouts(course, source, asked, whole=not chosen)
        said = many(len(files), "PDF")
    elif chosen:
        raise CourseError.at("--notebook", f"chooses questions, and --to {to} writes none; leave it out.")
    elif to == "csv":
        files = {f"-{kind}.csv": table for kind, table in reading_tables(course.reading).items()}
        said = many(len(files), "table")
    else:
        files, said = {".annotations.json": annotations(course.reading, source)}, "the reading as annotations"
    ask_leave(course, yes=arguments.yes)
    stem = "-".join((course.file.id, *chosen))
    first, *more = _write(arguments.output, stem, files)
    stays = "" if first == stem + next(iter(files)) else " What has the usual name is no export as written, and stays."
    print(visible(f"{arguments.output / first}{f' to {more[-1]}' if more else ''}: {said}.{stays}"))
    return 0


def _of(questions: Iterable[Question], chosen: Sequence[str]) -> list[Question]:
    """Return the questions of the notebooks that are chosen by number or by name, or of all."""
    found = {question: f"{question.notebook}-" for question in questions}
    for one in chosen:
        if not any(name.startswith(f"{one}-") for name in found.values()):
            known = dict.fromkeys(question.notebook for question in found)
            raise CourseError.at("--notebook", unknown_name(one, known, "a notebook with questions"))
    return [q for q, name in found.items() if not chosen or name.startswith(tuple(f"{one}-" for one in chosen))]


def ask_leave(course: CourseParts, *, yes: bool = False) -> None:
    """Ask whether the article's words may leave the classroom, unless the course says by what right.

    Raises CourseError without a yes, and where there is nobody to ask.
    """
    if yes or course.file.rights:
        return
    said = "this course does not say by what right the words of its article may leave the classroom"
    there = part(course.folder, "article", "SOURCE.md").is_file()
    said += "; SOURCE.md, beside that, has where they come from." if there else "."
    if sys.stdin and sys.stdin.isatty():
        print(f"{COURSE}: {said} What is written quotes them, and says where they come from.")
        with suppress(EOFError):
            if input("Is it for your own class, or have you leave? [y/N] ").strip().casefold() in ("y", "yes"):
                return
    remedy = "If it is for your own class, add --yes; if you have leave, name it in this file, as in rights: CC BY 4.0"
    raise CourseError.at(COURSE, f"{said} Nothing was written. {remedy}")


def _write(folder: Path, stem: str, files: Mapping[str, bytes]) -> list[str]:
    """Write files, each beside what stands there and is no earlier export as it was written; return their names."""
    memory = folder / _MEMORY

    def note(new: dict[str, list[str]]) -> None:
        write_whole(memory, json.dumps(own | new).encode(), for_others=True)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        own = remembered(content_of(memory))
        return list(write_beside(folder / stem, files, own, note))
    except (OSError, ValueError) as error:
        why = told(error, "Give -o another folder.") if isinstance(error, OSError) else f"{error}."
        raise CourseError.at(folder.name or str(folder), f"could not be written: {why}") from error
