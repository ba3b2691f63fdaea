"""What the scripts show of an article, a chart or a card: plain data, and markup that is escaped already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from course_utils.markup import source_text, voice_name, voice_title

if TYPE_CHECKING:
    from course_utils.article import Article
    from course_utils.charts import Chart
    from course_utils.context import Source
    from course_utils.decks import Card
    from course_utils.evidence import Evidence
    from course_utils.theme import Origin, Theme


def page_view(article: Article) -> dict[str, Any]:
    """Return the article's paragraphs and sentences, each sentence cut where the voice changes."""
    return {
        "title": article.title,
        "paragraphs": [
            {
                "voice": passage.voice,
                "label": voice_title(article, passage.voice),
                "sentences": [
                    {
                        "id": s.id,
                        "runs": [
                            {"text": article.text[a:b], "voice": voice, "inserted": inserted}
                            for voice, inserted, a, b in article.runs(s)
                        ],
                    }
                    for s in article.sentences
                    if s.passage == passage.id
                ],
            }
            for passage in article.passages
            if passage.kind != "interpolation"
        ],
    }


def chart_view(chart: Chart, themes: Sequence[Theme]) -> dict[str, Any]:
    """Return a chart as its pictures, one a theme, and its marks with their places on the picture."""
    pictures = {theme.name: chart.picture(theme) for theme in themes}
    first = next(iter(pictures.values()))
    return {
        "title": chart.title,
        "alt": chart.alt,
        "size": chart.size,
        "width": first.width,
        "height": first.height,
        "pictures": {name: picture.src for name, picture in pictures.items()},
        "details": chart.details,
        "marks": [
            _mark(chart.article, row.label, row.origin, row.evidence, row.sources, first.boxes.get(number))
            for number, row in enumerate(chart.table.rows)
        ],
    }


def card_view(card: Card, article: Article) -> dict[str, Any]:
    """Return a card as its markup and the marks that its ``data-mark`` places lead to."""
    return {
        "title": card.name,
        "markup": card.markup,
        "marks": [_mark(article, g.label, g.origin, g.evidence, g.sources, None) for g in card.grounds],
    }


def _mark(
    article: Article,
    label: str,
    origin: Origin | None,
    evidence: Iterable[Evidence],
    sources: Iterable[Source],
    box: tuple[float, float, float, float] | None,
) -> dict[str, Any]:
    begins = {sentence.id: sentence.start for sentence in article.sentences}
    return {
        "label": label,
        "origin": origin,
        "box": box,
        "words": [
            {
                "exact": piece.exact,
                "sentence": piece.sentence,
                "voice": voice_name(article, piece.voice),
                "start": piece.start - begins[piece.sentence],
                "end": piece.end - begins[piece.sentence],
            }
            for piece in evidence
        ],
        "sources": [source_text(source) for source in sources],
    }
