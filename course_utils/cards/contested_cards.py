"""The contested-word cards: the word in its sentence, whose it is, and who says what instead."""

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.cards.card import BEFORE, Card, CardBuilder, Ground
from course_utils.look.html import WORDS, esc, points, section, tag
from course_utils.look.wording import capital, many, whose
from course_utils.outside.context import Context, Dispute
from course_utils.reading.evidence import Evidence


def contested_cards(article: Article, context: Context, closed: str = "") -> tuple[Card, ...]:
    """Make one card a dispute, in the context's order; ``closed`` says when what is later than the article opens."""
    return tuple(_card(CardBuilder(article, closed), dispute) for dispute in context.contested)


def disputed(article: Article, dispute: Dispute) -> Evidence:
    """Find a dispute's words in its sentence, where they stand once: the context was read with this article."""
    sentence = article.sentence(dispute.sentence)
    start = sentence.start + sentence.text.index(dispute.quote)
    end = start + len(dispute.quote)
    return Evidence(dispute.quote, start, end, sentence.id, article.voice_at(start, end))


def _card(sheet: CardBuilder, dispute: Dispute) -> Card:
    article, evidence = sheet.article, disputed(sheet.article, dispute)
    sentence = article.sentence(dispute.sentence)
    before, after = article.text[sentence.start : evidence.start], article.text[evidence.end : sentence.end]
    words = tag("strong", sheet.words(esc(evidence.exact), [evidence], "article"))
    who = esc(f"{capital(whose(article, evidence.voice))}, in ") + sheet.places([evidence], "article") + esc(".")
    early = [side for side in dispute.sides if not side.late(sheet.day)]
    return sheet.card(
        dispute.id,
        f"“{dispute.quote}”",
        tag("blockquote", tag("p", esc(before), words, esc(after)), class_=f"{WORDS} rtc-{evidence.voice}"),
        section("● Whose words", [who]),
        section("◆ What the course says of it", _course(sheet, dispute, evidence)),
        section(BEFORE, sheet.accounts(early)),
        sheet.later([s for s in dispute.sides if s not in early], lambda sides: points(sheet.accounts(sides))),
    )


def _course(sheet: CardBuilder, dispute: Dispute, evidence: Evidence) -> list[Markup]:
    """Give the course's own sentence; it rests on the words and on what the sides up to the article rest on."""
    if dispute.course is None:
        return []
    told = [side for side in dispute.sides if not side.late(sheet.day)] or dispute.sides
    sources = tuple(dict.fromkeys(source for side in told for source in side.sources))
    rests = f"the words and {many(len(sources), 'source') if len(sources) > 1 else 'one source'}"
    ground = Ground(f"{dispute.id}: {rests}", (evidence,), sources, "inferred")
    return [esc(f"{dispute.course} ") + sheet.cite(esc(f"It rests on {rests}"), ground) + esc(".")]
