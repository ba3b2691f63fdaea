from __future__ import annotations

import random
import tempfile
from bisect import bisect_right
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from voices import words_by

from course_utils.article.article import Article, Original, Passage, Sentence, load_article
from course_utils.errors import ArticleError
from course_utils.places import ARTICLE, shelf

REAL = (shelf("seeds") / ARTICLE).read_bytes()


def holds(article: Article) -> None:
    """Assert all that every article promises."""
    body = [p for p in article.passages if p.kind != "interpolation"]
    inside = [p for p in article.passages if p.kind == "interpolation"]
    assert body
    assert [p.id for p in body] == [f"p{n}" for n in range(1, len(body) + 1)]
    assert [p.id for p in inside] == [f"i{n}" for n in range(1, len(inside) + 1)]
    assert [s.id for s in article.sentences] == [f"s{n:02d}" for n in range(1, len(article.sentences) + 1)]
    assert [p.start for p in article.passages] == sorted(p.start for p in article.passages)
    for span in (*article.passages, *article.sentences):
        assert article.text[span.start : span.end] == span.text == span.text.strip() != ""
    by_passage = {key: list(group) for key, group in groupby(article.sentences, key=lambda s: s.passage)}
    assert list(by_passage) == [p.id for p in body]
    for paragraph in body:
        mine = by_passage[paragraph.id]
        assert {s.voice for s in mine} == {paragraph.voice}
        reached = paragraph.start
        for s in mine:
            assert s.start >= reached
            assert not article.text[reached : s.start].strip()
            reached = s.end
        assert reached == paragraph.end
    for insertion in inside:
        assert (insertion.text[0], insertion.text[-1], insertion.voice) == ("[", "]", "editor")
        around = body[bisect_right(body, insertion.start, key=lambda p: p.start) - 1]
        assert around.kind == "excerpt"
        assert around.start <= insertion.start < insertion.end <= around.end
        assert article.voice_at(insertion.start, insertion.end) == "editor"
    for s in article.sentences:
        assert article.sentence(s.id) == article.sentence_at(s.start) == article.sentence_at(s.end - 1) == s
        reached = s.start
        for voice, inserted, start, end in article.runs(s):
            assert (start, start < end) == (reached, True)
            assert voice == article.voice_at(start, end)
            assert voice == "editor" if inserted else s.voice
            reached = end
        assert reached == s.end
    assert "\r" not in article.text
    assert all(warning.startswith(article.name) for warning in article.warnings)


