from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_second_course import FOREIGN

from course_utils.article.article import read_article
from course_utils.course_file import load_article
from course_utils.errors import ArticleError, ReadingError
from course_utils.places import ARTICLE, READING, shelf
from course_utils.reading.evidence import Contested
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading
from course_utils.reading.records import KINDS, Alias, Endonym

REMEDIES = yaml.safe_load(Path(__file__).with_name("remedies.yaml").read_text(encoding="utf-8"))
SLIPS = yaml.safe_load(Path(__file__).with_name("slips.yaml").read_text(encoding="utf-8"))
REFUSED = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text(encoding="utf-8"))
OWN = read_article()
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


BARE = "the sorting leaves out what has no claim: s01, s02, s03, s04, s05 …; add a claim where something can be denied."


def put(folder: Path, text: str, article: str = ARTICLE_TEXT) -> Path:
    (folder / "small.txt").write_text(article, encoding="utf-8")
    path = folder / "small.reading.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(ReadingError) as caught:
        load_reading(put(folder, text))
    return [str(problem).removeprefix("small.reading.yaml, line ") for problem in caught.value.problems]


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
    assert reading.warnings == (
        f"small.reading.yaml, line 34: {BARE}",
        "small.reading.yaml, line 10: azerbaijan: no mention uses the alias “Azeri”.",
    )


CLAIM = """\
reading: 1
article: small.txt
mutual: [trade, war]
claims:
  - id: c1
    summary: x
    kind: judged
    factuality: CT+
    source: [author]
    cues: [naturally]
    quote: naturally makes Israel
"""
MARKS = "YAML takes “ ” ‘ ’ « » for words of the quote"
BREAK = "| and > add a line break"
EXACT = '{exact: "naturally makes Israel"}'


@pytest.mark.parametrize(
    ("typed", "said", "obeyed"),
    [
        ("cues: naturally", "10: claims c1: cues must be a list, found text; write [naturally].", "cues: [naturally]"),
        ("source: author", "9: claims c1: source must be a list, found text; write [author].", "source: [author]"),
        ("source: author]", "9: claims c1: source must be a list, found text; write [author].", "source: [author]"),
        ("cues:\n      -naturally\n      -Israel", "11: claims c1: cues must be a list, found text; a space is missing "
         "after each dash (- ).", "cues:\n      - naturally"),
        ("mutual: trade, war", "3: mutual must be a list, found text; write [trade, war].", "mutual: [war, trade]"),
        ("mutual: a' b", "3: mutual must be a list, found text; write [\"a' b\"].", None),
        ("source: iran's, author", '9: claims c1: source must be a list, found text; write ["iran\'s, author"].', None),
        ("factuality: CT", "8: claims c1: “CT” is not a valid factuality. Did you mean CT+?", "factuality: CT+"),
        ("factuality: ct", "8: claims c1: “ct” is not a valid factuality. Did you mean CT+?", "factuality: CT+"),
        ("factuality: PS", "8: claims c1: “PS” is not a valid factuality. Did you mean PS+?", None),
        ("factuality: CT ++", "8: claims c1: “CT ++” is not a valid factuality. Did you mean CT+?", "factuality: CT+"),
        ("quote: “naturally makes Israel”", f"11: claims c1: ““naturally makes Israel”” is not in the article's body; "
         f"{MARKS}. Write {EXACT}.", f"quote: {EXACT}"),
        ("quote: |\n      naturally makes Israel", f"11: claims c1: “naturally makes Israel” is not in the article's "
         f"body; {BREAK}. Write {EXACT}.", f"quote: {EXACT}"),
        ("quote: >\n      naturally\n      makes Israel", f"11: claims c1: “naturally makes Israel” is not in the "
         f"article's body; {BREAK}. Write {EXACT}.", f"quote: {EXACT}"),
    ],
)  # fmt: skip
def test_a_remedy_that_is_obeyed_makes_the_record_that_was_meant(
    tmp_path: Path, typed: str, said: str, obeyed: str | None
) -> None:
    right = next(line for line in CLAIM.splitlines() if line.strip(" -").startswith(typed.split(":")[0] + ":")).strip()
    (found,) = refused(tmp_path, CLAIM.replace(right, typed))
    assert found.startswith(said)
    if obeyed:
        made = load_reading(put(tmp_path, CLAIM.replace(right, obeyed)))
        whole = load_reading(put(tmp_path, CLAIM))
        assert (made.claims, made.mutual) == (whole.claims, whole.mutual)


