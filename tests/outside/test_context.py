"""What stands beside the article is dated, sourced, graded and fair; a broken file says all that is wrong."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.article.article import load_article
from course_utils.errors import ContextError
from course_utils.files.edtf import read_date
from course_utils.look.wording import source_short as short
from course_utils.outside.context import Context, Dispute, Fact, Share, Side, Source, Sourced, Unnamed, load_context
from course_utils.places import shelf

CONTEXT = load_context()
ARTICLE = load_article()
DAY = ARTICLE.published
FACTS = {fact.id: fact for fact in CONTEXT.facts}

WHOLE = """\
library:
  - {id: a, publisher: P, grade: A, url: "https://a.example/x"}
  - {id: c, title: T, publisher: Q, year: 2021?, grade: C}
facts:
  - id: F1
    date: 2020-07
    label: O.
    sentence: One.
    sources: [a, c]
    disagreement: {text: Another., who: W, sources: [c]}
estimates:
  - id: E1
    quantity: Q
    values: [{who: W, text: some 8, low: 8, high: 8.5, unit: km, date: 2019, sources: [c]}]
    note: N
contested:
  - id: S1
    voice: editor
    quote: x
    sentence: s01
    course: We say so.
    sides:
      - {who: V, text: Yes., sources: [a]}
      - {who: W, text: No., date: 2021, sources: [c]}
series:
  - {date: 2016/2020, importer: I, supplier: S, percent: 69, sources: [a]}
unnamed:
  - {id: t, name: T, sentence: Z., forms: [Tt, T-T], date: 2021, sources: [a]}
"""


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
OWN_WORDS = [
    *(text for fact in CONTEXT.facts for text in (fact.label, fact.sentence)),
    *(text for one in CONTEXT.unnamed for text in (one.name, one.sentence)),
    *(dispute.course for dispute in CONTEXT.contested if dispute.course),
]
ALL_WORDS = [
    *(fact.label for fact in CONTEXT.facts),
    *(text for _, text, _ in STATEMENTS),
    *(dispute.course for dispute in CONTEXT.contested if dispute.course),
    *(estimate.note for estimate in CONTEXT.estimates if estimate.note),
]


def load(tmp_path: Path, text: str) -> Context:
    file = tmp_path / "c.yaml"
    file.write_text(text, "utf-8")
    return load_context(file)


def refused(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ContextError) as caught:
        load(tmp_path, text)
    return str(caught.value).splitlines()


# The course's own context


def test_everything_is_there() -> None:
    assert sorted(fact.id for fact in CONTEXT.facts) == [f"F{number:02}" for number in range(1, 38)]
    assert [estimate.id for estimate in CONTEXT.estimates] == ["E1", "E2", "E3"]
    assert [len(estimate.values) for estimate in CONTEXT.estimates] == [6, 8, 2]
    assert [dispute.id for dispute in CONTEXT.contested] == [f"S{number}" for number in range(1, 12)]
    assert [len(dispute.sides) for dispute in CONTEXT.contested] == [7, 2, 4, 3, 6, 3, 4, 2, 5, 9, 4]
    assert sum(fact.disagreement is not None for fact in CONTEXT.facts) == 26
    assert Counter(source.grade for source in CONTEXT.library) == {"A": 14, "B": 80, "C": 37}


def test_the_suppliers_are_those_of_the_windows() -> None:
    assert [(row.date, row.importer, row.supplier, row.percent) for row in CONTEXT.series] == [
        ("2010/2014", "Azerbaijan", "Russia", 85),
        ("2014/2018", "Azerbaijan", "Russia", 51),
        ("2014/2018", "Azerbaijan", "Israel", 43),
        ("2015/2019", "Azerbaijan", "Israel", 60),
        ("2015/2019", "Azerbaijan", "Russia", 31),
        ("2016/2020", "Azerbaijan", "Israel", 69),
        ("2016/2020", "Azerbaijan", "Russia", 17),
        ("2016/2020", "Armenia", "Russia", 94),
    ]


def test_every_fact_has_a_label_of_its_own() -> None:
    labels = [fact.label for fact in CONTEXT.facts]
    assert len(set(labels)) == 37
    assert max(map(len, labels)) == 34


def test_the_labels_that_need_most_care() -> None:
    """They say what was done, or name a body, a place or a day; what is contested is left to the sentence."""
    names = ("F04", "F08", "F11", "F12", "F13", "F14", "F26", "F30", "F34")
    assert [FACTS[name].label for name in names] == [
        "Azerbaijanis killed at Khojaly",
        "IranWire on Elchibey and Iran",
        "UN Security Council resolution 822",
        "UN Security Council resolution 853",
        "UN Security Council resolution 874",
        "UN Security Council resolution 884",
        "Fighting in April 2016",
        "Fighting between Tavush and Tovuz",
        "Armenians flee Nagorno-Karabakh",
    ]


def test_whom_the_article_does_not_name() -> None:
    """Only “the Kremlin” stands for Russia; those who left in 2023 are no news of the article's day."""
    found = [one.id for one in CONTEXT.unnamed_in(ARTICLE)]
    assert found == ["turkey", "russia", "minsk-group", "people-of-karabakh", "displaced"]
    assert [one.id for one in CONTEXT.unnamed_in(ARTICLE, after_page=True)] == [*found, "departed-2023"]


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


