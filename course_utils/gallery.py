"""Where the notebooks' pictures went in 0.2.0, for a notebook that a student has changed; gone in 0.3.0."""

from course_utils.lesson import moved

_NOW = {
    "actor_cards": "cards.actors",
    "arms_suppliers": "charts.supplier_shares",
    "contested_words": "cards.contested_words",
    "dates_in_the_article": "charts.dated_in_the_article",
    "estimate_range": "",
    "explore": "explore.chart",
    "explore_interests": "explore.interest_matrix",
    "explore_network": "explore.network",
    "explore_timeline": "explore.timeline",
    "map_of_the_article": "charts.article_map",
    "read_evidence": "",
    "source_cards": "cards.sources",
    "switch_perspective": "cards.perspectives",
    "voice_xray": "explore.voice_xray",
    "what_came": "what_came",
}


def __getattr__(name: str) -> object:
    if name.startswith("__") and name != "__all__":
        raise AttributeError(name)
    raise ImportError(moved("" if name == "__all__" else _NOW.get(name, f"charts.{name}")))
