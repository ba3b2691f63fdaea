from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.article.article import load_article
from course_utils.errors import ArticleError, ReadingError
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.evidence import VOICES, Contested
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS, Alias, Endonym

ARTICLE_TEXT = (shelf("seeds") / ARTICLE).read_text(encoding="utf-8")
WHOLE = """\
reading: 1
article: small.txt
actors:
  - id: azerbaijan
    name: Azerbaijan
    role: state
    iso3: AZE
    endonyms: [{text: Azərbaycan, lang: az}]
    at: [4, -2.5]
    aliases: [{form: Baku, kind: metonym}, {form: Azeri, kind: demonym}]
  - id: iran
    name: Iran
    role: state
    endonyms: [{text: ایران, lang: fa}]
places:
  - {id: land, name: Nagorno-Karabakh, kind: territory}
times:
  - {id: t1, label: the 1990s, date: 199X, quote: {exact: in the 1990s, prefix: "a war "}}
mentions:
  - {refers_to: land, form: NOM, as: description, quote: "the land"}
  - {refers_to: iran, form: NAM, quote: {exact: Iran, suffix: " was sending"}}
  - {refers_to: azerbaijan, form: NAM, as: metonym, quote: {exact: Baku, suffix: " summoned"}}
  - {id: its, refers_to: azerbaijan, form: PRO, quote: {exact: its, prefix: "complicate "}}
events:
  - {id: e2, label: trucks, factuality: CT+, source: [azerbaijan, author], realis: other, actor: iran,
     quote: Iran was sending trucks}
  - {id: e1, label: war, type: ASSAULT, date: 199X, factuality: CT+, source: [editor], realis: actual,
     quotes: [a war in, uneasy relations]}
relations:
  - {id: r1, actor: azerbaijan, recipient: iran, kind: relations, polarity: mixed, source: [author],
     quotes: [mixed relations], contested: {reading: one word for both, other: each its own}}
interests:
  - {id: n1, actor: iran, summary: x, explicit: no, source: [author], quotes: [Tehran’s concerns]}
claims:
  - {id: c1, summary: x, kind: hypothetical, factuality: PS+, source: [iran, author],
     cues: [{exact: might, suffix: " emerge"}], quotes: [idea might emerge]}
attributions:
  - {id: a1, kind: hedge, source: author, cue: naturally, content: makes Israel a comfortable partner}
mutual: [relations]
"""


def put(folder: Path, text: str, article: str = ARTICLE_TEXT) -> Path:
    (folder / "small.txt").write_text(article, encoding="utf-8")
    path = folder / "small.reading.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(ReadingError) as caught:
        load_reading(put(folder, text))
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def test_a_reading_gives_records_whose_words_are_the_articles(tmp_path: Path) -> None:
    reading = load_reading(put(tmp_path, WHOLE))
    assert reading.name == "small.reading.yaml"
    azerbaijan, iran = reading.actors
    assert azerbaijan.aliases == (Alias("Baku", "metonym"), Alias("Azeri", "demonym"))
    assert iran.endonyms == (Endonym("ایران", "fa", "rtl"),)
    assert azerbaijan.endonyms == (Endonym("Azərbaycan", "az", "ltr"),)
    assert (azerbaijan.at, iran.at) == ((4.0, -2.5), None)
    assert [piece.exact for piece in azerbaijan.evidence] == ["its", "Baku"]
    assert reading.places[0].evidence[0].sentence == "s10"
    assert [(m.id, m.form, m.alias_kind) for m in reading.mentions] == [
        ("its", "PRO", "pronoun"),
        ("m01", "NAM", "name"),
        ("m02", "NAM", "metonym"),
        ("m03", "NOM", "description"),
    ]
    assert [event.id for event in reading.events] == ["e1", "e2"]
    assert [piece.exact for piece in reading.events[0].evidence] == ["uneasy relations", "a war in"]
    assert reading.relations[0].polarity == "mixed"
    assert reading.relations[0].contested == Contested("one word for both", "each its own")
    assert reading.interests[0].explicit is False
    assert reading.claims[0].cues[0].exact == "might"
    hedge = reading.attributions[0]
    assert (hedge.source, hedge.evidence) == ("author", (hedge.cue, hedge.content))
    assert reading.times[0].date == "199X"
    assert reading.warnings == ("small.reading.yaml, line 10: azerbaijan: no mention uses the alias “Azeri”.",)


