"""What the notebooks show is the course's own data, in the size that was chosen, and each with a task."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from pictures import GALLERY

from course_utils import gallery, lesson
from course_utils.charts import Chart
from course_utils.widgets import CardExplorer, ChartExplorer

EXPLORERS = (gallery.explore_network, gallery.explore_timeline, gallery.explore_interests)
DECKS = (gallery.actor_cards, gallery.switch_perspective, gallery.contested_words, gallery.source_cards)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    lesson.workbook.cache_clear()


def test_every_chart_follows_the_size_that_was_chosen() -> None:
    assert {draw().size for draw in GALLERY} == {"page"}
    lesson.choose_chart_size().receive({"answer": "projector"})
    assert {draw().size for draw in GALLERY} == {"projector"}


def test_every_control_has_a_task_that_is_a_sentence() -> None:
    controls: list[ChartExplorer | CardExplorer] = [make() for make in (*EXPLORERS, *DECKS)]
    controls.append(gallery.explore(gallery.network(), "Find a tie."))
    assert all(control.task[-1] in ".?" for control in controls)


@pytest.mark.parametrize("make", EXPLORERS)
def test_every_choice_of_every_list_makes_a_chart(make: Callable[[], ChartExplorer]) -> None:
    explorer = make()
    names = [f.id for f in explorer.filters]
    for values in product(*(f.options for f in explorer.filters)):
        assert explorer._draw(dict(zip(names, values, strict=True))).title


def test_the_timeline_shows_nothing_after_the_page_before_it_is_asked_for() -> None:
    def latest(chart: Chart) -> set[str]:
        return {row.label for row in chart.table.rows}

    assert not any("Second Karabakh war" in label for label in latest(gallery.timeline()))
    assert any("Second Karabakh war" in label for label in latest(gallery.timeline(after_page=True)))
    assert latest(gallery.timeline()) < latest(gallery.timeline(after_page=True))


def test_a_timeline_may_begin_later() -> None:
    assert gallery.timeline(since="2020-07", after_page=True).title.startswith("July 2020 onwards: ")
    assert {row.origin for row in gallery.dates_in_the_article().table.rows} == {"article"}


def test_what_came_is_told_with_the_days_between_both_sides_and_sources() -> None:
    assert gallery.what_came() == (
        "■ Second Karabakh war, 27 September 2020 to 10 November 2020. It began 16 days after the page. The "
        "second Karabakh war killed at least 5,000 soldiers and 143 civilians on both sides, and displaced "
        "tens of thousands. A statement by Aliyev, Pashinyan and Putin ended it. Russian peacekeepers came, "
        "and by the statement the districts of Agdam, Kelbajar and Lachin were “returned” to Azerbaijan. "
        "Each side blamed the other for starting the war. (BBC News, 2020, grade B: press or research; "
        "commonspace.eu, an informal translation, 2020, grade A: official, or the party itself; Wikipedia, "
        "grade C: encyclopaedia or advocacy, not settled; JAMnews, 2020, grade B: press or research.)"
    )


def test_where_nothing_came_after_the_page_there_is_nothing_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    undated = replace(lesson.article(), published=None)
    early = replace(lesson.context(), facts=lesson.context().facts[:1])
    for name, value in (("article", undated), ("context", early)):
        with monkeypatch.context() as patch:
            patch.setattr(gallery, name, lambda value=value: value)
            with pytest.raises(ValueError, match="nothing in the context began after the article's day"):
                gallery.what_came()


@pytest.mark.parametrize("make", [gallery.arms_suppliers, gallery.timeline])
def test_what_came_after_the_page_is_shown_when_it_is_asked_for(make: Callable[..., Chart]) -> None:
    assert len(make().table.rows) < len(make(after_page=True).table.rows)


def test_source_cards_keep_to_the_pages_day_until_more_is_asked_for() -> None:
    early, all_ = (gallery.source_cards("S9", after_page=after).cards[0] for after in (False, True))
    assert "Tehran Times" not in early.markup
    assert "Tehran Times" in all_.markup


def test_source_cards_are_those_asked_for_in_that_order() -> None:
    assert [card.id for card in gallery.source_cards("S9", "S1").cards] == ["S9", "S1"]
    with pytest.raises(KeyError, match="no topic 'S99'; there are S1, "):
        gallery.source_cards("S99")


def test_contested_words_are_those_asked_for_in_that_order() -> None:
    assert [card.id for card in gallery.contested_words("S6", "S3").cards] == ["S6", "S3"]
    assert [card.id for card in gallery.contested_words().cards] == [f"S{number}" for number in range(1, 12)]
    with pytest.raises(KeyError, match="no dispute 'S99'; there are S1, "):
        gallery.contested_words("S99")
