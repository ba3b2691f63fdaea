"""What must hold of every parser of a file.

Whatever the bytes: a record comes out that holds, or a CourseError whose every problem begins with the file's
name. Nothing else, and in bounded time.
"""

from __future__ import annotations

import re
import signal
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, read_article
from course_utils.errors import TOLD, AnswersError, CourseError
from course_utils.exercises.questions import load_questions
from course_utils.files.edtf import DateSpan, read_date
from course_utils.outside.context import load_context
from course_utils.places import ARTICLE
from course_utils.reading.load import load_reading
from course_utils.teacher.hand_ins import read_given

CORPUS = Path(__file__).parent / "corpus"
#: Seconds that no input of these sizes may take; the slowest takes a tenth of it on a busy machine.
HANG = 20


class HangError(BaseException):
    """An input takes too long; nothing that catches Exception may catch it."""


class FaultError(AssertionError):
    """Something came out of a parser that must not."""


def must(hold: bool, fault: str) -> None:
    if not hold:
        raise FaultError(fault)


@dataclass(frozen=True)
class Kind:
    """A kind of file: the name it is tried under, and a function that returns what was said of it."""

    file: str
    read: Callable[[Path], str]


def check_article(article: Article) -> None:
    """Assert all that every article promises."""
    body = [p for p in article.passages if p.kind != "interpolation"]
    inside = [p for p in article.passages if p.kind == "interpolation"]
    assert body
    assert [p.id for p in body] == [f"p{n}" for n in range(1, len(body) + 1)]
    assert [p.id for p in inside] == [f"i{n}" for n in range(1, len(inside) + 1)]
    assert [s.id for s in article.sentences] == [f"s{n:02d}" for n in range(1, len(article.sentences) + 1)]
    assert [p.start for p in article.passages] == sorted(p.start for p in article.passages)
    for span in (*article.passages, *article.sentences):
        assert article.text[span.start : span.end] == span.text == span.text.strip() != ""
    by_passage = {key: list(group) for key, group in groupby(article.sentences, key=lambda s: s.passage)}
    assert list(by_passage) == [p.id for p in body]
    for paragraph in body:
        assert {s.voice for s in by_passage[paragraph.id]} == {paragraph.voice}
        _check_tiling(article, [(s.start, s.end) for s in by_passage[paragraph.id]], paragraph, between=True)
    for insertion in inside:
        assert (insertion.text[0], insertion.text[-1], insertion.voice) == ("[", "]", "editor")
        around = body[bisect_right(body, insertion.start, key=lambda p: p.start) - 1]
        assert around.kind == "excerpt"
        assert around.start <= insertion.start < insertion.end <= around.end
        assert article.voice_at(insertion.start, insertion.end) == "editor"
    for s in article.sentences:
        assert article.sentence(s.id) == article.sentence_at(s.start) == article.sentence_at(s.end - 1) == s
        runs = article.runs(s)
        _check_tiling(article, [(start, end) for _, _, start, end in runs], s)
        for voice, inserted, start, end in runs:
            assert voice == article.voice_at(start, end) == ("editor" if inserted else s.voice)
    assert "\r" not in article.text
    assert all(warning.startswith(article.name) for warning in article.warnings)


def _check_tiling(article: Article, spans: list[tuple[int, int]], whole: Any, between: bool = False) -> None:
    """Assert that spans follow each other from the beginning to the end, with at most white space between."""
    reached = whole.start
    for start, end in spans:
        assert reached <= start < end
        assert start == reached or (between and not article.text[reached:start].strip())
        reached = end
    assert reached == whole.end


def _article(path: Path) -> str:
    article = read_article(path)
    assert article.name == path.name
    check_article(article)
    return "\n".join(article.warnings)


def _reading(path: Path) -> str:
    reading = load_reading(path)
    for item in (*reading.mentions, *reading.claims, *reading.events):
        for piece in item.evidence:
            must(reading.article.text[piece.start : piece.end] == piece.exact, "evidence is not where it should be")
    return "\n".join(reading.warnings)


def _context(path: Path) -> str:
    context = load_context(path)
    lists = (context.library, context.facts, context.estimates, context.contested, context.unnamed)
    _check_ids([record.id for records in lists for record in records])
    sides = [side for one in context.estimates for side in one.values]
    sides += [side for one in context.contested for side in one.sides]
    sides += [fact.disagreement for fact in context.facts if fact.disagreement]
    for one in (*context.facts, *context.series, *context.unnamed, *sides):
        must(bool(one.sources), "a statement has no source")
        must(all(source in context.library for source in one.sources), "a source is not in the library")
        if one.date is not None:
            _check_span(read_date(one.date))
    return f"{sum(fact.late(date(2020, 9, 11)) for fact in context.facts) > 0} {len(context.library) > 0}"


