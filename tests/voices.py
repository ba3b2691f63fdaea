"""Whose words an article's body is made of."""

from __future__ import annotations

from course_utils.article.article import Article, Voice


def words_by(article: Article, voice: Voice) -> list[str]:
    """Return the body's stretches in one voice, in order; insertions are the editor's."""
    runs = (run for p in article.passages if p.kind != "interpolation" for run in article.runs(p))
    words = [article.text[start:end] for owner, _, start, end in runs if owner == voice]
    return [stretch for stretch in words if stretch.strip()]
