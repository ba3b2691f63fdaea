"""Finding names in a text: the course's own way beside three libraries, on the same text and traps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from figures import Row, Table, medians
from name_traps import NAMES, TRAPS, Span
from rivals import flashtext, pyahocorasick, pyahocorasick_complete, spacy

from course_utils import load_article, load_context, load_reading
from course_utils.outside.name_finder import names

#: Where a text is cut, between paragraphs: spaCy takes no million characters at once.
CHUNK = 100_000


Find = Callable[[str], list[Span]]


def ours(forms: Sequence[str]) -> Find:
    """Find names as the course does."""
    finditer = names(tuple(forms)).finditer
    return lambda text: [found.span() for found in finditer(text)]


COURSE = "the course"
#: Each way of finding names: given the names, it returns what finds them.
WAYS: dict[str, Callable[[Sequence[str]], Find]] = {
    COURSE: ours,
    "spaCy's PhraseMatcher": spacy,
    "flashtext": flashtext,
    "pyahocorasick, longest, word boundaries": pyahocorasick,
    "pyahocorasick with every spelling put in": pyahocorasick_complete,
}


def tables(quick: bool) -> Iterator[Table]:
    """Give the speeds and the traps, for names alone and for all that the reading and the context name."""
    about = (
        "The course's time for a megabyte of the article, again and again, beside that of each other way. "
        "Each is given the forms as written and in capitals. The course is to be at least level with the "
        f"fastest that finds all that {len(TRAPS)} traps hide, and nothing else."
    )
    more = ("traps right", "MB/s", "traps it falls into")
    texts = chunks(500_000 if quick else 5_000_000)
    for what, forms in (("names", NAMES), ("forms, small letters too", every_form())):
        rows = _rows(forms, texts, 3 if quick else 5)
        yield Table(f"Finding {what}", f"{len(forms)} {what}. {about}", "ms", rows, more)


def every_form() -> tuple[str, ...]:
    """Return whatever the course's reading and context call somebody or some place."""
    reading = load_reading()
    forms = {one.name for one in (*reading.actors, *reading.places)}
    forms |= {alias.form for actor in reading.actors for alias in actor.aliases}
    return tuple(sorted(forms | {form for one in load_context().unnamed for form in one.forms}))


def wrong(find: Find) -> list[str]:
    """Return the traps that one way falls into; it is given their names."""
    return [trap for trap, (text, spans) in TRAPS.items() if find(text) != spans]


def _rows(forms: Sequence[str], texts: Sequence[str], rounds: int) -> Iterator[Row]:
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    taken = medians(rounds, *(partial(run, make(forms), texts) for make in WAYS.values()))
    times = {name: took / megabytes for name, took in zip(WAYS, taken, strict=True)}
    mistakes = {name: wrong(make(NAMES)) for name, make in WAYS.items()}
    right = [times[name] for name in WAYS if name != COURSE and not mistakes[name]]
    found = {name: WAYS[name](forms)(texts[0]) for name in WAYS if not mistakes[name]}
    for name, took in times.items():
        fallen = mistakes[name]
        target = 1.0 if right and took == min(right) and name != COURSE else None
        fault = verdict(fallen, right, list(found.values())) if name == COURSE else ""
        more = (f"{len(TRAPS) - len(fallen)} of {len(TRAPS)}", f"{1000 / took:.1f}", "; ".join(fallen))
        yield Row(name, times[COURSE], took, target, more, fault)


def verdict(fallen: Sequence[str], right: Sequence[float], found: Sequence[list[Span]]) -> str:
    """Say what is wrong with a comparison; ``found`` is what each way found that falls into no trap."""
    if fallen:
        return "it falls into traps."
    if not right:
        return "no other way finds all that the traps hide, so there is nothing to be level with."
    if not found[0] or any(other != found[0] for other in found):
        return "those that fall into no trap find different names in the text, or none."
    return ""


def run(find: Find, texts: Sequence[str]) -> None:
    """Find the names in every text."""
    for text in texts:
        find(text)


def chunks(size: int) -> list[str]:
    """Return the article's body again and again, as so many bytes in chunks of whole bodies."""
    article = load_article()
    body = article.text[article.passages[0].start : article.passages[-1].end] + "\n\n"
    times = CHUNK // len(body)
    return [body * times] * (size // len((body * times).encode()))
