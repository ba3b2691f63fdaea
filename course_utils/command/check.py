"""``course check``: read whole courses and single files, tell every error with its line, and what is left to do."""

import os
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sized
from contextlib import suppress
from functools import partial
from glob import glob
from itertools import chain
from pathlib import Path
from typing import Any, cast
from unicodedata import east_asian_width

from course_utils.article.article import Article
from course_utils.command.build import PENCIL, notebooks_of, source_of
from course_utils.command.draft import unasked
from course_utils.course_file import CodesTask, load_article
from course_utils.course_parts import CourseParts
from course_utils.disk import read_regular
from course_utils.errors import CourseError, Problem, Problems, unknown_name, visible
from course_utils.exercises.codes import Codes
from course_utils.exercises.questions import load_bank, load_questions
from course_utils.files.validation import File
from course_utils.files.yaml_text import read_plain, text_of
from course_utils.look.wording import many
from course_utils.outside.atlas import Atlas, load_atlas
from course_utils.outside.context import Context, Fact, load_context
from course_utils.places import COURSE, is_file_name, part
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading

Part = Article | Reading | Context | Atlas | Sized
_ALONE: dict[str, Callable[[Path], Part]] = {
    "article": load_article,
    "reading": load_reading,
    "context": load_context,
    "questions": load_questions,
    "map": load_atlas,
}
_UNREAD = b"Nobody has read it yet."  #: What stands in the first line of a reading that `course new` wrote.
_KINDS = ("mentions", "events", "relations", "interests", "claims", "attributions")


