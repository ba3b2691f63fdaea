"""What a reading may begin with: names, pronouns, cues and times that the letters show, for a reader to take or strike.

Capitals tell names, and lists of English words (``data/english.json``) the rest; nothing is known of the world. Where a
script has no capitals, or nouns have them, no name is proposed; in other languages no pronoun, cue or time but a year.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from string import Template
from typing import Any
from unicodedata import name as name_of
from unicodedata import normalize

from course_utils.article.article import Article, Sentence
from course_utils.article.masthead import read_day
from course_utils.errors import visible
from course_utils.look.wording import cut
from course_utils.places import shelf
from course_utils.reading.evidence import Quote
from course_utils.reading.quotes import Body, folded, nearest, typed

#: Where a stretch of the article begins and ends, and what it is proposed for: a date, a kind of claim, who is meant.
Found = tuple[int, int, str]
_CAPITAL = "\ue000"  # stands for each in the pattern of a name


@dataclass
class Name:
    """Somebody or some place, the kind of each form but the name, and all that names it."""

    name: str
    role: str = ""  #: An actor's, or "place".
    aliases: dict[str, str] = field(default_factory=dict)
    spans: list[Found] = field(default_factory=list)


@cache
def _english() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shelf("data") / "english.json").read_text("utf-8"))
    return found


@cache
def _form(form: str, language: str = "en") -> re.Pattern[str]:
    """Return a pattern; in it a name in pointed brackets stands for a part of patterns, or for any word of a list."""
    known = _english() if language[:2] == "en" else _english()["elsewhere"]
    return re.compile(_spelt("".join(known.get(form, "(?!)")) if form.isalpha() else form))


def _spelt(form: str) -> str:
    parts = _english()["parts"]
    return re.sub("<([a-z_]+)>", lambda key: _spelt("|".join(sorted(parts[key[1]].split(), reverse=True))), form)


def language_of(article: Article) -> str:
    """Return what is usually written in the article's script."""
    script = name_of(next(filter(str.isalpha, article.sentences[0].text), "a"), "").partition(" ")[0]
    return str(_english()["scripts"].get(script, "en"))


def without_names(article: Article) -> str:
    """Say why no name can be told by its capitals; "" where they can."""
    words = re.findall(r"(?<=\w\s)[^\W\d_]+", article.text)
    large, cased = sum(word[0].isupper() for word in words), sum(word.lower() != word.title() for word in words)
    english = 20 * len(re.findall(r"\b(?:the|of|and|to)\b", article.text)) > len(words)
    many = large > (0.6 if english else 0.28) * cased
    return "its script has no capitals" if cased * 2 < len(words) else "too many of its words have capitals" * many


def names(article: Article) -> list[Name]:
    """Return who and what is named, the most named first."""
    runs = [] if without_names(article) else [run for one in article.sentences for run in _runs(article, one)]
    sure = {name for name, _, opens, *_ in runs if not opens}
    parts = {word for name in (*sure, article.author or "") for word in name.split()}
    small, found = {*re.findall(r"(?<!\w)[a-z]\w+", article.text)}, dict[str, Name]()
    for name, start, opens, role, acts in runs:
        first, _, rest = name.partition(" ")
        if opens and name not in sure and rest in sure:  # an adjective opens the sentence
            name, start = rest, start + len(first) + 1
        told = role == "person" or name in sure | parts or name.isupper() or any(_is_made(name, one) for one in sure)
        if told or rest or not (opens and (name.lower() in small or _form("odd").search(name) or not acts)):
            one = found.setdefault(name, Name(name))
            one.role = role if role == "person" else one.role or role
            one.spans.append((start, start + len(name), ""))
    return sorted(_merged(found), key=lambda one: (-len(one.spans), one.spans[0]))


def _runs(article: Article, sentence: Sentence) -> Iterator[tuple[str, int, bool, str, bool]]:
    """Give each name of a sentence, its place, whether it has a capital there anyway, a role, and whether it acts."""
    marked = "".join(_CAPITAL if letter.isupper() or letter.istitle() else letter for letter in sentence.text)
    for found in _form("name", article.language).finditer(marked):
        before, run = sentence.text[: found.start()], sentence.text[slice(*found.span())]
        opens = not re.search(r"\w", before) or before[-1] in "“\"‘'([«„"
        begins = opens and _form("begins", article.language).match(run)
        title = _form("title", article.language).match(run, begins.end() if begins else 0)
        own = run[title.end() :] if title else run
        if len(own) > 1 and _CAPITAL in marked[found.end() - len(own) : found.end()]:
            the = re.search(r"\bthe (\w+ )?$", before + run[: len(run) - len(own)], re.I)
            said = f"{'title ' if title and title[1] else 'the ' if the else ''}{own}"
            role = next(role for form, role in _english()["roles"].items() if _form(form).search(said))
            acts = _form("acts").match(sentence.text, found.end()) is not None
            yield own, sentence.start + found.end() - len(own), opens and not (begins and begins.end()), role, acts


