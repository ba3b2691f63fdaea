"""The question bank: three options each, and feedback for every one of them.

One bank goes to the notebooks and, later, to handouts and learning platforms. Explained feedback teaches
most (Van der Kleij and others 2015: effect 0.49 against 0.05 for right or wrong alone), so no option is
without its own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from course_utils.errors import Problem, Problems, QuestionsError, unknown_name
from course_utils.files.forms import Form
from course_utils.files.yaml_text import Node, read_plain
from course_utils.places import shelf

Kind = Literal["recall", "prediction", "check", "exit"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    id: str
    text: str
    #: Why it is right or wrong, in words of its own.
    feedback: str
    #: What a student who chooses it believes; None for a right answer and where none is wrong.
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with exactly three options.

    Raises ValueError where it could not be asked as it stands.
    """

    id: str
    notebook: str
    kind: Kind
    prompt: str
    options: tuple[Option, ...]
    #: The right option's id; None where the question asks for a guess or a view.
    key: str | None
    #: 1 (anyone who has read the page) to 3 (has to be thought about).
    difficulty: int
    #: Ids of the sentences that the answer rests on.
    sentences: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ids = [option.id for option in self.options]
        if len(ids) != 3 or len(set(ids)) != 3:
            raise ValueError(f"expected three options with ids of their own, found {', '.join(ids) or 'none'}.")
        if self.key is not None and self.key not in ids:
            raise ValueError(unknown_name(self.key, ids, "an option's id, so it cannot be the key"))
        if len({option.feedback for option in self.options}) != 3:
            raise ValueError("two options have the same feedback; say of each why it is right or wrong.")
        for option in self.options:
            if (option.misconception is None) != (self.key is None or option.id == self.key):
                raise ValueError(
                    f"option {option.id}: a wrong option, and no other, names the misconception it catches."
                )
        if self.difficulty not in (1, 2, 3):
            raise ValueError(f"difficulty must be 1, 2 or 3, found {self.difficulty}.")

    def has(self, name: str) -> bool:
        """Say whether an option has this id."""
        return any(option.id == name for option in self.options)

    def option(self, name: str) -> Option:
        """Return the option with this id; raises KeyError that lists the ids."""
        for option in self.options:
            if option.id == name:
                return option
        raise KeyError(f"question {self.id} has no option {name!r}; it has {', '.join(o.id for o in self.options)}")


def load_questions(path: str | os.PathLike[str] | None = None) -> tuple[Question, ...]:
    """Load a question bank, the course's own if none is named, in the order of the file.

    Raises QuestionsError with every problem of the file.
    """
    file = Path(path) if path else shelf("data") / "questions.yaml"
    log = Problems(file.name, QuestionsError)
    root = Form(read_plain(file, log), "", log, required=("questions",))
    questions: list[Question] = []
    lines: dict[str, int] = {}
    for node in root.items("questions"):
        question = _question(node, log)
        if question and question.id in lines:
            log.add(node.line, f"{question.id}: this id stands in line {lines[question.id]} already.")
        elif question:
            questions.append(question)
            lines[question.id] = node.line
    log.close()
    return tuple(questions)


def unknown_sentences(questions: tuple[Question, ...], valid: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return a problem for every sentence id that the article does not have."""
    return tuple(
        Problem("questions.yaml", f"{question.id}: {unknown_name(name, valid, 'a sentence of the article')}")
        for question in questions
        for name in question.sentences
        if name not in valid
    )


def _question(node: Node, log: Problems) -> Question | None:
    form = Form(
        node, "question", log,
        required=("id", "notebook", "kind", "prompt", "options", "difficulty"),
        optional=("key", "sentences"),
    )  # fmt: skip
    form.where = form.text("id") or "question"
    kind = form.choice("kind", get_args(Kind))
    difficulty = form.choice("difficulty", ("1", "2", "3"))
    options = [_option(option, form.where, log) for option in form.items("options")]
    sentences = tuple(text.text for text in form.texts("sentences"))
    if not form.whole or kind is None or difficulty is None or None in options:
        return None
    try:
        return Question(
            id=form.text("id") or "",
            notebook=form.text("notebook") or "",
            kind=cast(Kind, kind),
            prompt=form.text("prompt") or "",
            options=tuple(option for option in options if option),
            key=form.text("key"),
            difficulty=int(difficulty),
            sentences=sentences,
        )
    except ValueError as error:
        form.add(form.line, str(error))
        return None


def _option(node: Node, where: str, log: Problems) -> Option | None:
    form = Form(node, f"{where}, option", log, required=("id", "text", "feedback"), optional=("misconception",))
    if not form.whole:
        return None
    return Option(
        form.text("id") or "", form.text("text") or "", form.text("feedback") or "", form.text("misconception")
    )
