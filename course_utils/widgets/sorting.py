"""Sorting: every row into a class, by keyboard alone, and then one's own classes beside the reading's."""

from collections.abc import Collection
from typing import NotRequired, TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.exercises.sorting_tasks import Entry, Held, SortingTask
from course_utils.look.html import WORDS, details, esc, join, points, tag, words
from course_utils.look.wording import voice_name
from course_utils.reading.evidence import Evidence
from course_utils.widgets.control import Control, Foretold, invited, saved

#: A class to sort into, and a row to sort.
CategoryView = TypedDict("CategoryView", {"id": str, "text": str, "meaning": str})
RowView = TypedDict("RowView", {"id": str, "text": str, "where": str, "quoted": bool})
#: What to do, what one row is called and several, the classes and the rows.
Item = TypedDict(
    "Item", {"task": str, "unit": tuple[str, str], "categories": list[CategoryView], "rows": list[RowView]}
)
#: Rows to classes, as they are on the disk, and a comparison as markup.
Reply = TypedDict("Reply", {"sorted": dict[str, str], "text": str, "result": NotRequired[str]})
#: Stands for what was chosen at first, where that is another class.
FIRST = "\ue001"
#: Rows to classes that are not yet known to be saved, and whether to compare.
Message = TypedDict("Message", {"sorted": dict[str, str], "compare": NotRequired[bool]})


class Sorting(Control[Item, Reply, Message]):
    """Keep each choice at once; compare with the reading when at least one row is sorted.

    A message holds every choice that its view has not yet seen saved, so that one which failed comes again;
    the reply holds what is on the disk. Only a comparison carries the reading's classes to the page.
    """

    script = "sorting.js"
    workbook: Workbook
    article: Article

    def __init__(self, task: SortingTask, workbook: Workbook, article: Article) -> None:
        self.task, self.workbook, self.article = task, workbook, article
        self._texts = task.texts
        classes: list[CategoryView] = [{"id": c.id, "text": c.text, "meaning": c.meaning} for c in task.categories]
        rows: list[RowView] = [{"id": e.id, "text": e.text, "where": e.where, "quoted": e.quoted} for e in task.entries]
        item: Item = {"task": task.prompt, "unit": task.unit, "categories": classes, "rows": rows}
        super().__init__(task.prompt, item, self._say())

    def receive(self, content: Message) -> Reply:
        """Save what is new, then say how far the sorting is; compare where that was asked."""
        kept, rows = self._say()["sorted"], {entry.id for entry in self.task.entries}
        for row, category in content["sorted"].items():
            if row not in rows or category not in self._texts:
                raise KeyError(f"no row {row!r} or class {category!r}; there are {', '.join(self._texts)}")
        new = {f"{self.task.name}.{row}": c for row, c in content["sorted"].items() if kept.get(row) != c}
        reply = self._say(self.workbook.commit_all(new).values() if new else ())
        if content.get("compare"):
            reply["result"] = self.comparison()
        return reply

    def _say(self, just: Collection[Answer] = ()) -> Reply:
        """Say what is saved and when: of what was ``just`` saved, for the clock may have been set back."""
        rows = self.task.sorted_in(self.workbook.answers())
        done = f"{len(rows)} of {len(self.task.entries)} sorted. {saved(just or [answer for _, answer in rows])}"
        return {"sorted": {entry.id: answer.value for entry, answer in rows}, "text": done.rstrip()}

    def comparison(self) -> Markup:
        """Return own classes beside the reading's as markup: first in words, then for each row, to stand under it."""
        rows = self.task.sorted_in(self.workbook.answers())
        head = tag("p", tag("strong", esc(self.task.counted(rows)))) + self._note
        return head + join(self._beside(entry, answer.value, self._first(answer)) for entry, answer in rows)

    def foretold(self) -> Foretold:
        """Give each row beside each class; what was chosen at first is filled in."""
        rows = {e.id: {name: self._beside(e, name, FIRST) for name in self._texts} for e in self.task.entries}
        return {"kind": "sorting", "note": self._note, "rows": rows, **self.task.foretold()}

    def _first(self, answer: Answer) -> str:
        other = answer.first != answer.value and answer.first in self._texts
        return f" (at first: {self._texts[answer.first]})" if other else ""

    @property
    def _note(self) -> Markup:
        one, note = self.task.unit[0], "The course’s reading is one careful reader’s and not the last word."
        if any(ground.main for entry in self.task.entries for ground in entry.grounds):
            note += f" A {one} can hold several claims; the course sorts it by its main one."
        if any(len(entry.reading) > 1 for entry in self.task.entries):
            note += f" Where it finds several in a {one}, any of them is its reading."
        return tag("p", esc(note), class_="rtc-note")

    def _beside(self, entry: Entry, category: str, first: str) -> Markup:
        """Show the words that decide, and only then the two readings of them and what the course's rests on."""
        own = self._texts[category] + first
        main = [ground for ground in entry.grounds if ground.main]
        decide = dict.fromkeys(self._cited(e, entry.quoted) for e in entry.deciding)
        name, agrees = entry.id if entry.quoted else entry.text, entry.verdict(category) == "agrees"
        head = tag("h3", esc(name), class_="rtc-hidden")
        put = tag("p", esc(f"You put it under {own}. {self.task.beside(entry, category)}"))
        grounds = points(self._words_first(one, entry.quoted) + self._held(one) for one in entry.grounds)
        if not main and not agrees:
            lead = tag("p", esc("The words that decide, each ◆ as the course reads it:"))
            return tag("div", head, lead, grounds, put, data_row=entry.id)
        parts = [head, tag("p", esc("The words that decide: ● "), join(decide, ", ")), put]
        if not agrees:
            parts.append(tag("p", esc("◆ What the sentence is built to say, as the course reads it:")))
            parts.append(points(map(self._held, main)))
        return tag("div", *parts, details(f"{name}: {self.task.heading}", grounds), data_row=entry.id)

    def _cited(self, piece: Evidence, in_sight: bool) -> Markup:
        where = "" if in_sight else f" ({piece.sentence}, {voice_name(self.article, piece.voice)})"
        return words(piece.exact) + esc(where)

    def _words_first(self, ground: Held, in_sight: bool) -> Markup:
        cited = join((self._cited(piece, in_sight) for piece in ground.words), ", ")
        return esc("● ") + cited + esc(": ◆ ") + tag("strong", esc(self._texts[ground.category])) + esc(". ")

    def _held(self, ground: Held) -> Markup:
        """Say what is held and whose it is, and how another careful reader reads it."""
        two = ground.contested
        other = tag("p", esc(f"The course: {two.reading} Another careful reader: {two.other}")) if two else Markup()
        return esc(f"{ground.summary}. {ground.commitment}") + other

    def twin(self) -> Markup:
        """Return the task, the classes and the rows, without the reading's classes."""
        classes = tag("p", esc(" · ".join(self._texts.values())))
        rows = (
            tag("blockquote", tag("p", esc(e.text)), class_=WORDS) + tag("p", esc(e.where))
            if e.quoted
            else tag("p", tag("strong", esc(e.text)), esc(f" ({e.where})"))
            for e in self.task.entries
        )
        listed = points(esc(f"{c.text}: {c.meaning}") for c in self.task.categories)
        body = listed + tag("ol", *(tag("li", row, classes) for row in rows))
        return invited(self.summary, body, "To sort")
