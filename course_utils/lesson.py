"""Where the notebooks' calls went in 0.2.0, for a notebook that a student has changed; gone in 0.3.0."""

from course_utils import charts

_NOW = {
    "__all__": "",
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
    "open_course": "",
    "read_evidence": "",
    "source_cards": "cards.sources",
    "switch_perspective": "cards.perspectives",
    "voice_xray": "explore.voice_xray",
}


def __getattr__(name: str) -> object:
    if name.startswith("__") and name not in _NOW:
        raise AttributeError(name)
    now = _NOW.get(name, f"charts.{name}" if name in charts.__all__ else name)
    then = f", then `course.{now}(…)`" if now else ""
    raise ImportError(
        "This notebook was written for an earlier course: write `from course_utils import open_course` and "
        f"`course = open_course()`{then}; your answers are kept, and `course lab` puts a newer copy of the "
        "notebook beside yours."
    )
