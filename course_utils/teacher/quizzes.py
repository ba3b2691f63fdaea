"""The question bank as quizzes of learning platforms: GIFT and Moodle XML for Moodle, QTI 1.2 for Canvas.

A student there has no page beside the question. The sentences that its prompt, or more than one of its options, names
by id are quoted under the prompt: those of a single option would point at it. Whose words they are may be what is
asked, and so comes after the answer, as general feedback, with all that the answer rests on.
"""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from zipfile import ZipFile, ZipInfo

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.disk import fingerprint
from course_utils.exercises.questions import Question
from course_utils.look.html import esc, join, language, tag
from course_utils.look.wording import speaker
from course_utils.places import shelf

_CITED = re.compile(r"\bs[0-9]{2,}\b")
#: What GIFT gives a meaning, and what it reads at the beginning of an answer: a share of the points, a format.
_SIGNS, _FIRST = re.compile(r"[\\~=#{}:]"), str.maketrans({"%": "&#37;", "[": "&#91;"})
#: Each piece of a platform's format is a block in its file, after a line that names it.
_BLOCK = re.compile(r"<!-- ([a-z]+) -->\n(.*?)(?=<!-- |\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its key, as a platform shows it."""

    asked: Question
    prompt: Markup
    after: Markup  #: For whoever has answered: the sentences that the answer rests on.


@dataclass(frozen=True, slots=True)
class Quizzes:
    """A course's questions by quiz: one a notebook, and one of its own for what stays closed until the estimate."""

    course: str  #: Its id.
    title: str
    source: str  #: Where its article comes from, in a sentence.
    quizzes: Mapping[str, list[Item]]


def gather(course: str, title: str, source: str, article: Article, questions: Iterable[Question]) -> Quizzes:
    """Put the questions that have a key into quizzes, in the bank's order."""
    quizzes = dict[str, list[Item]]()
    for question in questions:
        if question.key is not None:
            name = question.notebook + (", not before the estimate" if question.after_estimate else "")
            quizzes.setdefault(name, []).append(_item(question, article, source))
    return Quizzes(course, title, source, quizzes)


def _item(question: Question, article: Article, source: str) -> Item:
    asked, told = set(_CITED.findall(question.prompt)), {*question.sentences}
    named = [set(_CITED.findall(text)) for text in question.texts.values()]
    asked |= set().union(*named) if sum(map(bool, named)) > 1 else set()
    told |= asked.union(*named, *(_CITED.findall(option.feedback) for option in question.options))
    prompt = tag("p", esc(question.prompt), dir="auto") + _quoted(article, asked) + tag("p", tag("small", esc(source)))
    return Item(question, prompt, _quoted(article, told, whose=" ({})"))


def _quoted(article: Article, ids: set[str], whose: str = "") -> Markup:
    words = {s: tag("span", esc(f"“{s.text}”"), **language(article)) for s in article.sentences if s.id in ids}
    voiced = {s: esc(whose.format(speaker(article, s))) for s in words}
    return join(tag("blockquote", esc(f"{s.id}: "), text, voiced[s]) for s, text in words.items())


def as_gift(made: Quizzes) -> bytes:
    """Write GIFT, in which nothing can be said of the options' order."""
    lines = [f"// {_line(made.title)}. {_line(made.source)}"]
    for name, items in made.quizzes.items():
        lines += ["", f"$CATEGORY: {_category(made, name)}"]
        for item in items:
            asked = item.asked
            lines += ["", f"// [id:{asked.id}] [tag:{asked.kind}]", f"::{asked.id}::[html]{_gift(item.prompt)}{{"]
            for option in asked.options:
                sign = "=" if option.id == asked.key else "~"
                lines.append(f"  {sign}{_gift(esc(option.text))}#{_gift(esc(option.feedback))}")
            lines += [f"  ####{_gift(item.after)}", "}"]
    return "\n".join([*lines, ""]).encode()


def _gift(markup: Markup) -> str:
    return _SIGNS.sub(r"\\\g<0>", _line(str(markup)).translate(_FIRST))


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _category(made: Quizzes, name: str) -> str:
    return "/".join(("$course$/top", *(_line(part).replace("/", "//") for part in (made.title, name))))


def as_moodle(made: Quizzes) -> bytes:
    """Write Moodle XML, which keeps all: the order of the options too, and that a second try costs nothing."""
    blocks, written = _blocks("moodle"), Markup()
    for name, items in made.quizzes.items():
        written += blocks["category"].format(_category(made, name)) + join(_filled(blocks, item) for item in items)
    return blocks["whole"].format(written).encode()


def as_qti(made: Quizzes) -> bytes:
    """Write QTI 1.2 in a zip as Canvas imports it, each quiz for practice and in a file of its own.

    The bytes are the same on every machine: nothing is packed tight, and no entry has a day or a system.
    """
    blocks, files, resources = _blocks("qti12"), dict[str, Markup](), Markup()
    for name, items in made.quizzes.items():
        own = f"quiz-{fingerprint(f'{made.course}/{name}'.encode())[:16]}"  # stays, whatever a notebook's name holds
        source, asked = str(tag("p", esc(made.source))), (_filled(blocks, item, f"{made.course}-") for item in items)
        files[f"{own}/{own}.xml"] = blocks["whole"].format(own, name, join(asked))
        files[f"{own}/assessment_meta.xml"] = blocks["settings"].format(own, name, source, len(items))
        resources += blocks["resource"].format(own)
    out, manifest = io.BytesIO(), {"imsmanifest.xml": blocks["manifest"].format(made.course, resources)}
    with ZipFile(out, "w") as packed:
        for path, text in (manifest | files).items():
            entry = ZipInfo(path)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, text.encode())
    return out.getvalue()


@cache
def _blocks(platform: str) -> dict[str, Markup]:
    text = (shelf("data") / "platforms" / f"{platform}.xml").read_text("utf-8")
    return {name: Markup(block) for name, block in _BLOCK.findall(text)}


def _filled(blocks: Mapping[str, Markup], item: Item, before: str = "") -> Markup:
    """Fill a question into its block; what a platform is to read as HTML is text to its XML."""
    asked, own = item.asked, f"{before}{item.asked.id}"
    facts = [
        {"id": f"{own}-{o.id}", "share": "100" if o.id == asked.key else "0",
         "text": str(esc(o.text)), "feedback": str(esc(o.feedback))}
        for o in asked.options
    ]  # fmt: skip
    of_options = [name for name in ("option", "chosen", "told") if name in blocks]
    parts = {name: join(blocks[name].format(**fact) for fact in facts) for name in of_options}
    return blocks["item"].format(own=own, asked=asked, prompt=str(item.prompt), after=str(item.after), **parts)
