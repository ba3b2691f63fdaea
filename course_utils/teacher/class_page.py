"""A class's answers as one page for the projector, on which nobody is seen."""

from __future__ import annotations

import base64
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.look.html import WORDS, details, document, esc, join, language, points, quotation, spoken, table, tag
from course_utils.look.theme import FACES
from course_utils.look.wording import cut, listed, voice_name
from course_utils.places import shelf
from course_utils.teacher.class_counts import Tally

#: A question shows from so many answers on; an option that fewer chose is told apart from no other.
LEAST, FEW = 5, 3
#: Into how many parts a column is cut: the first that keep equal ones equal, others apart and all near what they are.
_PARTS, _AWAY = (10, 20, 25, 50), 0.075
#: How many rows of one sorting are shown, those that split the class most.
_ROWS = 5
#: How many letters of a question stand on the first screen, in one row.
_SHORT = 40
_VOTES = {"first": "At first", "now": "Now"}
_LOW, _MORE = "few or none", " or more"
_BAR = Markup(
    '<div><span>{0}</span><svg class="{0}"><rect width="{1}%" height="100%"/></svg><b class="{2}">{3}</b></div>'
)
HEAD = '<!doctype html>\n<html lang="en" class="course-class">'
_PRIVATE = (
    "Nobody is seen here: a question stands from five answers on, shares are rounded, and what fewer than three chose "
    "stands with the others."
)
_NOTHING = "No question has five answers yet."
_CLOSED = "This tells what came later. Open it when all have made their estimate."


