"""The brief's form: saved as it is typed, checked for its form on demand, and exported as two files."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NotRequired, TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article, Voice
from course_utils.course_file import BriefTask
from course_utils.disk import UnsureError, told
from course_utils.errors import AnswersError
from course_utils.exercises import brief
from course_utils.exercises.brief import CONFIDENCE, LEVELS, PARTS, PREFIX, export
from course_utils.exercises.portfolio import Chapter
from course_utils.look.html import esc, points, tag
from course_utils.look.wording import cut, many
from course_utils.widgets.control import Control, Foretold, Option, as_options, beside, invited, quoted, saved

_LABELS = {part.id: part.label for part in (*PARTS, CONFIDENCE)}
_RULES = (
    f"At most {brief.MOST_WORDS} words.",
    f"At least {brief.LEAST_SENTENCES} sentences of the article, cited by their ids, from every voice.",
    "One piece of hearsay called hearsay, and one perspective that is missing.",
    "Two possible outcomes, and one word for how sure you are.",
)

#: A part of the form, with what there is to choose from where it is not written.
PartView = TypedDict("PartView", {"id": str, "label": str, "hint": str, "levels": NotRequired[list[Option]]})
#: A sentence that can be cited, and its name in the list.
Citable = TypedDict("Citable", {"sentence": str, "of": Voice, "voice": str, "text": str, "label": str})
Item = TypedDict("Item", {"task": str, "rules": list[str], "parts": list[PartView], "sentences": list[Citable]})


class Reply(TypedDict):
    """What is on the disk, what a check found, and the page that was exported, as it is named beside the notebook."""

    texts: dict[str, str]
    cited: list[str]
    count: str
    text: str
    lacks: NotRequired[list[brief.Lack]]
    page: NotRequired[str]
    news: NotRequired[str]


#: Each part's text: what the view has seen or sent of it, and what it holds now.
Typed = dict[str, tuple[list[str], str]]
Message = TypedDict("Message", {"texts": NotRequired[Typed], "check": NotRequired[bool], "export": NotRequired[bool]})


class BriefForm(Control[Item, Reply, Message]):
    """One page of advice; what it advises is judged by nobody here.

    A message holds every part whose text its view has not yet seen saved, with the texts that this view has
    seen or sent before; the reply holds what is on the disk. The sentences cited are found here, so that the
    screen, the check and the export agree.
    """

    script = "brief_form.js"
    workbook: Workbook
    article: Article

    def __init__(
        self,
        workbook: Workbook,
        article: Article,
        chapters: Callable[[], Sequence[Chapter]] = tuple,
        task: BriefTask = BriefTask(),  # noqa: B008 - frozen
    ) -> None:
        """Keep the parts as ``brief.ID``; ``chapters`` gathers what the export holds besides."""
        self.workbook, self.article, self._chapters, self._title = workbook, article, chapters, task.title
        day = brief.dated(article)
        asked = task.task + (f" It is {day}, and nobody knows what comes next." if day else "")
        parts: list[PartView] = [{"id": part.id, "label": part.label, "hint": part.hint} for part in PARTS]
        levels = as_options({level: f"{level}: {text}" for level, text in LEVELS.items()})
        parts.append({"id": CONFIDENCE.id, "label": CONFIDENCE.label, "hint": "", "levels": levels})
        sentences: list[Citable] = [
            {**one, "label": f"{one['sentence']}, {one['voice']}: {cut(one['text'], 40)}"}
            for one in quoted(article, article.sentences)
        ]
        item: Item = {"task": asked, "rules": list(_RULES), "parts": parts, "sentences": sentences}
        super().__init__(asked, item, self._say(workbook.answers()))

    def receive(self, content: Message) -> Reply:
        """Save what is new in one write; then check or export, where that was asked.

        A text on the disk that the message's view has neither seen nor sent before is another window's.
        """
        typed = content.get("texts", {})
        for part, (_, text) in typed.items():
            if part not in _LABELS or (part == CONFIDENCE.id and text not in (*LEVELS, "")):
                raise KeyError(f"no part {part!r} with {text!r}; there are {', '.join(_LABELS)}")
        before = self._texts(self.workbook.answers())
        new = {part: text for part, (_, text) in typed.items() if before.get(part, "") != text}
        kept = self.workbook.commit_all({PREFIX + part: text for part, text in new.items()}).values() if new else ()
        reply = self._say(self.workbook.answers(), kept)
        if content.get("check"):
            reply["lacks"] = found = brief.lacks(reply["texts"], self.article)
            said = f"{many(len(found), 'thing')} to mend" if found else "Nothing is missing"
            reply["text"] = f"{said}. Only the form was checked; what you advise is up to you."
        if content.get("export"):
            reply["text"], reply["page"] = self._export(reply["texts"])
        if replaced := [f"“{_LABELS[part]}”" for part in new if before.get(part, "") not in typed[part][0]]:
            elsewhere = f"It had been saved differently elsewhere: {', '.join(replaced)}."
            reply["news"] = f"{elsewhere} Your later text has taken that one’s place."
        return reply

    def foretold(self) -> Foretold:
        """Say what the form is checked by, and what of the exported page is there before a word is written."""
        return {"kind": "brief", **brief.foretold(brief.Brief(self.article, {}, (), self._title))}

    def _texts(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        return {part: answers[PREFIX + part].value for part in _LABELS if PREFIX + part in answers}

    def _say(self, answers: Mapping[str, Answer], kept: Collection[Answer] = ()) -> Reply:
        """Say what is saved and when: of what was ``kept`` just now, for the clock may have been set back."""
        texts = self._texts(answers)
        return {
            "texts": texts,
            "cited": [sentence.id for sentence in brief.cited(texts, self.article)],
            "count": f"{brief.count_words(texts)} of {brief.MOST_WORDS} words.",
            "text": saved(kept or [answers[PREFIX + part] for part in texts]),
        }

    def _export(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Write both files beside the answers; say where they are, and name the second for a link."""
        folder = self.workbook.path.parent
        try:
            letters = self.workbook.letters()
            whole = brief.Brief(self.article, texts, self._chapters(), self._title, letters)
            written = export(whole, self.workbook)
        except AnswersError as error:
            return f"Your text was saved before, but nothing was exported. {error}", ""
        except OSError as error:
            check = f"Check that the folder {folder} can be written and that the disk is not full."
            lead = "Perhaps not" if isinstance(error, UnsureError) else "Not"
            return f"{lead} exported: {told(error, check)} Your text is saved.", ""
        still = len(brief.lacks(texts, self.article))
        where = f"in the folder {folder}. To print the second one, open it in a new browser tab."
        mend = f" The form still has {many(still, 'thing')} to mend." if still else ""
        under = f" It carries your hand-in name, {letters}, under which you hand in your answers too."
        return f"Exported as {' and '.join(written)}, {where}{mend}{under}", beside(folder, written[-1])

    def twin(self) -> Markup:
        """Return the task, the parts and the rules of the form."""
        parts = (tag("li", tag("strong", esc(part.label)), esc(f". {part.hint}")) for part in (*PARTS, CONFIDENCE))
        body = points(map(esc, _RULES)) + tag("ol", *parts)
        return invited(self.summary, body, "To write and export your brief")
