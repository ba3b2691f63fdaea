"""The form says what it lacks and nothing about opinions; what leaves the course holds what was typed, as text."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.article.article import read_article
from course_utils.exercises.brief import (
    PARTS,
    Brief,
    as_markdown,
    as_page,
    cited,
    cited_ids,
    count_words,
    dated,
    lacks,
    rubric,
)
from course_utils.exercises.portfolio import Chapter, Given

ARTICLE = read_article()
WHOLE = {
    "situation": "The editor writes that fighting broke out in July (s01).",
    "known": "Avdaliani calls the ties mixed (s04), with extensive contacts (s05).",
    "hearsay": "The stations: media sources, as Avdaliani hands them on (s13).",
    "missing": "Nobody who lives there is asked.",
    "outcome-1": "Fighting may return.",
    "outcome-2": "The border may stay calm.",
    "advice": "Ask both governments, and people on both sides of the border, before you do anything.",
    "confidence": "low",
}


def found(**changed: str) -> list[str]:
    return [lack["text"] for lack in lacks({**WHOLE, **changed}, ARTICLE)]


def test_a_whole_brief_lacks_nothing() -> None:
    assert lacks(WHOLE, ARTICLE) == []


def test_of_an_empty_one_every_part_and_all_evidence_is_missing() -> None:
    assert [(lack["text"], lack["part"]) for lack in lacks({}, ARTICLE)] == [
        ("“The situation” is empty.", "situation"),
        ("“What is known, and who says so” is empty.", "known"),
        ("“What is hearsay” is empty.", "hearsay"),
        ("“Whose perspective is missing” is empty.", "missing"),
        ("“One possible outcome” is empty.", "outcome-1"),
        ("“Another possible outcome” is empty.", "outcome-2"),
        ("“What you advise” is empty.", "advice"),
        ("“How sure you are of your advice” is not chosen: low, moderate, high.", "confidence"),
        ("At least 4 different sentences are to be cited; so far: none.", None),
        ("No sentence of the editor’s is cited yet; there are s01, s02, s03.", None),
        (
            "No sentence of Emil Avdaliani’s is cited yet; there are s04, s05, s06, s07, s08, s09, s10, s11, s12, s13.",
            None,
        ),
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hearsay": "x", "missing": "s13."}, "“What is hearsay” cites no sentence. Type its id, as in (s05)."),
        ({"outcome-2": " fighting  MAY return."}, "The two outcomes are the same text. Name two different ones."),
        ({"known": "s04, s05, s14"}, "“What is known, and who says so” cites s14, but the article has s01 to s13."),
        ({"known": "s04 and s4, S04"}, "At least 4 different sentences are to be cited; so far: s01, s04, s13."),
        ({"situation": "s06"}, "No sentence of the editor’s is cited yet; there are s01, s02, s03."),
        # a bracket in another's sentence is none
        ({"situation": "s09"}, "No sentence of the editor’s is cited yet; there are s01, s02, s03."),
        *(({p.id: " \n\t"}, f"“{p.label}” is empty.") for p in PARTS if p.id not in ("situation", "known", "hearsay")),
        ({"confidence": "total"}, "“How sure you are of your advice” is not chosen: low, moderate, high."),
    ],
)
def test_each_lack_is_said_alone(changed: dict[str, str], said: str) -> None:
    assert found(**changed) == [said]


def test_350_words_are_not_too_long_and_351_are() -> None:
    others = count_words(WHOLE) - count_words({"advice": WHOLE["advice"]})
    assert found(advice="word " * (350 - others)) == []
    assert found(advice="word " * (351 - others)) == ["The brief has 351 words; 350 is the most."]


def test_ids_are_found_as_people_type_them_and_nothing_else_is_one() -> None:
    assert cited_ids("s05, (S4) s012; s05. [s1]s2") == ("s05", "s04", "s12", "s01", "s02")
    assert cited_ids("s s5x as05 s_5 S-300 s1234 s٣ 1990s02") == ()


def test_sentences_are_cited_in_the_pages_order_from_every_part_but_the_word_of_confidence() -> None:
    texts = {"advice": "s09", "situation": "s13 s02 s99", "confidence": "s01"}
    assert [sentence.id for sentence in cited(texts, ARTICLE)] == ["s02", "s09", "s13"]


def test_words_are_counted_as_a_reader_counts() -> None:
    texts = {"situation": "Արցախ – Qarabağ,\nthe Kremlin’s (s05) … 16", "advice": " \n", "confidence": "low"}
    assert count_words(texts) == 6


def test_it_is_dated_one_day_after_the_page_and_asks_for_neither_day_nor_sentences_that_a_page_has_not() -> None:
    assert dated(ARTICLE) == "12 September 2020"
    bare = replace(ARTICLE, published=None, sentences=(), passages=())
    assert (dated(bare), lacks({**WHOLE, "hearsay": "s01"}, bare)) == ("", [])


EVIL = "<img src=x onerror=alert(1)>"
TEXTS = {
    "situation": "The editor blames one side (s01).\nSo be careful.\n\nA second paragraph.",
    "hearsay": "Media sources (s13).",
    "confidence": "moderate",
}
CHAPTERS = (
    Chapter("Predictions", (Given("How often?", "Never", "Never", "Never"),), "7 are open."),
    Chapter("Sorted", (Given("Which?", "asserted", "judged"),), "", beside="Beside the reading"),
    Chapter("The estimate", (), "Nothing yet."),
)
BRIEF = Brief(ARTICLE, TEXTS, CHAPTERS)
#: As many extensions as there are: what none of them reads as markup is text everywhere.
render = mistune.create_markdown(
    escape=False,
    plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "abbr", "mark", "insert",
             "superscript", "subscript", "math", "spoiler", "ruby"],
)  # fmt: skip
NASTY = (
    EVIL, "# heading", "- item", "+ item", "1. one", "2) two", "> quoted", "    code", "===", "---", "~~~",
    "***", "a *b* _c_ `d` ~~e~~", "![x](http://a.b/c.png)", "[a](javascript:alert(1))", "<http://a.b>",
    "http://a.b/c", "www.a.b", "a@b.cd", "| a | b |\n|---|---|\n| c | d |", "$x^2$ and $$y$$", "[^1]: note",
    r"\(x\) \[y\] \begin{z}", "[a]: http://a.b", "- [ ] task", "a  \nb", "tail\\", "&lt;b&gt; &amp; &copy;",
    "@@0@@", "a\n: b", "<!-- c", "```\ncode\n```", "[漢字(ㄏㄢˋ)]", ">! spoiler !<", "==m== ^^i^^",
    "\u202eturned\u202c", "*[HTML]: x", "a ==m== b",
)  # fmt: skip


def shown(page: str) -> str:
    """Return the text that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def is_text(typed: str) -> None:
    """Look at what a reader sees under the first heading of a part, and at the elements around it."""
    page = str(render(as_markdown(replace(BRIEF, texts={"situation": typed}))))
    part = page.split("<h2>The situation</h2>")[1].split("<h2>")[0]
    assert shown(part).split() == (typed.split() or ["(nothing", "yet)"])
    assert {*re.findall(r"<(\w+)", part)} <= {"p", "br", *(["code"] if {*typed} & {*"\\$"} else [])}


