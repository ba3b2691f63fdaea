"""Whose words an article's body is made of, and which of them the course's own texts may only quote."""

from __future__ import annotations

import re

from course_utils.article.article import Article, Voice

#: Words that a government concerned, or a people, would not sign: quoted or not used.
CONTESTED = re.compile(
    r"initiat\w*|occup(?:y|ied|ies|ying|ation)\b|skirmish\w*|long backed|pro-Western|archnemes\w+"
    r"|Azeris?\b|Jerusalem",
    re.IGNORECASE,
)


def words_by(article: Article, voice: Voice) -> list[str]:
    """Return the body's stretches in one voice, in order; insertions are the editor's."""
    runs = (run for p in article.passages if p.kind != "interpolation" for run in article.runs(p))
    words = [article.text[start:end] for owner, _, start, end in runs if owner == voice]
    return [stretch for stretch in words if stretch.strip()]


def unquoted(text: str) -> str:
    """Leave out what stands in quotation marks, a quotation inside another too."""
    for _ in range(2):
        text = re.sub("“[^“”]*”", "…", text)
    return text