def test_what_could_not_be_known_on_the_articles_day() -> None:
    """F28 spans the day, as its window ends with 2020."""
    after = [fact.id for fact in CONTEXT.facts if fact.after(DAY)]
    assert after == ["F28", "F31", "F32", "F37", "F33", "F34", "F35"]
    assert [(d.id, s.who) for d in CONTEXT.contested for s in d.sides if s.after(DAY)] == [
        ("S3", "For the wording, in figures"),
        ("S5", "Armenia"),
        ("S5", "Azerbaijan"),
        ("S5", "Israel"),
        ("S6", "Israel"),
        ("S6", "Iran"),
        ("S9", "Iran, later"),
        ("S9", "Azerbaijan, later"),
        ("S10", "Armenia, later"),
        ("S11", "Azerbaijan, later"),
    ]
    assert {row.date for row in CONTEXT.series if row.after(DAY)} == {"2016/2020"}


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


def test_a_side_told_by_later_sources_alone_says_when_it_was_said() -> None:
    """The exception is a side that a mirror of 2024 lists, without a date, on July 2020."""
    undated = [
        (dispute.id, side.who)
        for dispute in CONTEXT.contested
        for side in dispute.sides
        if min((source.year or "0")[:4] for source in side.sources) > "2020" and not side.after(DAY)
    ]
    assert undated == [("S1", "Stefan Meister")]


def test_what_rests_on_grade_c_alone_is_told_apart() -> None:
    """F05 has sources of a better grade for a part only."""
    weak = [fact.id for fact in CONTEXT.facts if fact.weak]
    assert weak == ["F01", "F05", "F07", "F17"]
    sides = [(d.id, s.who) for d in CONTEXT.contested for s in d.sides if s.weak]
    assert sides == [
        ("S1", "Stefan Meister"),
        ("S3", "For the wording"),
        ("S3", "Armenia"),
        ("S6", "An encyclopaedia's mirror"),
        ("S7", "Against it, a reference text"),
        ("S10", "An Armenian analysis"),
        ("S10", "A text derived from the CIA's"),
        ("S11", "DEBKAfile"),
    ]


def test_every_fact_has_a_link_and_every_source_is_used() -> None:
    cited = {source.id for _, _, statement in STATEMENTS for source in statement.sources}
    cited |= {source.id for row in CONTEXT.series for source in row.sources}
    assert cited == {source.id for source in CONTEXT.library}
    assert [fact.id for fact in CONTEXT.facts if not any(source.url for source in fact.sources)] == []


def test_no_two_sources_are_one_page() -> None:
    links = [source.url for source in CONTEXT.library if source.url]
    assert len(links) == len(set(links)) == 108


def test_every_contested_wording_stands_once_in_its_sentence_in_its_voice() -> None:
    for dispute in CONTEXT.contested:
        assert ARTICLE.text.count(dispute.quote) == 1, dispute.id
        start = ARTICLE.text.index(dispute.quote)
        sentence = ARTICLE.sentence_at(start)
        assert sentence, dispute.id
        assert sentence.id == dispute.sentence
        assert ARTICLE.voice_at(start, start + len(dispute.quote)) == dispute.voice, dispute.id


