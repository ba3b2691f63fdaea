"""Sorting: every row into a class, by keyboard alone, and then one's own classes beside the reading's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NotRequired, TypedDict

from markupsafe import Markup

from course_utils.exercises.sorting_tasks import counted
from course_utils.look.html import esc, join, points, tag, words
from course_utils.look.wording import voice_name
from course_utils.widgets.control import Control, Option

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.exercises.sorting_tasks import Entry, Held, SortingTask


class CategoryView(Option):
    """A class to sort into."""

    meaning: str


class RowView(TypedDict):
    """A row to sort."""

    id: str
    text: str
    where: str
    quoted: bool


class Item(TypedDict):
    """What is asked, and what is said where nothing is sorted yet or there is nothing to sort."""

    task: str
    keys: str
    none: str
    empty: str
    categories: list[CategoryView]
    rows: list[RowView]


class Reply(TypedDict):
    """Rows to classes, as they are on the disk, and a comparison as markup."""

    sorted: dict[str, str]
    text: str
    result: NotRequired[str]


class Message(TypedDict):
    """Rows to classes that are not yet known to be saved, and whether to compare."""

    sorted: dict[str, str]
    compare: NotRequired[bool]


class Sorting(Control[Item, Reply, Message]):
    """Keep each choice at once; compare with the reading when at least one row is sorted.

    A message holds every choice that its view has not yet seen saved, so that one which failed comes again;
    the reply holds what is on the disk. Only a comparison carries the reading's classes to the page.
    """

    script = "sorting.js"
    workbook: Workbook

    def __init__(self, task: SortingTask, workbook: Workbook, article: Article) -> None:
        self.task, self.workbook, self.article = task, workbook, article
        self._texts = {category.id: category.text for category in task.categories}
        one, several = task.unit
        last = len(task.categories)
        super().__init__(
            {
                "task": task.prompt,
                "keys": f"Keys: 1 to {last} choose a class and go on to the next {one}; arrows change it; "
                f"Tab goes from {one} to {one}.",
                "none": f"Nothing is sorted yet: put at least one {one} into a class first.",
                "empty": f"The reading has no {several} to sort.",
                "categories": [{"id": c.id, "text": c.text, "meaning": c.meaning} for c in task.categories],
                "rows": [{"id": e.id, "text": e.text, "where": e.where, "quoted": e.quoted} for e in task.entries],
            },
            self._say(),
        )

    def receive(self, content: Message) -> Reply:
        """Save what is new, then say how far the sorting is; compare where that was asked."""
        chosen = content["sorted"]
        valid = [entry.id for entry in self.task.entries]
        for row, category in chosen.items():
            if row not in valid or category not in self._texts:
                raise KeyError(f"no row {row!r} or class {category!r}; there are {', '.join(self._texts)}")
        kept = self._kept()
        new = {row: c for row, c in chosen.items() if row not in kept or kept[row].value != c}
        items = {f"{self.task.name}.{row}": category for row, category in new.items()}
        just = self.workbook.commit_all(items) if items else {}
        reply = self._say(just)
        if content.get("compare"):
            reply["result"] = self.comparison()
        return reply

    def _kept(self) -> dict[str, Answer]:
        """Return the answers on the disk that are still among the rows and classes, by row."""
        answers = self.workbook.answers()
        found = {entry.id: answers.get(f"{self.task.name}.{entry.id}") for entry in self.task.entries}
        return {row: answer for row, answer in found.items() if answer and answer.value in self._texts}

    def _say(self, just: Mapping[str, Answer] | None = None) -> Reply:
        """Say what is saved and when: of what was ``just`` saved, for the clock may have been set back."""
        kept = self._kept()
        last = max((just or kept).values(), key=lambda answer: answer.saved, default=None)
        return {
            "sorted": {row: answer.value for row, answer in kept.items()},
            "text": f"{len(kept)} of {len(self.task.entries)} sorted." + (f" Saved {last.clock}." if last else ""),
        }

    def comparison(self) -> Markup:
        """Return own classes beside the reading's as markup: first in words, then row by row."""
        kept = self._kept()
        rows = [(entry, kept[entry.id]) for entry in self.task.entries if entry.id in kept]
        counts = Counter(entry.verdict(answer.value) for entry, answer in rows)
        said = counted(counts, len(rows), self.task)
        note = "The reading is one careful coding and not the last word."
        if any(ground.main for entry in self.task.entries for ground in entry.grounds):
            one = self.task.unit[0]
            note += f" A {one} can hold several claims; your class agrees when it fits the main one."
        if any(len(entry.reading) > 1 for entry in self.task.entries):
            note += f" Where a {self.task.unit[0]} holds several, your class agrees when it is among them."
        return (
            tag("p", tag("strong", esc(said)))
            + tag("p", esc(note), class_="rtc-note")
            + join(self._beside(entry, answer) for entry, answer in rows)
        )

    def _beside(self, entry: Entry, answer: Answer) -> Markup:
        verdict = entry.verdict(answer.value)
        own = self._texts[answer.value]
        if answer.first != answer.value and answer.first in self._texts:
            own += f" (at first: {self._texts[answer.first]})"
        held = sorted(entry.reading, key=lambda category: category != answer.value)
        pairs = [
            ("Your class", own),
            ("In the reading", self._named(held) or "nothing here"),
            ("Its other claims", self._named(entry.further)),
            ("It can also be read as", self._named(entry.others)),
        ]
        main = [ground for ground in entry.grounds if ground.main]
        rest = [ground for ground in entry.grounds if not ground.main]
        heading = "Its other claims, as the course reads them" if main else self.task.heading
        why = tag("summary", esc(heading)), self._list(rest, entry.quoted)
        unfolded = {} if verdict == "agrees" else {"open": ""}
        name = entry.id if entry.quoted else entry.text
        return (
            tag("h3", esc(f"{name}: {entry.standing(answer.value)}"))
            + (tag("blockquote", tag("p", esc(entry.text)), class_="rtc-words") if entry.quoted else Markup())
            + tag("dl", *(tag("dt", esc(a)) + tag("dd", esc(b)) for a, b in pairs if b))
            + (
                tag("p", esc("What the sentence is built to say:")) + self._list(main, entry.quoted)
                if main
                else Markup()
            )
            + (tag("details", *why, **unfolded) if rest else Markup())
        )

    def _named(self, categories: Iterable[str]) -> str:
        return ", ".join(self._texts.get(category, category) for category in categories)

    def _list(self, grounds: Iterable[Held], in_sight: bool) -> Markup:
        return tag("ul", *(self._ground(ground, in_sight) for ground in grounds))

    def _ground(self, ground: Held, in_sight: bool) -> Markup:
        """Say what is held, of which class by which words, whose it is, and how else it can be read."""
        cited = (
            words(e.exact) + esc("" if in_sight else f" ({e.sentence}, {voice_name(self.article, e.voice)})")
            for e in ground.words
        )
        pieces = [
            esc(f"{ground.summary}. ◆ "),
            tag("strong", esc(self._texts.get(ground.category, ground.category))),
            esc(", by ● " if ground.words else ""),
            join(cited, ", "),
            esc(f". {ground.commitment}"),
        ]
        if ground.contested:
            said = f"It can be read in two ways: {ground.contested.reading} Or: {ground.contested.other}"
            pieces.append(tag("p", esc(said)))
        return tag("li", *pieces)

    def twin(self) -> Markup:
        """Return the task, the classes and the rows, without the reading's classes."""
        classes = tag("p", esc(" · ".join(self._texts.values())))
        rows = (
            tag("blockquote", tag("p", esc(e.text)), class_="rtc-words") + tag("p", esc(e.where))
            if e.quoted
            else tag("p", tag("strong", esc(e.text)), esc(f" ({e.where})"))
            for e in self.task.entries
        )
        return (
            tag("p", tag("strong", esc(self.task.prompt)))
            + points(esc(f"{c.text}: {c.meaning}") for c in self.task.categories)
            + tag("ol", *(tag("li", row, classes) for row in rows))
            + tag("p", tag("em", esc("To sort, choose Run, then Run All Cells.")))
        )

    def summary(self) -> str:
        """Return the task."""
        return self.task.prompt
