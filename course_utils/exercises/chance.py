"""The estimate of a chance: what it is kept under, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.files.edtf import read_date
from course_utils.look.wording import GRADES, source_short

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context


def what_came(article: Article, context: Context) -> str:
    """Tell the first thing in the context that began after the page's day, and how accounts of it differ.

    Raises ValueError where the article has no day, or where nothing in the context began after it.
    """
    day = article.published
    after = [
        (begin, fact) for fact in context.facts if day and (begin := read_date(fact.date).earliest) and begin > day
    ]
    if not day or not after:
        raise ValueError("nothing in the context began after the article's day.")
    begin, fact = min(after, key=lambda one: one[0])
    sources = "; ".join(f"{source_short(source)}, {GRADES[source.grade]}" for source in fact.sources)
    told = f"■ {fact.label}, {read_date(fact.date).label}. It began {(begin - day).days} days after the page."
    return f"{told} {fact.sentence} {fact.disagreement.text if fact.disagreement else ''} ({sources}.)"
