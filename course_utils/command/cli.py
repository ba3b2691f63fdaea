"""The `course` command: it opens, makes and checks a course, counts a class, and writes for other programs."""

import argparse
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from course_utils.course_file import load_course_file
from course_utils.errors import CourseError, visible
from course_utils.places import COURSE, DISTRIBUTION, EXAMPLE, shelf

PORT = 8888  #: The first that JupyterLab tries.
#: Where each command is: a function of its arguments, and of what tells its steps. It is loaded for itself alone.
_COMMANDS = {
    "lab": "jupyterlab.lab",
    "check": "check.check",
    "class": "handed_in.count",
    "briefs": "handed_in.collect",
    "draft": "draft.draft",
    "site": "site.site",
    "export": "export.export",
    "new": "new.new",
    "example": "new.example",
    "build": "build.build",
    "pictures": "pictures.pictures",
}
#: After so many seconds a command says what it is at.
PATIENCE = 1.0
_FORMATS = """\
formats:
  gift         Moodle: Question bank, Import, GIFT format. Keeps categories and the feedback for every option. Moodle
               shuffles options unless the quiz’s “Shuffle within questions” is No.
  moodle       Moodle: Question bank, Import, Moodle XML format. Keeps the same, and the options’ order.
  qti12        Canvas: Settings, Import Course Content, QTI .zip file. Makes a practice quiz a notebook, and keeps the
               feedback for every option, their order, and that a student may try again.
  annotations  W3C Web Annotations (JSON-LD): each item of the reading, with its words in the page by quotation, and
               in the article’s file by quotation and position.
  csv          a table a kind of item. Excel and LibreOffice set to a European country open one by a double click;
               elsewhere, and where dates shall stay as they are: Data, From Text/CSV, semicolons, UTF-8, as text.
  handouts     PDF to print, A4 and Letter: two pages a notebook, and a key. Needs Typst, in the extra “print”.

A quiz has the questions with a key. Those that tell what came after the page have a quiz of their own, “not before
the estimate”. The sentences that an answer rests on, and whose words they are, are shown after it; what decides it
may stand in others: put the article into the platform’s course, beside the quiz.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 where a file or folder is wrong, 130 after Ctrl+C.

    argparse leaves with 2 where the command itself is misspelt.
    """
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows its code, not a traceback
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        with _progress() as now:
            module, name = _COMMANDS[arguments.command].split(".")
            found = getattr(import_module(f"course_utils.command.{module}"), name)(arguments, now)
        sys.stdout.flush()
        return 1 if found else 0
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read has seen enough, as `head` has; nor is there where to flush at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    own = load_course_file(shelf("data") / COURSE)
    parser = argparse.ArgumentParser(prog="course", description=f"{own.title}, a course in close reading.")
    said = f"course {version(DISTRIBUTION)}"
    parser.add_argument("--version", action="version", version=said, help="print the version and leave")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)

    lab = commands.add_parser(
        "lab",
        help="open the course in JupyterLab",
        description="Put notebooks and glossary into a folder and open them in JupyterLab, on this machine "
        "alone. A notebook with your own changes is never overwritten.",
    )
    where = f"where the notebooks go (default: ./{own.id}-course)"
    lab.add_argument("course", type=Path, nargs="?", metavar="FOLDER", help="of another course, opened where it lies")
    lab.add_argument("--folder", type=Path, default=Path(f"{own.id}-course"), metavar="FOLDER", help=where)
    lab.add_argument(
        "--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}; the next free one if taken"
    )
    lab.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    lab.add_argument("--teacher", action="store_true", help="put the teacher's guide there too, and open it")

    check = commands.add_parser(
        "check",
        help="look for errors in courses, articles, readings and questions",
        description="Read courses (folders with a course.yaml), articles (.txt), readings (.yaml) and question banks "
        "(questions.yaml), and print every error with its line. The exit code is 1 where there is one.",
    )
    check.add_argument(
        "files", type=Path, nargs="*", default=[shelf("data")], metavar="FILE or FOLDER", help="none: the course's own"
    )

    answers = commands.add_parser(
        "class",
        help="count a class's answers",
        description="Count a class's answers, question by question: from a folder or a zip with the answers.json files "
        "that were handed in, whatever their names; from a text with the codes that notebooks show, one a line; or "
        "from codes that you paste after “-”. Who gave which answer is not looked at, and nothing is changed.",
    )
    answers.add_argument("handed_in", type=Path, nargs="+", metavar="FOLDER, ZIP, CODES.txt or -", help="one or more")
    answers.add_argument("--course", type=Path, metavar="FOLDER", help="of a course; none: this folder's")
    answers.add_argument("--notebook", metavar="NN", help="only what this notebook asks, such as 04")
    answers.add_argument("--key", action="store_true", help="show right answers and the course's reading")
    answers.add_argument("--page", type=Path, metavar="FILE.html", help="write a page for the projector, too")
    answers.add_argument("--csv", type=Path, metavar="FILE", help="write the counts as a table, too")
    answers.add_argument("--names", action="store_true", help="tell files by their paths, which may name students")

    briefs = commands.add_parser(
        "briefs",
        help="put a class's briefs on one page to print",
        description="Read the briefs in the answers that students handed in, and write one page: a table of what each "
        "form lacks, then a sheet for each student, with a rubric to mark in. Nothing that was typed is run.",
    )
    briefs.add_argument("handed_in", type=Path, nargs="+", metavar="FOLDER or ZIP", help="one or more")
    briefs.add_argument("--course", type=Path, metavar="FOLDER", help="of a course; none: this folder's")
    briefs.add_argument(
        "-o", "--output", type=Path, default=Path("briefs.html"), metavar="FILE.html", help="default: briefs.html"
    )
    briefs.add_argument("--names", action="store_true", help="call briefs by their paths, which may name students")

    draft = commands.add_parser(
        "draft",
        help="draft questions from a course's reading",
        description="Append questions to a course's bank at the places at which its notebooks ask and the bank has "
        "nothing, made of its reading and marked “draft: yes”. What stands in the bank stays as it is.",
    )
    draft.add_argument("folder", type=Path, metavar="FOLDER", help="of a course")

    site = commands.add_parser(
        "site",
        help="write the course as pages that need no Python",
        description="Write each notebook as a page that works in any browser, from a folder, a USB stick or a server, "
        "with its controls; answers stay in the browser, and leave it as a file that `course class` counts. Keys and "
        "feedback are in the pages’ source; the teacher's guide is not there. Nothing but an earlier site is replaced.",
    )
    site.add_argument("output", type=Path, metavar="DIR", help="where the pages go; it is made")
    site.add_argument("--course", type=Path, metavar="FOLDER", help="of a course; none: this folder's")
    site.add_argument("--yes", action="store_true", help="do not ask whether the article's words may be passed on")

    export = commands.add_parser(
        "export",
        help="write quizzes for a learning platform, annotations or tables",
        description="Write the questions or the reading of a course for other programs, or for paper. A file that "
        "is no earlier export, as it was written, is never overwritten: the new one gets another name.",
        epilog=_FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="of a course; none: this folder's")
    formats = ("gift", "moodle", "qti12", "annotations", "csv", "handouts")
    export.add_argument("--to", required=True, choices=formats, help="the format, as below")
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="where the files go; it is made"
    )
    export.add_argument("--notebook", action="append", default=[], metavar="NN", help="only this one's questions")
    export.add_argument("--yes", action="store_true", help="do not ask whether the article's words may be passed on")

    new = commands.add_parser(
        "new",
        help="make a course of an article of your own",
        description="Read an article, say as what it is read, ask whether that is right, and write a course: notebooks "
        "and a reading in which names, pronouns, cues and times are proposed. Nothing that lies there is replaced.",
    )
    new.add_argument("article", type=Path, metavar="ARTICLE.txt", help="title, day and author, then the text")
    new.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="default: ./ARTICLE-course")
    new.add_argument("--whole", choices=("author", "editor"), help="all of the text is this one’s")
    new.add_argument("--language", metavar="TAG", help="of the text, such as de; none: by its letters")
    new.add_argument("--yes", action="store_true", help="do not ask whether it is read right")
    example = commands.add_parser("example", help="copy a whole course on an invented article, to look into")
    example.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", default=Path(f"{EXAMPLE}-course"))

    build = commands.add_parser(
        "build",
        help="fill, run and store a course's notebooks",
        description="Write the notebooks that a course has not yet, fill in what its reading counts, run them and "
        "store what they show; a second time, the same bytes. What somebody has written in a cell stays.",
    )
    build.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="of a course; none: this folder's")
    build.add_argument("--notebook", action="append", default=[], metavar="NN", help="only this one")

    pictures = commands.add_parser(
        "pictures",
        help="draw all pictures beforehand",
        description="Draw every picture that a course's notebooks can show, so that none waits for it. They are kept "
        "in your own cache, or in the folder that COURSE_PICTURES names; each is drawn once until what it shows "
        "changes. The cells of the notebooks are run.",
    )
    pictures.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="of a course; none: this folder's")
    pictures.add_argument("--for-all", action="store_true", help="keep them in the package, for all who use it")
    return parser


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to 65535 (0: any free one)")


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Take each step's words, and say on stderr what is being done once it has taken longer than ``PATIENCE``."""
    steps: list[str] = []
    over = threading.Event()

    def tell() -> None:
        told = 0
        while not over.wait(PATIENCE):
            if told < (told := len(steps)):
                print(visible(steps[-1]), file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield steps.append
    finally:
        over.set()
        teller.join()