def test_a_quote_that_cuts_a_word_is_warned_of(tmp_path: Path) -> None:
    text = (shelf("data") / READING).read_text(encoding="utf-8")
    file = tmp_path / "cut.reading.yaml"
    whole = 'quote: "Iranian diplomats"}'
    file.write_text(text.replace(whole, 'quote: "ranian diplomats"}'), encoding="utf-8")
    line = text[: text.index(whole)].count("\n") + 1
    warnings = load_reading(file).warnings
    said = f"cut.reading.yaml, line {line}: “ranian diplomats” cuts a word of s10; copy it whole."
    assert said in warnings


def test_the_courses_own_reading_holds() -> None:
    reading = load_reading()
    text = reading.article.text
    for kind in KINDS:
        items = getattr(reading, kind)
        assert items
        for item in items:
            assert item.evidence
            for piece in (*item.evidence, *getattr(item, "cues", ())):
                assert text[piece.start : piece.end] == piece.exact
                sentence = reading.article.sentence(piece.sentence)
                assert sentence.start <= piece.start < piece.end <= sentence.end
            if isinstance(source := getattr(item, "source", None), tuple):
                assert {piece.voice for piece in item.evidence} == {source[-1]}
    assert reading.warnings == ()
    assert Counter(mention.alias_kind for mention in reading.mentions)["metonym"] == 12


def test_removing_any_one_character_of_a_quote_names_every_quote_that_held_it(tmp_path: Path) -> None:
    whole = load_reading()
    at = ARTICLE_TEXT.index("skirmishing") + 3
    (tmp_path / ARTICLE).write_text(ARTICLE_TEXT[:at] + ARTICLE_TEXT[at + 1 :], encoding="utf-8")
    path = tmp_path / READING
    path.write_bytes((shelf("data") / READING).read_bytes())
    with pytest.raises(ReadingError) as caught:
        load_reading(path)
    assert caught.value.problems
    broken = {
        f"{kind} {item.id}"
        for kind in ("events", "relations", "interests", "claims", "attributions", "times")
        for item in getattr(whole, kind)
        if any(piece.start <= at < piece.end for piece in (*item.evidence, *getattr(item, "cues", ())))
    }
    assert broken <= {problem.message.split(":")[0] for problem in caught.value.problems}
    assert len(broken) >= 3


