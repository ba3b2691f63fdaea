"""What must hold of every parser of a file, and damaged inputs to try it with.

Whatever the bytes: a record comes out that holds, or a CourseError whose every problem begins with the file's
name. Nothing else, and in bounded time.
"""

from __future__ import annotations

import json
import random
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from course_utils.answers.answer_file import read_given
from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.errors import TOLD, AnswersError, CourseError
from course_utils.exercises.questions import load_questions
from course_utils.files.edtf import read_date
from course_utils.outside.context import load_context
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.load import load_reading

CORPUS = Path(__file__).parent / "corpus"
#: Seconds that no input of these sizes may take; the slowest takes a tenth of it on a busy machine.
HANG = 20


class HangError(BaseException):
    """An input takes too long; nothing that catches Exception may catch it."""


class FaultError(AssertionError):
    """Something came out of a parser that must not."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: the name it is tried under, and a function that returns what was said of it."""

    file: str
    read: Callable[[Path], str]


def _article(path: Path) -> str:
    article = load_article(path)
    if article.name != path.name or article.text.count("\r") or not article.passages:
        raise FaultError("an article was made that is none")
    words = sum(len("".join(article.words_by(voice)).split()) for voice in ("editor", "author"))
    parted = {(start, end) for p in article.passages for start, end in [(p.start, p.end)] if p.kind != "interpolation"}
    if sum(len(article.text[start:end].split()) for start, end in parted) > 2 * words + len(parted):
        raise FaultError("words of the article belong to nobody")
    return "\n".join(article.warnings)


def _reading(path: Path) -> str:
    reading = load_reading(path)
    for item in (*reading.mentions, *reading.claims, *reading.events):
        for piece in item.evidence:
            if reading.article.text[piece.start : piece.end] != piece.exact:
                raise FaultError("evidence is not where it should be")
    return "\n".join(reading.warnings)


def _context(path: Path) -> str:
    context = load_context(path)
    lists = (context.library, context.facts, context.estimates, context.contested, context.unnamed)
    _check_ids([record.id for records in lists for record in records])
    sides = [side for one in context.estimates for side in one.values]
    sides += [side for one in context.contested for side in one.sides]
    sides += [fact.disagreement for fact in context.facts if fact.disagreement]
    for one in (*context.facts, *context.series, *context.unnamed, *sides):
        if not one.sources or any(source not in context.library for source in one.sources):
            raise FaultError("a statement has a source that is not in the library")
        if one.date is not None:
            span = read_date(one.date)
            if span.earliest and span.latest and span.earliest > span.latest:
                raise FaultError("a statement ends before it begins")
    return f"{sum(fact.late(date(2020, 9, 11)) for fact in context.facts) > 0} {len(context.library) > 0}"


def _questions(path: Path) -> str:
    questions = load_questions(path)
    _check_ids([question.id for question in questions])
    for question in questions:
        names = [option.id for option in question.options]
        if len(names) != 3 or question.key not in (None, *names):
            raise FaultError("a question was made that has not three options, or a key that is none of them")
        _check_ids(names)
    return f"{len(questions) > 0}"


def _check_ids(ids: Sequence[str]) -> None:
    if not all(ids) or len(set(ids)) != len(ids):
        raise FaultError("an id is empty, or stands twice")


def _answers(path: Path) -> str:
    """Open an answer file and commit to it: what could be read stays, what could not lies aside, whole."""
    before = path.read_bytes()
    try:
        book = Workbook(path)
        kept = dict(book.answers())
        again = next(iter(kept), "00-fault")
        book.commit_all({"00-fault": "b", again: "b"})
    except AnswersError:
        if path.read_bytes() != before:
            raise FaultError("a file that is refused was changed") from None
        raise
    now = dict(Workbook(path).answers())
    if now.pop("00-fault").value != "b":
        raise FaultError("a commit was lost")
    kept.pop("00-fault", None)
    if again in kept:
        kept[again] = replace(kept[again], value="b", tries=kept[again].tries + 1, saved=now[again].saved)
    if now != kept:
        raise FaultError("an answer was lost")
    news = book.news() or ""
    aside = path.with_name("answers.unreadable-1.json")
    if ("kept as" in news) != aside.exists() or (aside.exists() and aside.read_bytes() != before):
        raise FaultError("what could not be read was lost")
    aside.unlink(missing_ok=True)
    return news