def test_whose_the_contested_words_are() -> None:
    voices = {dispute.id: dispute.voice for dispute in CONTEXT.contested}
    assert [name for name, voice in voices.items() if voice == "editor"] == ["S1", "S2", "S3", "S4", "S5", "S10"]
    assert all(side.who for dispute in CONTEXT.contested for side in dispute.sides)


def untagged(path: Path) -> str:
    """Return all that stands in a notebook, its outputs included, without markup."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    parts = ["".join(cell["source"]) for cell in cells]
    parts += ["".join(o["data"].get("text/html", "")) for c in cells for o in c.get("outputs", [])]
    return html.unescape(re.sub(r"<[^>]*>", "", "\n".join(parts)))


def unheard(notebooks: Iterable[str]) -> list[tuple[str, str | None]]:
    """Return the sides, up to the page's day, that no notebook gives in full with a linked source."""
    texts = list(notebooks)
    return [
        (dispute.id, side.who)
        for dispute in CONTEXT.contested
        for side in dispute.sides
        if not side.late(DAY)
        if not any(
            side.text in text and any(short(source) in text for source in side.sources if source.url) for text in texts
        )
    ]


def test_every_side_of_every_contested_wording_stands_in_a_notebook_with_a_source() -> None:
    texts = [untagged(path) for path in sorted(shelf("notebooks").glob("*.ipynb"))]
    assert unheard(texts) == []
    armenia = CONTEXT.contested[0].sides[1]
    assert unheard(text.replace(armenia.text, "") for text in texts) == [("S1", "Armenia")]


def test_sentences_are_short() -> None:
    for text in ALL_WORDS:
        for sentence in re.split(r"(?<=[.”]) (?=[A-Z“])", text):
            assert len(sentence.split()) < 30, sentence


def test_the_course_adopts_no_contested_word() -> None:
    """Whoever is quoted or named may say it; only quoted words are taken out before looking."""
    contested = ("initiat", "skirmish", "archnem", "pro-western", "occupied", "jerusalem", "yerevan backed")
    for text in OWN_WORDS:
        own = re.sub("“[^”]*”", "", text).casefold()
        assert [word for word in contested if word in own] == [], text


@pytest.mark.parametrize(
    "word",
    [
        "Sumgait", "Gyumri", "Crisis Group", "contract of the century", "Madrid", "Eurasian Union", "62/243",
        "09BAKU20", "Baku 0020", "pogrom", "besacenter.org",
    ],
)  # fmt: skip
def test_what_was_not_verified_is_not_stated(word: str) -> None:
    assert [text for text in ALL_WORDS if word.casefold() in text.casefold()] == []
    assert [source.id for source in CONTEXT.library if word in (source.url or "")] == []


def test_nobody_is_said_to_have_been_summoned_in_april_2020() -> None:
    """Only the article says so, and two places say of it that the report read tells of telephone calls."""
    said = [(name, text) for name, text, _ in STATEMENTS if "summon" in text.casefold()]
    assert said == [
        (
            "F29",
            "The article has Iranian diplomats summoned; this report tells of telephone conversations. "
            "They may have been earlier than the report.",
        ),
        ("S9", "The report tells of telephone conversations, not of the summons that s10 has."),
    ]


def test_dates_are_no_finer_than_what_was_verified() -> None:
    assert {name: FACTS[name].date for name in ("F09", "F10", "F19", "F21")} == {
        "F09": "1993",
        "F10": "1993",
        "F19": "2009-01~",
        "F21": "2011-05",
    }
    assert "due to be inaugurated" in FACTS["F33"].sentence
    assert "about two weeks after" in FACTS["F31"].sentence
    assert FACTS["F28"].sentence.startswith("SIPRI, as the press relays it,")


