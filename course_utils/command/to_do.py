"""What is left to do in a course, in the order in which its teacher would do it: none of it is an error."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import cast

from course_utils.command.build import PENCIL, notebooks_of, source_of
from course_utils.command.draft import unasked
from course_utils.course_file import CodesTask
from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError, unknown_name
from course_utils.exercises.codes import Codes
from course_utils.files.validation import File
from course_utils.look.wording import many
from course_utils.outside.context import Fact
from course_utils.places import COURSE, part

_WHAT = {"actor": "an actor", "claim": "a claim", "cards": "a card: an actor, or a wording, estimate or fact outside"}


def to_do(course: CourseParts) -> Iterator[str]:
    """Give a line for each kind of thing that is left to do, with its first three."""
    file, sentences, written = course.file, course.article.sentences, Counter[str]()
    claimed = {piece.sentence for claim in course.reading.claims for piece in claim.evidence}
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
