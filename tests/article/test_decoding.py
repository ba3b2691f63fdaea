from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from course_utils.article.decoding import LIMIT, decode, inspect_characters, read_bytes
from course_utils.errors import ArticleError, Problems


def found_in() -> Problems:
    return Problems("a.txt", ArticleError, most=100)


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


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.txt: # an empty file"),
        (b"\xef\xbb\xbf \r\n\t", "a.txt: # an empty file"),
        (b"%PDF-1.7\n", "a.txt, line 1: # a PDF"),
        (b"PK\x03\x04", "a.txt, line 1: # a Word, EPUB or zip file"),
        (b"{\\rtf1\\ansi", "a.txt, line 1: # an RTF file"),
        ("Title".encode("utf-16"), "a.txt, line 1: # UTF-16 or UTF-32"),
        (b"\xef\xbb\xbfTitle\r\nIt\x92s \xe9 l\xe0\rA\x81", "a.txt, line 2: # the byte 0x92"),
        (b'\n {"title": "x"}', 'a.txt, line 2: # JSON: “{"”'),
        (b"[]", "a.txt, line 1: # JSON: “[]”"),
        (b"Title\n\n<p class='x'>Text</p>", "a.txt, line 3: # HTML: “<p class='x'>”"),
        (b"<!DOCTYPE html>\n", "a.txt, line 1: # HTML: “<!DOCTYPE”"),
        (b"\n## Title\n", "a.txt, line 2: # Markdown: “##”"),
        (b"---\ntitle: x\n", "a.txt, line 1: # Markdown: “---”"),
        (b"T\n\nA [b](https://c.org)", "a.txt, line 3: # a Markdown link: “[b](https:”"),
    ],
)
def test_what_is_no_plain_text_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(raw, found_in())
    message = message.replace("#", "expected UTF-8 text, found", 1)
    assert str(caught.value) == f"{message}; save the article's words alone, in UTF-8"


LETTER = "no control character or mark of a lost letter", "put the letter back or take it out"
ENCODING = "no UTF-8 read in another encoding", "copy the text again and save it as UTF-8"


@pytest.mark.parametrize(
    ("text", "line", "found", "kind"),
    [
        ("x\ny\0z", 2, r"\u0000", LETTER),
        ("a\x1b[0m", 1, r"\u001b", LETTER),
        ("a\x0cb", 1, r"\u000c", LETTER),
        ("a\x85b", 1, r"\u0085", LETTER),
        ("x\nAzerbaijan\ufffds", 2, "\ufffd", LETTER),
        ("R&amp;D", 1, "&amp;", ("no HTML code", "put the character itself")),
        ("Azerbaijanâ€™s south", 1, "â€™", ENCODING),
    ],
)
def test_damage_is_refused_with_its_line(text: str, line: int, found: str, kind: tuple[str, str]) -> None:
    expected, remedy = kind
    told = f"a.txt, line {line}: expected {expected}, found “{found}”; {remedy}"
    assert [str(problem) for problem in inspected(text).problems] == [told]


LATIN = "voilà café Noël élan État naïve München Łódź it’s — … Şuşa Azərbaycan İlham ağ çox ığdır"
WORDS = f"{LATIN} Кавказ ישראל العربية Հայաստան საქართველო Ελλάδα 中国".split()
MISREAD = {"cp1252": WORDS, "latin-1": WORDS, "cp1251": ["Кавказ", "Россия", "it’s", "“x”", "café", "voilà"]}


@pytest.mark.parametrize(("codec", "word"), [(codec, word) for codec, words in MISREAD.items() for word in words])
def test_utf8_read_in_another_encoding_is_found(codec: str, word: str) -> None:
    garbled = "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in word.encode())
    assert {problem.line for problem in inspected(f"x\n a {garbled} b").problems} == {2}


@pytest.mark.parametrize(
    "honest",
    [
        "CAFÉ™ and NESCAFÉ®",
        "“Das ist kein Spaß“, sagt sie",
        "AMANHÃ… “AMANHÃ” HÂLÂ»",
        "«\u00a0À la carte\u00a0» et «\u00a0Â\u00a0»",
        "É\u00a0È\u00a0Ê",
        "CLICHÉ”—É, À l’É…",
        "5 Å³ in a CAFÉ, É… AÉ™",
        "2×½in at 20\u00a0°C, 5\u00a0€",
        "Île-de-France, Ålesund’s Ä–Ö, São Tomé",
        "Şuşa, Azərbaycan, İlham Əliyev, İstanbul’da",
        "Нагорный Карабах, СССР, РСФСР, Срђан Ђорђевић, Сіє, Її",
        "الأرمن في ناغورني قره باغ، ישראל, Հայաստան, საქართველო",
        "Ðức, Þór, groß™, Weiß®",
    ],
)
def test_honest_text_is_not_taken_for_damage(honest: str) -> None:
    assert warned(honest) == []


@pytest.mark.parametrize("unseen", "\u202e\u2066\u200b\u00ad\u2028\ufeff")
def test_what_cannot_be_seen_is_accepted_with_a_warning(unseen: str) -> None:
    assert warned(f"x\na{unseen}b{unseen}") == [
        f"a.txt, line 2: “\\u{ord(unseen):04x}” cannot be seen, nor 1 more of its like; "
        "a quote typed by hand may not match"
    ]


def test_accents_apart_from_their_letters_are_accepted_with_a_warning() -> None:
    apart = "a.txt: some letters are stored apart from their accents; a quote typed by hand may not match"
    assert warned("cafe\u0301") == [apart]


def test_a_hundred_problems_are_told_and_that_there_are_more() -> None:
    problems = inspected("\0\n" * 1000).problems
    assert [problem.line for problem in problems] == [*range(1, 101), None]
    assert problems[-1].message == "more was found than the 100 that are listed"
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