def loaded_or_refused(raw: bytes) -> Article | None:
    """Load ``raw`` as a file; assert that it is a sound article, or else an error that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.txt"
        path.write_bytes(raw)
        try:
            article = load_article(path)
        except ArticleError as error:
            refusal = str(error)
        else:
            holds(article)
            return article
    assert all(line.startswith("fuzz.txt") for line in refusal.split("\n"))
    return None


def test_the_courses_own_article_is_read_whole() -> None:
    article = load_article()
    holds(article)
    assert article.name == ARTICLE
    assert article.title == "Why the Conflict in the Caucasus Matters to Israel"
    assert article.url == (
        "https://mosaicmagazine.com/picks/israel-zionism/2020/09/why-the-conflict-in-the-caucasus-matters-to-israel/"
    )
    assert article.published == date(2020, 9, 11)
    assert article.author == "Emil Avdaliani"
    assert article.author_bio is None
    assert article.original == Original(
        "BESA Center", "https://besacenter.org/perspectives-papers/israel-azerbaijan-partnership/"
    )
    assert article.text == REAL.decode()
    assert article.warnings == ()


def test_its_thirteen_sentences_have_their_voices() -> None:
    article = load_article()
    assert [(s.id, s.passage, s.voice) for s in article.sentences] == [
        *((f"s{n:02d}", "p1", "editor") for n in range(1, 4)),
        *((f"s{n:02d}", "p2", "author") for n in range(4, 8)),
        *((f"s{n:02d}", "p3", "author") for n in range(8, 11)),
        *((f"s{n:02d}", "p4", "author") for n in range(11, 14)),
    ]
    assert article.sentence("s11").text == (
        "This state of affairs naturally makes Israel a comfortable partner for Azerbaijan."
    )


def test_its_two_insertions_are_the_editors() -> None:
    article = load_article()
    inserted = {
        s.id: [article.text[start:end] for _, inside, start, end in article.runs(s) if inside]
        for s in article.sentences
    }
    assert {sentence: words for sentence, words in inserted.items() if words} == {
        "s05": ["[but]"],
        "s09": ["[the Azeri territory long occupied by Armenia]"],
    }


def test_its_author_names_armenia_nowhere() -> None:
    article = load_article()
    assert sum(words.count("Armenia") for words in words_by(article, "author")) == 0
    assert sum(words.count("Armenia") for words in words_by(article, "editor")) == 2
    body = "".join(p.text for p in article.passages if p.kind != "interpolation")
    assert sum(len(words) for voice in ("author", "editor") for words in words_by(article, voice)) == len(body)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_newlines_and_bom_make_no_difference(tmp_path: Path, mark: bytes, newline: bytes) -> None:
    path = tmp_path / ARTICLE
    path.write_bytes(mark + REAL.replace(b"\n", newline))
    assert load_article(path) == load_article()
    assert load_article(str(path)) == load_article()


def test_offsets_count_code_points(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("T 😀\n\nThe 𝔩ead 😀😀 says:\n\nÇà 😀 là. [é] Ok.\n", encoding="utf-8")
    article = load_article(path)
    holds(article)
    assert [(s.start, s.end, s.text) for s in article.sentences] == [
        (5, 22, "The 𝔩ead 😀😀 says:"),
        (24, 32, "Çà 😀 là."),
        (33, 40, "[é] Ok."),
    ]


def test_a_sentence_that_is_not_there_is_a_key_error_with_the_valid_ids() -> None:
    with pytest.raises(KeyError) as caught:
        load_article().sentence("s14")
    assert caught.value.args == (f"no sentence 's14'; {ARTICLE} has s01 to s13",)


def test_between_sentences_there_is_none() -> None:
    article = load_article()
    assert article.sentence_at(0) is None
    assert article.sentence_at(article.sentence("s01").end) is None
    assert article.sentence_at(len(article.text)) is None


def test_the_voice_of_a_span_is_the_innermost_passages_that_holds_all_of_it() -> None:
    article = load_article()
    but = article.text.index("[but]")
    assert article.voice_at(but) == "editor"
    assert article.voice_at(but + 1, but + 4) == "editor"
    assert article.voice_at(but, but + 6) == "author"
    assert article.voice_at(but - 1) == "author"
    with pytest.raises(ValueError, match="no passage") as caught:
        article.voice_at(0, 3)
    assert str(caught.value) == f"no passage of {ARTICLE} holds 0–3"


def test_an_insertion_over_two_sentences_is_in_the_runs_of_both(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("T\n\nLead:\n\nHe (x) went [a (b) c. Then d] on. End.\n", encoding="utf-8")
    article = load_article(path)
    holds(article)
    assert words_by(article, "author") == ["He (x) went ", " on. End."]
    assert words_by(article, "editor") == ["Lead:", "[a (b) c. Then d]"]


@pytest.mark.parametrize(("start", "end", "text"), [(0, 1, "b"), (0, 2, "a"), (1, 1, ""), (-2, -1, "a")])
def test_an_article_holds_no_span_that_is_not_its_text(start: int, end: int, text: str) -> None:
    facts = ("x", "", None, None, None, None, None, "ab")
    with pytest.raises(ValueError, match=r"^x: p1 is not where it should be$"):
        Article(*facts, (Passage("p1", "lead", start, end, text),), ())
    with pytest.raises(ValueError, match=r"^x: s01 is not where it should be$"):
        Article(*facts, (), (Sentence("s01", "p1", "editor", start, end, text),))


def test_a_refused_file_is_named_without_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"")
    with pytest.raises(ArticleError) as caught:
        load_article(path)
    assert str(caught.value) == (
        "a.txt: expected UTF-8 text, found an empty file; save the article's words alone, in UTF-8"
    )


@settings(deadline=None, max_examples=300)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_the_damaged_article_is_sound_or_refused(chance: random.Random, edits: int) -> None:
    raw = bytearray(REAL)
    for _ in range(edits):
        at = chance.randrange(len(raw))
        match chance.randrange(5):
            case 0:
                raw[at] = chance.randrange(256)
            case 1:
                del raw[at : at + chance.randrange(1, 60)]
            case 2:
                raw[at:at] = chance.choice([b"[", b"]", b":\n\n", b"\n\n", b"|", b"\r", b"\xc2\xa0", b"\xe2\x80"])
            case 3:
                raw[at:at] = raw[chance.randrange(len(raw)) :][: chance.randrange(200)]
            case 4:
                raw[at] = chance.choice(b"\n\r\t :[].|\"'")
    loaded_or_refused(bytes(raw))


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\n:[]|. \r\t\"“”'«»\u00a0\u2028\u202e\u2066\u200f\ufeffאבגשا ب😀éÃ©<&/0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@settings(deadline=None, max_examples=300)
@given(HOSTILE, HOSTILE, HOSTILE)
@example("", "", "")
@example("\u202e", "אבג [דה] ו.", "שלום: ")
def test_hostile_text_in_the_layout_is_sound_or_refused(title: str, lead: str, excerpt: str) -> None:
    head, tail = f"T{title}\n\nMay 5, 2020 | {title}", f"Read more on {title}: https://a.org"
    loaded_or_refused(f"{head}\n\nL{lead}:\n\nE{excerpt}\n\n{tail}\n".encode())


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_sound_or_refused(raw: bytes) -> None:
    loaded_or_refused(raw)


@pytest.mark.parametrize("piece", ["word ", "Ab. ", "[a] ", "“", "אב. ", "😀 ", "a" * 500 + "\n", "\n\n.", "'x "])
@pytest.mark.parametrize("place", ["title", "lead", "excerpt"])
def test_huge_lines_are_sound_or_refused(piece: str, place: str) -> None:
    parts = {"title": "T", "lead": "Lead", "excerpt": "His."}
    parts[place] += " " + piece * (60_000 // len(piece)) + "End"
    article = loaded_or_refused("{title}\n\n{lead}:\n\n{excerpt}\n".format(**parts).encode())
    assert (article is None) == (place == "title" and piece != "\n\n.")


def test_right_to_left_text_is_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "כותרת https://example.org/a\n\nSeptember 11, 2020 | אמיל\n\nהעורך מסביר:\n\nשלום [עולם]. מה שלומך?\n",
        encoding="utf-8",
    )
    article = load_article(path)
    holds(article)
    assert (article.title, article.author) == ("כותרת", "אמיל")
    assert [s.text for s in article.sentences] == ["העורך מסביר:", "שלום [עולם].", "מה שלומך?"]
    assert words_by(article, "author") == ["שלום ", ". מה שלומך?"]
