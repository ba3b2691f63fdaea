"""A course's ``course.yaml``: its title, the names of its parts, and all that is particular to its one text."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self, get_args

from pydantic import AfterValidator, model_validator

from course_utils.answers.workbook import Answer
from course_utils.article.article import Article, Voice, read_article
from course_utils.errors import CourseError, Problems, quoted
from course_utils.files.edtf import read_date
from course_utils.files.validation import Date, File, check, checked, filled, like, record, typed_as
from course_utils.files.yaml_text import read_plain, text_of
from course_utils.places import ARTICLE, COURSE, AnyPath, absent, is_file_name, part, shelf

#: The percents that a chance may have: steps of five tell the rare from the impossible, and two keys reach any of them.
CHANCES = tuple(str(percent) for percent in range(0, 101, 5))
EDITIONS = 20  #: The most editions of a course's codes.
#: Names the folder that JupyterLab serves, above which no course is looked for; `course lab` and the hub set it.
ROOT = "COURSE_ROOT"
#: What the choice of the charts’ size is kept under, and the brief before its part.
SIZE, BRIEF = "chart-size", "brief"
PARTS = ("article", "reading", "context", "questions", "map", "notebooks")
#: What says of an article’s rights that there are none, or that they are open.
_NO_RIGHT = re.compile(
    r"\W*(no|none|n/?a|unknown|unclear|open|yes|(?!.*(permi|leave|licen|consent))(©|copyright|all rights).*)\W*", re.I
)


def _is_name(name: str) -> None:
    said = f"give the name of a file beside this one, without folders, not {quoted(name)}."
    check(is_file_name(name), said)


Name = Annotated[str, checked(_is_name)]
Words = Annotated[str, filled("write a few words.")]
#: What answers are kept under; a student is sent to the notebook by the number.
_ITEM = "[0-9]{2}-[a-z0-9-]+"
ItemId = Annotated[str, like(_ITEM, "an id that begins with its notebook’s number, such as 04-sort")]


def _gives_a_right(text: str) -> None:
    said = "gives no right to pass an article on; name the licence or the leave, or leave this line out."
    check(not _NO_RIGHT.fullmatch(text.strip()), f"{quoted(text)} {said}")


def _several(number: int, what: str) -> AfterValidator:
    def differ(all_: tuple[str, ...]) -> None:
        check(len(all_) == number, f"give exactly {what}.")
        check(len({*all_}) == number, f"two of the {what} are alike; write another.")

    return checked(differ)


@record
class SortingIds:
    """What the answers to the two sortings are kept under."""

    sentences: ItemId
    ties: ItemId


@record
class TimelineWindows:
    """The dates that the timeline's window may begin and end with."""

    since: tuple[Date, ...]
    until: tuple[Date, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until:
            read_date(f"{self.since[0]}/{self.until[0]}")
        return self


@record
class SupplierCount:
    """Whose suppliers the context counts, of what, and by whose count."""

    importer: Words
    #: Such as ``imports of grain``, and what a supplier of that is called.
    of: Words
    supplier: Words
    counted_by: Words


@record
class EstimateTask:
    """How likely three outcomes are and, once a student knows what came, two other ways in which it could have gone."""

    id: ItemId
    prompt: Words
    #: What may come, the last being what the chance under ``id`` alone has been about from the first version on.
    outcomes: Annotated[tuple[Words, ...], _several(3, "three outcomes")]
    #: Exactly two: three and more are hard to find, which speaks for what came.
    ways: Annotated[tuple[Words, ...], _several(2, "two ways")] = (
        "One other way in which it could have gone",
        "Another way",
    )

    @property
    def chances(self) -> tuple[str, ...]:
        """What the chance of each outcome is kept under."""
        return f"{self.id}.chance-1", f"{self.id}.chance-2", self.id

    @property
    def others(self) -> tuple[str, ...]:
        """What the two other ways are kept under."""
        return f"{self.id}.other-1", f"{self.id}.other-2"

    def committed(self, answers: Mapping[str, Answer]) -> bool:
        """Whether there is an estimate: three chances, or one with the two other ways, as version 0.1.0 asked for."""
        percents = {str(percent) for percent in range(101)}
        known = [name for name in self.chances if name in answers and answers[name].value in percents]
        return len(known) == 3 or (self.id in known and all(name in answers for name in self.others))


@record
class BriefTask:
    """What the brief is called, and what to do."""

    title: Words = "A brief on the article"
    task: Words = "Write one page on what the article says, and on what may come."


_told = like("[0-9]{2} [0-9a-f]{8}", "what the course has told to write here, such as 01 0a1b2c3d")


@record
class Step:
    """What one step of a notebook is about, by the name that its cell gives: what no other article has."""

    id: ItemId
    #: What to find out in a picture or in cards.
    task: Words | None = None
    #: Whose namings are counted, and which claim is followed back.
    actor: str | None = None
    claim: str | None = None
    #: The ids of the cards that are shown, and when a timeline begins.
    cards: tuple[str, ...] = ()
    since: Date | None = None
    #: How many minutes it takes.
    minutes: Annotated[int, typed_as({str(number): number for number in range(1, 61)})] | None = None


@record
class CodesTask:
    """What the codes of answers are made of: the same in all copies of a course whose codes are read together."""

    edition: Annotated[int, typed_as({str(number): number for number in range(1, EDITIONS + 1)})] = 1
    #: Ids of the questions that are voted on twice.
    twice: tuple[str, ...] = ()
    #: A number for each notebook, which its ids, options and rows give in their order: another is another edition.
    order: tuple[Annotated[str, _told], ...] = ()


def is_step(told: str) -> bool:
    """Whether a text can be the name of a step."""
    return bool(re.fullmatch(_ITEM, told))


@record
class CourseFile:
    """What a ``course.yaml`` says; of its parts all but the article and the reading may be absent."""

    id: Annotated[str, like("[a-z0-9-]+", "an id of small letters, digits and hyphens")]
    title: Words
    language: Annotated[str, like("[a-z]{2,3}(-[A-Za-z0-9]+)*", "a language tag such as en")] = "en"
    article: Name
    #: By what right the article's words may leave the classroom, such as ``CC BY 4.0``; absent: that is open.
    rights: Annotated[Words, checked(_gives_a_right)] | None = None
    #: Whose the article's text is, where it is of one voice.
    whole: Voice | None = None
    reading: Name
    context: Name | None = None
    questions: Name | None = None
    map: Name | None = None
    notebooks: Name | None = None
    sorting: SortingIds | None = None
    timeline: TimelineWindows | None = None
    suppliers: SupplierCount | None = None
    estimate: EstimateTask | None = None
    brief: BriefTask = BriefTask()
    codes: CodesTask | None = None
    steps: tuple[Step, ...] = ()

    def step(self, told: str) -> Step:
        """Return what is said of a step, or an empty one; a text that is no step's name is what its step is about."""
        if is_step(told):
            return next((step for step in self.steps if step.id == told), Step(id=told))
        return Step(id="00-told", task=told, actor=told, claim=told)

    @property
    def kept(self) -> dict[str, str]:
        """What all answers but those to questions are kept under, each with what it is for."""
        ids = {SIZE: "the choice of the charts’ size", BRIEF: "the brief"}
        if self.sorting:
            ids |= {self.sorting.sentences: "the sorting of sentences", self.sorting.ties: "the sorting of ties"}
        return ids | ({self.estimate.id: "the estimate"} if self.estimate else {})


def load_course_file(file: Path) -> CourseFile:
    """Load a ``course.yaml``; raises CourseError with all that is wrong, parts that are not there too."""
    if not file.is_file():
        folder = file.parent.name or str(file.parent)
        raise CourseError.at(folder, f"expected a course, found no {COURSE} in this folder; name the one that has it.")
    read = File.read(file, CourseError)
    made = read.make(CourseFile)
    for kind in PARTS if made else ():
        if name := getattr(made, kind):
            there = part(file.parent, kind, name)
            if not (there.is_dir() if kind == "notebooks" else there.is_file()):
                read.add((kind,), f"{kind}: {quoted(name)} {absent(there)}")
            elif there.resolve().parent != there.parent.resolve():
                read.add((kind,), f"{kind}: {quoted(name)} is a link out of this folder; put the file itself there.")
    read.log.close()
    assert made is not None
    return made


def load_article(path: AnyPath | None = None, *, whole: Voice | None = None, language: str | None = None) -> Article:
    """Read an article in a digest's print layout; without ``path``, the course's own.

    Everything wrong with the file is told in one ArticleError, each problem with its line, what was expected,
    what was found and what to do. Nothing is guessed: what can be read in one way only is accepted, with a
    warning where it is worth a look. ``course_utils.article.layout`` tells the layout and the rules for its voices.
    ``whole`` says whose a text of one voice is; by the rules of its ``language`` sentences end. What is not
    given, a ``course.yaml`` says that names the article beside it; what else is wrong there is not told.

    >>> article = load_article()
    >>> len(article.sentences), article.sentence("s09").voice
    (13, 'author')
    """
    path = shelf("seeds") / ARTICLE if path is None else Path(path)
    said: dict[str, Any] = {}
    if path.name and (beside := path.with_name(COURSE)).is_file():
        tree = read_plain(beside, Problems(COURSE, CourseError))
        named = path.parent / (text_of(tree, "article") or COURSE)
        if path.exists() and named.exists() and named.samefile(path):
            said = {key: text for key in ("whole", "language") if (text := text_of(tree, key))}
            said = said if said.get("whole", "author") in get_args(Voice) else {}
    given = {key: text for key, text in (("whole", whole), ("language", language)) if text}
    return read_article(path, **{**said, **given})


def find_course_file(start: Path) -> Path:
    """Return the ``course.yaml`` of a folder or of the nearest one above it, or the one of this package.

    It is looked for up to the folder that JupyterLab serves; where that is not known, up to the home folder, and
    outside of both in the folder itself alone: others may write further up.
    """
    start = start.resolve()
    folders = [start, *start.parents]
    last = Path(os.environ.get(ROOT) or os.path.expanduser("~")).resolve()  # noqa: PTH111 - Path’s own raises without a home
    reach = folders.index(last) + 1 if last in folders else 1
    found = (folder / COURSE for folder in folders[:reach])
    return next((file for file in found if file.is_file()), shelf("data") / COURSE)