@pytest.mark.parametrize(
    ("typed", "written", "meant"),
    [("hostile", "-1", -1), ("−1", "-1", -1), ("Negative", "-1", -1), ("neutral", "0", 0), ("friendly", "+1", 1)],
)
def test_a_polarity_in_words_is_told_its_number(tmp_path: Path, typed: str, written: str, meant: int) -> None:
    said = f"30: relations r1: “{typed}” is written {written} here."
    assert refused(tmp_path, WHOLE.replace("polarity: mixed", f"polarity: {typed}")) == [said]
    reading = load_reading(put(tmp_path, WHOLE.replace("polarity: mixed", f"polarity: {written}")))
    assert reading.relations[0].polarity == meant


def test_an_empty_reading_is_told_how_one_begins_and_a_hidden_ending_by_its_name(tmp_path: Path) -> None:
    for text in ("", "\n\n", "# reading: 1\n"):
        with pytest.raises(ReadingError) as caught:
            load_reading(put(tmp_path, text))
        assert str(caught.value) == "small.reading.yaml: the file is empty; a reading begins with “reading: 1”."
    assert load_reading(put(tmp_path, "reading: 1")).claims == ()
    hidden = put(tmp_path, WHOLE).rename(tmp_path / "small.reading.yaml.txt")
    with pytest.raises(ReadingError) as caught:
        load_reading(hidden)
    assert str(caught.value) == (
        "small.reading.yaml.txt: rename the file to small.reading.yaml; "
        "Windows and editors add .txt and may not show it."
    )
    assert load_reading(hidden.rename(tmp_path / "small.reading.yaml")).relations


def test_what_is_worth_a_look_is_warned_of(tmp_path: Path) -> None:
    text = WHOLE.replace("\nmutual: [relations]", "").replace("quotes: [a war in, ", "quotes: [a war i, ")
    assert load_reading(put(tmp_path, text)).warnings == tuple(
        f"small.reading.yaml, line {said}"
        for said in (
            "29: mutual is missing, so each relation is taken to have a direction; list at the head of the file the "
            "kinds that hold for both sides alike (kinds here: relations), or write mutual: [] where none does.",
            f"34: {BARE}",
            "10: azerbaijan: no mention uses the alias “Azeri”.",
            "28: “a war i” cuts a word of s02; copy it whole.",
        )
    )
    assert "mutual" not in str(load_reading(put(tmp_path, f"{text}mutual: []\n")).warnings)


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


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["said"][0])
def test_all_that_is_wrong_is_told_at_once_with_its_line(case: dict[str, Any], tmp_path: Path) -> None:
    assert refused(tmp_path, case["text"]) == case["said"]


HEAD = """\
reading: 1
article: small.txt
actors:
- id: iran
  name: Iran
  role: state
- id: azerbaijan
  name: Azerbaijan
  role: state
"""
MENTIONS = """
mentions:
- {refers_to: iran, form: NAM, quote: {exact: Iran, suffix: ", located"}}
- {refers_to: azerbaijan, form: NAM, quote: {exact: Azerbaijan, suffix: "’s south"}}
"""


@pytest.mark.parametrize("case", REMEDIES, ids=lambda case: case["typed"].split("\n")[0][:70])
def test_a_slip_is_told_by_name_and_its_remedy_leaves_nothing_to_say(case: dict[str, Any], tmp_path: Path) -> None:
    def whole(text: str) -> str:
        return f"{HEAD}{text}{MENTIONS * ('mentions:' not in text)}"

    def warned(text: str) -> list[str]:
        warnings = load_reading(put(tmp_path, whole(text))).warnings
        return [w.removeprefix("small.reading.yaml, line ") for w in warnings if "has no claim" not in w]

    if "said" in case:
        assert refused(tmp_path, whole(case["typed"])) == case["said"].split("\n")
    if "warned" in case:
        assert warned(case["typed"]) == case["warned"]
    if "obeyed" in case:
        assert warned(case["obeyed"]) == []


SECOND = Path(__file__).parents[1] / "second_course"
*GUIDE, REFERENCES = (shelf("data") / "CODING.md").read_text(encoding="utf-8").split("\n## ")[1:]


