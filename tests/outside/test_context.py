"""What stands beside the article is dated, sourced, graded and fair; a broken file says all that is wrong."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.article.article import Article, read_article
from course_utils.errors import ContextError
from course_utils.look.wording import source_short as short
from course_utils.outside.context import Context, Fact, Share, Side, Source, Sourced, Unnamed, load_context
from course_utils.places import shelf

CONTEXT = load_context()
ARTICLE = read_article()
DAY = ARTICLE.published
FACTS = {fact.id: fact for fact in CONTEXT.facts}
SIDES = [(dispute.id, side) for dispute in CONTEXT.contested for side in dispute.sides]
HERE = Path(__file__).parent
TABLES = yaml.safe_load((HERE / "contexts.yaml").read_text("utf-8"))
WHOLE: str = TABLES["whole"]
VETTED: dict[str, Any] = yaml.safe_load((HERE / "vetted.yaml").read_text("utf-8"))


def statements() -> Iterator[tuple[str, str, Sourced]]:
    for fact in CONTEXT.facts:
        yield fact.id, fact.sentence, fact
        if fact.disagreement:
            yield fact.id, fact.disagreement.text, fact.disagreement
    for estimate in CONTEXT.estimates:
        yield from ((estimate.id, value.text, value) for value in estimate.values)
    for dispute in CONTEXT.contested:
        yield from ((dispute.id, side.text, side) for side in dispute.sides)
    yield from ((one.id, one.sentence, one) for one in CONTEXT.unnamed)


STATEMENTS = tuple(statements())
COURSES = [dispute.course for dispute in CONTEXT.contested if dispute.course]
OWN_WORDS = [
    *(text for fact in CONTEXT.facts for text in (fact.label, fact.sentence)),
    *(text for one in CONTEXT.unnamed for text in (one.name, one.sentence)),
    *COURSES,
]
ALL_WORDS = [
    *(fact.label for fact in CONTEXT.facts),
    *(text for _, text, _ in STATEMENTS),
    *COURSES,
    *(estimate.note for estimate in CONTEXT.estimates if estimate.note),
]


def load(tmp_path: Path, text: str, article: Article | None = None) -> Context:
    file = tmp_path / "c.yaml"
    file.write_text(text, "utf-8")
    return load_context(file, article=article)


# The course's own context


def test_everything_is_there() -> None:
    assert sorted(FACTS) == [f"F{number:02}" for number in range(1, 44)]
    assert [dispute.id for dispute in CONTEXT.contested] == [f"S{number}" for number in range(1, 12)]
    assert sum(fact.disagreement is not None for fact in CONTEXT.facts) == 32
    labels = [fact.label for fact in CONTEXT.facts]
    assert (len(set(labels)), max(map(len, labels))) == (43, 34)
    assert all(side.who for _, side in SIDES)


def test_every_source_says_whose_outlet_it_is() -> None:
    """A grade is no side: a reader sees that a report comes from one of the states that it is about."""
    assert [source.id for source in CONTEXT.library if not source.outlet] == []
    near = [source for source in CONTEXT.library if re.search(r"\.(am|az)/", source.url or "")]
    states = re.compile("Armenia|Azerbaijan|Karabakh|US-funded")
    assert len(near) > 9
    assert [source.id for source in near if not states.search(source.outlet or "")] == []


def sides(test: Callable[[Side], bool]) -> list[list[str | None]]:
    return [[name, side.who] for name, side in SIDES if test(side)]


FOUND: dict[str, Any] = {
    "how many sides": [len(dispute.sides) for dispute in CONTEXT.contested],
    "how many values": {estimate.id: len(estimate.values) for estimate in CONTEXT.estimates},
    "grades": Counter(source.grade for source in CONTEXT.library),
    "whose words are contested": [dispute.id for dispute in CONTEXT.contested if dispute.voice == "editor"],
    "suppliers": [[row.date, row.importer, row.supplier, row.percent] for row in CONTEXT.series],
    "labels that need most care": {name: FACTS[name].label for name in VETTED["labels that need most care"]},
    "dates no finer than what was verified": {
        name: FACTS[name].date for name in VETTED["dates no finer than what was verified"]
    },
    "whom the article does not name": [one.id for one in CONTEXT.unnamed_in(ARTICLE)],
    "whom it does not name, with the sequel": [one.id for one in CONTEXT.unnamed_in(ARTICLE, after_page=True)],
    "facts after the page": [fact.id for fact in CONTEXT.facts if fact.after(DAY)],
    "shares after the page": sorted({row.date for row in CONTEXT.series if row.after(DAY)}),
    "sides after the page": sides(lambda side: side.after(DAY)),
    "undated sides of later sources": sides(
        lambda side: min((source.year or "0")[:4] for source in side.sources) > "2020" and not side.after(DAY)
    ),
    "facts of grade C alone": [fact.id for fact in CONTEXT.facts if fact.weak],
    "sides of grade C alone": sides(lambda side: side.weak),
    "who says summoned": [[name, text] for name, text, _ in STATEMENTS if "summon" in text.casefold()],
}


@pytest.mark.parametrize("what", FOUND)
def test_the_context_says_what_was_vetted(what: str) -> None:
    assert FOUND[what] == VETTED[what]


@pytest.mark.parametrize("word", VETTED["not verified"])
def test_what_was_not_verified_is_not_stated(word: str) -> None:
    assert [text for text in ALL_WORDS if word.casefold() in text.casefold()] == []
    assert [source.id for source in CONTEXT.library if word in (source.url or "")] == []


FORMS = [
    ("Turkish", "turkey’s (TURKISH) army", True),
    ("Turkey", "Turkeys, MacTurkey, Turkey2 and Turkey\u0304", False),
    ("Iran", "a pro-Iran/Baku stance", True),
    ("Iran", "éIran, e\u0301Iran and Iranian", False),
    ("Türkiye", "tu\u0308rkiye", True),
    ("Tu\u0308rkiye", "TÜRKIYE", True),
    ("Minsk Group", "the minsk \n  Group", True),
    ("Minsk Group", "Minsk\u202fGroup", True),
    ("Minsk Group", "Minsk\n\nGroup", False),
    ("Nagorno-Karabakh", "Nagorno–Karabakh", True),
    ("Nagorno–Karabakh", "nagorno\u2011karabakh", True),
    ("Côte d’Ivoire", "Côte d'Ivoire", True),
    ("a.c", "abc", False),
    (" ", " – ", False),
    ("South Caucasus states", "a South Caucasus statesman", False),
]


@pytest.mark.parametrize(("form", "text", "named"), FORMS)
def test_a_form_counts_as_words_of_their_own_however_they_are_typed(form: str, text: str, named: bool) -> None:
    assert replace(CONTEXT.unnamed[0], forms=("Nobody", form)).stands_in(text) is named


def test_a_fact_of_before_tells_nothing_of_after() -> None:
    """Else a student would read the sequel before having guessed it; years of later sources are no sequel."""
    for fact in CONTEXT.facts:
        if not fact.after(DAY):
            texts = (fact.sentence, fact.disagreement.text if fact.disagreement else "")
            assert not re.search(r"202[1-9]|(September|October|November|December) 2020", " ".join(texts)), fact.id


def test_no_source_of_before_gives_the_sequel_away_by_its_title_or_address() -> None:
    """Both are printed with the statement; “first” tells of a second."""
    after = {fact.id for fact in CONTEXT.facts if fact.late(DAY)}
    for name, _, statement in STATEMENTS:
        if not statement.late(DAY) and name not in after:
            for source in statement.sources:
                said = f"{source.title} {source.url}"
                assert not re.search(
                    r"first[ _-](nagorno|karabakh)|second[ _-](nagorno|karabakh)|2020[ _-]nagorno|offensive"
                    r"|open[ _-]embassy|recalls",
                    said,
                    re.IGNORECASE,
                ), (name, source.id)


def test_every_source_is_used_and_no_two_are_one_page() -> None:
    statements = (*(statement for _, _, statement in STATEMENTS), *CONTEXT.series)
    assert {source.id for one in statements for source in one.sources} == {source.id for source in CONTEXT.library}
    links = [source.url for source in CONTEXT.library if source.url]
    assert len(links) == len(set(links)) == 131


def test_every_contested_wording_stands_once_in_its_sentence_in_its_voice() -> None:
    for dispute in CONTEXT.contested:
        assert ARTICLE.text.count(dispute.quote) == 1, dispute.id
        start = ARTICLE.text.index(dispute.quote)
        assert ARTICLE.sentence_at(start) == ARTICLE.sentence(dispute.sentence), dispute.id
        assert ARTICLE.voice_at(start, start + len(dispute.quote)) == dispute.voice, dispute.id


def untagged(path: Path) -> str:
    """Return all that stands in a notebook, its outputs included, without markup."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    parts = ["".join(cell["source"]) for cell in cells]
    parts += ["".join(o["data"].get("text/html", "")) for c in cells for o in c.get("outputs", [])]
    return html.unescape(re.sub(r"<[^>]*>", "", "\n".join(parts)))