def test_the_markdown_holds_the_brief_the_sentences_with_their_voices_and_the_answers() -> None:
    text = as_markdown(BRIEF)
    assert text.startswith("# A brief on the article\n\n12 September 2020, 15 words, on “")
    assert (
        "## The situation\n\nThe editor blames one side (s01).\\\nSo be careful.\n\nA second paragraph.\n\n"
        "## What is known, and who says so\n\n(nothing yet)\n\n"
    ) in text
    assert "## How sure you are of your advice\n\nModerate: the evidence fits, but so would another conclusion." in text
    assert (
        "## The sentences it cites\n\n"
        "> “In July, Armenia initiated a brief round of skirmishing with its neighbor Azerbaijan.”\n>\n"
        "> s01, the editor\n\n> “Media sources claim"
    ) in text
    assert text.endswith(
        "> s13, Emil Avdaliani\n\n"
        "## Predictions\n\n- How often?\n  - My answer: Never\n  - The result: Never\n\n"
        "## Sorted\n\n- Which?\n  - At first: asserted\n  - At last: judged\n\n"
        "## The estimate\n\n(nothing yet)\n"
    )  # fmt: skip


@pytest.mark.parametrize("typed", NASTY)
def test_no_character_is_read_as_markdown(typed: str) -> None:
    is_text(typed)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab1 \n#*_`[]()<>!&\\|$~^@:+-=.{}/'\"s0"), max_size=24))
