"""From any mark to the words it rests on and back, by keyboard, for every chart and card of the course."""

from __future__ import annotations

import json

import pytest
from jupyter_page import (
    axe_in_both_themes,
    kernel_value,
    kill_kernel,
    narrow,
    open_notebook,
    reopen_trusted,
    reopen_untrusted,
    run_all,
    set_theme,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

NOTEBOOK = "explore.ipynb"
OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
#: Every chart of the course, and a few words of a mark's label in each.
CHARTS = {
    "words_by_voice()": "editor’s lead",
    "naming_strip('armenia')": "The editor, s09",
    "naming_matrix()": "Azerbaijan, by name",
    "article_map()": "Yerevan, seat",
    "network()": "Russia, support, Armenia",
    "rule_of_thumb()": "Israel",
    "timeline()": "Karabakh war of 1988–94",
    "supplier_shares()": "Russia",
    "certainty_ladder()": "initiated",
    "source_chain('c39')": "unnamed media",
}
#: Goes through all marks as the keys do; returns the labels of those that lead nowhere.
EVERY_MARK = """explorer => { const select = explorer.querySelector('.rtc-marks select'), lost = [];
  const press = key => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const squeezed = text => text.replace(/\\s/g, '');
  for (const option of select.options) {
    select.value = option.value;
    press('Enter');
    const card = document.activeElement;
    const lit = squeezed([...explorer.querySelectorAll('mark')].map(m => m.textContent).join(''));
    const words = [...card.querySelectorAll('blockquote p:first-child')].map(p => squeezed(p.textContent));
    const there = card.matches('.rtc-card') && card.querySelector('strong').textContent === option.text
      && (words.length ? words.every(w => lit.includes(w)) : card.textContent.includes('grade '));
    press('Backspace');
    if (!there || document.activeElement !== select) lost.push(option.text);
  }
  return lost; }"""
#: Shows every card and follows its first and last place; returns all, those with a fold, and those that lead
#: nowhere or show what is folded away.
EVERY_CARD = """explorer => { const cards = explorer.querySelector('.rtc-row select'), lost = [], folded = [];
  const ground = explorer.querySelector('[aria-label="What the mark rests on"]');
  for (const option of cards.options) {
    cards.value = option.value;
    cards.dispatchEvent(new Event('change'));
    const later = explorer.querySelector('.rtc-stage .rtc-card > details');
    const shown = later?.querySelector('.rtc-cite').checkVisibility();
    if (later) { folded.push(option.text); later.open = true; }
    const cites = [...explorer.querySelectorAll('.rtc-stage .rtc-cite')];
    const there = cite => { cite.click();
      const led = document.activeElement === ground && ground.querySelector('blockquote, li');
      ground.dispatchEvent(new KeyboardEvent('keydown', {key: 'Backspace', bubbles: true}));
      return led && cite.checkVisibility() && document.activeElement === cite; };
    if (shown || !cites.length || !there(cites[0]) || !there(cites.at(-1))) lost.push(option.text);
  }
  return [cards.options.length, folded, lost]; }"""
#: The colour of a picture's first pixel.
CORNER = """async image => { await image.decode();
  const context = document.createElement('canvas').getContext('2d');
  context.drawImage(image, 0, 0, 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data]; }"""
DECKS = tuple(f"course.cards.{deck}('Open two.')" for deck in ("actors", "perspectives", "contested_words", "sources"))
NETWORK = "course.explore.network('Find a tie.')"
INTERESTS = "course.explore.interest_matrix('Find one.')"


def started(page: Page, lab: LabProcess, *cells: str) -> Locator:
    """Run a notebook with these controls and return them."""
    write_notebook(lab, NOTEBOOK, OPEN, *cells)
    open_notebook(page, NOTEBOOK)
    assert run_all(page) == []
    expect(page.locator(".rtc-explorer")).to_have_count(len(cells))
    return page.locator(".rtc-explorer")


def test_every_mark_of_every_chart_leads_by_enter_to_its_ground_and_by_backspace_home(
    page: Page, lab: LabProcess
) -> None:
    explorers = started(page, lab, *(f"course.explore.chart(course.charts.{call}, 'Find a mark.')" for call in CHARTS))
    for number, (call, label) in enumerate(CHARTS.items()):
        explorer = explorers.nth(number)
        marks = explorer.get_by_label("Mark", exact=True)
        card = explorer.get_by_role("group", name="What the mark rests on")
        assert marks.locator("option").filter(has_text=label).count(), f"{call} has no mark {label!r}"
        marks.focus()
        page.keyboard.press("End")
        for key, focused in (("Enter", card), ("Backspace", marks)):
            page.keyboard.press(key)
            expect(focused).to_be_focused()
        assert explorer.evaluate(EVERY_MARK) == [], call


def test_a_click_on_the_picture_opens_the_mark_that_is_there(page: Page, lab: LabProcess) -> None:
    explorer = started(page, lab, "course.explore.network('Find a tie.')").first
    spot = explorer.locator(".rtc-spot[title^='Russia, support']")
    spot.click()
    expect(explorer.get_by_role("group", name="What the mark rests on")).to_contain_text(
        "the Kremlin has long backed Yerevan"
    )
    expect(explorer.locator("mark")).to_have_text("the Kremlin has long backed Yerevan")
    ring, place = explorer.locator(".rtc-ring").bounding_box(), spot.bounding_box()
    assert ring is not None
    assert place is not None
    assert abs(ring["x"] - place["x"]) < 1
    assert abs(ring["y"] - place["y"]) < 1


def test_a_sentence_leads_back_to_the_marks_that_rest_on_it(page: Page, lab: LabProcess) -> None:
    explorer = started(page, lab, "course.explore.network('Find a tie.')").first
    explorer.get_by_label("Mark", exact=True).focus()
    page.keyboard.press("Enter")
    explorer.get_by_role("button", name="s02", exact=True).press("Enter")
    card = explorer.get_by_role("group", name="What the mark rests on")
    expect(card).to_contain_text("s02, on which rest:")
    expect(card.locator("li")).to_have_count(3)
    card.get_by_role("button", name="Russia, support, Armenia").press("Enter")
    expect(explorer.locator("mark")).to_have_text("the Kremlin has long backed Yerevan")


def test_a_list_redraws_the_chart_announces_its_point_and_keeps_the_focus(page: Page, lab: LabProcess) -> None:
    explorer = started(page, lab, f"network_explorer = {NETWORK}\nnetwork_explorer").first
    focus = explorer.get_by_label("Ties of")
    focus.focus()
    page.keyboard.press("ArrowDown")
    status = explorer.get_by_role("status")
    expect(status).to_have_text("Armenia has 5 ties (1 friendly, 2 hostile, 2 neutral) in this text.")
    expect(focus).to_be_focused()
    expect(explorer.get_by_label("Mark", exact=True).locator("option")).to_have_count(5)
    explorer.get_by_label("Put how surely").select_option("put as possible")
    expect(status).to_contain_text("no tie")
    explorer.get_by_label("Put how surely").select_option("in any way")
    expect(status).to_contain_text("Armenia has 5 ties")
    assert kernel_value(page, "len(network_explorer._charts)") == 3


def test_what_was_seen_once_needs_no_kernel_and_what_was_not_is_said_so(page: Page, lab: LabProcess) -> None:
    explorer = started(page, lab, INTERESTS).first
    given = explorer.get_by_label("Given")
    given.select_option("outright")
    status = explorer.get_by_role("status")
    expect(status).to_have_text("5 of 5 interests are said outright.")
    kill_kernel(page)
    given.select_option("in any way")
    expect(status).to_have_text("5 of 10 interests are said outright; the course infers the others.")
    given.select_option("between the lines")
    expect(status).to_contain_text("Python is busy or has stopped", timeout=10_000)
    given.select_option("outright")
    expect(status).to_have_text("5 of 5 interests are said outright.")


def test_the_picture_follows_the_theme(page: Page, lab: LabProcess) -> None:
    explorer = started(page, lab, INTERESTS).first
    image = explorer.locator("img")
    bright = image.get_attribute("src")
    set_theme(page, "JupyterLab Dark")
    expect(image).not_to_have_attribute("src", bright or "")
    explorer.get_by_label("Given").select_option("outright")
    expect(explorer.get_by_role("status")).to_have_text("5 of 5 interests are said outright.")
    ground = image.evaluate(CORNER)
    assert ground == [17, 17, 17, 255]


def test_every_card_opens_and_its_first_and_last_place_lead_to_their_ground(page: Page, lab: LabProcess) -> None:
    explorers = started(page, lab, *DECKS)
    folds = 0
    for number, call in enumerate(DECKS):
        explorer = explorers.nth(number)
        cards, folded, lost = explorer.evaluate(EVERY_CARD)
        assert cards > 1, call
        assert lost == [], call
        if folded:  # what came after the page is out of reach of keys until it is opened
            folds += len(folded)
            explorer.locator(".rtc-row select").first.select_option(label=folded[0])
            hidden = explorer.locator(".rtc-stage .rtc-card > details .rtc-cite").first
            expect(hidden).to_be_hidden()
            hidden.focus()
            expect(hidden).not_to_be_focused()
            explorer.locator(".rtc-stage .rtc-card > details > summary").press("Enter")
            expect(hidden).to_be_visible()
        cites = explorer.locator(".rtc-stage .rtc-cite")
        for cite in (cites.first, cites.last):
            cite.focus()
            page.keyboard.press("Enter")
            expect(explorer.get_by_role("group", name="What the mark rests on")).to_be_focused()
            page.keyboard.press("Backspace")
            expect(cite).to_be_focused()
    assert folds


def test_axe_finds_nothing_in_either_theme_and_nothing_overflows_at_320_px(page: Page, lab: LabProcess) -> None:
    explorers = started(page, lab, NETWORK, "course.explore.timeline('Find a date.')", *DECKS)
    for number in range(2):
        explorers.nth(number).get_by_role("button", name="Show what it rests on").click()
    for number in range(2, explorers.count()):
        explorers.nth(number).locator(".rtc-cite").first.click()
    assert axe_in_both_themes(page) == []
    narrow(page)
    for explorer in explorers.all():
        assert explorer.evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_reopened_trusted_or_by_a_stranger_the_chart_and_its_table_are_there(page: Page, lab: LabProcess) -> None:
    started(page, lab, NETWORK, DECKS[2])
    reopen_trusted(page, NOTEBOOK)
    chart = page.get_by_role("img", name="Network of 7 actors and 17 ties.")
    expect(chart.locator("visible=true")).to_have_count(1)
    expect(page.locator("summary").filter(has_text="Armenia initiated").locator("visible=true")).to_have_count(1)
    reopen_untrusted(page, lab, NOTEBOOK)
    expect(chart.locator("visible=true")).to_have_count(1)
    page.locator("summary").filter(has_text="The same as a table").first.press("Enter")
    expect(page.get_by_role("table", name="Ties").get_by_role("row")).to_have_count(18)
    saved = json.loads((lab.folder / NOTEBOOK).read_text(encoding="utf-8"))
    assert "widget-state" not in json.dumps(saved["metadata"])
