"""Bytes on disk → the text of an article, unchanged, or the reasons why it is not one."""

from __future__ import annotations

import errno
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from course_utils.errors import ArticleError, Problem

#: The most bytes a file may have: fifty long books.
LIMIT = 50_000_000
#: The most problems, and the most warnings, that are told of one file.
MOST = 100


@dataclass(slots=True)
class Findings:
    """What has been found in one file so far: problems refuse it, warnings go with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, expected: str, found: str, remedy: str, line: int | None = None) -> None:
        """Note something that makes the file unfit."""
        what = shown(found) if found else "none"
        self._note(self.problems, f"expected {expected}, found {what}; {remedy}", line)

    def warn(self, message: str, line: int | None = None) -> None:
        """Note something that was accepted but is worth a look."""
        self._note(self.warnings, message, line)

    def _note(self, notes: list[Problem], message: str, line: int | None) -> None:
        if len(notes) < MOST:
            notes.append(Problem(self.file, message, line))
        elif len(notes) == MOST:
            notes.append(Problem(self.file, f"more was found than the {MOST} that are listed"))


def shown(text: str, most: int = 60) -> str:
    """Return ``text`` fit for a message: in curly quotes, cut short, what cannot be seen spelled out."""
    cut = text[: most - 1] + "…" if len(text) > most else text
    return "“" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + "”"


def read_regular(path: Path, most: int) -> bytes:
    """Return a regular file's bytes, at most one more than ``most``; raises OSError for anything else."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, and a device may never end
            raise IsADirectoryError(errno.EISDIR, "It is a folder or a device")
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except ValueError as error:  # with a zero or half a character in its name
        raise FileNotFoundError(errno.ENOENT, "No file can have this name") from error


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a regular file of at most LIMIT bytes; anything else is an ArticleError."""
    try:
        if len(raw := read_regular(path, LIMIT)) <= LIMIT:
            return raw
        found = f"more than {LIMIT:,} bytes; give each article a file of its own"
    except IsADirectoryError:
        found = "a folder or a device; name a file"
    except (FileNotFoundError, NotADirectoryError):
        found = f"nothing of this name in {shown(str(path.parent), 200)}; check the name and the folder"
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
    "a Markdown link": re.compile(r"\[[^\[\]\n]*\]\((?:https?:|www\.|mailto:|[/#])"),
}


def decode(raw: bytes, file: str) -> str:
    r"""Return the text: BOM removed, ``\r\n`` and ``\r`` to ``\n``, nothing else changed.

    What is no plain text in UTF-8 is an ArticleError at once, since nothing further in it can be judged.
    """

    def refusal(found: str, line: int | None = 1) -> ArticleError:
        message = f"expected UTF-8 text, found {found}; save the article's words alone, in UTF-8"
        return ArticleError.at(file, message, line)

    for mark, what in _SIGNATURES.items():
        if raw.startswith(mark):
            raise refusal(what)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start + 1]
        raise refusal(f"the byte 0x{before[-1]:02X}", len(before.splitlines())) from error
    if not text.strip():
        raise refusal("an empty file", None)
    for what, pattern in _MARKUP.items():
        if match := pattern.search(text):
            bare = match[0].lstrip()
            raise refusal(f"{what}: {shown(bare)}", text.count("\n", 0, match.end() - len(bare)) + 1)
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
)
_UNSEEN = re.compile("[\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")


def inspect_characters(text: str, findings: Findings) -> None:
    """Refuse what shows that the text was damaged on its way, and warn of what cannot be seen in it."""
    for pattern, expected, remedy in _DAMAGE:
        for match in islice(pattern.finditer(text), MOST + 1):
            findings.refuse(expected, match[0], remedy, text.count("\n", 0, match.start()) + 1)
    if unseen := _UNSEEN.findall(text):
        message = f"{shown(unseen[0])} cannot be seen, nor {len(unseen) - 1} more of its like; "
        line = text.count("\n", 0, text.index(unseen[0])) + 1
        findings.warn(message + "a quote typed by hand may not match", line)
    if not unicodedata.is_normalized("NFC", text):
        findings.warn("some letters are stored apart from their accents; a quote typed by hand may not match")
