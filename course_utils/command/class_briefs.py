"""``course briefs``: write a class's briefs as one page to print and grade."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager

from course_utils.command.class_answers import write_own
from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError
from course_utils.look.wording import many
from course_utils.teacher.briefs import HEAD, briefs_page, read_briefs


def collect(
    arguments: argparse.Namespace, progress: Callable[[], AbstractContextManager[Callable[[str], None]]]
) -> int:
    """Run the command; return 1 where something was refused."""
    with progress() as now:
        now(f"Reading the briefs in {', '.join(map(str, arguments.handed_in))} …")
        course = CourseParts()
        task = course.file.brief
        found, refused, passed = read_briefs(arguments.handed_in, course.article, task, names=arguments.names)
    for problem in (*passed, *refused):
        print(problem)
    if (passed or refused) and not arguments.names:
        print("Numbers are those of all files, sorted by path; --names shows the paths.")
    if not found:
        wanted = "expected files of answers with a brief in them, found none"
        remedy = "A brief is read from the answers that a student hands in; print a brief.html by itself, in a browser."
        raise CourseError.at(arguments.handed_in[0].resolve().name, f"{wanted}. {remedy}")
    write_own(arguments.output, briefs_page(found).encode(), HEAD.encode(), "page", "-o")
    print(f"{many(len(found), 'brief')} to print" + (f", {len(refused)} refused." if refused else "."))
    return 1 if refused else 0