def unheard(texts: list[str]) -> list[tuple[str, str | None]]:
    """Return the sides, up to the page's day, that no notebook gives in full with a linked source."""

    def heard(side: Side, text: str) -> bool:
        return side.text in text and any(short(source) in text for source in side.sources if source.url)

    return [(name, side.who) for name, side in SIDES if not side.late(DAY) and not any(heard(side, t) for t in texts)]


def test_every_side_of_every_contested_wording_stands_in_a_notebook_with_a_source() -> None:
    texts = [untagged(path) for path in sorted(shelf("notebooks").glob("*.ipynb"))]
    assert unheard(texts) == []
    armenia = CONTEXT.contested[0].sides[1]
    assert unheard([text.replace(armenia.text, "") for text in texts]) == [("S1", "Armenia")]


def test_sentences_are_short() -> None:
    sentences = [found for text in ALL_WORDS for found in re.split(r"(?<=[.”]) (?=[A-Z“])", text)]
    assert [found for found in sentences if len(found.split()) >= 30] == []


def test_the_course_adopts_no_contested_word() -> None:
    """Whoever is quoted or named may say it; only quoted words are taken out before looking."""
    contested = re.compile("initiat|skirmish|archnem|pro-western|occupied|jerusalem|yerevan backed", re.IGNORECASE)
    assert [text for text in OWN_WORDS if contested.search(re.sub("“[^”]*”", "", text))] == []


