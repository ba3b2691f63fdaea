"""A class's answers as one page for the projector, on which nobody is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.look.html import WORDS, details, document, esc, join, language, points, quotation, spoken, table, tag
from course_utils.look.wording import cut, listed, voice_name
from course_utils.places import shelf
from course_utils.reading.evidence import Evidence
from course_utils.teacher.class_counts import Tally

#: A question shows from so many answers on; an option that fewer chose is told apart from no other.
LEAST, FEW = 5, 3
#: From so many answers on a share is rounded to tenths, below to quarters: a step is more than one student.
_MANY = 20
#: How many rows of one sorting are shown, those that split the class most.
_ROWS = 5
_VOTES = {"first": "At first", "now": "Now"}
_LOW, _HIGH = "few or none", "nearly all"
HEAD = '<!doctype html>\n<html lang="en" class="course-class">'
_PRIVATE = (
    "Nobody is seen here: a question stands from five answers on, shares are rounded, and what fewer than three chose "
    "stands with the others."
)
_CLOSED = "This tells what came later. Open it when all have made their estimate."


def bars(tally: Tally) -> dict[str, dict[str, int | None]]:
    """Return, by option or by all that few chose, the rounded shares of each vote that may be shown.

    None is few or none; there are no bars where too few have answered.
    """
    votes = {"first": tally.firsts, "now": tally.lasts}
    shown = {name: counts for name, counts in votes.items() if sum(counts.values()) >= LEAST}
    groups = {tally.options[o]: [o] for o in tally.options if any(counts[o] >= FEW for counts in shown.values())}
    if small := [option for option, text in tally.options.items() if text not in groups]:
        groups[f"others: {' · '.join(tally.options[option] for option in small)}"] = small

    def share(group: list[str], vote: Mapping[str, int]) -> int | None:
        counts = [sum(vote[option] for option in one) for one in groups.values()]
        count, hidden = sum(vote[option] for option in group), sum(c for c in counts if c < FEW)
        total = sum(counts)
        if hidden < FEW and total - hidden >= _MANY:  # not even whether it is one or two or nobody can be told
            total -= hidden
        step = 10 if total >= _MANY else 25
        return max(step, (200 * count + step * total) // (2 * step * total) * step) if count >= FEW else None

    named = {text: {name: share(group, vote) for name, vote in shown.items()} for text, group in groups.items()}
    return named if shown else {}


def class_page(title: str, article: Article, source: str, counted: Sequence[Tally]) -> Markup:
    """Write the page: a screen a question, in each notebook the most split first; it needs no network and no script.

    ``source`` says where the article's words come from.
    """
    if article.original:
        more = article.original.publisher, article.original.url
        source += f" Read more on {': '.join(filter(None, more))}"
    screens = list(_ordered(counted))
    contents = [
        tag("li", tag("a", esc(_CLOSED if _after_estimate(t) else cut(t.prompt, 70)), href=f"#q{number}"))
        for number, t in enumerate(screens, 1)
    ]
    nothing = tag("p", esc("No question has five answers yet."))
    head = tag(
        "header",
        tag("h1", esc(f"{title}: what the class said")),
        tag("p", esc(_PRIVATE)),
        tag("nav", tag("ol", *contents), aria_label="Questions") if screens else nothing,
        tag("p", esc(source), class_="source"),
        id="q0", tabindex="-1",
    )  # fmt: skip
    body = [head, *(_screen(article, tally, n, len(screens)) for n, tally in enumerate(screens, 1))]
    style, script = ((shelf("data") / f"class_page.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return document(title, style, spoken(join(body, "\n"), language(article)), script, class_="course-class")


def _after_estimate(tally: Tally) -> bool:
    return isinstance(tally.asked, Question) and tally.asked.after_estimate


def _ordered(counted: Sequence[Tally]) -> Iterator[Tally]:
    """Give what may be shown: by notebook, what tells of later last, then by the largest share that is shown."""
    rows = Counter[tuple[str, str]]()
    largest = {
        t.item: max((share or 0 for one in bars(t).values() for share in one.values()), default=0) for t in counted
    }
    shown = [t for t in counted if largest[t.item]]
    for tally in sorted(shown, key=lambda t: (t.notebook, _after_estimate(t), largest[t.item])):
        task = tally.asked[0].name if isinstance(tally.asked, tuple) else tally.item
        rows[tally.notebook, task] += 1
        if rows[tally.notebook, task] <= _ROWS:
            yield tally


def _screen(article: Article, tally: Tally, number: int, last: int) -> Markup:
    what, heading, below = [tally.notebook, tally.item], esc(tally.prompt), list[Markup]()
    match tally.asked:
        case Question() as question:
            below = [*_of_question(article, tally, question)]
        case (task, row):
            what.append(task.prompt)
            heading = tag("span", heading, class_=WORDS) if row.quoted else heading
            grounds = (esc(f"{one.summary}. {one.commitment}") for one in row.grounds)
            below = [
                details("The words that decide", points(_cited(article, word) for word in row.deciding)),
                details("The course’s reading", tag("p", esc(task.beside(row, ""))), points(grounds)),
            ]
    body, named = join([tag("h2", heading, id=f"h{number}"), _figure(tally), *below]), {"aria_labelledby": f"h{number}"}
    if _after_estimate(tally):
        body, named = details(_CLOSED, body), {"aria_label": _CLOSED}
    ways = (("Back", number - 1), ("All questions", 0), *([("Next", number + 1)] if number < last else []))
    links = tag("nav", *(tag("a", esc(text), href=f"#q{to}") for text, to in ways), aria_label=f"From {tally.item}")
    kicker = tag("p", esc(" · ".join(what)), class_="quiet")
    return tag("section", kicker, body, links, id=f"q{number}", tabindex="-1", **named)


def _figure(tally: Tally) -> Markup:
    found, rows, cells, told = bars(tally), list[Markup](), list[list[Markup]](), list[str]()
    for text, shares in found.items():
        said = {n: _LOW if s is None else f"{s} %" if s < 100 else _HIGH for n, s in shares.items()}
        drawn = [
            tag(
                "div",
                tag("span", esc(name)),
                Markup('<svg class="{}"><rect width="{}%" height="100%"/></svg>').format(name, share or 0),
                tag("b", esc(said[name]), class_="" if share else "few"),
            )
            for name, share in shares.items()
        ]
        rows.append(tag("li", tag("p", esc(text)), *drawn))
        cells.append([*map(esc, (text, *said.values()))])
        told.append(f"{cut(text, 40)}: {', '.join(f'{name} {one}' for name, one in said.items())}")
    alt = cut(f"Bar chart of a class’s answers to {tally.item} in rounded shares. {'; '.join(told)}", 250)
    columns = ("Answer", *(_VOTES[name] for name in next(iter(found.values()))))
    whole = details("The same as a table", table(f"Shares of {tally.item}, rounded", columns, cells))
    return tag("figure", tag("div", tag("ul", *rows), role="img", aria_label=alt), whole)


def _of_question(article: Article, tally: Tally, question: Question) -> Iterator[Markup]:
    if found := [quotation(article, s) for s in article.sentences if s.id in question.sentences]:
        yield details("The words it rests on", *found)
    if question.key:
        right, talk = question.option(question.key), _talk(tally, question)
        answer = tag("p", tag("strong", esc(right.text))) + tag("p", esc(right.feedback))
        yield details("Reveal the answer", answer, talk)


def _talk(tally: Tally, question: Question) -> Markup:
    """Plan three minutes for the wrong answer that most chose, if it may be seen."""
    shares = {text: one.get("now") or one.get("first") or 0 for text, one in bars(tally).items()}
    wrong = [option for option in question.options if option.id != question.key and shares.get(option.text)]
    if not wrong:
        return Markup()
    chosen = max(wrong, key=lambda option: shares[option.text])
    belief = (chosen.misconception or "").lstrip("0123456789 ")
    where = f"Read {listed(question.sentences)} aloud. " if question.sentences else ""
    steps = (
        "Ask somebody who chose it, or who sees why others did: which words made you expect that?",
        f"{where}Behind it stands: {belief}. Which word speaks for that, and which against it?",
        f"{chosen.feedback} Who would now answer otherwise, and which word decided it?",
    )
    return tag("h3", esc(f"Three minutes for “{chosen.text}”")) + tag("ol", *(tag("li", esc(step)) for step in steps))


def _cited(article: Article, word: Evidence) -> Markup:
    where = f" {word.sentence}, {voice_name(article, word.voice)}"
    return tag("span", esc(f"“{word.exact}”"), class_=WORDS) + esc(where)
