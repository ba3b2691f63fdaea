"""What the scripts show of an article, a chart or a card: plain data, and markup that is escaped already."""

from collections.abc import Sequence
from typing import TypedDict

from course_utils.article.article import Article, Sentence
from course_utils.cards import Card, Ground
from course_utils.charts import Chart, Row
from course_utils.look.theme import Origin, Size, Theme, themes
from course_utils.look.wording import source_text, voice_name, voice_title

#: A place on a picture: left, top, width and height in percent.
Box = tuple[float, float, float, float]
#: Words of one voice; a sentence, cut where the voice changes; a paragraph, and whose words it holds; the article.
RunView = TypedDict("RunView", {"text": str, "voice": str, "inserted": bool})
SentenceView = TypedDict("SentenceView", {"id": str, "runs": list[RunView]})
ParagraphView = TypedDict("ParagraphView", {"voice": str, "label": str, "sentences": list[SentenceView]})
PageView = TypedDict("PageView", {"title": str, "paragraphs": list[ParagraphView]})
#: Words of the article, and where they stand in their sentence.
WordsView = TypedDict("WordsView", {"exact": str, "sentence": str, "voice": str, "start": int, "end": int})
#: What a mark rests on, and its place where it stands on a picture.
MarkView = TypedDict(
    "MarkView",
    {"label": str, "origin": Origin | None, "box": Box | None, "words": list[WordsView], "sources": list[str]},
)


class ChartView(TypedDict):
    """A chart: its pictures by theme, and its table as markup."""

    title: str
    alt: str
    size: Size
    width: int
    height: int
    pictures: dict[str, str]
    details: str
    marks: list[MarkView]


#: A card as markup, in which each place with ``data-mark`` leads to that mark.
CardView = TypedDict("CardView", {"title": str, "markup": str, "marks": list[MarkView]})


def page_view(article: Article) -> PageView:
    """Return the article's paragraphs and sentences, each sentence cut where the voice changes."""

    def view(s: Sentence) -> SentenceView:
        runs = article.runs(s)
        return {"id": s.id, "runs": [{"text": article.text[a:b], "voice": v, "inserted": i} for v, i, a, b in runs]}

    paragraphs: list[ParagraphView] = [
        {
            "voice": passage.voice,
            "label": voice_title(article, passage.voice),
            "sentences": [view(s) for s in article.sentences if s.passage == passage.id],
        }
        for passage in article.passages
        if passage.kind != "interpolation"
    ]
    return {"title": article.title, "paragraphs": paragraphs}


def chart_view(chart: Chart, worn: Sequence[Theme] = ()) -> ChartView:
    """Return a chart as its pictures, by default one a theme, and its marks with their places on the picture."""
    pictures = {theme.name: chart.picture(theme) for theme in worn or themes(chart.size)}
    first = next(iter(pictures.values()))
    return {
        "title": chart.title,
        "alt": chart.alt,
        "size": chart.size,
        "width": first.width,
        "height": first.height,
        "pictures": {name: picture.src for name, picture in pictures.items()},
        "details": chart.details,
        "marks": [_mark(chart.article, row, first.boxes.get(number)) for number, row in enumerate(chart.table.rows)],
    }


def card_view(card: Card, article: Article) -> CardView:
    """Return a card as its markup and the marks that its ``data-mark`` places lead to."""
    return {"title": card.name, "markup": card.markup, "marks": [_mark(article, ground) for ground in card.grounds]}


def _mark(article: Article, item: Row | Ground, box: Box | None = None) -> MarkView:
    begins = {sentence.id: sentence.start for sentence in article.sentences}
    words: list[WordsView] = [
        {
            "exact": piece.exact,
            "sentence": piece.sentence,
            "voice": voice_name(article, piece.voice),
            "start": piece.start - begins[piece.sentence],
            "end": piece.end - begins[piece.sentence],
        }
        for piece in item.evidence
    ]
    return {
        "label": item.label,
        "origin": item.origin,
        "box": box,
        "words": words,
        "sources": [source_text(source) for source in item.sources],
    }