def test_the_two_values_of_the_arms_deals_are_not_explained_away() -> None:
    assert FACTS["F27"].disagreement
    assert "because" not in FACTS["F27"].disagreement.text
    assert "measure" not in FACTS["F27"].disagreement.text


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


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        CONTEXT.facts[0].sentence = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda a: Side(text="x", sources=()), "sources is empty."),
        (
            lambda a: Fact(id="F1", date="2020", label="x", sentence="x", sources=(a,)),
            "none of its sources has a link.",
        ),
        (
            lambda a: Dispute(
                id="S1", voice="author", quote="x", sentence="s01", sides=(Side(text="x", sources=(a,)),)
            ),
            "it has one side; give two or more.",
        ),
        (
            lambda a: Source(id="a", publisher="P", grade="B", url="ftp://x.example"),
            "“ftp://x.example” is not a link that begins with http:// or https://.",
        ),
    ],
)
def test_records_check_themselves(make: object, said: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=re.escape(said)):
        make(Source(id="a", publisher="P", grade="B"))


# Files


def test_a_context_is_read_as_it_was_typed(tmp_path: Path) -> None:
    found = load(tmp_path, WHOLE)
    a = Source(id="a", publisher="P", grade="A", url="https://a.example/x")
    c = Source(id="c", title="T", publisher="Q", year="2021?", grade="C")
    assert found.library == (a, c)
    assert found.facts == (
        Fact(
            id="F1",
            date="2020-07",
            label="O.",
            sentence="One.",
            sources=(a, c),
            disagreement=Side(text="Another.", who="W", sources=(c,)),
        ),
    )
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


CHANGES = [
    (
        "id: F1",
        "id: F 1",
        [(5, "facts F 1: the id “F 1” must be 1 to 64 letters (a to z), digits, hyphens or underscores.")],
    ),
    (
        "date: 2020-07",
        "date: July",
        [
            (
                6,
                "facts F1: the date “July” is not an EDTF date; write 2020, 2020-07, 2020-07-12, 199X, 2020~, "
                "2020?, 2020/.. or 1988/1994.",
            )
        ],
    ),
    ("    sentence: One.\n", "", [(5, "facts F1: sentence is missing.")]),
    ("    label: O.\n", "", [(5, "facts F1: label is missing.")]),
    (
        "label: O.",
        "label: a label that is one letter too long",
        [(7, "facts F1: “a label that is one letter too long” is not a label of at most 34 characters.")],
    ),
    ("forms: [Tt, T-T], ", "forms: [], ", [(28, "unnamed t: forms is empty.")]),
    ("forms: [Tt, T-T], ", "forms: [[Tt]], ", [(28, "unnamed t: forms must hold texts, found a list.")]),
    ("sources: [a, c]", "sources: [c]", [(9, "facts F1: none of its sources has a link.")]),
    (
        "sources: [a, c]",
        "sources: [a, cc]",
        [(9, "facts F1: “cc” is not a source of the library. Did you mean c? Valid: a, c.")],
    ),
    (
        "disagreement: {text: Another., who: W, sources: [c]}",
        "disagreement: Another.",
        [(10, "facts F1, disagreement: expected a mapping with the keys sources, text, found text.")],
    ),
    ("grade: C}", "grade: D}", [(3, "library c: “D” is not a valid grade. Valid: A, B, C.")]),
    (
        "https://a",
        "javascript:a",
        [(2, "library a: “javascript:a.example/x” is not a link that begins with http:// or https://.")],
    ),
    (
        "year: 2021?",
        "year: n.d.",
        [(3, "library c: “n.d.” is not a year such as 2012 or, where it is uncertain, 2021?.")],
    ),
    (
        "year: 2021?",
        "year: 0000",
        [(3, "library c: the date “0000” is no day of the calendar, or not in the years 1 to 9999.")],
    ),
    (
        "facts:\n",
        "  - {id: a, publisher: P, grade: B}\nfacts:\n",
        [(4, "library a: the id a stands twice, first in line 2; rename one.")],
    ),
    ("{id: c, title: T, publisher: Q,", "{id: c, title: T,", [(3, "library c: publisher is missing.")]),
    ("high: 8.5", "high: 1e9", [(14, "estimates E1, values: “1e9” is not a number such as 8.5.")]),
    ("percent: 69", "percent: 69%", [(26, "series, item 1: “69%” is not a number such as 8.5.")]),
    ("voice: editor", "voice: Mosaic", [(18, "contested S1: “Mosaic” is not a valid voice. Valid: editor, author.")]),
    (
        "      - {who: W, text: No., date: 2021, sources: [c]}\n",
        "",
        [(22, "contested S1: it has one side; give two or more.")],
    ),
    (
        "who: V,",
        "woh: V,",
        [
            (
                23,
                "contested S1, sides: “woh” is not a key here. Did you mean who? "
                "Valid: sources, date, text, who, low, high, unit.",
            )
        ],
    ),
    (
        "\nseries:",
        "\nserie:",
        [
            (
                25,
                "“serie” is not a key here. Did you mean series? "
                "Valid: library, facts, estimates, contested, series, unnamed.",
            )
        ],
    ),
    ("[a]}\n", "[F1]}\n", [(23, "contested S1, sides: “F1” is not a source of the library. Valid: a, c.")]),
]