@pytest.mark.parametrize("section", GUIDE, ids=lambda section: section.split("\n")[0])
def test_each_section_of_the_coding_guide_has_an_example_in_words_and_a_whole_file_that_is_read(
    section: str, tmp_path: Path
) -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert section.count("*Example.*") == 1
    shutil.copy(SECOND / "kesh-dam.txt", tmp_path)
    made, whole = load_reading(put(tmp_path, text)), load_reading(SECOND / "kesh-dam.reading.yaml")
    assert [warning for warning in made.warnings if "has no claim" not in warning] == []
    for kind in ("times", "events", "relations", "interests", "claims", "attributions"):
        own = {item.id: item for item in getattr(whole, kind)}
        assert all(own.get(item.id) == item for item in getattr(made, kind)) or section.startswith("14.")


def test_the_coding_guide_is_of_no_article_and_the_notes_on_one_are_named_in_its_reading() -> None:
    """Its quotations are of the invented one, and what a section of the notes is on, that of the guide is on."""
    guide, article = "\n".join(GUIDE), load_article(SECOND / "kesh-dam.txt").text
    assert FOREIGN.search(guide) is None
    assert re.findall(r"(?m)^guide: (.*)$", (shelf("data") / READING).read_text("utf-8")) == ["caucasus.CODING.md"]
    prose = " ".join(re.sub(r"```yaml.*?```", "", guide, flags=re.DOTALL).split())
    quoted = re.findall(r"“([^“”]+)”", prose)
    assert [words for words in quoted if words not in article and " " in words] == []
    assert REFERENCES.startswith("15. References")


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[1].strip()[:40])
def test_a_slip_of_the_keyboard_is_told_where_it_was_made(slip: list[str], tmp_path: Path) -> None:
    whole = (shelf("data") / READING).read_text(encoding="utf-8")
    old, new, said = slip
    assert old in whole
    (tmp_path / READING).write_text(whole.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        load_reading(tmp_path / READING, article=OWN)
    first = caught.value.problems[0]
    assert first.line == whole[: whole.index(old)].count("\n") + 1
    assert re.sub("line [0-9]+", "line N", first.message.split(" Valid: ")[0]) == said


def test_a_text_whose_ending_is_hidden_is_told_by_its_name(tmp_path: Path) -> None:
    hidden = put(tmp_path, "reading: 1\narticle: small.txt").with_name("small.txt").rename(tmp_path / "small.txt.txt")
    remedy = "rename that, since Windows and editors add .txt and may not show it."
    said = f"2: the article small.txt is not beside this file, but small.txt.txt is; {remedy}"
    with pytest.raises(ReadingError) as caught:
        load_reading(tmp_path / "small.reading.yaml")
    assert str(caught.value) == f"small.reading.yaml, line {said}"
    hidden.rename(tmp_path / "small.txt")
    assert load_reading(tmp_path / "small.reading.yaml").claims == ()


def test_a_claim_is_the_main_one_of_its_sentence_if_it_says_so(tmp_path: Path) -> None:
    claim = "kind: hypothetical, factuality: PS+"
    for written, main in (("", False), (", main: yes", True), (", main: no", False)):
        assert [c.main for c in load_reading(put(tmp_path, WHOLE.replace(claim, claim + written))).claims] == [main]
    two = "\n  - {id: c2, summary: x, kind: judged, factuality: CT+, source: [editor], main: yes, quote: In July}"
    both = WHOLE.replace(claim, f"{claim}, main: yes").replace("\nattributions:", f"{two}\nattributions:")
    assert [c.main for c in load_reading(put(tmp_path, both)).claims] == [True, True]


def test_every_sentence_of_the_courses_own_reading_has_one_main_claim() -> None:
    main = [claim for claim in load_reading().claims if claim.main]
    assert [(claim.id, claim.evidence[0].sentence) for claim in main] == list(
        zip(
            ["c02", "c05", "c10", "c12", "c16", "c18", "c22", "c25", "c27", "c33", "c34", "c37", "c39"],
            [f"s{number:02}" for number in range(1, 14)],
            strict=True,
        )
    )


def test_an_empty_reading_is_a_reading(tmp_path: Path) -> None:
    """The skeleton of a new reading has empty sections and no article key."""
    reading = load_reading(put(tmp_path, "reading: 1\nactors: []\nevents:\n"))
    assert reading == Reading("small.reading.yaml", read_article(tmp_path / "small.txt"))


def test_the_article_can_be_given(tmp_path: Path) -> None:
    path = put(tmp_path, "reading: 1\narticle: elsewhere.txt")
    article = read_article()
    assert load_reading(path, article=article).article is article


def test_a_copy_of_the_courses_reading_finds_the_courses_article(tmp_path: Path) -> None:
    path = put(tmp_path, f"reading: 1\narticle: {ARTICLE}")
    assert load_reading(path).article == read_article()


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