def test_every_error_is_told_at_once_in_line_order(tmp_path: Path) -> None:
    assert refused(
        tmp_path,
        """\
reading: 2
actors:
  - {id: iran, name: Iran, role: stat, iso3: IRN}
  - {id: iran, name: Iran, role: state}
  - {id: author, name: A, role: group, iso3: ARM}
  - nonsense
plcaes: []
mentions:
  - {refers_to: irna, form: NAM, quote: Iran}
  - {refers_to: iran, form: NAM, as: metonym, quote: {exact: Iran, suffix: ", located"}}
  - {refers_to: iran, form: NAM, as: name, quote: tehran thinks}
  - {refers_to: iran, form: NOM, as: description, quote: "Iran, located"}
events:
  - {id: e1, type: FIGHT, actor: iran, date: 2020-13, factuality: CT+, source: [], realis: actual}
  - {id: e2, label: x, factuality: CT+, source: [iran], realis: actual, quote: This is all}
  - {id: e3, label: x, factuality: CT+, source: [author], realis: actual, quotes: [In July, territory long]}
relations:
  - {id: r1, actor: iran, recipient: iran, kind: x, polarity: "+1", source: [author], quote: This is all}
claims:
  - {id: c1, summary: x, kind: judged, factuality: CT+, source: [author], cues: [naturally],
     quote: This is all}
  - {id: c2, summary: x, kind: judged, factuality: CT+, source: [author], quote: all, quotes: [This is all]}
attributions:
  - {id: a1, kind: hedge, source: media, cue: allegedly, content: aspirations, contested: {reading: x}}
""",
    ) == [
        "1: this course reads format 1 of readings, not “2”.",
        "3: actors iran: “stat” is not a valid role. Did you mean state? Valid: state, body, group, person, bloc.",
        "4: actors iran: the id iran stands twice, first in line 3; rename one.",
        "5: actors author: the id “author” is reserved for one of the article's voices.",
        "5: actors author: only states have an ISO 3166-1 code, and the role is group; remove iso3.",
        "5: actors author: no mention refers to it; mark one, or remove it.",
        "6: actors, item 4: expected a mapping with the keys id, name, role, found text.",
        "7: “plcaes” is not a key here. Did you mean places? Valid: mutual, actors, places, times, "
        "mentions, events, relations, interests, claims, attributions, reading, article, guide.",
        "9: mentions, item 1: “irna” is not the id of an actor or place. Did you mean iran? Valid: iran, author.",
        "9: mentions, item 1: “Iran” stands 7 times in the article's body (s04 “…iani explains: Iran, "
        "located to Aze…”, s05 “…rehensive about Iranian moves that c…”, s06 “…f the Azeris in Iran. "
        "Tehran thinks…” and "
        'elsewhere). Add a prefix or suffix; for the first: {exact: "Iran", suffix: ","}.',
        "10: mentions, item 2: “Iran” is a name by the aliases of iran, not a metonym.",
        "11: mentions, item 3: “tehran thinks” is not in the article's body as it is typed; s07 has "
        "“Tehran thinks” where the quote has “tehran thinks”. Copy the article's words.",
        "12: mentions, item 4: “Iran, located” overlaps “Iran” in line 10, and both refer to iran; keep one.",
        "14: events e1: label is missing.",
        "14: events e1: “FIGHT” is not a valid type. Valid: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, "
        "AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT.",
        "14: events e1: the date “2020-13” has no month 13; months go from 01 to 12.",
        "14: events e1: source is empty.",
        "14: events e1: it has no quote; every item needs words of the article (quote: or quotes:).",
        "15: events e2: the source chain ends in “iran”; it must end in editor or author.",
        "16: events e3: the words “In July” in s01 are the editor's; the source ends in author; end it in "
        "editor, or quote other words.",
        "16: events e3: the words “territory long” in s09 are the editor's; the source ends in author; end "
        "it in editor, or quote other words.",
        "18: relations r1: “iran” stands on both sides of the relation.",
        "20: claims c1: the cue “naturally” stands in s11, but the quotes are in s08; a cue must stand in "
        "a sentence that is quoted.",
        "22: claims c2: both quote and quotes are given; write quotes alone.",
        "24: attributions a1: “media” is not the id of an actor. Valid: iran, editor, author.",
        "24: attributions a1, contested: other is missing.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reading: 1\nevents: none", "2: events must be a list, found text."),
        ("article: small.txt", "1: reading is missing."),
        (
            "reading: 1\narticle: other.txt",
            "2: the article other.txt is not beside this file; put it there, or correct its name.",
        ),
        (
            "reading: 1\narticle: ../small.txt",
            "2: article must be the name of a file beside this one, without folders, not “../small.txt”.",
        ),
        (
            "reading: 1\nevents: [{id: e, label: x, factuality: CT+, source: [author], realis: actual, quotes: [[x]]}]",
            "2: events e: a quote in quotes must be text or a mapping with exact, prefix and suffix.",
        ),
        (
            "reading: 1\nevents: [{id: e, label: x, factuality: CT+, source: [author], realis: actual, "
            "quotes: [{prefix: x}]}]",
            "2: events e, quotes: exact is missing.",
        ),
        (
            "reading: 1\nactors:\n- {id: a b, name: x, role: group}",
            "3: actors a b: the id “a b” must be 1 to 64 letters (a to z), digits, hyphens or underscores.",
        ),
        ("- reading", "1: expected a mapping with the keys reading, found a list."),
    ],
)
def test_what_has_the_wrong_shape_is_told(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text)[0] == message


def test_a_claim_can_be_the_main_one_of_its_sentence(tmp_path: Path) -> None:
    claim = "kind: hypothetical, factuality: PS+"
    assert [c.main for c in load_reading(put(tmp_path, WHOLE)).claims] == [False]
    for written, main in (("yes", True), ("no", False)):
        marked = load_reading(put(tmp_path, WHOLE.replace(claim, f"{claim}, main: {written}")))
        assert [c.main for c in marked.claims] == [main]
    (problem,) = refused(tmp_path, WHOLE.replace(claim, f"{claim}, main: often"))
    assert problem == "35: claims c1: “often” is not a valid main. Valid: yes, no."


def test_two_main_claims_in_one_sentence_are_told_and_in_two_sentences_are_not(tmp_path: Path) -> None:
    claims = [
        f"  - {{id: {name}, summary: x, kind: asserted, factuality: CT+, source: [editor],\n"
        f"     main: {main}, quotes: [{quotes}]}}\n"
        for name, main, quotes in (
            ("c1", "yes", "In July"),
            ("c2", "yes", "uneasy relations, latest round"),
            ("c3", "no", "its neighbor Azerbaijan"),
            ("c4", "yes", "Yerevan, formally neutral"),
        )
    ]
    head = "reading: 1\narticle: small.txt\nclaims:\n"
    made = load_reading(put(tmp_path, head + "".join(claims[:3])))
    assert [claim.main for claim in made.claims] == [True, False, True]
    assert refused(tmp_path, head + "".join(claims)) == [
        "11: claims c4: s02 has two main claims, the first in line 7; keep one."
    ]


