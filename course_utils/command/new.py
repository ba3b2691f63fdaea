"""``course new``: from one article to a folder that is a course, with a reading that begins with proposals."""

import json
import os
import re
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from course_utils.article.article import Article, Voice
from course_utils.command.build import write_notebooks
from course_utils.command.check import record_of
from course_utils.course_file import load_article
from course_utils.course_parts import CourseParts
from course_utils.disk import content_of, read_regular, told, write_whole
from course_utils.errors import CourseError, visible
from course_utils.look.wording import cut, many
from course_utils.places import COURSE, EXAMPLE, AnyPath, shelf
from course_utils.teacher.proposals import first_reading, language_of, slug, without_names

if TYPE_CHECKING:
    from course_utils.course import Course


def new(arguments: Namespace, _: object = None) -> int:
    """Read an article, ask whether it is read right, and write a course of it where nothing lies; say what was done."""
    file = arguments.article
    article, whole, language = _read(file, arguments.whole, arguments.language)
    print(f"The language is taken as {language} (else: --language TAG).")
    if whole and not arguments.whole:
        said = f"all is taken as the {whole}’s (else: --whole author or editor)"
        print(f"No paragraph hands over with a colon, so {said}.")
    folder = arguments.folder or Path(f"{slug(file.stem) or 'my'}-course")
    shown, files = _shown(folder), _files(article, whole, language, read_regular(file, follow=True))
    there = [one for one in files if os.path.lexists(folder / one)]
    if COURSE in there:
        print(f"{shown} is a course already, and nothing is changed:")
        print(*(f"{one} {'stays' if one in there else 'is not there, and is not written'}" for one in files), sep="\n")
        return 0
    if article.name in there and content_of(folder / article.name) != files[article.name]:
        said = "another text of this name lies in the folder; nothing was written. Give another folder."
        raise CourseError.at(article.name, said)
    _ask(arguments.yes, f"Is this right? Then the course is written into {shown}. [y/N] ")
    try:
        (folder / "notebooks").mkdir(parents=True, exist_ok=True)
        for one in files:
            if one not in there:
                write_whole(folder / one, files[one], for_others=True)
        write_notebooks(course := CourseParts(folder))
    except OSError as error:
        raise CourseError.at(shown, f"could not be written: {told(error, 'Give another folder.')}") from error
    read, why = course.reading, without_names(article)
    found = (many(len(read.actors), "actor"), many(len(read.mentions), "mention"), many(len(read.times), "time"))
    print(f"{shown}: {', '.join(found)} proposed{f'; no name, for {why}' if why else ''}.")
    print(f"Next: mend {course.file.reading}, and run course draft, course check and course build, each with {shown}.")
    return 0


def try_article(file: AnyPath) -> "Course":
    """Print as what an article is read; return a course of it as ``new`` would begin it, which is kept nowhere."""
    from course_utils.course import Course  # with its controls, which no command needs

    article, whole, language = _read(Path(file), None, None)
    with TemporaryDirectory() as folder:
        (Path(folder) / "notebooks").mkdir()
        for name, content in _files(article, whole, language, read_regular(Path(file), follow=True)).items():
            (Path(folder) / name).write_bytes(content)
        course = Course(Path(folder))
        _ = course.reading, course.context, course.bank  # which are read only once, and the folder goes
    return course


def _read(file: Path, whole: Voice | None, language: str | None) -> tuple[Article, Voice | None, str]:
    """Read an article, print as what, and return it with the voice of all of it, if it is one, and its language."""
    if file.suffix.lower() != ".txt":
        raise CourseError.at(file.name or str(file), "expected an article in a text file, whose name ends in .txt.")
    article = load_article(file, whole=whole, language=language)
    language = language or language_of(article)
    if not whole and not any(passage.kind == "excerpt" for passage in article.passages):
        whole = "author" if article.author else "editor"
    article = load_article(file, whole=whole, language=language)
    print(*record_of(article), *article.warnings, sep="\n")
    return article, whole, language


def example(arguments: Namespace, _: object = None) -> int:
    """Copy the example, a whole course on an invented article, to where nothing of it lies; say how to open it."""
    folder, given = arguments.folder, shelf("seeds") / EXAMPLE
    shown = _shown(folder)
    files = [one for pattern in ("*.*", "notebooks/0*.ipynb", "notebooks/*.md") for one in given.glob(pattern)]
    if there := [one.name for one in files if os.path.lexists(folder / one.relative_to(given))]:
        raise CourseError.at(there[0], f"lies in {shown} already, and nothing was written; give another folder.")
    try:
        for one in files:
            (place := folder / one.relative_to(given)).parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, one.read_bytes(), for_others=True)
    except OSError as error:
        raise CourseError.at(shown, f"could not be written: {told(error, 'Give another folder.')}") from error
    print(f"{shown}: {many(len(files), 'file')} written. Next: course lab {shown}")
    return 0


def _shown(folder: Path) -> str:
    """Return a folder's name as a command takes it."""
    name = visible(str(folder))
    return f'"{name}"' if " " in name else name


def _ask(sure: bool, question: str) -> None:
    """Raise CourseError unless somebody is sure, or says so at a terminal."""
    asked = not sure and bool(sys.stdin and sys.stdin.isatty())
    with suppress(EOFError):
        if sure or (asked and input(question).strip().casefold() in ("y", "yes")):
            return
    remedy = "mend the article, or say more with --whole and --language" if asked else "if it is read right, add --yes"
    raise CourseError.at("course new", f"nothing was written; {remedy}.")


def _files(article: Article, whole: str | None, language: str, raw: bytes) -> dict[str, bytes]:
    """Return what a course's folder holds to begin with; its course.yaml comes last, so that one cut off has none."""
    stem, reading = slug(article.name[:-4]) or "my", first_reading(article)
    actor = re.search(r"\nactors:\n  - \{id: ([\w-]+)", reading)
    original = article.original and f"{article.original.publisher}, {article.original.url or 'no link'}"
    known: dict[str, object] = {"heading": article.title, "day": article.published, "author": article.author}
    known |= {"link": article.url, "original": original}
    cells = {key: visible(str(value or "✎")).replace("|", r"\|") for key, value in known.items()}
    quoted = {"title": f"Reading “{cut(article.title, 60)}”", "article": article.name}
    fields = {key: json.dumps(visible(text), ensure_ascii=False) for key, text in quoted.items()} | {
        "id": stem,
        "language": language,
        "whole": f"whole: {whole}\n" if whole else "",
        "name": article.name,
        "size": f"{len(raw):,}",
        "sha256": article.sha256,
        "actor": actor[1] if actor else "somebody",
        "year": str(article.published.year if article.published else 2020),
    }
    made = {article.name: raw, f"{stem}.reading.yaml": reading.encode()}
    for one in ("SOURCE.md", "context.yaml", "questions.yaml", COURSE):
        text = (shelf("data") / "new" / one).read_text("utf-8")
        made[one] = Template(text).substitute(cells | fields).encode()
    return made
