"""A chart is seen, heard, read as a table and traced to its words, or it is not made."""

import re
from collections.abc import Callable

import matplotlib
import pytest

from course_utils.article.article import read_article
from course_utils.charts import Chart, Row, Table
from course_utils.charts.chart import Canvas
from course_utils.look.theme import light, themes
from course_utils.reading.evidence import Evidence

ARTICLE = read_article()
START = ARTICLE.text.index("Kremlin")
KREMLIN = Evidence("Kremlin", START, START + 7, "s02", "editor")


def paint(canvas: Canvas) -> None:
    canvas.width = 144
    canvas.cut(72)
    canvas.mark(0, canvas.write(50, 36, ["$x^2$"]))


def chart(**changes: object) -> Chart:
    parts = {
        "title": "One <bar>.",
        "alt": "Bar chart with one bar, for <Kremlin>, drawn for a test.",
        "description": "A & B",
        "table": Table("Bars", ("Name",), (Row(("<b>",), (KREMLIN,)),)),
        "article": ARTICLE,
        "paint": paint,
    }
    return Chart(**(parts | changes))  # type: ignore[arg-type]


def test_its_markup_has_title_alt_text_description_and_table_all_escaped() -> None:
    made = re.sub(r"base64,[A-Za-z0-9+/=]+", "PICTURE", chart().markup)
    alt = "Bar chart with one bar, for &lt;Kremlin&gt;, drawn for a test."
    src = 'src="data:image/png;PICTURE"'
    assert made == (
        '<figure class="rtc-chart rtc-page mathjax_ignore tex2jax_ignore" lang="en" dir="ltr"><figcaption>'
        "<strong>One &lt;bar&gt;.</strong></figcaption>"
        '<div class="rtc-scroll" tabindex="0" role="group" aria-label="Picture">'
        f'<img class="rtc-light" style="max-width: 100%" alt="{alt}" {src}>'
        f'<img class="rtc-dark" style="display: none" alt="{alt}" {src}></div>'
        "<details><summary>The same as a table, with what every mark rests on</summary><p>A &amp; B</p>"
        '<div class="rtc-scroll" tabindex="0" role="group" aria-label="Bars">'
        '<table class="rtc-table">'
        '<caption>Bars</caption><thead><tr><th scope="col">Name</th><th scope="col">Origin</th>'
        '<th scope="col">What it rests on</th></tr></thead><tbody><tr><th scope="row">&lt;b&gt;</th>'
        '<td>● the article says</td><td><ul><li><bdi class="rtc-words" '
        'style="font-family: Georgia, Noto Serif, serif">“Kremlin”</bdi> s02, the editor</li></ul></td></tr>'
        "</tbody></table></div></details></figure>"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: chart(alt="x" * 39), "alt text has 39 characters, not 40 to 250"),
        (lambda: chart(alt="x" * 251), "alt text has 251 characters, not 40 to 250"),
        (
            lambda: Table("A", ("Name",), (Row(("a", "b"), (KREMLIN,)),)),
            r"\('a', 'b'\) has not one cell for each of Name",
        ),
        (lambda: Row(("a",)), "rests on no words of the article"),
        (lambda: Row(("a",), (KREMLIN,), "outside"), "is outside knowledge without a source"),
    ],
)
def test_what_would_not_reach_a_reader_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_a_label_is_what_the_cells_say() -> None:
    assert Row(("12 answers", "", "a"), (KREMLIN,)).label == "12 answers, a"


def test_a_picture_knows_where_each_rows_mark_stands_and_is_painted_once() -> None:
    made = chart()
    picture = made.picture(light())
    assert (picture.width, picture.height) == (400, 200)
    left, top, width, height = picture.boxes[0]
    assert list(picture.boxes) == [0]
    assert (30 < left < 40, 25 < top < 50, 0 < width < 50, 0 < height < 30) == (True,) * 4
    assert made.picture(light()) is picture


def test_two_artists_of_one_row_share_a_box() -> None:
    def two(canvas: Canvas) -> None:
        for x in (0.2, 0.8):
            canvas.sign(0, x, 0.5, "o", 0.6, canvas.theme.ink)

    ((_, _, width, _),) = chart(paint=two).picture(light()).boxes.values()
    assert width > 40


def test_a_theme_has_its_own_ground_and_no_formulas_and_leaves_matplotlibs_settings_as_they_were() -> None:
    before = dict(matplotlib.rcParams)
    drawn = {theme.name: chart().draw(theme) for theme in themes()}
    assert dict(matplotlib.rcParams) == before
    assert drawn["light"].get_facecolor() == (1, 1, 1, 1)
    assert drawn["dark"].get_facecolor() == (17 / 255, 17 / 255, 17 / 255, 1)
    assert drawn["light"].axes[0].texts[0].get_parse_math() is False  # a dollar sign is one


def test_it_says_its_point_where_no_picture_can_be_shown() -> None:
    assert chart()._repr_mimebundle_()["text/plain"] == "Chart('One <bar>.')"


def test_a_letter_that_the_font_lacks_warns_no_student() -> None:
    """Any warning fails here; a box stands in the picture, and the letter in the table."""

    def strange(canvas: Canvas) -> None:
        written = canvas.write(40, 36, ["ꙮ\x85"])
        written.get_window_extent()
        canvas.mark(0, written)

    assert chart(paint=strange).picture(light()).boxes.keys() == {0}
