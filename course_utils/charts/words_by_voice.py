"""How many of the page's words are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.theme import VOICES, Size, Theme
from course_utils.look.wording import voice_short
from course_utils.reading.counts import Share, VoiceShare, voice_shares

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article

_NAMES: dict[Share, str] = {"lead": "editor’s lead", "insertion": "editor’s insertions", "excerpt": "{author}, quoted"}


def words_by_voice(article: Article, size: Size = "page") -> Chart:
    """Show how many of the page's words are the editor's lead, the editor's insertions and the author's."""
    author = voice_short(article, "author")
    shares = {_NAMES[s.share].format(author=author): s for s in voice_shares(article) if s.words}
    total = sum(share.words for share in shares.values())
    own = sum(share.words for share in shares.values() if share.voice == "author")
    counts = ", ".join(f"{name} {share.words}" for name, share in shares.items())
    return Chart(
        title=f"Of the {total} words in these sentences, {own} are {author}’s.",
        alt=f"Bar chart of {total} words by voice: {counts}. {total - own} words are the editor’s.",
        description="One bar for each share of the page: hatched for the editor, plain for the author. The "
        "table holds the sentences and insertions that make up each bar.",
        table=Table(
            "Words by voice",
            ("Share", "Sentences", "Words"),
            tuple(Row((name, str(s.sentences), str(s.words)), s.evidence) for name, s in shares.items()),
        ),
        article=article,
        paint=lambda theme: _paint(theme, shares),
        size=size,
    )


def _paint(theme: Theme, shares: dict[str, VoiceShare]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(theme.width, 0.4 + 0.7 * len(shares)), layout="constrained")
    axes = figure.subplots()
    for y, share in enumerate(shares.values()):  # one row a bar
        style = VOICES[share.voice]
        face = theme.paper if style.hatch else style.color
        (bar,) = axes.barh(y, share.words, 0.6, facecolor=face, edgecolor=style.color, hatch=style.hatch, linewidth=2)
        mark(bar, y)
        axes.annotate(f"{share.words} words", (share.words, y), (8, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(shares)), list(shares))
    axes.invert_yaxis()
    axes.set_xlim(0, max(share.words for share in shares.values()) * 1.35 + 1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(length=0)
    return figure
