from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from faults.parsers import check_article, judge
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from voices import words_by

from course_utils.article.article import Article, read_article
from course_utils.article.masthead import Original
from course_utils.errors import ArticleError
from course_utils.places import ARTICLE, shelf

REAL = (shelf("seeds") / ARTICLE).read_bytes()
COURSE = read_article()
Load = Callable[[str | bytes], Article]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(content: str | bytes) -> Article:
        path = tmp_path / ARTICLE
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        article = read_article(path)
        check_article(article)
        return article

    return load


def test_the_courses_own_article_is_read_whole() -> None:
    check_article(COURSE)
    assert (COURSE.name, COURSE.title) == (ARTICLE, "Why the Conflict in the Caucasus Matters to Israel")
    assert COURSE.url == (
        "https://mosaicmagazine.com/picks/israel-zionism/2020/09/why-the-conflict-in-the-caucasus-matters-to-israel/"
    )
    assert (COURSE.published, COURSE.author, COURSE.author_bio) == (date(2020, 9, 11), "Emil Avdaliani", None)
    assert COURSE.original == Original(
        "BESA Center", "https://besacenter.org/perspectives-papers/israel-azerbaijan-partnership/"
    )
    assert (COURSE.text, COURSE.warnings) == (REAL.decode(), ())


def test_its_thirteen_sentences_have_their_voices() -> None:
    passages = ["p1"] * 3 + ["p2"] * 4 + ["p3"] * 3 + ["p4"] * 3
    assert [(s.id, s.passage, s.voice) for s in COURSE.sentences] == [
        (f"s{n:02d}", p, "editor" if p == "p1" else "author") for n, p in enumerate(passages, 1)
    ]
    assert COURSE.sentence("s11").text == (
        "This state of affairs naturally makes Israel a comfortable partner for Azerbaijan."
    )


def test_its_two_insertions_are_the_editors() -> None:
    inserted = [(s.id, COURSE.text[a:b]) for s in COURSE.sentences for _, inside, a, b in COURSE.runs(s) if inside]
    assert inserted == [("s05", "[but]"), ("s09", "[the Azeri territory long occupied by Armenia]")]


def test_its_author_names_armenia_nowhere() -> None:
    stretches = {voice: words_by(COURSE, voice) for voice in ("editor", "author")}
    assert {voice: "|".join(found).count("Armenia") for voice, found in stretches.items()} == {"editor": 2, "author": 0}
    body = "".join(p.text for p in COURSE.passages if p.kind != "interpolation")
    assert sum(len(words) for found in stretches.values() for words in found) == len(body)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_newlines_and_bom_make_no_difference(load: Load, tmp_path: Path, mark: bytes, newline: bytes) -> None:
    assert load(mark + REAL.replace(b"\n", newline)) == COURSE
    assert read_article(str(tmp_path / ARTICLE)) == COURSE


def test_offsets_count_code_points(load: Load) -> None:
    article = load("T 😀\n\nThe 𝔩ead 😀😀 says:\n\nÇà 😀 là. [é] Ok.\n")
    assert [(s.start, s.end, s.text) for s in article.sentences] == [
        (5, 22, "The 𝔩ead 😀😀 says:"),
        (24, 32, "Çà 😀 là."),
        (33, 40, "[é] Ok."),
    ]


def test_right_to_left_text_is_read_as_any_other(load: Load) -> None:
    article = load(
        "כותרת https://example.org/a\n\nSeptember 11, 2020 | אמיל\n\nהעורך מסביר:\n\nשלום [עולם]. מה שלומך?\n"
    )
    assert (article.title, article.author) == ("כותרת", "אמיל")
    assert [s.text for s in article.sentences] == ["העורך מסביר:", "שלום [עולם].", "מה שלומך?"]
    assert words_by(article, "author") == ["שלום ", ". מה שלומך?"]


def test_an_insertion_over_two_sentences_is_in_the_runs_of_both(load: Load) -> None:
    article = load("T\n\nLead:\n\nHe (x) went [a (b) c. Then d] on. End.\n")
    assert words_by(article, "author") == ["He (x) went ", " on. End."]
    assert words_by(article, "editor") == ["Lead:", "[a (b) c. Then d]"]


def test_a_sentence_that_is_not_there_is_a_key_error_with_the_valid_ids() -> None:
    with pytest.raises(KeyError) as caught:
        COURSE.sentence("s14")
    assert caught.value.args == (f"no sentence 's14'; {ARTICLE} has s01 to s13",)


def test_between_sentences_there_is_none() -> None:
    assert {COURSE.sentence_at(at) for at in (0, COURSE.sentence("s01").end, len(COURSE.text))} == {None}


def test_the_voice_of_a_span_is_the_innermost_passages_that_holds_all_of_it() -> None:
    but = COURSE.text.index("[but]")
    spans = [(but, None), (but + 1, but + 4), (but, but + 6), (but - 1, None)]
    assert [COURSE.voice_at(*span) for span in spans] == ["editor", "editor", "author", "author"]
    with pytest.raises(ValueError, match=rf"^no passage of {ARTICLE} holds 0–3$"):
        COURSE.voice_at(0, 3)


def test_a_refused_file_is_named_without_its_folders(load: Load) -> None:
    with pytest.raises(ArticleError, match=f"^{ARTICLE}: expected UTF-8 text, found an empty file; "):
        load(b"")


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\n:[]|. \r\t\"“”'«»\u00a0\u2028\u202e\u2066\u200f\ufeffאבגשا ب😀éÃ©<&/0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(HOSTILE, HOSTILE, HOSTILE)
@example("", "", "")
@example("\u202e", "אבג [דה] ו.", "שלום: ")
def test_hostile_text_in_the_layout_is_sound_or_refused(tmp_path: Path, title: str, lead: str, excerpt: str) -> None:
    head, tail = f"T{title}\n\nMay 5, 2020 | {title}", f"Read more on {title}: https://a.org"
    judge("article", f"{head}\n\nL{lead}:\n\nE{excerpt}\n\n{tail}\n".encode(), tmp_path)


@pytest.mark.parametrize("piece", ["word ", "Ab. ", "[a] ", "“", "אב. ", "😀 ", "a" * 500 + "\n", "\n\nA.", "'x "])
@pytest.mark.parametrize("place", ["title", "lead", "excerpt"])
def test_huge_lines_are_read_and_a_huge_title_is_refused(load: Load, piece: str, place: str) -> None:
    parts = {"title": "T", "lead": "Lead", "excerpt": "His."}
    parts[place] += " " + piece * (20_000 // len(piece)) + "End"
    text = "{title}\n\n{lead}:\n\n{excerpt}\n".format(**parts)
    if place != "title" or piece == "\n\nA.":
        load(text)
    else:
        with pytest.raises(ArticleError, match=f"^{ARTICLE}(, line 1)?: "):
            load(text)
