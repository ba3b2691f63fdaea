from __future__ import annotations

import os
from pathlib import Path

import pytest

from course_utils.decoding import LIMIT, Findings, decode, inspect_characters, read_bytes
from course_utils.errors import ArticleError


def inspected(text: str) -> Findings:
    findings = Findings("a.txt")
    inspect_characters(decode(text.encode(), findings), findings)
    return findings


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_newlines_and_the_bom_change(mark: str, newline: str) -> None:
    text = "Cafe\u0301 “x” \t \u00a0\n\n'y' …\u2028z  \n"
    assert decode((mark + text.replace("\n", newline)).encode(), Findings("a.txt")) == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.txt: expected an article, found an empty file; put the text in it"),
        (b"\xef\xbb\xbf \r\n\t", "a.txt: expected an article, found an empty file; put the text in it"),
        (
            b"%PDF-1.7\n",
            "a.txt, line 1: expected plain text, found a PDF; save its words as a UTF-8 text file",
        ),
        (
            b"PK\x03\x04",
            "a.txt, line 1: expected plain text, found a Word, EPUB or zip file; "
            "save its words as a UTF-8 text file",
        ),
        (
            "Title".encode("utf-16"),
            "a.txt, line 1: expected UTF-8, found UTF-16; save the file again as UTF-8",
        ),
        (
            b"Title\r\nIt\x92s \xe9 l\xe0\rA\x81",
            "a.txt, line 2: expected UTF-8, found the byte 0x92, which is “’” in Windows-1252; "
            "save the file again as UTF-8\n"
            "a.txt, line 3: expected UTF-8, found the byte 0x81; save the file again as UTF-8",
        ),
        (
            b'\n {"title": "x"}',
            "a.txt, line 1: expected plain text, found JSON; save the article's words alone",
        ),
        (b"[]", "a.txt, line 1: expected plain text, found JSON; save the article's words alone"),
        (
            b"Title\n\n<p class='x'>Text</p>",
            "a.txt, line 3: expected plain text, found HTML: “<p class='x'>”; save the page's words alone",
        ),
        (
            b"\n## Title\n",
            "a.txt, line 2: expected the title, found Markdown: “##”; take the marks out",
        ),
        (b"---\ntitle: x\n", "a.txt, line 1: expected the title, found Markdown: “---”; take the marks out"),
    ],
)
def test_what_is_no_plain_text_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(raw, Findings("a.txt"))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\ny\0z", "a.txt, line 2: expected text, found the control character U+0000; take it out"),
        ("a\x1b[0m", "a.txt, line 1: expected text, found the control character U+001B; take it out"),
        ("a\x0cb", "a.txt, line 1: expected text, found the control character U+000C; take it out"),
        ("a\x85b", "a.txt, line 1: expected text, found the control character U+0085; take it out"),
        (
            "x\nAzerbaijan\ufffds",
            "a.txt, line 2: expected a letter, found U+FFFD, which marks one lost in a conversion; "
            "put the letter back",
        ),
        (
            "R&amp;D",
            "a.txt, line 1: expected the character itself, found the HTML code “&amp;”; put the character in",
        ),
        (
            "Azerbaijanâ€™s south",
            "a.txt, line 1: expected “’”, found “â€™”: UTF-8 read in another encoding; "
            "copy the text again and save it as UTF-8",
        ),
    ],
)
def test_damage_is_refused_with_its_line(text: str, message: str) -> None:
    assert [str(problem) for problem in inspected(text).problems] == [message]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "word",
    [
        *("voilà", "café", "Noël", "élan", "État", "naïve", "München", "Łódź", "it’s", "—", "…"),
        *("Şuşa", "Azərbaycan", "İlham", "ağ", "çox", "ığdır", "Кавказ", "ישראל", "العربية"),
        *("Հայաստան", "საქართველო", "Ελλάδα", "中国"),
    ],
)
def test_utf8_read_as_western_is_found(word: str, codec: str) -> None:
    garbled = "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in word.encode())
    assert [problem.line for problem in inspected(f"x\n a {garbled} b").problems] == [2]


