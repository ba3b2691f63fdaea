"""The estimate and the two votes: by keys, when Python answers late or never, and another day."""

from __future__ import annotations

import re

import pytest
from bare_page import BarePage, kept, status
from jupyter_page import choose, fill_estimate
from playwright.sync_api import Locator, expect

from course_utils.answers.workbook import Workbook
from course_utils.course import Course
from course_utils.widgets import ChanceEstimate

pytestmark = pytest.mark.browser

ASKED = "Stand on 11 September 2020. How likely is each of these, between Armenia and Azerbaijan, within a month?"
CALM, CLASHES, WAR = "It stays calm", "There are clashes, as in July", "Large-scale fighting begins"
ONE, OTHER = "One other way in which that month could have gone", "Another way"
CAME = "Second Karabakh war"
EDITOR, AUTHOR = "The editor, who introduces the passage", "Avdaliani, in the passage quoted"
#: Controls that lock what is committed, and open a result in its place.
LOCKING = {
    "prediction": lambda course: course.predict("01-predict-armenia"),
    "votes": lambda course: course.vote_twice("01-check-archnemesis"),
    "estimate": lambda course: course.estimate_chance(),
}


def asked(course: Course) -> ChanceEstimate:
    return course.estimate_chance(course.charts.words_by_voice())


@pytest.fixture
def estimate(bare: BarePage, course: Course) -> Locator:
    return bare.show("estimate", asked(course))


def cast(votes: Locator, option: str, button: str) -> None:
    """Mark an option with the arrow keys and press the button."""
    votes.locator("input:visible").first.focus()
    choose(votes, option)
    votes.page.keyboard.press("Tab")
    expect(votes.get_by_role("button", name=button, exact=True)).to_be_focused()
    votes.page.keyboard.press("Enter")


@pytest.mark.parametrize("kind", LOCKING)
def test_a_reply_that_comes_late_leaves_the_focus_where_a_student_has_gone(
    bare: BarePage, course: Course, kind: str
) -> None:
    control = bare.show(kind, LOCKING[kind](course))
    if kind == "estimate":
        fill_estimate(control, "60", "30", "10")
    else:
        control.get_by_role("radio").first.press("Space")
    bare.busy()
    control.get_by_role("button").first.press("Enter")
    elsewhere = bare.page.get_by_label("Elsewhere")
    elsewhere.press_sequentially("Win")
    bare.free()
    expect(status(control)).to_contain_text("Saved ")
    bare.page.keyboard.insert_text("ter")
    expect(elsewhere).to_have_value("Winter")


def test_an_estimate_is_made_by_keys_locks_and_opens_what_came_and_two_other_ways(
    bare: BarePage, estimate: Locator, course: Course, book: Workbook
) -> None:
    key, button = bare.page.keyboard, estimate.get_by_role("button", name="Commit my estimate")
    expect(estimate.get_by_role("group", name=ASKED)).to_be_visible()
    expect(estimate.get_by_role("textbox").locator("visible=true")).to_have_count(0)
    assert CAME not in estimate.evaluate("e => e.outerHTML")
    button.press("Enter")
    expect(status(estimate)).to_have_text(f"Still missing: {CALM}; {CLASHES}; {WAR}.")
    expect(estimate.get_by_label(CALM)).to_be_focused()
    expect(estimate.get_by_label(CALM)).to_have_attribute("aria-invalid", "true")
    fill_estimate(estimate, "40", "25", "30")
    expect(status(estimate)).to_have_text("Together 95 %.")
    key.press("Enter")
    expect(status(estimate)).to_have_text("Together your chances are 95 %. Make them 100 %.")
    expect(estimate.get_by_label(CALM)).to_be_focused()
    assert kept(book) == {}
    fill_estimate(estimate, "40", "25", "35")
    expect(status(estimate)).to_have_text("Together 100 %.")
    key.press("Enter")
    expect(estimate.get_by_role("region", name=f"Result: {ASKED}")).to_be_focused()
    expect(status(estimate)).to_have_attribute("aria-live", "polite")
    chances = {"03-estimate.chance-1": "40", "03-estimate.chance-2": "25", "03-estimate": "35"}
    assert kept(book) == chances
    estimate = bare.again("estimate", asked(course))
    expect(status(estimate)).to_have_attribute("aria-live", "off")
    is_open(estimate)

    estimate.get_by_label(ONE).focus()
    key.type("Winter comes.\nEarly.")
    key.press("Tab")
    key.type("  ")
    keep = estimate.get_by_role("button", name="Save both ways")
    keep.press("Enter")
    expect(status(estimate)).to_have_text(f"Still missing: {OTHER}.")
    expect(estimate.get_by_label(OTHER)).to_be_focused()
    key.press("Control+A")
    key.insert_text("é" * 503)
    key.press("Tab")
    key.press("Enter")
    expect(status(estimate)).to_have_text("Another way: 503 characters are too many. Shorten it to 500.")
    expect(estimate.get_by_label(OTHER)).to_be_focused()
    key.press("Control+A")
    key.type("Moscow stops it.")
    estimate = bare.again("estimate", asked(course))  # what was typed is there still
    expect(estimate.get_by_label(ONE)).to_have_value("Winter comes.\nEarly.")
    keep = estimate.get_by_role("button", name="Save both ways")
    keep.press("Enter")
    expect(estimate.get_by_role("region", name=f"Result: {ASKED}")).to_be_focused()
    ways = {"03-estimate.other-1": "Winter comes.\nEarly.", "03-estimate.other-2": "Moscow stops it."}
    is_open(estimate, *ways.values())
    assert kept(book) == {**chances, **ways}
    assert bare.page.evaluate("sessionStorage.length") == 0
    is_open(bare.again("estimate", asked(course)), *ways.values())


