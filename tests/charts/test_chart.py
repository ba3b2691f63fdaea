"""A chart is seen, heard, read as a table and traced to its words, or it is not made."""

import re
from collections.abc import Callable

import matplotlib
import pytest

from course_utils.article.article import read_article
from course_utils.charts import Chart, Row, Table
from course_utils.charts.sheet import Mark, Sheet
from course_utils.look.theme import light, themes
from course_utils.reading.evidence import Evidence

ARTICLE = read_article()
START = ARTICLE.text.index("Kremlin")
KREMLIN = Evidence("Kremlin", START, START + 7, "s02", "editor")


def paint(sheet: Sheet) -> None:
    sheet.text(100, 36, "$x^2$")
    sheet.mark(0, 200, 36)
    sheet.cut(72)


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
        'style="font-family: Course Serif, Georgia, Noto Serif, serif">“Kremlin”</bdi> s02, the editor</li></ul></td>'
        "</tr></tbody></table></div></details></figure>"
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
    assert (picture.width, picture.height) == (1344, 200)
    left, top, width, height = picture.boxes[0]
    assert list(picture.boxes) == [0]
    assert (width, height) == pytest.approx((3.75, 3.75 * 484 / 72), abs=0.1)  # 24 of 640 pixels, as a finger needs
    assert left < 100 * 200 / 484 < left + width
    assert top < 50 < top + height
    assert made.picture(light()) is picture


def test_two_artists_of_one_row_share_a_box() -> None:
    def two(sheet: Sheet) -> None:
        for x in (100, 300):
            sheet.mark(0, x, 20)
        sheet.cut(40)

    ((_, _, width, _),) = chart(paint=two).picture(light()).boxes.values()
    assert width > 40


def test_a_mark_reaches_no_further_than_half_way_to_another() -> None:
    def two(sheet: Sheet) -> None:
        for row in range(2):
            sheet.badge(row, 100 + 16 * row, 20, 1, Mark("inferred", size=15))
        sheet.cut(40)

    boxes = chart(paint=two).picture(light()).boxes.values()
    assert [round(box[2] * 6.4) for box in boxes] == [17, 17]


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

    def strange(sheet: Sheet) -> None:
        sheet.text(40, 36, ["ꙮ\x85a"], row=0)
        sheet.cut(72)

    assert chart(paint=strange).picture(light()).boxes.keys() == {0}