def bars(tally: Tally) -> dict[str, dict[str, int | None]]:
    """Return, by option or by all that few chose, the rounded shares of each vote that may be shown.

    None is few or none, and the only number of a vote is the least that it may be: whether all agree would tell of
    those who do not. There are no bars where too few have answered.
    """
    votes = {"first": tally.firsts, "now": tally.lasts}
    if isinstance(tally.asked, Question) and tally.asked.kind == "prediction":
        del votes["now"]  # it locks
    shown = {name: counts for name, counts in votes.items() if sum(counts.values()) >= LEAST}
    groups = {tally.options[o]: [o] for o in tally.options if any(counts[o] >= FEW for counts in shown.values())}
    if not groups:
        return {}
    if small := [option for option, text in tally.options.items() if text not in groups]:
        groups[f"others: {' · '.join(tally.options[option] for option in small)}"] = small
    columns = dict[str, list[int | None]]()
    for name, vote in shown.items():
        counts = [sum(vote[option] for option in group) for group in groups.values()]
        large, few = ([count for count in counts if (count >= FEW) == many] for many in (True, False))
        rest = sum(few) if sum(few) >= FEW else bool(few)  # whether it is one or two or nobody cannot be told
        shares = _rounded(large, rest)
        if len(large) < 2:  # all or most: of one share those few, or that there are none, could be told
            shares = {count: 10 * count // (count + max(rest, FEW - 1)) * 10 for count in large}
        columns[name] = [shares.get(count) for count in counts]
    return {text: {name: columns[name][at] for name in shown} for at, text in enumerate(groups)}


def _rounded(counts: Sequence[int], few: int) -> dict[int, int]:
    """Round counts to shares in percent by largest remainders, so that with ``few`` they make a hundred.

    Equal ones stay equal, and unequal ones unequal; where three and more are equal, they may make 99 or 101.
    """
    sizes, total = Counter(sorted([*counts, few])), sum(counts) + few
    for parts in (*_PARTS, total):
        given = {count: count * parts // total for count in sizes}
        for _, count in sorted(((count * parts % total, count) for count in sizes), reverse=True):
            left = parts - sum(given[one] * many for one, many in sizes.items())
            given[count] += count > 0 and sizes[count] <= left
        told = [part for count, part in given.items() if count >= FEW]
        near = all(abs(part / parts - count / total) <= _AWAY for count, part in given.items())
        if near and told == sorted({*told} - {0}) and parts == sum(given[one] * many for one, many in sizes.items()):
            break
    return {count: round(100 * part / parts) for count, part in given.items() if count >= FEW}


def class_page(title: str, article: Article, source: str, counted: Sequence[Tally], talks: Mapping[str, str]) -> Markup:
    """Write the page: a screen a question, in each notebook the most split first; it needs no network and no script.

    ``source`` says where the article's words come from, and ``talks`` what to do about a misconception.
    """
    if article.original:
        more = article.original.publisher, article.original.url
        source += f" Read more on {': '.join(filter(None, more))}"
    screens = list(_ordered(counted))
    contents = list[Markup]()
    for notebook, group in groupby(enumerate(screens, 1), lambda one: one[1].notebook):
        asked = {n: cut(_CLOSED if _after_estimate(t) else t.prompt, _SHORT) for n, t in group}
        links = (tag("li", tag("a", esc(text), href=f"#q{n}")) for n, text in asked.items())
        alone = {"open": ""} if len(asked) == len(screens) else {}
        contents.append(details(notebook, tag("ol", *links, start=str(min(asked))), name_="notebook", **alone))
    head = tag(
        "header",
        tag("h1", esc(f"{title}: what the class said")),
        tag("p", esc(_PRIVATE)),
        tag("nav", *contents, aria_label="Questions") if screens else tag("p", esc(_NOTHING)),
        tag("p", esc(source), class_="source"),
        id="q0", tabindex="-1",
    )  # fmt: skip
    body = [head, *(_screen(article, t, n, len(screens), talks) for n, t in enumerate(screens, 1))]
    style, script = ((shelf("data") / f"class_page.{kind}").read_text("utf-8") for kind in ("css", "js"))
    whole = spoken(join(body, "\n"), language(article))
    return document(title, style + "".join(_faces(whole.unescape())), whole, script, class_="course-class")


def _faces(shown: str) -> Iterator[str]:
    """Give the course's faces with the letters of a page alone; the whole ones would take 200 kB of it."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # which takes the faces for too old
    shapes = ["*"] if re.search("[\u0590-\u08ff]", shown) else []  # what joins Arabic letters takes a second
    letters = "".join({*shown})
    for file, (family, weight) in FACES.items():
        subsetter = Subsetter(Options(layout_features=shapes, hinting=False))
        subsetter.populate(text=letters)
        with TTFont(shelf("data") / "fonts" / file, recalcTimestamp=False) as font:
            subsetter.subset(font)
            font.flavor = "woff"
            font.save(packed := io.BytesIO())
        own = base64.b64encode(packed.getvalue()).decode()
        yield f'@font-face{{font-family:"{family}";font-weight:{weight};src:url(data:font/woff;base64,{own})}}\n'


def _after_estimate(tally: Tally) -> bool:
    return isinstance(tally.asked, Question) and tally.asked.after_estimate


def _ordered(counted: Sequence[Tally]) -> Iterator[Tally]:
    """Give what may be shown: by notebook, what tells of later last, then what split the class most."""
    rows = Counter[tuple[str, str]]()
    shown = [t for t in counted if any(share for one in bars(t).values() for share in one.values())]
    for tally in sorted(shown, key=lambda t: (t.notebook, _after_estimate(t), -t.split)):
        task = tally.asked[0].name if isinstance(tally.asked, tuple) else tally.item
        rows[tally.notebook, task] += 1
        if rows[tally.notebook, task] <= _ROWS:
            yield tally


def _screen(article: Article, tally: Tally, number: int, last: int, talks: Mapping[str, str]) -> Markup:
    what, heading, below = [tally.notebook, tally.item], esc(tally.prompt), list[Markup]()
    match tally.asked:
        case Question() as question:
            quoted = [quotation(article, one) for one in article.sentences if one.id in question.sentences]
            below = [details("The words it rests on", *quoted)] if quoted else []
            if question.key:
                right, talk = question.option(question.key), _talk(tally, question, talks)
                answer = tag("p", tag("strong", esc(right.text))) + tag("p", esc(right.feedback))
                below.append(details("Reveal the answer", answer, talk))
        case (task, row):
            what.append(task.prompt)
            heading = tag("span", heading, class_=WORDS) if row.quoted else heading
            grounds = (esc(f"{one.summary}. {one.commitment}") for one in row.grounds)
            words = (
                tag("span", esc(f"“{one.exact}”"), class_=WORDS)
                + esc(f" {one.sentence}, {voice_name(article, one.voice)}")
                for one in row.deciding
            )
            read = details("The course’s reading", tag("p", esc(task.beside(row, ""))), points(grounds))
            below = [details("The words that decide", points(words)), read]
    body, named = join([tag("h2", heading, id=f"h{number}"), _figure(tally), *below]), {"aria_labelledby": f"h{number}"}
    if _after_estimate(tally):
        body, named = details(_CLOSED, body), {"aria_label": _CLOSED}
    ways = (("Back", number - 1), ("All questions", 0), *([("Next", number + 1)] if number < last else []))
    links = tag("nav", *(tag("a", esc(text), href=f"#q{to}") for text, to in ways), aria_label=f"From {tally.item}")
    kicker = tag("p", esc(" · ".join(what)), class_="quiet")
    return tag("section", kicker, body, links, id=f"q{number}", tabindex="-1", **named)


def _figure(tally: Tally) -> Markup:
    found, rows, cells, told = bars(tally), list[Markup](), list[list[Markup]](), list[str]()
    votes = next(iter(found.values()))
    lone = {name for name in votes if sum(bool(shares[name]) for shares in found.values()) == 1}
    for text, shares in found.items():
        said = {n: _LOW if s is None else f"{s} %" + _MORE * (n in lone) for n, s in shares.items()}
        plain = {name: "" if share and name not in lone else "few" for name, share in shares.items()}
        drawn = (_BAR.format(name, share or 0, plain[name], said[name]) for name, share in shares.items())
        rows.append(tag("li", tag("p", esc(text)), *drawn))
        cells.append([*map(esc, (text, *said.values()))])
        told.append(f"{cut(text, 40)}: {', '.join(f'{name} {one}' for name, one in said.items())}")
    alt = cut(f"Bar chart of a class’s answers to {tally.item} in rounded shares. {'; '.join(told)}", 250)
    columns = ("Answer", *(_VOTES[name] for name in votes))
    whose = " of those who answered both times" if tally.single and columns[2:] else ""
    whole = details(f"Rounded shares{whose}, as a table", table(f"Shares of {tally.item}, rounded", columns, cells))
    return tag("figure", tag("div", tag("ul", *rows), role="img", aria_label=alt), whole)


def _talk(tally: Tally, question: Question, talks: Mapping[str, str]) -> Markup:
    """Plan three minutes for the wrong answer that most chose, if it may be seen."""
    shares = {text: one.get("now") or one.get("first") or 0 for text, one in bars(tally).items()}
    wrong = [option for option in question.options if option.id != question.key and shares.get(option.text)]
    if not wrong:
        return Markup()
    chosen = max(wrong, key=lambda option: shares[option.text])
    named = chosen.misconception or ""
    where = f"Read {listed(question.sentences)} aloud. " if question.sentences else ""
    usual = f"{where}Which word speaks for that, and which against it?"
    steps = (
        "Ask somebody who chose it, or who sees why others did: which words made you expect that?",
        f"Behind it stands: {named.lstrip('0123456789 ').rstrip('.')}. {talks.get(named) or usual}",
        f"{chosen.feedback} Who would now answer otherwise, and which word decided it?",
    )
    return tag("h3", esc(f"Three minutes for “{chosen.text}”")) + tag("ol", *(tag("li", esc(step)) for step in steps))
