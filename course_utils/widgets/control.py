"""What every control shares: its script and style, its twin, and how it answers."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Generic, NotRequired, TypedDict, TypeVar, cast
from zlib import crc32

import anywidget
import traitlets
from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article, Sentence, Voice
from course_utils.errors import AnswersError
from course_utils.exercises.questions import Question
from course_utils.look import theme
from course_utils.look.html import ENGLISH, NO_MATH, OUTPUT_STYLE, esc, language, points, spoken, tag
from course_utils.look.wording import RUN_ALL, speaker
from course_utils.places import shelf

_STATIC = Path(__file__).parent / "static"
_VIEW = "application/vnd.jupyter.widget-view+json"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([^"]*)";\n', re.MULTILINE)
#: What one joined script has no use for: other scripts' ``export``, and comments for the type checker.
_APART = re.compile(r"^export (?!default)| */\*\*.*?\*/\n?", re.MULTILINE | re.DOTALL)

#: One of several that a student can choose.
Option = TypedDict("Option", {"id": str, "text": str})
#: A sentence of the article, with its id, whose words it holds and, in words, its voice.
Quote = TypedDict("Quote", {"sentence": str, "of": Voice, "voice": str, "text": str})
#: What is asked; a question of the bank comes without key and feedback.
Asked = TypedDict("Asked", {"prompt": str, "options": list[Option]})
#: What every answer has besides: what to say, the number of the message (so that an equal answer is a change too),
#: whether that may not have been done, and what is told once, though a later message may pass this answer over.
Told = TypedDict("Told", {"text": str, "asked": str | None, "failed": bool, "news": NotRequired[str]})
#: What a control shows, answers or is told, where that is nothing.
Nothing = TypedDict("Nothing", {})
#: What a control shows, answers and is told: each a TypedDict, and a typedef in its script.
#: What a control would answer, as plain data: its ``kind`` names the rule of ``foretold.js`` that looks it up.
Foretold = dict[str, Any]
#: Stands in that for what only a student's page knows: when an answer was saved.
CLOCK = "\ue000"
ItemT = TypeVar("ItemT", bound=Mapping[str, Any])
ReplyT = TypeVar("ReplyT", bound=Mapping[str, Any])
MessageT = TypeVar("MessageT", bound=Mapping[str, Any])


class Supposed(Answer):
    """An answer that nobody has given yet."""

    __slots__ = ()

    @property
    def clock(self) -> str:
        """What a page fills in."""
        return CLOCK


def supposed(value: str = "") -> Answer:
    """Suppose that somebody answered so."""
    return Supposed(value, value, 1, "2000-01-01T00:00")


def as_options(texts: Mapping[str, str]) -> list[Option]:
    """Return what can be chosen, of ids and texts."""
    return [{"id": name, "text": text} for name, text in texts.items()]


def quoted(article: Article, sentences: Iterable[Sentence]) -> list[Quote]:
    """Return sentences with whose words they are."""
    return [{"sentence": s.id, "of": s.voice, "voice": speaker(article, s), "text": s.text} for s in sentences]


def beside(folder: Path, name: str) -> str:
    """Return how a file is called from the notebook's folder, for a link; "" where it lies on another drive."""
    near = folder.absolute().anchor == Path.cwd().anchor
    return Path(os.path.relpath(folder), name).as_posix() if near else ""


def saved(answers: Iterable[Answer]) -> str:
    """Say when the last of some answers was saved."""
    last = max(answers, key=lambda answer: answer.saved, default=None)
    return f"Saved {last.clock}." if last else ""


def invited(prompt: str, body: Markup, aim: str) -> Markup:
    """Return a twin: what is asked, what there is to choose from, and what to do to that aim."""
    return tag("p", tag("strong", esc(prompt))) + body + tag("p", tag("em", esc(f"{aim}, {RUN_ALL}.")))


def _text(name: str) -> str:
    """Return the text of one of the controls' own files."""
    return (_STATIC / name).read_text(encoding="utf-8")


@cache
def script(name: str) -> str:
    """Return a script as one module: those that it imports come before it, each once."""
    texts = dict[str, str]()

    def add(one: str) -> None:
        for other in _IMPORT.findall(_text(one)):
            if other not in texts:
                add(other)
        texts[one] = _APART.sub("", _IMPORT.sub("", _text(one)))

    add(name)
    return "".join(texts.values())


@cache
def scripts(own: tuple[str, ...], *shared: str) -> str:
    """Return controls' scripts as one that needs no module loader, each in ``panels`` under its name."""
    shared = ("kit.js", "article.js", "marks.js", "foretold.js", *shared)
    texts = {name: _APART.sub("", _IMPORT.sub("", _text(name))) for name in (*shared, *own, "site.js")}
    body = "".join(texts.pop(name) for name in shared)
    body += "".join(
        f"{{\n{text}}}\n".replace("export default ", f'panels["{name}"] = ') for name, text in texts.items()
    )
    lines = (re.sub(r"(^|   )// .*", "", line).strip() for line in body.splitlines())
    return '"use strict";\n(() => {\n' + "\n".join(filter(None, lines)) + "\n})();\n"


@cache
def style() -> str:
    """Return the controls' style sheet, with the colours that ``theme`` gives to the voices and to ink."""
    colors = {"ink": theme.light().ink} | {voice: look.color for voice, look in theme.VOICES.items()}
    filled = "".join(f"--rtc-{name}:{color};" for name, color in colors.items())
    return f":root{{{filled}}}\n{_text('course.css')}"


