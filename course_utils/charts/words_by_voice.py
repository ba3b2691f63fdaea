"""How many of the page's words are whose."""

from course_utils.article.article import Article
from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.theme import VOICES
from course_utils.look.wording import voice_short
from course_utils.reading.counts import voice_shares


def words_by_voice(article: Article) -> Chart:
    """Show how many of the page's words are the editor's lead, the editor's insertions and the author's."""
    author = voice_short(article, "author")
    names = {"lead": "editor’s lead", "insertion": "editor’s insertions", "excerpt": f"{author}, quoted"}
    shares = {names[share.share]: share for share in voice_shares(article) if share.words}
    total = sum(share.words for share in shares.values())
    own = sum(share.words for share in shares.values() if share.voice == "author")
    counts = ", ".join(f"{name} {share.words}" for name, share in shares.items())
    rows = (Row((name, str(s.sentences), str(s.words)), s.evidence) for name, s in shares.items())

    def paint(canvas: Canvas) -> None:
        axes = canvas.grid(0.4 + 0.7 * len(shares))
        for y, share in enumerate(shares.values()):  # one row a bar
            style = VOICES[share.voice]
            face = canvas.theme.paper if style.hatch else style.color
            bars = axes.barh(y, share.words, 0.6, facecolor=face, edgecolor=style.color, hatch=style.hatch, linewidth=2)
            canvas.tag(y, *bars)
            axes.annotate(f"{share.words} words", (share.words, y), (8, 0), textcoords="offset points", va="center")
        axes.set_yticks(range(len(shares)), list(shares))
        axes.set(xticks=[], xlim=(0, max(share.words for share in shares.values()) * 1.35 + 1))
        axes.invert_yaxis()
        axes.spines["left"].set_visible(True)

    return Chart(
        title=f"Of the {total} words in these sentences, {own} are {author}’s.",
        alt=f"Bar chart of {total} words by voice: {counts}. {total - own} words are the editor’s.",
        description="One bar for each share of the page: hatched for the editor, plain for the author. The "
        "table holds the sentences and insertions that make up each bar.",
        table=Table("Words by voice", ("Share", "Sentences", "Words"), tuple(rows)),
        article=article,
        paint=paint,
    )
