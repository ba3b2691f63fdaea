"""Text stays text in every piece of markup."""

from typing import Any

import pytest
from markupsafe import Markup

from course_utils.article.article import read_article
from course_utils.look import html as markup
from course_utils.outside.context import Source

HOSTILE = "<script>alert(1)</script> \" onmouseover='x' &amp; </td>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &quot; onmouseover=&#x27;x&#x27; &amp;amp; &lt;/td&gt;"


def test_escaping_leaves_nothing_that_ends_an_element_or_an_attribute() -> None:
    assert markup.esc(HOSTILE) == ESCAPED


def test_an_attribute_is_escaped_and_its_python_name_becomes_the_html_one() -> None:
    assert markup.tag("p", markup.esc("x"), class_="a", aria_label=HOSTILE) == (
        f'<p class="a" aria-label="{ESCAPED}">x</p>'
    )


def test_a_text_among_markup_is_escaped() -> None:
    """It does not type-check either; f-strings of markup are texts."""
    text: Any = "<b>"
    assert markup.tag("p", Markup("<i></i>"), text) == "<p><i></i>&lt;b&gt;</p>"
    assert markup.join([Markup("<i></i>"), text], " < ") == "<i></i> &lt; &lt;b&gt;"
    assert markup.points([text]) == "<ul><li>&lt;b&gt;</li></ul>"


def test_words_and_summaries_are_escaped() -> None:
    assert markup.details(HOSTILE) == f"<details><summary>{ESCAPED}</summary></details>"
    assert markup.words(HOSTILE).endswith(f">“{ESCAPED}”</bdi>")


@pytest.mark.parametrize(
    ("rows", "body"),
    [([(Markup("r"), Markup("1"))], '<th scope="row">r</th><td>1</td>'), ([], '<td colspan="2">none</td>')],
)
def test_a_table_has_a_caption_scoped_headers_and_rows_or_says_that_it_has_none(rows: Any, body: str) -> None:
    assert markup.table("A <b>", ("x", "y<"), rows) == (
        '<table class="rtc-table"><caption>A &lt;b&gt;</caption>'
        '<thead><tr><th scope="col">x</th><th scope="col">y&lt;</th></tr></thead>'
        f"<tbody><tr>{body}</tr></tbody></table>"
    )


def test_a_sources_address_breaks_anywhere_and_its_other_words_do_not() -> None:
    source = Source(id="x", publisher="RFE/RL", title="<Title>", year="2011", grade="B", url="https://example.org/a")
    assert markup.grounds(read_article(), (), [source]) == (
        "<ul><li><bdi>RFE/RL, “&lt;Title&gt;”, 2011, grade B: press or research, "
        '<span class="rtc-address" style="word-break: break-all">https://example.org/a</span></bdi></li></ul>'
    )
