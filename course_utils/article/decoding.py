"""Bytes on disk → the text of an article, unchanged, or the reasons why it is not one."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from course_utils.disk import StrangeError, read_regular
from course_utils.errors import ArticleError, Problems, quoted

LIMIT = 50_000_000  #: The most bytes a file may have: fifty long books.


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a regular file of at most LIMIT bytes; anything else is an ArticleError."""
    try:
        if len(raw := read_regular(path, LIMIT, follow=True)) <= LIMIT:
            return raw
        found = f"more than {LIMIT:,} bytes; give each article a file of its own"
    except StrangeError:
        found = "a folder or a device; name a file"
    except (FileNotFoundError, NotADirectoryError):
        found = f"nothing of this name in {quoted(str(path.parent), 200)}; check the name and the folder"
    except OSError as error:
        found = f"one that cannot be read ({error.strerror}); check its name and rights"
    raise ArticleError.at(file, f"expected a text file, found {found}")


_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a Word, EPUB or zip file",
    b"{\\rtf": "an RTF file",
    b"\xff\xfe": "UTF-16 or UTF-32",
    b"\xfe\xff": "UTF-16",
}
_MARKUP = {
    "JSON": re.compile(r"\A\s*[\[{]\s*[\"\[{}\]]"),
    "HTML": re.compile(r"<!(?:doctype|--)|</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE),
    "Markdown": re.compile(r"\A\s*(?:#{1,6}\s|---\s)"),
    "Markdown’s bold": re.compile(r"\*\*[^\s*][^*\n]*\*\*|(?<!\S)__[^\s_][^_\n]*__(?!\S)"),
    "Markdown’s italics": re.compile(r"^[*_][^\s*_][^*_\n]*[*_]$", re.MULTILINE),
    "a mark of a quotation": re.compile(r"^>+ \S", re.MULTILINE),
    "a Markdown link": re.compile(r"\[[^\[\]\n]*\]\((?:https?:|www\.|mailto:|[/#])"),
}


def decode(raw: bytes, problems: Problems) -> str:
    r"""Return the text: BOM removed, ``\r\n`` and ``\r`` to ``\n``, nothing else changed.

    What is no plain text in UTF-8 stops at once, since nothing further in it can be judged.
    """

    def refuse(found: str, line: int | None = 1) -> NoReturn:
        problems.stop(line, f"expected UTF-8 text, found {found}; save the article's words alone, in UTF-8")

    for mark, what in _SIGNATURES.items():
        if raw.startswith(mark):
            refuse(what)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start + 1]
        refuse(f"the byte 0x{before[-1]:02X}", len(before.splitlines()))
    if not text.strip():
        refuse("an empty file", None)
    for what, pattern in _MARKUP.items():
        if match := pattern.search(text):
            bare = match[0].lstrip()
            refuse(f"{what}: {quoted(bare, 60)}", line_of(text, match.end() - len(bare)))
    return text


# UTF-8 that was read as Windows-1252 or Windows-1251. One odd pair proves little, since “CAFÉ™”, “Spaß“” and
# “5 Å³” are honest: what tells is two in a row, a place inside a word, or a second half that ends no word.
_LATER = bytes(range(0x80, 0xC0))  # what follows the first byte of a character
_TAIL, _TAIL_1251 = (_LATER.decode(codec, "ignore").replace("\u00a0", "") for codec in ("cp1252", "cp1251"))
_INNER = re.sub("[“”‘’–—…«»‹›¹²³]", "", _TAIL)
_MISREAD = re.compile(
    "(?=[Â-ðВ-ЖРСв])"  # what every misreading begins with; the rest is slow
    rf"(?:(?:[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}){{2,}}"
    rf"|(?<=[a-z0-9.,;:!?)])[Â-Ö][{_TAIL}\u00a0]|(?<![A-ZÀ-Þ])[Â-Ö][{_INNER}]|[Â-Ö][{_INNER}](?=[a-z])"
    rf"|â[€‚„†].?|ðŸ..|ï»¿|вЂ.?|(?:[РС][{_TAIL_1251}]){{3,}}|(?<=[a-z])[В-Ж][{_TAIL_1251}\u00a0])"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")
_ENTITY = re.compile("&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,6});")
_DAMAGE = (
    (_MISREAD, "no UTF-8 read in another encoding", "copy the text again and save it as UTF-8"),
    (_CONTROL, "no control character or mark of a lost letter", "put the letter back or take it out"),
    (_ENTITY, "no HTML code", "put the character itself"),
    (re.compile(r"(?<!\S)s[0-9]{2} (?=\S)"), "no number of a sentence", "take out the course’s own numbers"),
)
_UNSEEN = re.compile("[\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")

_LIGATURE = re.compile(r"(?<!\w)\w*[\ufb00-\ufb06\ufb13-\ufb17]\w*")
_HYPHEN = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u2010\u00ac](?=[ \t]*\n[ \t]*[^\W\d_])")


def inspect_characters(text: str, problems: Problems) -> None:
    """Refuse what shows that the text was damaged on its way, and warn of what cannot be seen in it."""
    for pattern, expected, remedy in _DAMAGE:
        for match in pattern.finditer(text):
            problems.add(line_of(text, match.start()), f"expected {expected}, found {quoted(match[0])}; {remedy}")
    if unseen := _UNSEEN.findall(text):
        message = f"{quoted(unseen[0])} cannot be seen, nor {len(unseen) - 1} more of its like; "
        problems.warn(line_of(text, text.index(unseen[0])), message + "a quote typed by hand may not match")
    for match in _LIGATURE.finditer(text):
        word, spelled = quoted(match[0], 60), quoted(unicodedata.normalize("NFKC", match[0]), 60)
        message = f"{word} has one character for several letters, as PDFs have; type {spelled}"
        problems.warn(line_of(text, match.start()), message)
    if hyphens := [*_HYPHEN.finditer(text)]:
        message = f"{quoted(hyphens[0][0])} ends a line, and so do {len(hyphens) - 1} more of its like; "
        problems.warn(line_of(text, hyphens[0].start()), message + "join each word that the page has cut")
    if not unicodedata.is_normalized("NFC", text):
        problems.warn(None, "some letters are stored apart from their accents; a quote typed by hand may not match")


def line_of(text: str, offset: int) -> int:
    """Return the line of a code point, from 1."""
    return bisect_left(_breaks(text), offset) + 1


@lru_cache(maxsize=1)
def _breaks(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]
