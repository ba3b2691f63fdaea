"""Vote alone, talk, vote again: a question that two people answer better than one."""

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.widgets.control import Asked, Asking, Foretold, Quote, supposed

#: An option and its feedback.
Feedback = TypedDict("Feedback", {"text": str, "feedback": str})


class Reply(TypedDict):
    """The stage that is reached, and at the end both votes and what to think of them."""

    stage: Literal["alone", "talk", "again", "done"]
    text: str
    failed: NotRequired[bool]
    votes: NotRequired[list[str]]
    feedback: NotRequired[list[Feedback]]
    words: NotRequired[list[Quote]]


#: The stage that is done, and the option that was voted for.
Message = TypedDict("Message", {"stage": Literal["alone", "talk", "again"], "answer": NotRequired[str]})


class TwoVotes(Asking[Asked, Reply, Message]):
    """Peer instruction (Mazur 1997): more answers are right after a talk (Crouch and Mazur 2001).

    Each vote locks when it is cast, and nothing says which option is the answer before the second. The first
    is kept as ``ID.alone``, the second under the question's own id, and ``ID.talked`` says that both lie
    before and after a talk. Raises ValueError for a question without a key.
    """

    script = "two_votes.js"
    aim = "To vote, talk and vote again"

    def __init__(self, question: Question, workbook: Workbook, article: Article) -> None:
        if question.key is None:
            raise ValueError(f"question {question.id} has no key; two votes need one, a prediction does not")
        self._alone, self._talked = f"{question.id}.alone", f"{question.id}.talked"
        super().__init__(question.prompt, self._ask(question, workbook, article), self._say(workbook.answers()))

    def receive(self, content: Message) -> Reply:
        """Save a step and open the next; a step that is done already stays as it was."""
        stage = content["stage"]
        item = {"alone": self._alone, "talk": self._talked, "again": self.question.id}[stage]
        value = "yes" if stage == "talk" else self.question.option(content["answer"]).id
        if self._say(self.workbook.answers())["stage"] == stage:
            self.workbook.commit_all({item: value}, unless=lambda answers: self._done(answers, item))
        answers = self.workbook.answers()
        reply = self._say(answers)
        if not self._done(answers, item):
            lost = "Not saved: your answers were cleared meanwhile."
            return {**reply, "failed": True, "text": f"{lost} {reply['text']}".rstrip()}
        if answers[item].value != value:
            reply["text"] = f"An earlier vote holds. {reply['text']}"
        return reply

    def foretold(self) -> Foretold:
        """Say what is seen after no vote, one, a talk, and each two votes."""
        items, texts = (self._alone, self._talked, self.question.id), self.question.texts
        reached = [(), *((a, *more) for a in texts for more in ((), ("yes",), *(("yes", b) for b in texts)))]
        states = {
            "|".join(values): self._say({i: supposed(v) for i, v in zip(items, values, strict=False)})
            for values in reached
        }
        return {"kind": "votes", "items": items, "options": [*texts], "states": states}

    def _done(self, answers: Mapping[str, Answer], item: str) -> bool:
        return item in answers if item == self._talked else bool(self._kept(answers, item))

    def _say(self, answers: Mapping[str, Answer]) -> Reply:
        """Return the stage that the answers have reached, and what may be seen there."""
        alone, again = self._kept(answers, self._alone), self._kept(answers)
        if alone is None:
            return {"stage": "alone", "text": ""}
        texts = self.question.texts
        first = f"Your first vote: {texts[alone.value]}."
        if again:
            same = "Your two votes are the same." if again.value == alone.value else "Your two votes differ."
            return {
                "stage": "done",
                "text": f"{same} Saved {again.clock}, and locked.",
                "votes": [texts[vote.value] for vote in (alone, again)],
                "feedback": self._feedback(again.value, alone.value),
                "words": self._cited,
            }
        if self._talked in answers:
            return {"stage": "again", "text": f"{first} Vote again, for the same option or another one."}
        return {"stage": "talk", "text": f"{first} Saved {alone.clock}, and locked."}

    def _feedback(self, *voted: str) -> list[Feedback]:
        """Return the feedback of the answer and then of what was voted for besides."""
        key = str(self.question.key)
        options = map(self.question.option, dict.fromkeys((key, *voted)))
        return [{"text": f"{'The answer: ' if o.id == key else ''}{o.text}", "feedback": o.feedback} for o in options]
