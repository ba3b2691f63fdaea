"""The pages beside the notebooks have true links, quote truly, take no side, agree with the bank."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from voices import CONTESTED, unquoted

from course_utils.article.article import read_article
from course_utils.exercises.brief import rubric
from course_utils.exercises.questions import load_questions
from course_utils.outside.context import load_context
from course_utils.places import READING, shelf
from course_utils.reading.load import load_reading

ROOT = Path(__file__).parents[1]
NOTEBOOKS = shelf("notebooks")
GLOSSARY, GUIDE = NOTEBOOKS / "glossary.md", NOTEBOOKS / "teachers-guide.md"
CONTRIBUTING, README = ROOT / ".github" / "CONTRIBUTING.md", ROOT / "README.md"

pytestmark = pytest.mark.skipif(not CONTRIBUTING.exists(), reason="this is no checkout")

ARTICLE = read_article()
BANK = load_questions()
LIBRARY = {source.url: source for source in load_context().library if source.url}
PAGES = (GLOSSARY, GUIDE, CONTRIBUTING)

#: Notebook authors link to these.
TERMS = [
    *("alignment", "alliance", "attribution", "claim", "corroborate", "demonym", "dyad", "edtf", "endonym"),
    *("factuality", "grade", "hearsay", "hedge", "hindsight", "insertion", "interest", "lateral-reading"),
    *("lead", "metonym", "neutrality", "self-determination", "source-chain", "structural-balance"),
    *("territorial-integrity", "tie"),
]


def heading(term: str) -> str:
    """Return a term's heading: its anchor with spaces, but for the one that is written with a hyphen."""
    return term if term == "self-determination" else term.replace("-", " ")


#: Who is cited for how the course teaches, and for the rule of thumb.
AUTHORS = {
    *("Barbieri", "Brod", "Brodsky", "Cartwright", "Crouch", "Harary", "Heider", "Kleij", "Mazur", "Reisman"),
    *("Rey", "Sanna", "Yang"),
}