class Control(anywidget.AnyWidget, Generic[ItemT, ReplyT, MessageT]):
    """A panel of the course.

    A subclass names its ``script``, fills ``item`` (what the script shows), overrides ``receive`` (what a
    student did) and ``twin`` (the same content without kernel, script or network).
    """

    #: Its own script, which imports those that it shares with others.
    script: ClassVar[str]
    #: How an answer begins where nothing was done, and where the disk does not confirm it.
    undone: ClassVar[tuple[str, str]] = ("Not saved", "Perhaps not saved")

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    #: What the script shows; plain texts that it never reads as markup, except markup made by this package.
    item = traitlets.Dict().tag(sync=True)
    #: Python's last answer, with what ``Told`` has; nothing where there was none yet.
    reply = traitlets.Dict().tag(sync=True)
    #: By this a control finds its twin on the page, to take its place: the same on every run.
    twin_id = traitlets.Unicode().tag(sync=True)
    #: Of which language the article's words are, and which way they run.
    spoken = traitlets.Dict().tag(sync=True)
    #: Whose words it shows; None where it shows none.
    article: Article | None = None
    #: Where the control keeps what a student does; None where it keeps nothing.
    workbook: Workbook | None = None

    def __init__(self, summary: str, item: ItemT, reply: ReplyT | None = None) -> None:
        """Begin with what is there already; ``summary`` is the line where no markup can be shown."""
        look = {"_esm": script(self.script), "_css": style()}
        super().__init__(item=item, reply=reply or {}, spoken=language(self.article), **look)
        self.summary = summary
        self.twin_id = f"{crc32(repr(self).encode()):08x}"
        self._in_turn, self._turns = Lock(), dict[str, int]()
        self.on_msg(self._receive)

    def _receive(self, _: object, content: dict[str, Any], __: object) -> None:
        """Answer a view's message; where threads took them out of order, one that was overtaken must undo nothing."""
        if content.get("faces"):  # which no notebook holds, and every page needs once
            files = [(shelf("data") / "fonts" / name).read_bytes() for name in theme.FACES]
            self.send({"faces": [*theme.FACES.values()]}, files)
            return
        asked, view, turn = (content.pop(name, None) for name in ("asked", "view", "turn"))
        with self._in_turn:
            if turn is None or turn > self._turns.get(view, 0):
                self._turns[view] = turn or 0
                self._answer(cast("MessageT", content), asked)

    def _answer(self, content: MessageT, asked: str | None) -> None:
        reply = {**self.reply, "failed": True, "news": ""}
        try:
            reply = {"text": "", "failed": False, **self.receive(content)}
        except AnswersError as error:
            reply["text"] = f"{self.undone[error.unsure]}. {error}"
        except BaseException as error:
            what = f"Not saved: the course has an error ({error!r}). To try again, {RUN_ALL}."
            reply["text"] = f"{what} If it stays, show this to your teacher."
            raise  # to JupyterLab's log, for whoever mends it
        finally:
            news = reply.pop("news", ""), self.workbook.news() if self.workbook else ""
            told = " ".join(filter(None, news))
            self.reply = {**reply, **({"news": told} if told else {}), "asked": asked}

    def receive(self, content: MessageT) -> ReplyT:
        """Act on a student's message and return the reply to show."""
        raise ValueError(f"{type(self).__name__} takes no messages, found {content!r}")

    def foretold(self) -> Foretold | None:
        """Say what ``receive`` would answer, for a page without Python; None where nobody can say it."""
        return None

    def twin(self) -> Markup:
        """Return the content as markup without kernel and script, the same on every run whatever a student did."""
        raise TypeError(f"{type(self).__name__} must say what it shows without a kernel")

    def standing(self) -> Markup:
        """Return the twin as it stands before the control, which finds it there."""
        twin = spoken(self.twin(), self.spoken)
        return tag("div", twin, class_=f"rtc-twin {NO_MATH}", data_id=self.twin_id, **ENGLISH)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.summary!r})"

    def _ipython_display_(self, **_: object) -> None:
        """Show the twin, all that a reopened notebook has, and in an output of its own the control, which hides it."""
        from IPython.display import display

        view = {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
        display({"text/plain": repr(self), "text/html": OUTPUT_STYLE + self.standing()}, raw=True)
        display({"text/plain": "", "text/html": "<span></span>", _VIEW: view}, raw=True)


class Asking(Control[ItemT, ReplyT, MessageT]):
    """A control that asks a question of the bank."""

    #: What a reader without a kernel may want.
    aim: ClassVar[str]
    workbook: Workbook

    def _ask(self, question: Question, workbook: Workbook, article: Article) -> Asked:
        """Take what is asked, and the sentences that it rests on; return what a script may know before."""
        self.question, self.workbook, self.article = question, workbook, article
        self._cited = quoted(article, map(article.sentence, question.sentences))
        return {"prompt": question.prompt, "options": as_options(question.texts)}

    def _kept(self, answers: Mapping[str, Answer], item: str = "") -> Answer | None:
        """Return an answer, by default the question's own, if it is still among the options."""
        answer = answers.get(item or self.question.id)
        return answer if answer and answer.value in self.question.texts else None

    def twin(self) -> Markup:
        """Return the question and its options, without key or feedback."""
        return invited(self.question.prompt, points(map(esc, self.question.texts.values())), self.aim)
