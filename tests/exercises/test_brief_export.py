"""What leaves the course holds what was typed as text, whatever was typed, and asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.article.article import load_article
from course_utils.exercises.brief import Brief, as_markdown, as_page
from course_utils.exercises.portfolio import Chapter, Given

ARTICLE = load_article()
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


def seen(markdown: str) -> tuple[str, set[str]]:
    """Return the text that a reader sees under the first heading of a part, and the elements around it."""
    page = str(render(markdown))
    part = page.split("<h2>The situation</h2>")[1].split("<h2>")[0]
    text = html.unescape(re.sub(r"<[^>]*>", "", part))
    return text, set(re.findall(r"<(\w+)", part))


class Elements(HTMLParser):
    """Every element of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(page))  # its pieces are to be joined as texts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_markdown_holds_the_brief_the_sentences_with_their_voices_and_the_answers() -> None:
    text = as_markdown(BRIEF)
    assert text.startswith("# A brief on the page\n\n12 September 2020, 15 words, on “")
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
    text, elements = seen(as_markdown(replace(BRIEF, texts={"situation": typed})))
    assert text.split() == typed.split()
    assert elements <= {"p", "br", *(["code"] if set(typed) & set("\\$") else [])}


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab1 \n#*_`[]()<>!&\\|$~^@:+-=.{}/'\"s0"), max_size=24))
def test_nothing_that_can_be_typed_is_read_as_markdown(typed: str) -> None:
    text, elements = seen(as_markdown(replace(BRIEF, texts={"situation": typed})))
    assert text.split() == (typed.split() or ["(nothing", "yet)"])
    assert elements <= {"p", "br", *(["code"] if set(typed) & set("\\$") else [])}


def test_the_page_has_one_heading_of_the_first_level_a_language_and_a_strict_policy() -> None:
    page = Elements(as_page(BRIEF))
    tags = [tag for tag, _ in page.elements]
    assert page.elements[0] == ("html", {"lang": "en"})
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    style = re.findall("<style>(.*)</style>", as_page(BRIEF))
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in page.elements
    assert set(tags) == {
        "html", "head", "meta", "title", "style", "body", "main",
        "h1", "h2", "p", "br", "blockquote", "dl", "div", "dt", "dd",
    }  # fmt: skip
    assert not [name for _, attributes in page.elements for name in attributes if name in ("src", "href")]
    assert "url(" not in as_page(BRIEF)


def test_the_page_quotes_each_cited_sentence_in_its_voice() -> None:
    page = Elements(as_page(BRIEF))
    assert [a["class"] for tag, a in page.elements if tag == "blockquote"] == ["editor", "author"]
    assert ARTICLE.sentence("s01").text in page.text
    assert "s13, Emil Avdaliani" in page.text


def test_a_hostile_string_in_any_field_stays_text() -> None:
    evil = replace(
        BRIEF,
        article=replace(ARTICLE, title=EVIL, author=EVIL, url=EVIL),
        texts={**dict.fromkeys(TEXTS, f"{EVIL} s01 s04"), "confidence": EVIL},
        chapters=(Chapter(EVIL, (Given(EVIL, EVIL, "x", EVIL),), EVIL, EVIL, EVIL),),
    )
    page = as_page(evil)
    assert "<img" not in page
    assert Elements(page).text.count(EVIL) == 10
    assert "<img" not in str(render(as_markdown(evil)))


def test_control_characters_become_the_sign_for_what_cannot_be_shown() -> None:
    brief = replace(BRIEF, texts={"situation": "a\x00b\x1b[1mc\x85d\r\ne"})
    assert "a�b�[1mc�d<br>e" in as_page(brief)
    assert "a�b�\\[1mc�d\\\ne" in as_markdown(brief)


def test_an_empty_brief_can_leave_too() -> None:
    empty = Brief(replace(ARTICLE, published=None, url=None), {}, ())
    assert as_markdown(empty).count("(nothing yet)") == as_page(empty).count("(nothing yet)") == 9
