"""From any mark to the words it rests on and back, by keys, for every chart and card of the course."""

from __future__ import annotations

from io import BytesIO
from typing import Literal, cast

import pytest
from bare_page import PATIENCE, BarePage, status
from jupyter_page import choose, js
from PIL import Image
from playwright.sync_api import FloatRect, Locator, expect

from course_utils import charts
from course_utils.course import Course
from course_utils.look.theme import contrast
from course_utils.widgets import ChartExplorer, Filter

pytestmark = pytest.mark.browser

#: Every chart of the course, and a few words of a mark's label in each.
CHARTS = {
    ("words_by_voice",): "editor’s opening",
    ("naming_strip", "armenia"): "The editor, s09",
    ("naming_matrix",): "Azerbaijan, by name",
    ("article_map",): "Yerevan, seat",
    ("network",): "Russia, support, Armenia",
    ("rule_of_thumb",): "Israel",
    ("timeline",): "Karabakh war of 1988–94",
    ("supplier_shares",): "Russia",
    ("certainty_ladder",): "initiated",
    ("source_chain", "c39"): "unnamed media",
}
DECKS = ("actors", "perspectives", "contested_words", "sources")
BUSY = "Python is busy or has stopped, so nothing new can be drawn."


def ground(explorer: Locator) -> Locator:
    return explorer.get_by_role("group", name="What the mark rests on")


@pytest.fixture
def interests(bare: BarePage, course: Course) -> Locator:
    return bare.show("interests", course.explore.interest_matrix("Find one."))


@pytest.mark.parametrize(("call", "label"), CHARTS.items(), ids=lambda value: str(value[0]))
def test_every_mark_of_every_chart_leads_by_enter_to_its_ground_and_by_backspace_home(
    bare: BarePage, course: Course, call: tuple[str, ...], label: str
) -> None:
    chart = getattr(course.charts, call[0])(*call[1:])
    explorer = bare.show("explorer", course.explore.chart(chart, "Find a mark."))
    marks = explorer.get_by_label("Mark", exact=True)
    assert marks.locator("option").filter(has_text=label).count()
    marks.focus()
    bare.page.keyboard.press("End")
    for key, focused in (("Enter", ground(explorer)), ("Backspace", marks)):
        bare.page.keyboard.press(key)
        expect(focused).to_be_focused()
    assert explorer.locator(".rtc-explorer").evaluate(js("everyMark")) == []


def test_a_click_on_the_picture_opens_the_mark_and_a_sentence_leads_back_to_all_marks_that_rest_on_it(
    bare: BarePage, course: Course
) -> None:
    words = "the Kremlin has long backed Yerevan"
    network = bare.show("network", course.explore.network("Find a tie."))
    spot = network.locator(".rtc-spot[title^='Russia, support']")
    spot.click()
    expect(ground(network)).to_contain_text(words)
    expect(network.locator("mark")).to_have_text(words)
    ring, place = network.locator(".rtc-ring").bounding_box(), spot.bounding_box()
    assert ring is not None
    assert place is not None
    assert abs(ring["x"] - place["x"]) < 1
    assert abs(ring["y"] - place["y"]) < 1
    network.get_by_role("button", name="s02", exact=True).press("Enter")
    expect(ground(network)).to_contain_text("s02, on which rest:")
    expect(ground(network).locator("li")).to_have_count(3)
    ground(network).get_by_role("button", name="Russia, support, Armenia").press("Enter")
    expect(network.locator("mark")).to_have_text(words)