def _questions(path: Path) -> str:
    questions = load_questions(path)
    _check_ids([question.id for question in questions])
    for question in questions:
        names = [option.id for option in question.options]
        must(len(names) == 3 and question.key in (None, *names), "a question has not three options and one key")
        _check_ids(names)
    return f"{len(questions) > 0}"


def _check_ids(ids: Sequence[str]) -> None:
    must(all(ids) and len(set(ids)) == len(ids), "an id is empty, or stands twice")


def _check_span(span: DateSpan) -> None:
    must(not (span.earliest and span.latest) or span.earliest <= span.latest, "a date ends before it begins")


def _answers(path: Path) -> str:
    """Open an answer file and commit to it: what could be read stays, what could not lies aside, whole."""
    before = path.read_bytes()
    try:
        book = Workbook(path)
        kept = dict(book.answers())
        again = next(iter(kept), "00-fault")
        book.commit_all({"00-fault": "b", again: "b"})
    except AnswersError:
        must(path.read_bytes() == before, "a file that is refused was changed")
        raise
    now = dict(Workbook(path).answers())
    must(now.pop("00-fault").value == "b", "a commit was lost")
    kept.pop("00-fault", None)
    if again in kept:
        kept[again] = replace(kept[again], value="b", tries=kept[again].tries + 1, saved=now[again].saved)
    must(now == kept, "an answer was lost")
    news = book.news() or ""
    aside = path.with_name("answers.unreadable-1.json")
    must(("kept as" in news) == aside.exists(), "what could not be read was lost, or nobody was told")
    must(not aside.exists() or aside.read_bytes() == before, "what could not be read was changed")
    aside.unlink(missing_ok=True)
    return news


def _class(path: Path) -> str:
    """Count a file that was handed in: what its student sees and is short enough to be an option counts."""
    longest = 60
    try:
        found = read_given(path.read_bytes(), path.name, longest).given
    except AnswersError:
        must(not Workbook(path).answers(), "a file in which its student sees answers is refused")
        raise
    given = {item: (first, value) for item, first, value in found}
    must(all(len(text) <= longest for both in given.values() for text in both), "a student's own sentence was counted")
    seen = Workbook(path).answers()
    for item, a in seen.items():
        short = (a.first, a.value) if len(a.first) <= longest >= len(a.value) else None
        must(given.get(item) == short, "an answer is counted otherwise than its student sees it")
    return f"{len(found) > 0} {len(found) == len(seen)}"


def _date(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    try:
        span = read_date(text)
    except ValueError as error:
        if not str(error).startswith("the date “"):
            raise
        raise CourseError.at(path.name, str(error)) from None
    must(span.text == text, "a date was made of another text")
    _check_span(span)
    return re.sub("[0-9]", "", span.label)


KINDS = {
    "article": Kind("page.txt", _article),
    "reading": Kind("page.reading.yaml", _reading),
    "context": Kind("context.yaml", _context),
    "questions": Kind("questions.yaml", _questions),
    "answers": Kind("answers.json", _answers),
    "class": Kind("ann.json", _class),
    "date": Kind("date", _date),
}


def judge(kind: str, content: bytes, folder: Path) -> str:
    """Read bytes as a file of a kind; return the shape of what was said, or raise FaultError or HangError."""
    path = folder / KINDS[kind].file
    path.write_bytes(content)
    names = {path.name, ARTICLE, "page.txt"} if kind == "reading" else {path.name}
    try:
        with bounded():
            said = KINDS[kind].read(path)
    except CourseError as error:
        _check(error, names)
        said = "\n".join(problem.message for problem in error.problems)
    except (FaultError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of a compiled module is no Exception
        raise FaultError(f"{kind}: {type(error).__name__}: {str(error)[:200]}") from error
    return re.sub("“[^”]*”|[0-9]+", "_", said)[:5000]


def _check(error: CourseError, names: set[str]) -> None:
    """Check that every problem begins with a file's name, and the whole stays of a size to be read."""
    must(bool(error.problems), "an error without a problem")
    for problem in error.problems:
        named = str(problem).startswith(tuple(f"{name}{then}" for name in names for then in (": ", ", line ")))
        must(named, f"a problem without its file: {str(problem)[:200]}")
        must(problem.line is None or problem.line > 0, f"a line that is none: {problem.line}")
    lines = len(str(error).split("\n"))
    must(lines == len(error.problems) <= TOLD + 1, "an error that is not one line a problem")


@contextmanager
def bounded() -> Iterator[None]:
    """Raise HangError after ``HANG`` seconds, unless these are none or the system cannot do that."""
    if not HANG or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise HangError(f"more than {HANG} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def kept(kind: str) -> list[Path]:
    """Return the inputs of a kind that once were a fault, or that stand for one that would be."""
    return sorted(path for path in (CORPUS / kind).iterdir() if path.is_file())