def test_every_sentence_of_the_courses_own_reading_has_one_main_claim() -> None:
    main = [claim for claim in load_reading().claims if claim.main]
    assert [(claim.id, claim.evidence[0].sentence) for claim in main] == list(
        zip(
            ["c02", "c05", "c10", "c12", "c16", "c18", "c22", "c25", "c27", "c33", "c34", "c37", "c39"],
            [f"s{number:02}" for number in range(1, 14)],
            strict=True,
        )
    )


def test_an_alias_that_stands_twice_is_told(tmp_path: Path) -> None:
    assert refused(
        tmp_path,
        "reading: 1\nactors:\n- id: a\n  name: A\n  role: group\n  aliases:\n"
        "  - {form: Baku, kind: name}\n  - {form: Baku, kind: metonym}\n",
    )[1:] == ["8: actors a, aliases: the alias “Baku” stands twice, first in line 7; keep one."]


@pytest.mark.parametrize("at", ["[4]", "[4, south]", "[4, -11]", "[nan, 0]", "[1, 2, 3]"])
def test_a_place_in_the_network_that_is_none_is_told(tmp_path: Path, at: str) -> None:
    actor = f"reading: 1\nactors:\n- id: a\n  name: A\n  role: group\n  at: {at}\n"
    assert refused(tmp_path, actor)[1:] == [
        "6: actors a: at must be two numbers from -10 to 10, east and north of the centre, such as "
        f"[4, -2.5], not “{at}”."
    ]


def test_an_empty_reading_is_a_reading(tmp_path: Path) -> None:
    """The skeleton of a new reading has empty sections and no article key."""
    reading = load_reading(put(tmp_path, "reading: 1\nactors: []\nevents:\n"))
    assert reading == Reading("small.reading.yaml", load_article(tmp_path / "small.txt"))


def test_the_article_can_be_given(tmp_path: Path) -> None:
    path = put(tmp_path, "reading: 1\narticle: elsewhere.txt")
    article = load_article()
    assert load_reading(path, article=article).article is article


def test_a_copy_of_the_courses_reading_finds_the_courses_article(tmp_path: Path) -> None:
    path = put(tmp_path, f"reading: 1\narticle: {ARTICLE}")
    assert load_reading(path).article == load_article()


def test_without_the_ending_the_article_must_be_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("reading: 1", encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        load_reading(path)
    assert str(caught.value) == (
        "mine.yaml, line 1: article is missing; it names the text beside this file (NAME.reading.yaml needs none)."
    )


def test_a_broken_article_is_told_as_such(tmp_path: Path) -> None:
    path = put(tmp_path, "reading: 1", article="")
    with pytest.raises(ArticleError, match=r"^small\.txt"):
        load_reading(path)


def test_a_missing_reading_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        load_reading(tmp_path / "x.reading.yaml")
    assert str(caught.value) == "x.reading.yaml: the file cannot be read: no such file or directory."


LINES = WHOLE.splitlines(keepends=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_reading_is_a_reading_or_an_error_that_names_its_file(tmp_path: Path, data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        damage = data.draw(st.sampled_from(["drop", "double", "cut", "text", "swap"]))
        if damage == "drop":
            lines[at] = ""
        elif damage == "double":
            lines[at] *= 2
        elif damage == "cut":
            cut = data.draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + lines[at][cut + 1 :]
        elif damage == "text":
            cut = data.draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + data.draw(st.text(max_size=3)) + lines[at][cut:]
        else:
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
    path = put(tmp_path, "reading: 1\n")
    path.write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
    message = path.name
    try:
        reading = load_reading(path, article=OWN)
    except ReadingError as error:
        message = str(error)
    else:
        assert all(event.source[-1] in VOICES for event in reading.events)
    assert message.startswith("small.reading.yaml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_reading_or_an_error(tmp_path: Path, text: str) -> None:
    path = put(tmp_path, "")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ReadingError, match=r"^small\.reading\.yaml"):
        load_reading(path, article=OWN)


OWN = load_article()


def test_an_attribution_without_its_words_is_told_like_any_other_missing_key(tmp_path: Path) -> None:
    assert refused(tmp_path, WHOLE.replace(", cue: naturally", "")) == ["38: attributions a1: cue is missing."]
    assert refused(tmp_path, WHOLE.replace("cue: naturally", 'cue: ""')) == ["38: attributions a1: cue is empty."]