@pytest.mark.parametrize("word", ["Кавказ", "Россия", "it’s", "“x”", "café", "naïve"])
def test_utf8_read_as_cyrillic_is_found(word: str) -> None:
    garbled = "".join(bytes([b]).decode("cp1251", "ignore") or chr(b) for b in word.encode())
    assert [problem.line for problem in inspected(f"x\n a {garbled} b").problems] == [2]


@pytest.mark.parametrize(
    "honest",
    [
        "CAFÉ™ and NESCAFÉ®",
        "“Das ist kein Spaß“, sagt sie",
        "AMANHÃ… “AMANHÃ” HÂLÂ»",
        "«\u00a0À la carte\u00a0» et «\u00a0Â\u00a0»",
        "É\u00a0È\u00a0Ê",
        "CLICHÉ”—É, À l’É…",
        "2×½in at 20\u00a0°C, 5\u00a0€",
        "Île-de-France, Ålesund’s Ä–Ö, São Tomé",
        "Şuşa, Azərbaycan, İlham Əliyev, İstanbul’da",
        "Нагорный Карабах, СССР, РСФСР, Срђан Ђорђевић, Сіє, Її",
        "الأرمن في ناغورني قره باغ، ישראל, Հայաստան, საქართველო",
        "Ðức, Þór, groß™, Weiß®",
    ],
)
def test_honest_text_is_not_taken_for_damage(honest: str) -> None:
    findings = inspected(honest)
    assert findings.problems == []
    assert findings.warnings == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "x\na\u202eb",
            "a.txt, line 2: U+202E turns the direction of the text, "
            "so that it may read other than it is stored",
        ),
        (
            "a\u200bb",
            "a.txt, line 1: U+200B cannot be seen, so that a quote typed by hand may not match",
        ),
        (
            "a\u2028b",
            "a.txt, line 1: U+2028 looks like the end of a line and is not one here",
        ),
        (
            "cafe\u0301",
            "a.txt: some letters are stored as a letter and an accent apart; "
            "a quote typed by hand may not match",
        ),
    ],
)
def test_what_cannot_be_seen_is_accepted_with_a_warning(text: str, warning: str) -> None:
    findings = inspected(text)
    assert findings.problems == []
    assert [str(note) for note in findings.warnings] == [warning]


def test_faults_of_one_kind_are_told_up_to_twenty() -> None:
    problems = inspected("\0\n" * 1000).problems
    assert [problem.line for problem in problems] == list(range(1, 21))
    assert problems[-1].message == (
        "expected text, found the control character U+0000; take it out "
        "(more of this kind may follow; they are not listed)"
    )


def test_a_file_must_be_there_and_be_a_file(tmp_path: Path) -> None:
    with pytest.raises(ArticleError) as caught:
        read_bytes(Path("nowhere") / "a.txt", "a.txt")
    assert str(caught.value) == (
        "a.txt: expected a text file, found nothing of this name in “nowhere”; check the name and the folder"
    )
    with pytest.raises(ArticleError) as caught:
        read_bytes(tmp_path, "folder")
    assert str(caught.value) == "folder: expected a text file, found a folder; name a file in it"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArticleError) as caught:
        read_bytes(tmp_path / "pipe", "pipe")
    assert str(caught.value) == (
        "pipe: expected a text file, found a device or a pipe; save the text in a file first"
    )


def test_a_name_that_no_system_can_open_is_an_article_error() -> None:
    with pytest.raises(ArticleError, match=r"^a\.txt: expected a"):
        read_bytes(Path("a\0.txt"), "a.txt")


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(LIMIT + 1)
    with pytest.raises(ArticleError) as caught:
        read_bytes(huge, "huge.txt")
    assert str(caught.value) == (
        "huge.txt: expected at most 50,000,000 bytes, found more; give each article a file of its own"
    )