@pytest.mark.parametrize(("call", "scheme"), [("network", "light"), ("article_map", "dark")])
def test_the_ring_round_a_mark_can_be_seen_on_either_picture_in_forced_colours(
    bare: BarePage, course: Course, call: str, scheme: Literal["light", "dark"]
) -> None:
    explorer = bare.show(call, course.explore.chart(getattr(course.charts, call)(), "Find a mark."))
    page, ring = bare.page, explorer.locator(".rtc-ring")
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    for theme in ("false", "true"):
        page.evaluate("theme => { document.body.dataset.jpThemeLight = theme; }", theme)
        for mark in "35":
            explorer.get_by_label("Mark", exact=True).select_option(mark)
            ring.evaluate("e => e.scrollIntoView({block: 'center'})")
            box = ring.bounding_box()
            assert box
            clip: FloatRect = {"x": box["x"] - 14, "y": box["y"] + box["height"] / 2, "width": 14, "height": 1}
            shot = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
            tones = ["#" + bytes(cast("tuple[int, int, int]", shot.getpixel((x, 0)))).hex() for x in range(14)]
            assert max(contrast(tone, tones[2]) for tone in tones[5:11]) >= 3
    page.emulate_media(color_scheme="light", forced_colors="none")


def test_a_list_redraws_the_chart_announces_its_point_and_keeps_the_focus(bare: BarePage, course: Course) -> None:
    control = course.explore.network("Find a tie.")
    network = bare.show("network", control)
    focus = network.get_by_label("Ties of")
    focus.focus()
    bare.page.keyboard.press("ArrowDown")
    expect(status(network)).to_have_text("Armenia has 5 ties: friendly, unfriendly and neutral.")
    expect(status(network)).to_have_attribute("aria-live", "polite")
    expect(focus).to_be_focused()
    expect(network.get_by_label("Mark", exact=True).locator("option")).to_have_count(5)
    network.get_by_label("How surely").select_option("stated as possible")
    expect(status(network)).to_contain_text("no tie")
    network.get_by_label("How surely").select_option("in any way")
    expect(status(network)).to_contain_text("Armenia has 5 ties")
    assert control._chart.cache_info().currsize == 3  # each state is drawn once


def test_the_picture_follows_the_theme(bare: BarePage, interests: Locator) -> None:
    image = interests.locator("img:visible")  # of two: on paper it is the light one
    bright = image.get_attribute("src")
    bare.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(image).not_to_have_attribute("src", bright or "")
    interests.get_by_label("Given").select_option("outright")
    expect(status(interests)).to_have_text("4 of 4 interests are said outright.")
    assert image.evaluate(js("corner")) == [17, 17, 17, 255]
    bare.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    interests.get_by_label("Given").select_option("in any way")
    expect(image).to_have_attribute("src", bright or "")


@pytest.mark.parametrize("name", DECKS)
def test_every_card_opens_and_its_first_and_last_place_lead_to_their_ground(
    bare: BarePage, course: Course, name: str
) -> None:
    course.estimate_chance().receive({"chances": ["40", "25", "35"], "ways": []})  # which opens what came
    deck = bare.show("deck", getattr(course.cards, name)("Open two."))
    cards, folded, lost = deck.locator(".rtc-explorer").evaluate(js("everyCard"))
    assert cards > 1
    assert lost == []
    assert bool(folded) == (name in ("perspectives", "contested_words"))
    if folded:  # what came after the page is out of reach of keys until it is opened
        deck.locator(".rtc-row select").first.select_option(label=folded[0])
        hidden = deck.locator(".rtc-stage .rtc-card > details .rtc-cite").first
        expect(hidden).to_be_hidden()
        hidden.focus()
        expect(hidden).not_to_be_focused()
        deck.locator(".rtc-stage .rtc-card > details > summary").press("Enter")
        expect(hidden).to_be_visible()
    cites = deck.locator(".rtc-stage .rtc-cite")
    for cite in (cites.first, cites.last):
        cite.focus()
        bare.page.keyboard.press("Enter")
        expect(ground(deck)).to_be_focused()
        bare.page.keyboard.press("Backspace")
        expect(cite).to_be_focused()


@pytest.fixture
def strip(bare: BarePage, course: Course) -> Locator:
    actors = Filter("actor", "Actor", {"armenia": "Armenia", "israel": "Israel", "lost": "Lost"})
    draw = lambda state: charts.naming_strip(course.reading, state["actor"])  # noqa: E731
    return bare.show("strip", ChartExplorer("Who is named?", draw, [actors]))


