"""What the notebooks show is the course's own data, in the size that was chosen, and each with a task."""

from itertools import product
from pathlib import Path

import pytest
from pictures import COURSE, GALLERY

from course_utils import Course
from course_utils.charts import Chart
from course_utils.widgets import ChartExplorer

EXPLORERS = (COURSE.explore.network, COURSE.explore.timeline, COURSE.explore.interest_matrix)


def labels(chart: Chart) -> set[str]:
    return {row.label for row in chart.table.rows}


def test_every_chart_follows_the_size_that_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {draw().size for draw in GALLERY} == {"page"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    monkeypatch.setattr(COURSE, "answers", Course().answers)
    COURSE.choose_chart_size().receive({"answer": "projector"})
    assert {draw().size for draw in GALLERY} == {"projector"}


@pytest.mark.parametrize(
    "explorer", [make("Find one.") for make in EXPLORERS], ids=("network", "timeline", "interests")
)
def test_every_choice_of_every_list_makes_a_chart(explorer: ChartExplorer) -> None:
    names = [f.id for f in explorer.filters]
    for values in product(*(f.options for f in explorer.filters)):
        assert explorer._draw(dict(zip(names, values, strict=True))).title


def test_the_timeline_shows_nothing_after_the_page_before_it_is_asked_for() -> None:
    early, all_ = labels(COURSE.charts.timeline()), labels(COURSE.charts.timeline(after_page=True))
    assert early < all_
    assert any("Second Karabakh war" in label for label in all_ - early)


def test_a_timeline_may_begin_later() -> None:
    assert COURSE.charts.timeline(since="2020-07", after_page=True).title.startswith("July 2020 onwards: ")
    assert {row.origin for row in COURSE.charts.dated_in_the_article().table.rows} == {"article"}


def test_a_window_of_years_after_the_page_is_counted_when_it_is_asked_for() -> None:
    assert labels(COURSE.charts.supplier_shares()) < labels(COURSE.charts.supplier_shares(after_page=True))


def test_source_cards_keep_to_the_pages_day_until_more_is_asked_for() -> None:
    early, all_ = (COURSE.cards.sources("Open it.", "S9", after_page=after).cards[0] for after in (False, True))
    assert "Tehran Times" not in early.markup
    assert "Tehran Times" in all_.markup


@pytest.mark.parametrize(("deck", "what"), [(COURSE.cards.sources, "topic"), (COURSE.cards.contested_words, "dispute")])
def test_a_deck_holds_the_cards_asked_for_in_that_order(deck: object, what: str) -> None:
    assert callable(deck)
    assert [card.id for card in deck("Open both.", "S9", "S1").cards] == ["S9", "S1"]
    with pytest.raises(KeyError, match=f"no {what} 'S99'; there are S1, "):
        deck("Open it.", "S99")
