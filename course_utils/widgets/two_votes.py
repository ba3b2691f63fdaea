"""Vote alone, talk, vote again: a question that two people answer better than one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from markupsafe import Markup

from course_utils.widgets.control import Control, Quote
from course_utils.widgets.question import Asked, listed, quoted, shown

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.exercises.questions import Question

_TALK = (
    "Talk for two minutes with the person next to you: tell each other which words on the page made you "
    "choose, and listen for a reason that you had not thought of. "
    "Nobody there? Find the best reason for another option."
)
_TALKED = "yes"


class Item(Asked):
    """A question, and what to do between the votes."""

    talk: str


class Feedback(TypedDict):
    """An option and its feedback."""

    text: str
    feedback: str


class Reply(TypedDict):
    """The stage that is reached, and at the end both votes and what to think of them."""

    stage: Literal["alone", "talk", "again", "done"]
    text: str
    votes: NotRequired[list[str]]
    feedback: NotRequired[list[Feedback]]
    words: NotRequired[list[Quote]]


class Message(TypedDict):
    """The stage that is done, and the option that was voted for."""

    stage: Literal["alone", "talk", "again"]
    answer: NotRequired[str]


class TwoVotes(Control[Item, Reply, Message]):
    """Peer instruction (Mazur 1997): more answers are right after a talk (Crouch and Mazur 2001).

    Each vote locks when it is cast, and nothing says which option is the answer before the second. The first
    is kept as ``ID.alone``, the second under the question's own id, and ``ID.talked`` says that both lie
    before and after a talk. Raises ValueError for a question without a key.
    """

    script = "two_votes.js"
    workbook: Workbook

    def __init__(self, question: Question, workbook: Workbook, article: Article) -> None:
        if question.key is None:
            raise ValueError(f"question {question.id} has no key; two votes need one, a prediction does not")
        self.question, self.workbook = question, workbook
        self._alone, self._talked = f"{question.id}.alone", f"{question.id}.talked"
        self._words = quoted(question, article)
        super().__init__({**shown(question), "talk": _TALK}, self._say(workbook.answers()))

    def receive(self, content: Message) -> Reply:
        """Save a step and open the next; a step that is done already stays as it was."""
        stage = content["stage"]
        item = {"alone": self._alone, "talk": self._talked, "again": self.question.id}[stage]
        value = _TALKED if stage == "talk" else self.question.option(content["answer"]).id
        if self._say(self.workbook.answers())["stage"] == stage:
            self.workbook.commit_all({item: value}, unless=lambda answers: self._done(answers, item))
        answers = self.workbook.answers()
        reply = self._say(answers)
        if not self._done(answers, item):
            return {**reply, "text": f"Not saved: your answers were cleared meanwhile. {reply['text']}".rstrip()}
        if answers[item].value != value:
            return {**reply, "text": f"An earlier vote holds. {reply['text']}"}
        return reply

    def _done(self, answers: Mapping[str, Answer], item: str) -> bool:
        return bool(self._vote(answers, item)) or (item == self._talked and item in answers)

    def _vote(self, answers: Mapping[str, Answer], item: str) -> Answer | None:
        """Return a vote, if it is still among the options."""
        answer = answers.get(item)
        return answer if answer and self.question.has(answer.value) else None

    def _say(self, answers: Mapping[str, Answer]) -> Reply:
        """Return the stage that the answers have reached, and what may be seen there."""
        alone, again = self._vote(answers, self._alone), self._vote(answers, self.question.id)
        if alone is None:
            return {"stage": "alone", "text": ""}
        first = f"Your first vote: {self.question.option(alone.value).text}."
        if again:
            same = "Your two votes are the same." if again.value == alone.value else "Your two votes differ."
            return {
                "stage": "done",
                "text": f"{same} Saved {again.clock}, and locked.",
                "votes": [self.question.option(vote.value).text for vote in (alone, again)],
                "feedback": self._feedback(again.value, alone.value),
                "words": self._words,
            }
        if self._talked in answers:
            return {"stage": "again", "text": f"{first} Vote again, for the same option or another one."}
        return {"stage": "talk", "text": f"{first} Saved {alone.clock}, and locked."}

    def _feedback(self, *voted: str) -> list[Feedback]:
        """Return the feedback of the answer and then of what was voted for besides."""
        names = dict.fromkeys((str(self.question.key), *voted))
        options = [self.question.option(name) for name in names]
        return [
            {"text": f"{'The answer: ' if o.id == self.question.key else ''}{o.text}", "feedback": o.feedback}
            for o in options
        ]

    def twin(self) -> Markup:
        """Return the question and its options."""
        return listed(self.question, "To vote, talk and vote again, choose Run, then Run All Cells.")

    def summary(self) -> str:
        """Return the question."""
        return self.question.prompt