def test_python_is_not_called_busy_once_the_picture_stands_there(bare: BarePage, strip: Locator) -> None:
    title = strip.locator("figcaption")
    before = title.inner_text()
    bare.busy()
    strip.get_by_label("Actor").select_option("israel")
    bare.waiting(1)
    bare.later(PATIENCE)
    expect(status(strip)).to_contain_text(BUSY)
    strip.get_by_label("Actor").select_option("armenia")
    expect(status(strip)).to_have_text(before)
    bare.free()
    expect(title).to_have_text(before)
    bare.busy()
    strip.get_by_label("Actor").select_option("lost")
    bare.later(PATIENCE)
    bare.free()
    expect(status(strip)).to_contain_text("the course has an error")
    strip.get_by_label("Actor").select_option("israel")
    expect(status(strip)).to_have_text(title.inner_text())


def test_a_picture_that_is_drawn_for_another_theme_is_not_called_missing(bare: BarePage, strip: Locator) -> None:
    strip.get_by_label("Actor").select_option("israel")
    expect(status(strip)).to_contain_text("Israel")
    said = status(strip).inner_text()
    bare.busy()
    bare.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    bare.waiting(1)
    bare.later(PATIENCE)
    expect(status(strip)).to_contain_text(BUSY)
    bare.free()
    expect(status(strip)).to_have_text(said)


def test_the_focus_goes_to_the_new_picture_where_the_old_one_had_it(bare: BarePage, strip: Locator) -> None:
    before = strip.locator("figcaption").inner_text()
    bare.busy()
    strip.get_by_label("Actor").select_option("israel")
    bare.waiting(1)
    strip.get_by_role("group", name="Picture").focus()
    bare.free()
    expect(strip.locator("figcaption")).not_to_have_text(before)
    expect(strip.get_by_role("group", name="Picture")).to_be_focused()


def test_the_x_ray_opens_cards_and_strikes_voices_out_by_keys(bare: BarePage, course: Course) -> None:
    xray = bare.show("xray", course.explore.voice_xray("armenia"))
    s01, s09 = (xray.get_by_role("button", name=name, exact=True) for name in ("s01", "s09"))
    said = "Consider, for example, Azerbaijan’s recent claim that Iran was sending trucks to Nagorno-Karabakh, inserted"
    xray.get_by_role("radio", name="everyone").focus()
    bare.page.keyboard.press("Tab")
    expect(s01).to_be_focused()
    for _ in range(8):
        bare.page.keyboard.press("ArrowDown")
    expect(s09).to_be_focused()
    expect(s09).to_have_accessible_description(f"{said} by the editor: [the Azeri territory long occupied by Armenia].")
    bare.page.keyboard.press("Enter")
    card = xray.get_by_role("region", name="Evidence card")
    expect(card).to_be_focused()
    expect(card).to_contain_text("s09: Emil Avdaliani, with an insertion by the editor")
    expect(s09).to_have_attribute("aria-current", "true")
    card.get_by_role("button", name="Back to s09").press("Enter")
    expect(s09).to_be_focused()
    bare.page.keyboard.press("Home")
    expect(s01).to_be_focused()
    expect(s09).to_have_attribute("tabindex", "-1")

    bare.page.keyboard.press("Shift+Tab")
    choose(xray, "only Emil Avdaliani")
    expect(status(xray)).to_have_text("Only Emil Avdaliani: 179 words. Armenia is never named.")
    editors, authors = (xray.locator(f'.rtc-run[data-voice="{one}"] .rtc-text') for one in ("editor", "author"))
    expect(editors).to_have_count(5)
    expect(editors.locator("visible=true")).to_have_count(0)
    expect(authors.locator("visible=true")).to_have_count(authors.count())
    expect(s09).to_have_accessible_description(f"{said} by the editor: words struck out .")
