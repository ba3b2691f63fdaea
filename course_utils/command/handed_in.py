"""``course class`` and ``course briefs``: what a class handed in, counted and told, or on a page to print and grade."""

import sys
from argparse import Namespace
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from pathlib import Path

from course_utils.course_parts import CourseParts
from course_utils.disk import StrangeError, content_of, read_regular, write_whole
from course_utils.errors import AnswersError, CourseError, Problem, quoted, unknown_name, visible
from course_utils.look.wording import many, provenance
from course_utils.teacher import briefs, class_page
from course_utils.teacher.class_codes import LACKS, Given, read_codes
from course_utils.teacher.class_counts import Asked, as_csv, named, read_class, report, tallies

#: A text of codes is no longer: thirty students write two kilobytes.
_LONGEST = 1_000_000
_STDIN = Path("-")


def count(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Count a class's answers; return 1 where something was refused."""
    now(f"Reading the answers in {', '.join(map(str, arguments.handed_in))} …")
    course, codes, roots = CourseParts(arguments.course), list[Given](), list[Path]()
    bad, idle = list[Problem](), list[Problem]()
    asked: list[Asked] = [*course.questions.values(), *course.sorting_tasks]
    asked += [course.file.estimate] if course.file.estimate else []
    of = "this course"
    if arguments.notebook:
        books, wanted = named(asked), arguments.notebook.zfill(2)
        if not (asked := [one for _, book, one in books if f"{book}-".startswith(f"{wanted}-")]):
            names = dict.fromkeys(book for _, book, _ in books)
            raise CourseError.at("--notebook", unknown_name(wanted, names, "a notebook that asks something"))
        of = f"notebook {wanted}"
    for path in arguments.handed_in:
        if (text := _codes_in(path)) is None:
            roots.append(path)
            continue
        given, refused, passed = read_codes(text, _named(path), course.codes)
        codes, bad, idle = codes + given, bad + refused, idle + passed
    room = read_class(roots, asked, names=arguments.names, codes=codes, of=of)
    counted = tallies(room, asked)
    print(report(counted, key=arguments.key), end="")
    _tell(arguments, (*room.passed, *idle, *room.refused, *bad), room.passed + room.refused)
    if codes:
        print(LACKS)
    if not room.files and not room.codes:
        what, remedy = (
            "files of answers",
            "Put each student's answers.json there, in a folder of its own or renamed, as to 7.json.",
        )
        if not roots:
            what, remedy = "codes", "Write each into a line of its own."
        if arguments.notebook:
            what, remedy = f"{what} to {of}", f"{remedy} Without --notebook all others count."
        said = f"expected {what}, found none that can be counted for {quoted(course.title)} (else: --course FOLDER)."
        raise CourseError.at(_named(arguments.handed_in[0]), f"{said} {remedy}")
    if arguments.csv:  # with a mark of its encoding, without which Excel spoils every letter beyond ASCII
        content, head = (as_csv(part).encode("utf-8-sig") for part in (counted, ()))
        _write_own(arguments.csv, content, head, "table", "--csv")
    if arguments.page:
        source = provenance(course.article, course.file.rights)
        page = class_page.class_page(course.title, course.article, source, counted, course.bank.talks)
        _write_own(arguments.page, page.encode(), class_page.HEAD.encode(), "page", "--page")
    files = [many(room.files, "file of answers")] if room.files or not room.codes else []
    read = f"{' and '.join(files + ([many(room.codes, 'code')] if room.codes else []))} counted"
    return _end(read, len(room.refused) + len(bad))


def collect(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Write a class's briefs as one page to print and grade; return 1 where something was refused."""
    now(f"Reading the briefs in {', '.join(map(str, arguments.handed_in))} …")
    course = CourseParts(arguments.course)
    found, refused, passed = briefs.read_briefs(
        arguments.handed_in, course.article, course.file.brief, names=arguments.names
    )
    _tell(arguments, passed + refused, passed + refused)
    written = sum(bool(brief.texts) for _, brief in found)
    if not written:
        wanted = "expected files of answers with a brief in them, found none"
        remedy = "A brief is read from the answers that a student hands in; print a brief.html by itself, in a browser."
        raise CourseError.at(_named(arguments.handed_in[0]), f"{wanted}. {remedy}")
    _write_own(arguments.output, briefs.briefs_page(found).encode(), briefs.HEAD.encode(), "page", "-o")
    return _end(f"{many(written, 'brief')} to print", len(refused))


def _named(path: Path) -> str:
    return "stdin" if path == _STDIN else path.name or path.resolve().name


def _tell(arguments: Namespace, problems: Sequence[Problem], numbered: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem)
    if numbered and not arguments.names:
        print("Numbers are those of all files, sorted by path; --names shows the paths.")


def _end(said: str, refused: int) -> int:
    print(f"{said}, {refused} refused." if refused else f"{said}.")
    return 1 if refused else 0


def _codes_in(path: Path) -> str | None:
    """Return the text of a file of codes; None for a folder, a zip, a file of answers and what is not there."""
    if path == _STDIN:
        return sys.stdin.read(_LONGEST)
    try:
        content = read_regular(path, _LONGEST, follow=True)
    except OSError:
        return None  # whoever reads answers there says why not
    if content[:2] == b"PK" or path.name.lower().endswith((".json", ".json.txt")):
        return None
    wide = content.startswith((BOM_UTF16_BE, BOM_UTF16_LE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        message = "expected a folder or a zip of answer files, or a text with codes, found another file."
        raise AnswersError.at(path.name, message) from None


def _write_own(path: Path, content: bytes, head: bytes, what: str, option: str) -> None:
    """Write a file where none stands, or one that begins as the course's own do: others are perhaps a student's."""
    try:
        found = None if path.is_dir() else content_of(path, len(head))
        if not (found or head).startswith(head):
            raise StrangeError(0, "another file")
        write_whole(path, content)
    except (OSError, ValueError) as error:  # a zero in a name is no OSError
        why = getattr(error, "strerror", None) or error
        message = f"could not be written: {why}."
        if isinstance(error, StrangeError):
            message = f"expected a new file or an earlier {what}, found {why}; give {option} another name."
        raise CourseError.at(path.name or str(path), message) from error
    print(visible(f"The {what} is in {path}."))
