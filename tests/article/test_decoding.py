"""What is no text, what was damaged on its way, and what only looks so: characters.yaml has all three."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from course_utils.article.decoding import LIMIT, decode, inspect_characters, read_bytes
from course_utils.errors import ArticleError, Problems

TABLES = yaml.safe_load((Path(__file__).parent / "characters.yaml").read_text("utf-8"))


def found_in() -> Problems:
    return Problems("a.txt", ArticleError, ends=True)


def inspected(text: str) -> Problems:
    found = found_in()
    with suppress(ArticleError):  # once too many are found
        inspect_characters(decode(text.encode(), found), found)
    return found


def warned(text: str) -> list[str]:
    """Return what is warned of in a text that is not refused."""
    found = inspected(text)
    assert found.problems == []
    return list(map(str, found.warnings))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_newlines_and_the_bom_change(mark: str, newline: str) -> None:
    text = "Cafe\u0301 “x” \t \u00a0\n\n'y' …\u2028z  \n"
    assert decode((mark + text.replace("\n", newline)).encode(), found_in()) == text


@pytest.mark.parametrize("case", TABLES["refused"], ids=lambda case: case["said"][:50])
def test_what_is_no_plain_text_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(case["bytes"].encode("latin-1"), found_in())
    assert str(caught.value) == case["said"]


@pytest.mark.parametrize("case", TABLES["damaged"], ids=lambda case: case["said"][:50])
def test_damage_is_refused_with_its_line(case: dict[str, str]) -> None:
    assert [str(problem) for problem in inspected(case["text"]).problems] == [case["said"]]


LATIN = "voilà café Noël élan État naïve München Łódź it’s — … Şuşa Azərbaycan İlham ağ çox ığdır"
WORDS = f"{LATIN} Кавказ ישראל العربية Հայաստան საქართველო Ελλάδα 中国".split()
MISREAD = {"cp1252": WORDS, "latin-1": WORDS, "cp1251": ["Кавказ", "Россия", "it’s", "“x”", "café", "voilà"]}


@pytest.mark.parametrize(("codec", "word"), [(codec, word) for codec, words in MISREAD.items() for word in words])
def test_utf8_read_in_another_encoding_is_found(codec: str, word: str) -> None:
    garbled = "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in word.encode())
    assert {problem.line for problem in inspected(f"x\n a {garbled} b").problems} == {2}


@pytest.mark.parametrize("honest", TABLES["honest"])
def test_honest_text_is_not_taken_for_damage(honest: str) -> None:
    assert warned(honest) == []


@pytest.mark.parametrize("unseen", "\u202e\u2066\u200b\u00ad\u2028\ufeff")
def test_what_cannot_be_seen_is_accepted_with_a_warning(unseen: str) -> None:
    assert warned(f"x\na{unseen}b{unseen}") == [
        f"a.txt, line 2: “\\u{ord(unseen):04x}” cannot be seen, nor 1 more of its like; "
        "a quote typed by hand may not match"
    ]


def test_letters_that_a_pdf_makes_one_and_words_that_it_cuts_are_named() -> None:
    like = "has one character for several letters, as PDFs have; type"
    assert warned("A ﬂood.\nNo eﬀect of ﬁre, in govern-\nment or\nnon‐\n stop ends -\nso; Եﬓ") == [
        f"a.txt, line 1: “ﬂood” {like} “flood”",
        f"a.txt, line 2: “eﬀect” {like} “effect”",
        f"a.txt, line 2: “ﬁre” {like} “fire”",
        f"a.txt, line 6: “Եﬓ” {like} “Եմն”".replace("Եմն", "Եմն"),
        "a.txt, line 2: “govern-” ends a line, and so do 1 more of its like; join each word that the page has cut",
    ]


def test_accents_apart_from_their_letters_are_accepted_with_a_warning() -> None:
    apart = "a.txt: some letters are stored apart from their accents; a quote typed by hand may not match"
    assert warned("cafe\u0301") == [apart]


def test_a_hundred_problems_are_told_and_that_there_are_more() -> None:
    problems = inspected("\0\n" * 1000).problems
    assert [problem.line for problem in problems] == [*range(1, 101), None]
    assert problems[-1].message == "more was found than the 100 listed here; mend these first."
    assert len(inspected("\0\n" * 100).problems) == 100


def unread(path: Path) -> str:
    with pytest.raises(ArticleError) as caught:
        read_bytes(path, "a.txt")
    return str(caught.value).removeprefix("a.txt: expected a text file, found ")


def test_a_file_must_be_there_and_be_a_file_of_at_most_the_limit(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").touch()
    os.truncate(tmp_path / "huge.txt", LIMIT + 1)
    for path, found in (
        (Path("nowhere") / "a.txt", "nothing of this name in “nowhere”; check the name and the folder"),
        (Path("a\0.txt"), "nothing of this name in “.”; check the name and the folder"),
        (Path("x" * 300), "one that cannot be read (File name too long); check its name and rights"),
        (tmp_path, "a folder or a device; name a file"),
        (tmp_path / "huge.txt", "more than 50,000,000 bytes; give each article a file of its own"),
    ):
        assert unread(path) == found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert unread(tmp_path / "pipe") == "a folder or a device; name a file"