def is_open(estimate: Locator, *ways: str) -> None:
    """Look at a result and at what it has taken the place of."""
    expect(status(estimate)).to_contain_text("Saved ")
    result = estimate.get_by_role("region", name=f"Result: {ASKED}")
    assert estimate.locator("dd").all_inner_texts() == ["40 %", "25 %", "35 %", *ways]
    expect(result.get_by_text(CAME)).to_be_visible()
    expect(result.get_by_role("img", name="Bar chart of 253 words by voice")).to_be_visible()
    result.get_by_label("Mark", exact=True).press("Enter")
    expect(result.get_by_label("What the mark rests on")).to_be_focused()
    expect(estimate.get_by_text(ASKED).locator("visible=true")).to_have_count(1)
    expect(estimate.get_by_label(CALM, exact=True).locator("visible=true")).to_have_count(0)
    expect(estimate.get_by_role("textbox").locator("visible=true")).to_have_count(0 if ways else 2)
    expect(estimate.get_by_role("button", name="Commit")).to_have_count(0)


def test_a_lock_that_comes_late_is_shown_although_the_fields_were_changed_since(
    bare: BarePage, estimate: Locator, book: Workbook
) -> None:
    fill_estimate(estimate, "60", "30", "10")
    bare.busy()
    bare.page.keyboard.press("Enter")
    estimate.get_by_label(WAR).select_option("20")
    estimate.get_by_label(CALM).select_option("50")
    estimate.get_by_role("button", name="Commit my estimate").press("Enter")
    bare.free()
    expect(estimate.get_by_role("region", name="Result")).to_be_focused()
    expect(estimate.locator("dd").first).to_have_text("60 %")
    expect(status(estimate)).to_contain_text("Saved ")
    assert kept(book)["03-estimate"] == "10"


def test_two_votes_are_cast_by_keys_and_each_stage_stands_there_when_the_cell_is_run_again(
    bare: BarePage, course: Course, book: Workbook
) -> None:
    item = "01-check-archnemesis"
    votes = bare.show("votes", course.vote_twice(item))
    votes.get_by_role("button", name="Vote").press("Enter")
    expect(status(votes)).to_have_text("Choose an answer first.")
    cast(votes, EDITOR, "Vote")
    talk = votes.get_by_role("region", name="Talk")
    expect(talk).to_be_focused()
    expect(talk).to_have_accessible_description(re.compile("^Talk for two minutes with the person next to you"))
    expect(status(votes)).to_contain_text(f"Your first vote: {EDITOR}. Saved ")
    expect(votes.get_by_role("radio")).to_have_count(0)
    assert kept(book) == {f"{item}.alone": "editor"}

    votes = bare.again("votes", course.vote_twice(item))
    expect(status(votes)).to_contain_text(f"Your first vote: {EDITOR}. Saved ")
    votes.get_by_role("button", name="We have talked").press("Enter")
    expect(votes.get_by_role("radio").first).to_be_focused()
    expect(votes.get_by_role("radio", checked=True)).to_have_count(0)
    assert "The answer" not in str(votes.text_content())

    votes = bare.again("votes", course.vote_twice(item))  # nobody is sent back to the talk
    expect(status(votes)).to_have_text(f"Your first vote: {EDITOR}. Vote again, for the same option or another one.")
    expect(votes.get_by_text("Who calls Iran").locator("visible=true")).to_have_count(1)
    cast(votes, AUTHOR, "Vote again")
    result = votes.get_by_role("region", name="Two votes")
    expect(result).to_be_focused()
    expect(status(votes)).to_contain_text("Your two votes differ. Saved ")
    assert result.locator("dt").all_inner_texts() == ["Alone", "After talking"]
    assert result.locator("dd").all_inner_texts() == [EDITOR, AUTHOR]
    expect(result).to_contain_text(f"The answer: {AUTHOR}")
    expect(result).to_contain_text("The introduction ended with the colon in s03.")
    expect(result.locator("blockquote")).to_contain_text("s04, Emil Avdaliani")
    expect(votes.get_by_role("radio").or_(votes.get_by_role("button"))).to_have_count(0)
    cast_votes = {f"{item}.alone": "editor", f"{item}.talked": "yes", item: "author"}
    assert kept(book) == cast_votes
    expect(bare.again("votes", course.vote_twice(item)).get_by_role("region", name="Two votes")).to_be_visible()
    assert kept(book) == cast_votes
