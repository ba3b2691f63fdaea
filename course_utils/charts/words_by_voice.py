"""How many of the article's words are whose."""

from course_utils.article.article import Article
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LARGE, Mark, Sheet
from course_utils.look.theme import TEXT
from course_utils.look.wording import voice_short, whose
from course_utils.reading.counts import voice_shares

#: How long the longest bar is, all of which a phone shows, and where the names begin.
_LONGEST, _NAMES = 180.0, 252.0


def words_by_voice(article: Article) -> Chart:
    """Show how many of the article's words are the editor's lead, the editor's insertions and the author's."""
    author, both = voice_short(article, "author"), len(article.voices) == 2
    names = {"lead": "editor’s opening", "insertion": "editor’s insertions", "excerpt": author + ", quoted" * both}
    shares = {names[share.share]: share for share in voice_shares(article) if share.words}
    total = sum(share.words for share in shares.values())
    own = sum(share.words for share in shares.values() if share.voice == "author")
    counts = ", ".join(f"{name} {share.words}" for name, share in shares.items())
    title = f"Of the {total} words of the article’s sentences, {own} are {author}’s."
    if not both:
        title = f"All {total} words of the article’s sentences are {whose(article, *article.voices)}."
    rows = (Row((name, str(s.sentences), str(s.words)), s.evidence) for name, s in shares.items())

    def paint(sheet: Sheet) -> None:
        sheet.text(_NAMES - 8, 14, "words", side="right", color=sheet.theme.quiet)
        y = 37.0 if "editor" in article.voices else 46.0  # below the heading, a large number stands higher
        most = max((share.words for share in shares.values()), default=1)
        for row, (name, share) in enumerate(shares.items()):
            large = LARGE if share.voice == "author" else TEXT
            deep = sheet.counted(y, share.words, name, _NAMES, size=large)
            look = Mark("inferred", share.voice, size=9)  # square, so that no short bar is a mention
            sheet.bar(row, EDGE, EDGE + max(look.size, _LONGEST * share.words / most), y, look)
            y += 34 + deep
        sheet.cut(y - 12)

    return Chart(
        title=title,
        alt=f"Bar chart of {total} words by voice: {counts}. {total - own} words are the editor’s.",
        description="One bar for each share of the article: hollow for the editor, filled for the author. The table "
        "holds the sentences and insertions that make up each bar.",
        table=Table("Words by voice", ("Share", "Sentences", "Words"), tuple(rows)),
        article=article,
        paint=paint,
    )