def check(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Print every problem of these files and folders, or what is in them; return how many problems there are."""
    counts: Counter[str] = Counter()
    problems: dict[Problem, None] = {}  # a reading repeats what is wrong with its article
    files = list(chain.from_iterable(map(_matching, arguments.files)))
    steps, named = list(chain.from_iterable(map(_steps, files))), {file.name for file in files}
    for number, (name, load) in enumerate(steps, start=1):
        now(f"Checking {name} ({number} of {len(steps)}) …")
        try:
            part = load()
        except CourseError as error:
            for problem in error.problems:
                if problem not in problems:
                    print(problem)
                    problems[problem] = None
            continue
        counts.update(_counts(part))
        for warning in getattr(part, "warnings", ()):  # each begins with its file
            print(warning)
        if isinstance(part, Article) and name in named:
            print(*record_of(part), sep="\n")
    said = ", ".join(many(found, noun) for noun, found in counts.items())
    count = sum(max(1, problem.more) for problem in problems)
    print(f"{many(count, 'problem')} found." if problems else f"No problem found: {said}.")
    return count


def _matching(file: Path) -> list[Path]:
    """Return the files of a pattern, which not every shell takes apart; anything else, as it is."""
    found = () if os.path.lexists(file) else sorted(glob(str(file)))  # noqa: PTH207 - Path’s own raises for some
    return [*map(Path, found)] or [file]


def record_of(article: Article) -> Iterator[str]:
    """Give what an article is read as, one line for each thing, in 80 columns."""
    original = article.original and f"{article.original.publisher}, {article.original.url or 'no link'}"
    values = (article.title, article.url, article.published, article.author, original)
    for key, value in zip(("title", "link", "day", "author", "original"), values, strict=True):
        yield f"{key:<17}{_short(str(value or 'none'))}"
    sentences = Counter(sentence.passage for sentence in article.sentences)
    for passage in article.passages:
        yield f"{passage.id:<5}{passage.voice:<8}{sentences[passage.id] or '':>2}  {_short(passage.text)}"


def _short(text: str) -> str:
    """Return the first and the last words of a text, safe to print and at most 63 columns wide."""
    text = visible(" ".join(text.split()))
    most = 15 if any(east_asian_width(letter) in "WF" for letter in text) else 30
    first, last = text[:most].rpartition(" ")[0] or text[:most], text[-most:].partition(" ")[2] or text[-most:]
    return text if len(text) <= 2 * most else f"{first} … {last}"


def _steps(file: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give a file, or each part of the course in a folder or of a ``course.yaml``, with what loads it."""
    if file.name != COURSE and not os.path.isdir(file):  # noqa: PTH112 - Path’s own raises for a name that is too long
        yield file.name, partial(_load, file)
        return
    folder = (file.parent if file.name == COURSE else file).absolute()
    course: CourseParts | None = None
    try:
        course = CourseParts(file)
    except CourseError:
        yield file.name, partial(CourseParts, file)  # which says so again when it is this one's turn
    for kind, name in _named(folder).items():
        yield name, partial(_part, folder, kind, name, course)
    if course:
        yield COURSE, partial(_whole, course)


def _whole(course: CourseParts) -> tuple[()]:
    """Check what rests on several parts, and print what is left to do; a part that is broken has been told of."""
    check_steps(course)
    if course.file.codes and course.file.codes.order:
        for notebook in course.codes.notebooks:
            course.codes.items(notebook)
    if left := [*to_do(course)]:
        print("To do, in this order:", *left, sep="\n  ")
    return ()


def _named(folder: Path) -> dict[str, str]:
    """Return the parts that a folder's ``course.yaml`` names and that are there, whatever else is wrong with it."""
    found: dict[str, str] = {}
    with suppress(CourseError):
        tree = read_plain(folder / COURSE, Problems(COURSE, CourseError))
        found = {kind: text_of(tree, kind) for kind in _ALONE}
    return {kind: name for kind, name in found.items() if is_file_name(name) and part(folder, kind, name).is_file()}


def _part(folder: Path, kind: str, name: str, course: CourseParts | None = None) -> Part:
    """Load a part of a course; where that or its article is broken, tell what is wrong with the part as well."""
    try:
        course, reading = course or CourseParts(folder), None
        if kind == "questions":
            with suppress(CourseError):  # which its own turn tells
                reading = course.reading
            where, known = part(folder, kind, name), course.file.kept
            course.bank = load_bank(where, article=course.article, reading=reading, taken=known)
            return course.bank.questions
        loaded: Part = getattr(course, kind)
        return loaded
    except CourseError as broken:
        if name not in {problem.file for problem in broken.problems}:
            try:
                _ALONE[kind](part(folder, kind, name))
            except CourseError as own:
                raise CourseError((*broken.problems, *own.problems)) from None
        raise


def _load(file: Path) -> Part:
    kind = file.suffix.lower()
    if kind == ".txt" and Path(file.stem).suffix.lower() not in (".yaml", ".yml"):
        return load_article(file)
    if kind not in (".txt", ".yaml", ".yml"):
        message = "expected an article (.txt), a reading (.yaml) or a question bank (questions.yaml)"
        raise CourseError.at(file.name or str(file), message)
    name = file.name.lower().removesuffix(kind)
    part_of = next((one for one in ("questions", "context") if name.endswith(one)), "reading")
    if part_of != "reading" and _named(file.parent).get(part_of) == file.name:
        return _part(file.parent, part_of, file.name)
    return _ALONE[part_of](file)


def _counts(part: Part) -> dict[str, int]:
    """Return what is in a part of a course, and how many of each."""
    match part:
        case Article():
            return {"article": 1, "sentence": len(part.sentences)}
        case Reading():
            evidence = sum(len(item.evidence) for kind in _KINDS for item in getattr(part, kind))
            return {"reading": 1, "piece of evidence": evidence}
        case Context():
            return {"fact": len(part.facts), "disputed wording": len(part.contested)}
        case Atlas():
            return {"map place": len(part.places)}
    return {"question": len(part)}


_WHAT = {"actor": "an actor", "claim": "a claim", "cards": "a card: an actor, or a wording, estimate or fact outside"}


def to_do(course: CourseParts) -> Iterator[str]:
    """Give a line for each kind of thing that is left to do, with its first three."""
    file, sentences, written = course.file, course.article.sentences, Counter[str]()
    claimed = {piece.sentence for claim in course.reading.claims for piece in claim.evidence}
    if _UNREAD in read_regular(part(course.folder, "reading", file.reading)):
        yield f"{file.reading}: nobody has read its proposals; do, beside the article, and take out its first line"
    library, questions = course.context.library if file.context else (), course.questions if file.questions else {}
    for name, cells in notebooks_of(course) if file.notebooks else ():
        written[name] += sum(c["cell_type"] == "markdown" and source_of(c).startswith(PENCIL) for c in cells)
    left: dict[str, Collection[str]] = {
        "sentence|without a claim": [one.id for one in sentences if one.id not in claimed],
        "source|without an outlet, which says whose it is": [one.id for one in library if not one.outlet],
        "place|at which the notebooks ask and the bank has nothing": unasked(course) if file.notebooks else (),
        "question|whose notebook has no number": [q.id for q in questions.values() if not q.notebook[:2].isdigit()],
        "draft|in the bank": [one.id for one in questions.values() if one.draft],
        f"cell|to write in the notebooks ({PENCIL})": [f"{name} ({n})" for name, n in written.items() if n],
    }
    for what, names in left.items():
        (noun, rest), count = what.split("|"), written.total() if what[:4] == "cell" else len(names)
        if names:
            yield f"{many(count, noun)} {rest}: {', '.join([*names][:3])}{', …' * (len(names) > 3)}"
    task = file.codes or CodesTask()
    codes = Codes(course.folder / COURSE, file, task, lambda: questions, lambda: course.sorting_tasks)
    if questions and not task.order:
        order = ", ".join(map(codes.pinned, codes.notebooks))
        yield f"codes, once no question changes: in {COURSE} “codes: {{edition: {task.edition}, order: [{order}]}}”"
    source = part(course.folder, "article", file.article).with_name("SOURCE.md")
    if not file.rights and not (source.is_file() and PENCIL not in source.read_text("utf-8", "replace")):
        yield f"rights: say in {source.name} whose the article is and by whose leave it is used, for any {PENCIL}"


def check_steps(course: CourseParts) -> None:
    """Raise CourseError with every step of the ``course.yaml`` that names what is not there."""
    read, reading = File.read(course.folder / COURSE, CourseError), course.reading
    known = {"actor": [one.id for one in reading.actors], "claim": [one.id for one in reading.claims]}
    told = course.context if course.file.context else None
    outside = (*told.contested, *told.estimates, *told.facts) if told else ()
    known["cards"] = [*known["actor"], *(one.id for one in cast("tuple[Fact, ...]", outside))]
    for number, step in enumerate(course.file.steps):
        for key, names in {"actor": [step.actor], "claim": [step.claim], "cards": step.cards}.items():
            for name in filter(None, names):
                if name not in known[key]:
                    read.add(("steps", number, key), unknown_name(name, known[key], f"the id of {_WHAT[key]}"))
    read.log.close()