def test_no_more_is_said_than_what_was_verified() -> None:
    assert "due to be inaugurated" in FACTS["F33"].sentence
    assert "about two weeks after" in FACTS["F31"].sentence
    assert FACTS["F28"].sentence.startswith("SIPRI, as the press relays it,")
    assert FACTS["F27"].disagreement
    assert not re.search("because|measure", FACTS["F27"].disagreement.text)  # the two values are not explained away


def test_numbers_go_from_low_to_high() -> None:
    for estimate in CONTEXT.estimates:
        for value in estimate.values:
            if value.low is None or value.high is None:
                assert (value.low, value.high, value.unit) == (None, None, None), value.text
            else:
                assert 0 < value.low <= value.high, value.text
                assert value.unit, value.text


# Records


def test_a_span_counts_as_after_and_an_open_end_too() -> None:
    source = Source(id="a", publisher="P", grade="B")
    dates = ["2020-09-10", "2020-09-11", "2020-09-12", "2020-09-11/2020-09-12", "2020-09", "2019/..", "2020"]
    after = [Side(text="x", date=date, sources=(source,)).after(DAY) for date in dates]
    assert after == [False, False, True, True, True, True, True]
    undated = Side(text="x", sources=(source,))
    assert not undated.after(DAY)
    assert not undated.late(DAY)
    assert replace(undated, sources=(replace(source, year="2021"),)).late(DAY)
    assert not replace(undated, sources=(replace(source, year="2021"),)).late(None)
    assert not replace(undated, date="2021").after(None)


def test_records_check_themselves_and_are_frozen() -> None:
    with pytest.raises(ValueError, match=r"sources is empty\."):
        Side(text="x", sources=())
    with pytest.raises(FrozenInstanceError):
        CONTEXT.facts[0].sentence = "x"  # type: ignore[misc]


# Files


def test_a_context_is_read_as_it_was_typed(tmp_path: Path) -> None:
    found = load(tmp_path, WHOLE)
    a = Source(id="a", publisher="P", grade="A", url="https://a.example/x")
    c = Source(id="c", title="T", publisher="Q", year="2021?", outlet="a paper", grade="C")
    assert found.library == (a, c)
    another = Side(text="Another.", who="W", sources=(c,))
    fact = Fact(id="F1", date="2020-07", label="O.", sentence="One.", sources=(a, c), disagreement=another)
    assert found.facts == (fact,)
    (estimate,) = found.estimates
    assert (estimate.quantity, estimate.note) == ("Q", "N")
    assert estimate.values == (Side(who="W", text="some 8", low=8.0, high=8.5, unit="km", date="2019", sources=(c,)),)
    (dispute,) = found.contested
    assert (dispute.quote, dispute.sentence, dispute.course) == ("x", "s01", "We say so.")
    assert [(side.weak, side.after(DAY)) for side in dispute.sides] == [(False, False), (True, True)]
    assert found.series == (Share(date="2016/2020", importer="I", supplier="S", percent=69.0, sources=(a,)),)
    assert found.unnamed == (Unnamed(id="t", name="T", sentence="Z.", forms=("Tt", "T-T"), date="2021", sources=(a,)),)


def test_only_sources_and_facts_are_needed(tmp_path: Path) -> None:
    found = load(tmp_path, WHOLE.partition("estimates:")[0])
    assert (found.estimates, found.contested, found.series, found.unnamed) == ((), (), (), ())


@pytest.mark.parametrize("case", TABLES["refused"], ids=lambda case: str(case["change"]))
def test_all_that_is_wrong_is_said_with_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    """A source that is itself wrong is told of once, not at every statement that cites it."""
    text = WHOLE
    for old, new in case["change"].items():
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(ContextError) as caught:
        load(tmp_path, text)
    assert str(caught.value).splitlines() == case["said"]


def test_disputed_words_must_stand_in_their_sentence_of_an_article(tmp_path: Path) -> None:
    assert load_context(article=ARTICLE) == CONTEXT
    for words, sentence, said in (
        ("x", "s01", "“x” must stand exactly once in s01, and does not; quote the words as they are printed."),
        ("n", "s01", "“n” must stand exactly once in s01, and does not; quote the words as they are printed."),
        ("x", "s1", "“s1” is not a sentence of the article. Did you mean s01? Valid: s01, s02, s03, s04, s05, s06, "),
    ):
        text = WHOLE.replace("quote: x", f"quote: {words}").replace("sentence: s01", f"sentence: {sentence}")
        with pytest.raises(ContextError) as caught:
            load(tmp_path, text, ARTICLE)
        assert str(caught.value).startswith(f"c.yaml, line 20: contested S1: {said}")