def _is_made(word: str, name: str) -> bool:
    """Whether a word is made of a name, as Dovarian is of Dovaria."""
    stems = [stem for stem in (name, name.rstrip("aeiouy")) if len(name) > 3 and word.startswith(stem)]
    return word != name and any(_form("made").fullmatch(word, len(stem)) for stem in stems)


def _merged(found: dict[str, Name]) -> Iterator[Name]:
    """Put together what names the same: a surname, the letters of a long name, a word that is made of a name."""
    for name, one in sorted(found.items(), key=lambda item: len(item[0])):
        words, hosts = folded(name).split(), dict[str, str]()
        for other, long in found.items():
            whole, person = folded(other).split(), long.role == "person" or _form("legal").search(other) is not None
            short = len(words) < len(whole) and words in (whole[-len(words) :], whole[:1] * person)
            letters = len(whole) > 1 and name.replace(".", "") == "".join(_form("initials").findall(other))
            if letters or (short and (person or _form("organisation").search(name))) or _is_made(name, other):
                hosts[other] = "demonym" if _is_made(name, other) else "name"
        if name.endswith("s") and "demonym" in hosts.values():  # people are not their state
            one.role, hosts = "group", {}
        if len(hosts) != 1:
            yield one
        for other, kind in hosts.items() if len(hosts) == 1 else ():
            found[other].aliases |= {name: kind} | one.aliases
            found[other].spans = sorted(found[other].spans + one.spans)


def pronouns(article: Article, sentence: Sentence, known: list[Name]) -> Iterator[Found]:
    """Give each pronoun of a sentence, and the name of whom it may mean: the last before it that fits."""
    text = _form("expletive").sub(lambda found: "0" * len(found[0]), sentence.text)
    for found in _form("pronoun", article.language).finditer(text):
        at, person = sentence.start + found.start(), _form("people").fullmatch(found[0]) is not None
        many, own = (_form(key).fullmatch(found[0]) for key in ("several", "first"))
        fits = (one for one in known if not own and (many or (one.role == "person") == person))
        before = max(((span, one.name) for one in fits for span in one.spans if span[0] < at), default=(0, ""))
        yield at, at + len(found[0]), before[1]


def cues(article: Article, sentence: Sentence) -> Iterator[Found]:
    """Give the words of a sentence that hand it to somebody or lower it, and the kind of claim that each makes."""
    for kind in ("hypothetical", "accused", "reported", "judged"):
        for found in _form(kind, article.language).finditer(sentence.text):
            yield sentence.start + found.start(), sentence.start + found.end(), kind


def times(article: Article, sentence: Sentence) -> Iterator[Found]:
    """Give the times of a sentence, each with its EDTF date, or with none where that hangs on what is not known."""
    for found in _form("time", article.language).finditer(sentence.text):
        edtf = _edtf(found[0].lower(), article.published)
        named = re.search(r"\b[Tt]he ([0-9]{4})$", found[0])  # “in the 1988 treaty”: the year alone is a time
        yield sentence.start + found.start() + (named.start(1) if named else 0), sentence.start + found.end(), edtf


def _edtf(words: str, today: date | None) -> str:
    bare, years = _form("lead").sub("", words), re.findall(r"\b[0-9]{4}\b", words)
    if found := re.search(r"([0-9]{3})0s|\b([0-9]{1,2})\w\w.century", words):
        return f"{found[1]}X" if found[1] else f"{int(found[2]) - 1:02}XX"
    if season := re.search("(spring)|(summer)|(autumn|fall)|(winter)", bare):
        bare = bare.replace(season[0], ("april", "july", "october", "december")[(season.lastindex or 1) - 1])
    days, ago = list[tuple[int, str]](), "next" in bare or "ago" in bare
    for first, length in ("", 10), ("1 ", 7):
        for year in [f" {today.year + more}" for more in (-1, 0, 1)] if today and not years else [""]:
            with suppress(ValueError):
                gap = (today - (day := read_day(first + re.sub("^(last|this) ", "", bare) + year))).days if today else 0
                days.append((max(gap, -3 * gap), str(day)[:length]))  # rather one that was than one to come
    if days or years or not today or ago:
        found_ = min(days)[1] if days else "/".join(years)
        made = f"{found_[:4]}-{20 + (season.lastindex or 0)}" if season and found_ else found_
        return f"{made}/.." if made and words.startswith("since") else made
    back = next((n for n in range(7) if f"{today - timedelta(n):%A}".lower() in bare), None)
    last, ends = int(bare.startswith(("last", "yester"))), re.search("year$|month$|day$", bare)
    if back is None and ends:
        day = today - timedelta(last * {"day": 1, "month": today.day, "year": today.timetuple().tm_yday}[ends[0]])
        return str(day)[: {"year": 4, "month": 7, "day": 10}[ends[0]]]
    return "" if back is None else f"{today - timedelta(back)}?"