@pytest.mark.parametrize(("old", "new", "said"), CHANGES)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: list[tuple[int, str]]) -> None:
    """A source that is itself wrong is told of once, not at every statement that cites it."""
    assert old in WHOLE
    assert refused(tmp_path, WHOLE.replace(old, new, 1)) == [f"c.yaml, line {line}: {text}" for line, text in said]


def test_all_problems_are_reported_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = WHOLE
    for old, new in (("grade: A", "grade: a"), ("2016/2020", "2020/2016"), ("[a, c]", "[a, b]"), ("s01", "")):
        text = text.replace(old, new, 1)
    assert refused(tmp_path, text) == [
        "c.yaml, line 2: library a: “a” is not a valid grade. Did you mean A? Valid: A, B, C.",
        "c.yaml, line 9: facts F1: “b” is not a source of the library. Valid: a, c.",
        "c.yaml, line 20: contested S1: sentence is empty.",
        "c.yaml, line 26: series, item 1: the date “2020/2016” ends before it begins; swap its two ends.",
    ]


def test_disputed_words_must_stand_in_their_sentence_of_an_article(tmp_path: Path) -> None:
    assert load_context(article=ARTICLE) == CONTEXT
    for words, sentence, said in (
        ("x", "s01", "“x” must stand exactly once in s01, and does not; quote the words as they are printed."),
        ("n", "s01", "“n” must stand exactly once in s01, and does not; quote the words as they are printed."),
        ("x", "s1", "“s1” is not a sentence of the article. Did you mean s13? Valid: s01, s02, s03, s04, s05, s06, "),
    ):
        text = WHOLE.replace("quote: x", f"quote: {words}").replace("sentence: s01", f"sentence: {sentence}")
        (tmp_path / "c.yaml").write_text(text, "utf-8")
        with pytest.raises(ContextError) as caught:
            load_context(tmp_path / "c.yaml", article=ARTICLE)
        assert str(caught.value).startswith(f"c.yaml, line 20: contested S1: {said}")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContextError, match=re.escape("no.yaml: the file cannot be read: no such file or directory.")):
        load_context(tmp_path / "no.yaml")


KEYS = sorted(set(re.findall(r"[a-z]+(?=:)", WHOLE)))
TREES = st.recursive(
    st.sampled_from(["a", "c", "F1", "A", "C", "editor", "2020", "2016/2020", "69", ""]) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=8)
    ),
    max_leaves=20,
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return the whole file with a stretch of it replaced."""
    start = draw(st.integers(0, len(WHOLE)))
    end = draw(st.integers(start, min(len(WHOLE), start + 20)))
    return WHOLE[:start] + draw(st.text(max_size=8) | st.sampled_from(["a", "[]", "{}", "\n", "[a]"])) + WHOLE[end:]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(text=damaged() | TREES.map(json.dumps) | st.text(max_size=60))
def test_any_text_gives_a_context_or_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "c.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    said: list[str] = []
    found = None
    try:
        found = load_context(file)
    except ContextError as error:
        said = [str(problem) for problem in error.problems]
    assert [line for line in said if not re.match(r"c\.yaml(, line [0-9]+)?: ", line)] == []
    assert bool(said) == (found is None)
    if found:
        assert found.library
        assert all(fact.sources and read_date(fact.date) for fact in found.facts)
