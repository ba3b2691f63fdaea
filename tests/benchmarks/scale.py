"""How loading and anchoring grow with the article and with the reading."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from figures import Table, growth, medians

from course_utils import CourseError, load_article, load_reading
from course_utils.article.article import Article
from course_utils.reading.evidence import Quote
from course_utils.reading.quotes import Body

SIZES = (2_000, 20_000, 200_000, 2_000_000, 20_000_000)
QUICK_SIZES = (2_000, 20_000, 200_000, 600_000, 2_000_000)
#: The course's own reading has the first number of anchors.
ANCHORS = (245, 1_000, 5_000, 25_000)
ROUNDS = 5
_LINEAR = (
    "The bare side is linear growth: from the base, the smallest size that takes five times what the least "
    "file takes; up to the base, from the size before."
)


def tables(quick: bool) -> Iterator[Table]:
    """Give growth with the article, with the reading, and with a reading that is all wrong."""
    sizes = QUICK_SIZES if quick else SIZES
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(scratch)
        least = partial(load_article, write_article(where / "least.txt", 1))
        texts = [partial(load_article, write_article(where / f"{size}.txt", size)) for size in sizes]
        yield Table("Articles, by size", _LINEAR, "ms", growth("{} bytes", sizes, texts, _cost(least), ROUNDS))
        counts = ANCHORS[:-1] if quick else ANCHORS
        few = partial(load_reading, write_reading(where / "few", 5))
        readings = [partial(load_reading, write_reading(where / f"{n}", n)) for n in counts]
        title = "Readings, by anchors"
        yield Table(title, _LINEAR, "ms", growth("{} anchors", counts, readings, _cost(few), ROUNDS))
        found = [partial(anchor, *quotes(where / f"{n}.txt")) for n in counts]
        title = "Anchoring alone"
        yield Table(title, _LINEAR, "ms", growth("{} quotes", counts, found, 0, ROUNDS))
        same = [partial(anchor, *first_quotes(write_unlike(where / f"unlike-{n}.txt", n))) for n in sizes]
        title = f"{ANCHORS[0]} quotes, by the article's size"
        yield Table(title, _LINEAR, "ms", growth("in {} bytes", sizes, same, _cost(same[0]), ROUNDS))
        wrong = [partial(refuse, write_reading(where / f"wrong-{n}", n, wrong=True)) for n in counts]
        title = "Readings with every quote wrong, by anchors"
        yield Table(title, _LINEAR, "ms", growth("{} anchors", counts, wrong, _cost(few), ROUNDS))


def _cost(act: Callable[[], object]) -> float:
    act()
    return medians(9, act)[0]


def write_article(path: Path, size: int) -> Path:
    """Write the course's article with its excerpt repeated until the file has so many bytes."""
    text = load_article()
    lead, *excerpt = [p for p in text.passages if p.kind != "interpolation"]
    end = excerpt[-1].end
    repeated = [text.text[: lead.end]]
    left = size - len(text.text[: lead.end].encode()) - len(text.text[end:].encode())
    while left > 0 or len(repeated) == 1:
        paragraph = excerpt[(len(repeated) - 1) % len(excerpt)].text
        repeated.append(paragraph)
        left -= len(paragraph.encode()) + 2
    path.write_text("\n\n".join(repeated) + text.text[end:], encoding="utf-8", newline="\n")
    return path


def sentence(number: int) -> str:
    """Return a sentence that occurs once, with five anchors for a reading."""
    return f"On day {number} the envoy of Armenia told the press that Azerbaijan might go by road {number}."


def whole(sentences: Sequence[str]) -> str:
    """Return an article of these sentences, ten a paragraph."""
    head = "A Title https://example.org/a\n\nSeptember 11, 2020 | Ann Author\nAbout the author:\n\nIt says:"
    paragraphs = [" ".join(sentences[at : at + 10]) for at in range(0, len(sentences), 10)]
    return "\n\n".join([head, *paragraphs, "Read more on X: https://example.org/x"])


def write_unlike(path: Path, size: int) -> Path:
    """Write an article of so many bytes in which each sentence occurs once."""
    sentences, left = list[str](), size - len(whole(()))
    while left > 0:
        sentences.append(sentence(len(sentences) + 1))
        left -= len(sentences[-1]) + 1
    path.write_text(whole(sentences), encoding="utf-8")
    return path


def write_reading(stem: Path, anchors: int, wrong: bool = False) -> Path:
    """Write an article of a sentence for every five anchors, and its reading; return the reading's path."""
    numbers = range(1, anchors // 5 + 1)
    stem.with_suffix(".txt").write_text(whole([sentence(number) for number in numbers]), encoding="utf-8")
    told = "tells" if wrong else "told"
    parts = {
        "mentions": "- {{refers_to: armenia, form: NAM, as: name, quote: {{exact: Armenia, "
        'prefix: "On day {n} the envoy of ", suffix: " ' + told + '"}}}}\n'
        "- {{refers_to: azerbaijan, form: NAM, as: name, quote: {{exact: Azerbaijan, "
        'suffix: " might ' + ("leave" if wrong else "go") + ' by road {n}."}}}}\n',
        "claims": "- {{id: c{n}, summary: They might go, kind: reported, factuality: PS+, source: [author], "
        'cues: [{{exact: {told}, prefix: "On day {n} the envoy of Armenia "}}], '
        'quotes: ["Azerbaijan might go by {way} {n}."]}}\n',
        "events": "- {{id: e{n}, label: An envoy spoke, actor: armenia, factuality: CT+, source: [author], "
        'realis: actual, quotes: ["On day {n} the envoy of Armenia {told} the press"]}}\n',
    }
    content = "reading: 1\nactors:\n- {id: armenia, name: Armenia, role: state, iso3: ARM}\n"
    content += "- {id: azerbaijan, name: Azerbaijan, role: state, iso3: AZE}\n"
    for name, form in parts.items():
        way = "rail" if wrong else "road"
        content += f"{name}:\n" + "".join(form.format(n=n, told=told, way=way) for n in numbers)
    path = stem.with_name(f"{stem.name}.reading.yaml")
    path.write_text(content, encoding="utf-8")
    return path


def quotes(path: Path) -> tuple[Article, list[Quote]]:
    """Return the article, and five quotes of each of its sentences."""
    article = load_article(path)
    found = []
    for one in article.sentences[1:]:
        head, _, tail = one.text.partition(" told the press that ")
        found += [Quote(one.text), Quote(head), Quote(tail)]
        found += [Quote("told", f"{head} "), Quote("Azerbaijan", "", tail.removeprefix("Azerbaijan"))]
    return article, found


def first_quotes(path: Path) -> tuple[Article, list[Quote]]:
    """Return the article, and as many quotes of its first sentences as the course's own reading has."""
    article = load_article(path)
    found = [Quote(one.text[at:]) for one in article.sentences[1:23] for at in range(12)]
    return article, found[: ANCHORS[0]]


def anchor(article: Article, wanted: list[Quote]) -> None:
    """Find every quote; raises RuntimeError where one is not found."""
    body = Body(article)
    if any(len(body.spans(quote)) != 1 for quote in wanted):
        raise RuntimeError(f"{len(wanted)} quotes are in the text, and not each of them was found")


def refuse(path: Path) -> None:
    """Load what does not load."""
    try:
        load_reading(path)
    except CourseError:
        return
    raise RuntimeError(f"{path.name} loads, although its quotes are wrong")