def slug(text: str) -> str:
    """Return a text as an id: small letters, digits and hyphens; "" where it has none."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain)[:40].strip("-")


def first_reading(article: Article) -> str:
    """Return a reading file that loads: each proposal is a line that can be struck alone, or stands behind “# ”."""
    body, text, known, ids = Body(article), article.text, names(article), {"": "somebody"}
    best: tuple[int, int, int, str] = (0, 0, 0, "")
    parts: dict[str, list[str]] = {key: [] for key in ("actors", "places", "times", "mentions", "claims")}
    for one in known:
        own, place = slug(one.name), one.role == "place"
        odd = re.fullmatch("[a-z]?[0-9]*|editor|author|another|somewhere", own) or own in ids.values()
        ids[one.name] = f"{own or 'name'}-{len(ids)}" if odd else own
        aliases = ", ".join(f"{{form: {_marked(form)}, kind: {kind}}}" for form, kind in one.aliases.items())
        named = ", ".join(filter(None, (_quote(body, start, end) for start, end, _ in one.spans)))
        role = f"kind: {_marked(one.name.split()[-1].lower())}" if place else f"role: {one.role}"
        line = f"id: {ids[one.name]}, name: {_marked(one.name)}, {role}, aliases: [{aliases}], named: [{named}]"
        parts["places" if place else "actors"] += [f"  - {{{line}}}"] if named else []
    for number, sentence in enumerate(article.sentences, 1):
        runs = [(end - start, start, min(end, start + 2_000), voice) for voice, _, start, end in article.runs(sentence)]
        _, start, end, voice = run = max(runs, key=lambda run: (run[3] == sentence.voice, run))
        best = max(best, run)
        for at, stop, edtf in times(article, sentence):
            line = f"id: t{number:02}-{at}, label: {_marked(text[at:stop])}, date: {_marked(edtf)}"
            unsure, quote = f"## {sentence.id}: “{visible(text[at:stop])}” has no sure date.", _quote(body, at, stop)
            parts["times"].append(f"  - {{{line}, quote: {quote}}}" if edtf and quote else unsure)
        for at, stop, whom in pronouns(article, sentence, known):
            quote = _quote(body, at, stop)
            parts["mentions"] += [f"#   - {{refers_to: {ids[whom]}, form: PRO, quote: {quote}}}"] if quote else []
        found = [cue for cue in cues(article, sentence) if start <= cue[0] < end]
        kind = found[0][2] if found else "asserted"
        sure = {"hypothetical": "PS+", "accused": "Uu", "reported": "Uu"}.get(kind, "CT+")
        said, words = ", ".join(filter(None, (_quote(body, at, stop) for at, stop, _ in found))), text[start:end]
        line = f"id: c{number:02}, summary: {_marked(f'“{cut(sentence.text, 60)}”')}, kind: {kind}, factuality: {sure}"
        quote = _quote(body, end - len(words.lstrip()), start + len(words.rstrip()))
        parts["claims"].append(f"  ## {sentence.id}, the {voice}: {visible(' '.join(sentence.text.split()))}")
        parts["claims"] += [f"  ##   cues: [{said}]"] if said else []
        parts["claims"] += [f"  - {{{line}, source: [{voice}], quote: {quote}}}"] if quote else []
    _, start, end, whose = best
    middle = text.find(" ", start + (end - start) // 3, end) + 1 or start + (end - start) // 2
    places = {"words": (start, middle - 1), "rest": (middle, end), "whole": (start, end)}
    shown: dict[str, object] = {key: _quote(body, *place) for key, place in places.items()}
    why = f"No name is proposed: {without_names(article)}." if without_names(article) else ""
    forms = {"form": _marked(text[start : middle - 1]), "form2": _marked(text[middle:end])}
    told = {"article": _marked(article.name), "heading": visible(article.title), "voice": whose, "unnamed": why}
    listed = {key: "".join(f"{line}\n" for line in lines) for key, lines in parts.items()}
    made = Template((shelf("data") / "new/reading.yaml").read_text("utf-8")).substitute(shown | forms | told | listed)
    made = made.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # YAML takes these for the ends of lines
    unseen = "## A sign that cannot be seen stands in these words; take it out of the article."
    return re.sub(".*\ufeff.*", unseen, made)


def _marked(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quote(body: Body, start: int, end: int) -> str | None:
    """Write a stretch as a quote that stands in one place alone; None where it is of two voices, or none is found."""
    plain, text = Quote(exact=body.article.text[start:end]), body.article.text
    if len(body.spans(plain, 2)) == 1:
        return _marked(plain.exact) if body.evidence(start, end) else None
    wide = (Quote(exact=plain.exact, prefix=text[max(0, start - size) : start]) for size in (100, 400, 1600, 6400))
    best = nearest(body, plain, start, end) or next((one for one in wide if len(body.spans(one, 2)) == 1), None)
    return typed(best) if best and body.evidence(start, end) else None