def _class(path: Path) -> str:
    """Count a file that was handed in: what its student sees and is short enough to be an option counts."""
    longest = 60
    try:
        found = read_given(path.read_bytes(), path.name, longest)
    except AnswersError:
        if Workbook(path).answers():
            raise FaultError("a file in which its student sees answers is refused") from None
        raise
    given = {item: (first, value) for item, first, value in found}
    if any(len(text) > longest for texts in given.values() for text in texts):
        raise FaultError("a student's own sentence was counted")
    seen = Workbook(path).answers()
    for item, answer in seen.items():
        short = len(answer.first) <= longest >= len(answer.value)
        if given.get(item) != ((answer.first, answer.value) if short else None):
            raise FaultError("an answer is counted otherwise than its student sees it")
    return f"{len(given) > 0} {len(given) == len(seen)}"


def _date(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    try:
        span = read_date(text)
    except ValueError as error:
        if not str(error).startswith("the date “"):
            raise
        raise CourseError.at(path.name, str(error)) from None
    if span.text != text or (span.earliest and span.latest and span.earliest > span.latest):
        raise FaultError("a date was made that is none")
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
        said = "\n".join(problem.message for problem in error.problems[:TOLD])
    except (FaultError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of a compiled module is no Exception
        raise FaultError(f"{kind}: {type(error).__name__}: {str(error)[:200]}") from error
    return re.sub("“[^”]*”|[0-9]+", "_", said)[:5000]


def _check(error: CourseError, names: set[str]) -> None:
    """Check that every problem begins with a file's name, and the whole stays of a size to be read."""
    if not error.problems:
        raise FaultError("an error without a problem") from error
    for problem in error.problems:
        if not any(str(problem).startswith((f"{name}: ", f"{name}, line ")) for name in names):
            raise FaultError(f"a problem without its file: {str(problem)[:200]}") from error
        if problem.line is not None and problem.line < 1:
            raise FaultError(f"a line that is none: {problem.line}") from error
    if len(str(error).split("\n")) != min(len(error.problems), TOLD + 1):
        raise FaultError("an error that is not one line a problem") from error


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


@cache
def seed(kind: str) -> bytes:
    """Return a good file of a kind, from which damaged ones are made."""
    if kind == "article":
        return (shelf("seeds") / ARTICLE).read_bytes()
    if kind == "date":
        return b"1988~/1994-05?"
    if kind in ("answers", "class"):
        answer = {"value": "b", "first": "a", "tries": 2, "saved": "2026-11-22T17:32"}
        names = ("00-view", "04-sort.s03", "07-brief.opening")
        return json.dumps({"schema": 1, "answers": dict.fromkeys(names, answer), "note": ["mine"]}).encode()
    name = {"reading": READING, "context": "context.yaml", "questions": "questions.yaml"}[kind]
    return (shelf("data") / name).read_bytes()


@cache
def _tree(kind: str) -> str:
    """Return the seed's tree as JSON: a copy to damage is then quickly made."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    plain = seed(kind) if kind in ("answers", "class") else json.dumps(yaml.load(seed(kind), loader)).encode()
    return plain.decode()


#: What trips parsers: marks of the formats, numbers at an edge, and text that is not what it seems.
ODD = (
    "", " ", "\t", "\n", "\r\n", "\x00", "\x1b[2J", "\x7f", "\x85", "\u00a0", "\u0300", "\u2028",
    "\ufeff", "\u200b", "\u202e", "\u2066", "\ufffe", "\ud800", "\U0010ffff", "🏳\u200d🌈", "İ", "ß",
    "ﷺ", "٣", "Ⅷ", "½", "J.\u2003R. ", "A.\u3000B.", "“", "”", "«", "'", '"', "\\", "\\u0000", "|",
    ">", "|2", "? ", ": ", "- ", "#", " #", "&a ", "*a", "!!python/name:os.system ", "<<: ",
    "%YAML 9.9\n", "%TAG ! x\n", "---\n", "...\n", "{", "}", "[", "]", "[[", "]]", ",", "@", "`",
    "~", "null", "NaN", "-Infinity", "1e999", "-0", "9" * 5000, "0x10", "yes", "NO", "2020-02-30",
    "9999-24", "XXXX", "../..", "199X/..", ":", "Read more on ", "About the author: ",
    "More about: ", "https://", "javascript:alert(1)", " | ", "by ", "September 31, 2020 | ",
    "9/9/9999 | ", "..", ".", "/", "con", "a" * 300, "../../etc/passwd", "<b>", "&amp;", "Ã©", "\r",
)  # fmt: skip


def damaged(kind: str, chance: random.Random, pool: Sequence[bytes] = (), size: int = 20_000) -> bytes:
    """Return a good file of a kind, or one of the pool, with some damage, of ten times ``size`` at most."""
    content = chance.choice(pool) if pool and chance.random() < 0.7 else seed(kind)
    if kind not in ("article", "date") and chance.random() < 0.5:
        content = _damaged_tree(json.loads(_tree(kind)), chance, size)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 4))):
        content = chance.choice(_DAMAGES)(content, chance, size)[: 10 * size]
    return content


def _damaged_tree(tree: Any, chance: random.Random, size: int) -> bytes:
    """Change some nodes for others, keep a part of long lists, and spell it as JSON, which YAML contains."""
    if chance.random() < 0.8:
        _prune(tree, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        places = list(_places(tree))
        if not places:
            break
        parent, key = chance.choice(places)
        match chance.randrange(9):
            case 0:
                del parent[key]
            case 1:
                parent[key] = chance.choice((None, True, 0, -1, 1.5, 10**30, [], {}, [[]], {"": ""}, [None], ""))
            case 2:
                other, at = chance.choice(places)
                with_it = other[at] if isinstance(other, dict) or at < len(other) else ""
                parent[key] = json.loads(json.dumps(with_it))
            case 3:
                parent[key] = chance.choice(ODD)
            case 4:
                parent[key] = json.dumps(parent[key])[1 : chance.randrange(200)] + chance.choice(ODD)
            case 5:
                parent[key] = chance.choice("a“ 9é\u202e-[") * chance.randrange(size)
            case 6:
                for _ in range(chance.choice((3, 20, 90))):
                    parent[key] = [parent[key]] if chance.random() < 0.5 else {"a": parent[key]}
            case 7:
                parent[key] = [parent[key]] * chance.choice((2, 50))
            case 8 if isinstance(parent, dict):
                parent[chance.choice((*ODD, "id", "answers", "schema"))] = parent.pop(key)
            case _:
                parent[key] = chance.choice((99, 2, "2", 0.0, False, "CT+", "editor"))
    return json.dumps(tree, ensure_ascii=chance.random() < 0.3).encode("utf-8", "surrogatepass")


def _prune(tree: Any, chance: random.Random) -> None:
    for value in tree.values() if isinstance(tree, dict) else ():
        if isinstance(value, list) and len(value) > 6:
            value[:] = chance.sample(value, chance.randrange(1, 6))


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each value of a tree as its container and its key."""
    todo = [tree]
    while todo:
        parent = todo.pop()
        keys = list(parent) if isinstance(parent, dict) else range(len(parent))
        for key in keys:
            yield parent, key
            if isinstance(parent[key], dict | list):
                todo.append(parent[key])


def _flip(content: bytes, chance: random.Random, size: int) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        if flipped:
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _cut(content: bytes, chance: random.Random, size: int) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in "ab")
    return chance.choice((content[:first], content[first:], content[:first] + content[last:]))


def _insert(content: bytes, chance: random.Random, size: int) -> bytes:
    at = chance.randrange(len(content) + 1)
    odd = chance.choice(ODD).encode("utf-8", "surrogatepass")
    times = chance.choice((1, 1, 1, 2, 40, size // (len(odd) + 1)))
    return content[:at] + odd * times + content[at:]


def _lines(content: bytes, chance: random.Random, size: int) -> bytes:
    """Swap, repeat, indent, remove or join lines."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines[one:one] = lines[min(one, other) : max(one, other)][:200] * chance.choice((1, 2, 9))
        case 2:
            lines[one] = b" " * chance.randrange(1, 9) + lines[one]
        case 3:
            del lines[one]
        case 4:
            lines[one : one + 2] = [b"".join(lines[one : one + 2])]
        case _:
            return chance.choice((b"\r\n", b"\r", b"\n\n", b" ", b"")).join(lines)
    return b"\n".join(lines)


def _splice(content: bytes, chance: random.Random, size: int) -> bytes:
    other = seed(chance.choice(list(KINDS)))
    start = chance.randrange(len(other))
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start : start + chance.randrange(300)] + content[at:]


def _bomb(content: bytes, chance: random.Random, size: int) -> bytes:
    """Put a structure in that would unfold, or that recursion would not survive."""
    deep = chance.choice((40, 1000, size))
    bomb = chance.choice(
        (
            b"[" * deep,
            b"- " * deep,
            b"? " * deep,
            b'{"a":' * deep,
            b"[" * deep + b"]" * deep,
            b"\n".join(b"%s: &%s [*%s,*%s]" % (b, b, a, a) for a, b in zip(*(_ABC, _ABC[1:]), strict=False)),
            b"a: &a [*a]",
            b"a: &a b\n<<: *a",
            b"\n".join(b"- {id: %d}" % n for n in range(deep // 12)),
            b"'" * deep,
            b'"\\x' + b"4" * deep,
            b"# " + b"x" * deep,
            b"!" * min(deep, 1000) + b" x",
        )
    )
    return chance.choice((bomb, content + b"\n" + bomb, bomb + b"\n" + content))


_ABC = [bytes([letter]) for letter in range(97, 123)]
_DAMAGES = (_flip, _cut, _insert, _insert, _lines, _splice, _bomb)
