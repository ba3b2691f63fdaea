"""An explorer sends pictures and cards whose every mark knows its words or its sources."""

from collections.abc import Mapping

import pytest
from telling import tell

from course_utils.article.article import read_article
from course_utils.cards import actor_cards, contested_cards
from course_utils.charts import Chart, certainty_ladder, naming_strip
from course_utils.look.theme import light, themes
from course_utils.look.wording import source_text
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading
from course_utils.widgets import CardExplorer, ChartExplorer, Filter
from course_utils.widgets.explorer import card_view, chart_view, page_view

ARTICLE, READING = read_article(), load_reading()
ACTOR = Filter("actor", "Actor", {"armenia": "Armenia", "iran": "Iran"})


def strip(state: Mapping[str, str]) -> Chart:
    return naming_strip(READING, state["actor"])


@pytest.fixture
def explorer() -> ChartExplorer:
    return ChartExplorer("Find who names Armenia.", strip, [ACTOR])


def test_the_first_view_is_there_at_once_in_either_theme(explorer: ChartExplorer) -> None:
    assert explorer.item["state"] == {"actor": "armenia"}
    (key,) = explorer.item["views"]
    view = explorer.item["views"][key]
    chart = strip({"actor": "armenia"})
    assert (key, view["title"], view["alt"]) == ("armenia", chart.title, chart.alt)
    assert list(view["pictures"]) == ["light", "dark"]
    assert view["details"] == chart.details


def test_another_view_is_drawn_when_it_is_asked_for_and_once_only(
    explorer: ChartExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"state": {"actor": "iran"}, "theme": "dark"}
    reply = tell(explorer, asked)
    assert reply == {"key": "iran", "text": "", "view": chart_view(strip({"actor": "iran"}))}  # paper is light
    monkeypatch.setattr(Chart, "draw", lambda *_: pytest.fail("it was drawn a second time"))
    assert tell(explorer, asked)["view"] == reply["view"]


def test_what_is_not_offered_is_not_drawn(explorer: ChartExplorer) -> None:
    with pytest.raises(KeyError, match="'Actor' has no option 'turkey'; it has armenia, iran"):
        tell(explorer, {"state": {"actor": "turkey"}, "theme": "light"})


def test_a_mark_holds_its_place_and_its_words_counted_from_their_sentence() -> None:
    chart = naming_strip(READING, "armenia")
    marks = chart_view(chart, themes())["marks"]
    boxes = chart.picture(light()).boxes
    assert [mark["box"] for mark in marks] == [boxes[n] for n in range(3)]
    assert marks[2]["label"] == "The editor, s09, […Armenia…], by name"
    assert marks[2]["origin"] == "article"
    assert marks[2]["sources"] == []
    (word,) = marks[2]["words"]
    assert (word["exact"], word["sentence"], word["voice"]) == ("Armenia", "s09", "the editor")
    assert ARTICLE.sentence("s09").text[word["start"] : word["end"]] == "Armenia"


def test_every_word_of_every_claim_is_found_again_in_its_sentence() -> None:
    for mark in chart_view(certainty_ladder(READING), [light()])["marks"]:
        assert mark["words"]
        for word in mark["words"]:
            assert ARTICLE.sentence(word["sentence"]).text[word["start"] : word["end"]] == word["exact"]


def test_the_page_is_the_whole_body_cut_where_the_voice_changes() -> None:
    page = page_view(ARTICLE)
    sentences = [sentence["id"] for paragraph in page["paragraphs"] for sentence in paragraph["sentences"]]
    assert sentences == [sentence.id for sentence in ARTICLE.sentences]  # each in one paragraph
    runs = {sentence["id"]: sentence["runs"] for paragraph in page["paragraphs"] for sentence in paragraph["sentences"]}
    assert {name: "".join(run["text"] for run in cut) for name, cut in runs.items()} == {
        sentence.id: sentence.text for sentence in ARTICLE.sentences
    }
    assert [name for name, cut in runs.items() if any(run["inserted"] for run in cut)] == ["s05", "s09"]


def test_its_twin_is_the_task_and_the_first_chart_with_its_table(explorer: ChartExplorer) -> None:
    assert explorer.twin() == f"<p>Find who names Armenia.</p>{strip({'actor': 'armenia'}).markup}"
    assert repr(explorer) == "ChartExplorer('Find who names Armenia.')"


def test_a_list_without_options_is_refused() -> None:
    with pytest.raises(ValueError, match="the list 'Actor' has no options"):
        Filter("actor", "Actor", {})


class TestCards:
    cards = actor_cards(READING)
    explorer = CardExplorer("Find who never speaks.", ARTICLE, "Actor", cards)

    def test_all_cards_are_sent_at_once(self) -> None:
        assert self.explorer.item["views"] == {card.id: card_view(card, ARTICLE) for card in self.cards}
        (names,) = self.explorer.item["filters"]
        assert [option["text"] for option in names["options"]] == [card.name for card in self.cards]

    def test_every_place_in_a_card_leads_to_a_mark_that_there_is(self) -> None:
        for card in self.cards:
            marks = card_view(card, ARTICLE)["marks"]
            numbers = {int(part.split('"')[0]) for part in card.markup.split('data-mark="')[1:]}
            assert numbers == set(range(len(marks)))

    def test_a_mark_of_outside_knowledge_names_its_sources_and_their_grade(self) -> None:
        context = load_context()
        card = contested_cards(ARTICLE, context)[0]
        outside = [mark for mark in card_view(card, ARTICLE)["marks"] if mark["origin"] == "outside"]
        known = {source_text(source) for source in context.library}
        assert outside
        assert all(mark["sources"] and set(mark["sources"]) <= known for mark in outside)
        assert all("grade " in source for mark in outside for source in mark["sources"])

    def test_its_twin_folds_every_card(self) -> None:
        twin = self.explorer.twin()
        assert twin.count("<details>") == len(self.cards)
        assert all(card.markup in twin for card in self.cards)