def test_nothing_that_can_be_typed_is_read_as_markdown(typed: str) -> None:
    is_text(typed)


def test_the_page_has_one_heading_of_the_first_level_a_language_and_a_strict_policy() -> None:
    page = as_page(BRIEF)
    tags = re.findall(r"<(\w+)", page)
    assert page.startswith('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">')
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    (style,) = re.findall("(?s)<style>(.*)</style>", page)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    allowed = "html head meta title style body main article header h1 h2 p br ul li table caption thead tbody tr th td"
    allowed += " details summary blockquote dl div dt dd"
    assert {*tags} == {*allowed.split()}
    assert not re.search(r" src=| href=|url\(", page)


def test_the_page_quotes_each_cited_sentence_in_its_voice() -> None:
    page = as_page(BRIEF)
    assert re.findall('<blockquote class="(.*?)">', page) == ["editor", "author"]
    assert f'<p class="rtc-words">“{ARTICLE.sentence("s01").text}”</p> <p>s01, the editor</p>' in page
    assert "s13, Emil Avdaliani" in page


def test_the_page_says_what_the_form_lacks_and_has_a_rubric_room_for_a_mark_and_the_letters() -> None:
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', as_page(BRIEF))
    assert [(name, re.findall("<td>(.*?)</td>", levels)) for name, levels in rows] == [*rubric().items()]
    assert [len(levels) for levels in rubric().values()] == [4] * 5
    for texts, letters, said in (
        (TEXTS, "KQ7X", "The form: 6 things to mend“What is known, and who says so” is empty."),
        (WHOLE, "0Z9T", "The formNothing is missing. Only the form was checked."),
        ({**WHOLE, "situation": "s06"}, "", "The form: 1 thing to mendNo sentence of the editor’s is cited yet;"),
    ):
        page = shown(as_page(replace(BRIEF, texts=texts, letters=letters)))
        assert f"on the article{letters or 'Hand-in name: '}12 September 2020" in page
        assert said in page
        assert "Mark and comment: " in page


def test_a_hostile_string_in_any_field_stays_text() -> None:
    evil = replace(
        BRIEF,
        article=replace(ARTICLE, title=EVIL, author=EVIL, url=EVIL),
        texts={**dict.fromkeys(TEXTS, f"{EVIL} s01 s04"), "confidence": EVIL},
        chapters=(Chapter(EVIL, (Given(EVIL, EVIL, "x", EVIL),), EVIL, EVIL, EVIL),),
    )
    assert shown(as_page(evil)).count(EVIL) == 10
    assert "<img" not in as_page(evil) + str(render(as_markdown(evil)))


def test_control_characters_become_the_sign_for_what_cannot_be_shown() -> None:
    brief = replace(BRIEF, texts={"situation": "a\x00b\x1b[1mc\x85d\r\ne"})
    assert "a�b�[1mc�d<br>e" in as_page(brief)
    assert "a�b�\\[1mc�d\\\ne" in as_markdown(brief)


def test_an_empty_brief_can_leave_too() -> None:
    empty = Brief(replace(ARTICLE, published=None, url=None), {}, ())
    assert as_markdown(empty).count("(nothing yet)") == as_page(empty).count("(nothing yet)") == 9