_QUOTED = re.compile(r'<span style="font-family: Georgia[^"]*">“(.*?)”</span>')
_LINK = re.compile(r"\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_ROW = re.compile(r"^\| `(\d\d-[a-z-]+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)

every = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
both = pytest.mark.parametrize("page", [GLOSSARY, GUIDE], ids=lambda p: p.stem)


def read(page: Path) -> str:
    return page.read_text("utf-8")


def bare(text: str) -> str:
    """Leave out links' targets, code and markup, and keep the words."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"<[^>]*>|`[^`]*`|[*#●◆■]", "", _LINK.sub("]", text))


def anchors(page: Path) -> list[str]:
    """Return the headings' ids as JupyterLab makes them: the words, with a hyphen for each space."""
    return [heading.replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)]


def section(page: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next of the same rank or a higher one."""
    rank = heading.count("#")
    _, _, rest = f"{read(page)}\n".partition(f"\n{heading}\n")
    assert rest, heading
    return re.split(rf"^#{{1,{rank}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


# All pages


@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda p: p.stem)
def test_every_link_leads_to_a_file_or_out_safely(page: Path) -> None:
    """A link without https is one that the context has, for a source that offers no other."""
    links = _LINK.findall(re.sub("`[^`]*`", "", read(page)))
    assert links
    for link in links:
        if "://" in link:
            assert link.startswith("https://") or link in LIBRARY, link
        else:
            file, _, fragment = link.partition("#")
            target = page.parent / file if file else page
            assert target.exists(), link
            assert not fragment or fragment in anchors(target), link


@every
def test_what_is_set_as_the_articles_words_is_in_the_article(page: Path) -> None:
    for words in _QUOTED.findall(read(page)):
        assert words in ARTICLE.text, words


@both
def test_words_with_a_sentence_beside_them_stand_there_and_are_that_voices(page: Path) -> None:
    found = re.findall(_QUOTED.pattern + r" \((s\d\d), (the editor|Avdaliani)", read(page))
    assert found
    insertions = [p.text for p in ARTICLE.passages if p.kind == "interpolation"]
    for words, name, whose in found:
        sentence = ARTICLE.sentence(name)
        assert words in sentence.text, words
        added = any(words in text and text in sentence.text for text in insertions)
        assert (whose == "the editor") == (added or sentence.voice == "editor"), words


@every
def test_contested_words_stand_in_quotation_marks_only(page: Path) -> None:
    assert CONTESTED.findall(unquoted(bare(read(page)))) == []


@every
def test_a_sentence_can_be_read_in_one_breath(page: Path) -> None:
    prose = re.sub(r"\|", "\n", bare(read(page)))
    lengths = [len(s.split()) for s in re.split(r"(?<=[.?:])[”)]?\s+|\n", prose)]
    assert median(length for length in lengths if length > 1) < 16
    assert max(lengths) <= 40


@every
def test_nobody_is_named_who_is_no_source_author_or_public_figure_of_the_context(page: Path) -> None:
    """A name is two words with capitals, neither of which is an ordinary word, or one before a year."""
    data = shelf("data")
    known = ARTICLE.text + read(data / "context.yaml") + read(data / READING)
    known += read(shelf("seeds") / "SOURCE.md")
    ordinary = set(re.findall(r"\b[a-z]+\b", known + "".join(map(read, PAGES))))
    pairs = set(re.findall(r"\b([A-Z][a-zé]+)(?= ([A-Z][a-zé]+)\b)", bare(read(page))))
    names = {" ".join(pair) for pair in pairs if not {word.lower() for word in pair} & ordinary}
    assert {name for name in names if name not in known} == set()
    cited = re.findall(r"\b([A-Z][a-zé]+) \(?(?:19|20)\d\d\b", bare(read(page)))
    assert {name for name in cited if name not in known} <= AUTHORS | {"September"}


@both
def test_every_outside_source_is_the_contexts_and_has_its_grade_beside_it(page: Path) -> None:
    """After a link the first capital A, B or C that stands alone is its grade."""
    text = read(page)
    found = [m for m in _LINK.finditer(text) if "://" in m[1]]
    assert found
    for link in found:
        beside = re.split(r"[|\n]|\[", text[link.end() :], maxsplit=1)[0]
        grade = re.search(r"\b[ABC]\b", beside)
        assert grade, link[1]
        assert LIBRARY[link[1]].grade == grade[0], link[1]


@every
def test_they_speak_of_nothing_that_was_not_verified(page: Path) -> None:
    assert re.findall(r"Gyumri|contract of the century|Madrid|Eurasian Union|62/243|Crisis Group",
                      read(page)) == []  # fmt: skip


# The glossary


def test_each_term_has_its_entry_with_a_meaning_an_example_and_what_it_is_not() -> None:
    assert [name for name in anchors(GLOSSARY) if name in TERMS] == TERMS
    assert re.findall(r"^### (.+)$", read(GLOSSARY), re.MULTILINE) == [heading(term) for term in TERMS]
    for term in TERMS:
        entry = section(GLOSSARY, f"### {heading(term)}").partition("\n## ")[0]
        meaning, example, contrast = [line for line in entry.splitlines() if line]
        assert meaning.endswith(".")
        assert example.startswith("- **In the article:**")
        assert re.search(_QUOTED.pattern + r" \(s\d\d, ", example), term
        assert contrast.startswith("- **It is not** "), term


def test_every_anchor_that_a_notebook_links_to_is_there() -> None:
    known = anchors(GLOSSARY)
    for path in NOTEBOOKS.glob("*.ipynb"):
        prose = "".join("".join(c["source"]) for c in json.loads(read(path))["cells"] if c["cell_type"] == "markdown")
        for name in re.findall(r"glossary\.md#?([^)\s]*)", prose):
            assert name == "" or name in known, f"{path.name}: {name}"
        assert GUIDE.name not in prose, path.name


def test_the_own_names_are_the_readings() -> None:
    rows = re.findall(r'^\| (.+?) \| <span lang="(.+?)" dir="(.+?)">(.+?)</span> \| [A-Z][a-z]+ \|$',
                      section(GLOSSARY, "## Own names"), re.MULTILINE)  # fmt: skip
    assert rows == [
        (actor.name, own_name.lang, own_name.dir, own_name.text)
        for actor in load_reading().actors
        for own_name in actor.endonyms
    ]


@every
def test_a_name_in_another_script_says_its_language_and_direction(page: Path) -> None:
    text = re.sub(r'<span lang="[a-z]+" dir="(?:ltr|rtl)">[^<]*</span>', "", read(page))
    assert re.findall("[Ͱ-ӿԱ-֏א-ۿ]+", text) == []


def test_the_glossary_gives_no_answer_away_and_ends_with_the_pages_day() -> None:
    text = read(GLOSSARY)
    assert [o.feedback for q in BANK for o in q.options if o.feedback in text] == []
    told = re.sub(r"\[[^\]]*\]\([^)]*\)", "", text)
    assert re.findall(r"(?:October|November|December) 2020|\b202[1-9]\b|later war", told) == []


# The teacher's guide


def test_every_question_is_answered_once_under_its_notebook_with_the_banks_key() -> None:
    """The reasons are the guide's own, and not what the screen says."""
    rows = _ROW.findall(read(GUIDE))
    answers = [f"**{q.option(q.key).text}**" if q.key else "no key" for q in BANK]
    assert [(name, answer) for name, _, answer, _ in rows] == [(q.id, a) for q, a in zip(BANK, answers, strict=True)]
    assert sorted(re.findall(r"\b0\d-[a-z]+[a-z-]*", read(GUIDE))) == sorted(q.id for q in BANK)
    for number in dict.fromkeys(question.id[:2] for question in BANK):
        [heading] = re.findall(rf"^### {number} .*$", read(GUIDE), re.MULTILINE)
        found = [row[0] for row in _ROW.findall(section(GUIDE, heading))]
        assert found == [question.id for question in BANK if question.id[:2] == number]
    reasons = {row[3] for row in rows}
    assert len(reasons) == len(BANK)
    assert reasons & {option.feedback for question in BANK for option in question.options} == set()


def test_the_notebooks_that_ask_a_question_twice_are_those_it_names() -> None:
    twice = [path.name[:2] for path in sorted(NOTEBOOKS.glob("*.ipynb")) if 'vote_twice(\\"' in read(path)]
    assert f"Notebooks {' and '.join(twice)} each have one." in read(GUIDE)


def test_every_notebook_says_what_is_hard_what_surprises_and_what_cools_a_room() -> None:
    for heading in re.findall(r"^### 0\d .*$", read(GUIDE), re.MULTILINE):
        text = section(GUIDE, heading)
        assert heading.endswith("?")
        assert "- **Hard:**" in text
        assert "- **Surprise:**" in text
        assert heading.startswith("### 00") or "- **If it gets hot" in text


def test_it_lists_what_it_holds_and_says_no_sentence_twice_but_in_the_plans() -> None:
    text = read(GUIDE)
    linked = re.findall(r"\]\(#([^)]+)\)", text.partition("\n## ")[0])
    assert [name for name in anchors(GUIDE) if name in linked] == linked
    assert set(re.findall(r"^## (.+)$", text, re.M)) - {"Plans"} <= {name.replace("-", " ") for name in linked}
    said = re.sub(r"(?s)### 50 minutes.*the end of the plans", "", text)
    said += "\n".join("".join(cell["source"]) for path in sorted(NOTEBOOKS.glob("*.ipynb"))
                    for cell in json.loads(read(path))["cells"] if cell["cell_type"] == "markdown")  # fmt: skip
    said = bare(re.sub(r"(?m)^#.*", "", said))
    sentences = [s.strip() for s in re.split(r"(?<=[.?!”])\s+|\||\n", said) if len(s.split()) > 6]
    assert [s for s, count in Counter(sentences).items() if count > 1 and s in bare(text)] == []


def test_what_the_guide_counts_is_counted_here_again() -> None:
    reading, text = load_reading(), read(GUIDE)
    flat = sum(claim.kind == "asserted" for claim in reading.claims)
    assert f"{flat} of {len(reading.claims)}" in text
    assert sum(mention.alias_kind == "metonym" for mention in reading.mentions) == 12
    assert "twelve times a capital or a seat stands for a government" in text
    assert len({s.id for s in ARTICLE.sentences if re.search(r"July|\d{4}", s.text)}) == 3
    assert "three of thirteen sentences give a date" in text
    assert sum(len(re.findall(r"\bBaku\b", s.text)) for s in ARTICLE.sentences) == 5
    assert "Five and five." in text


def test_the_rubric_is_that_of_the_exported_brief() -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", section(GUIDE, "## Rubric for the brief"), re.M)
    assert {name: levels.split(" | ") for name, levels in rows} == rubric()
