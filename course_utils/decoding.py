"""Bytes on disk → the text of an article, unchanged, or the reasons why it is not one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from course_utils.errors import ArticleError, Problem

#: The most bytes a file may have: fifty long books.
LIMIT = 50_000_000

#: How many faults of one kind are told one by one.
_TOLD = 20


@dataclass(slots=True)
class Findings:
    """What has been found in one file so far: problems refuse it, warnings go with it.

    Findings that share a ``kind`` may be as many as the file has lines; the first few are told one by one.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)

    def refuse(self, message: str, line: int | None = None, *, kind: str = "") -> None:
        """Note something that makes the file unfit."""
        self._note(self.problems, message, line, kind)

    def warn(self, message: str, line: int | None = None, *, kind: str = "") -> None:
        """Note something that was accepted but is worth a look."""
        self._note(self.warnings, message, line, kind)

    def _note(self, notes: list[Problem], message: str, line: int | None, kind: str) -> None:
        self._told[kind] += bool(kind)
        if self._told[kind] == _TOLD:
            message += " (more of this kind may follow; they are not listed)"
        if self._told[kind] <= _TOLD:
            notes.append(Problem(self.file, message, line))

    def settle(self) -> None:
        """Raise every problem found so far as one ArticleError, if there is any."""
        if self.problems:
            raise ArticleError(self.problems)


def shown(text: str, most: int = 60) -> str:
    """Return ``text`` fit for a message: in curly quotes, cut short, what cannot be seen spelled out."""
    cut = text[: most - 1] + "…" if len(text) > most else text
    return "“" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + "”"


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a regular file of at most LIMIT bytes; anything else is an ArticleError."""
    try:
        if not path.exists():
            message = f"expected a text file, found nothing of this name in {shown(str(path.parent), 200)}; "
            raise ArticleError.at(file, message + "check the name and the folder")
        if path.is_dir():
            raise ArticleError.at(file, "expected a text file, found a folder; name a file in it")
        if not path.is_file():
            message = "expected a text file, found a device or a pipe; save the text in a file first"
            raise ArticleError.at(file, message)
        with path.open("rb") as stream:
            raw = stream.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        message = (
            f"expected a file that can be read, found one that cannot ({reason}); check its name and rights"
        )
        raise ArticleError.at(file, message) from error
    if len(raw) > LIMIT:
        message = f"expected at most {LIMIT:,} bytes, found more; give each article a file of its own"
        raise ArticleError.at(file, message)
    return raw


_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, EPUB or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
)
_WIDE = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[\[{\"]|\]\s*\Z))")
_HTML = re.compile(
    r"<!doctype\b|<!--|</?(?:html|head|body|title|meta|link|script|style|div|p|span|a|b|i|u|em|strong|br|hr|img"
    r"|h[1-6]|ul|ol|li|blockquote|table|tr|td|article|section|iframe|svg)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"\s*(?:#{1,6} |---[ \t]*\n|!?\[[^\[\]\n]*\]\()")


def decode(raw: bytes, findings: Findings) -> str:
    r"""Return the text: BOM removed, ``\r\n`` and ``\r`` to ``\n``, nothing else changed.

    What is no plain text in UTF-8 raises at once, since nothing further in it can be judged.
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            findings.refuse(f"expected plain text, found {what}; save its words as a UTF-8 text file", 1)
            findings.settle()
    for mark, what in _WIDE:
        if raw.startswith(mark):
            findings.refuse(f"expected UTF-8, found {what}; save the file again as UTF-8", 1)
            findings.settle()
    # surrogateescape keeps every wrong byte visible, so that all of them are told at once.
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line, found in _first_on_lines(re.compile("[\udc80-\udcff]"), text):
        byte = ord(found) - 0xDC00
        looks = bytes([byte]).decode("cp1252", "ignore")
        hint = f", which is {shown(looks)} in Windows-1252" if looks.isprintable() and looks else ""
        message = f"expected UTF-8, found the byte 0x{byte:02X}{hint}; save the file again as UTF-8"
        findings.refuse(message, line, kind="utf-8")
    findings.settle()
    if not text.strip():
        findings.refuse("expected an article, found an empty file; put the text in it")
    elif _JSON.match(text):
        findings.refuse("expected plain text, found JSON; save the article's words alone", 1)
    elif "<" in text and (tag := _HTML.search(text)):
        line = text.count("\n", 0, tag.start()) + 1
        findings.refuse(
            f"expected plain text, found HTML: {shown(tag[0])}; save the page's words alone", line
        )
    elif markdown := _MARKDOWN.match(text):
        line = text.count("\n", 0, len(markdown[0].rstrip())) + 1
        message = f"expected the title, found Markdown: {shown(markdown[0].strip())}; take the marks out"
        findings.refuse(message, line)
    findings.settle()
    return text


def _first_on_lines(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """Return line and text of the first match on each line, for the first lines that have one."""
    found: list[tuple[int, str]] = []
    at, line, counted = 0, 1, 0
    while len(found) < _TOLD and (match := pattern.search(text, at)):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found.append((line, match[0]))
        at = text.find("\n", match.end())
        if at < 0:
            break
    return found


def _high(codec: str) -> str:
    """Return how bytes 80 to FF look in ``codec``; the few that it leaves open stand for themselves."""
    return "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in range(0x80, 0x100))


@cache
def _mojibake() -> re.Pattern[str]:
    """Return a pattern of UTF-8 that was read as Windows-1252, Latin-1 or Windows-1251.

    One odd pair proves little: “CAFÉ™”, “Spaß“”, “2×½” and “AMANHÃ…” are honest. So a pair counts where no
    honest word has it, where two stand in a row, or where it is a quotation mark or a dash broken in three.
    """
    tail = re.escape(_high("cp1252")[:64].replace("\u00a0", "")) + "\x80-\x9f"
    inner = re.escape("".join(c for c in _high("cp1252")[:64] if c not in "\u00a0“”‘’–—…«»‹›")) + "\x80-\x9f"
    tail_1251 = re.escape(_high("cp1251")[:64])
    return re.compile(
        rf"(?:(?:[Â-ß][{tail}]|[à-ï][{tail}]{{2}}|ð[{tail}]{{3}}){{2,}}|(?:[РС][{tail_1251}]){{3,}})"
        rf"|â[€‚„†\x80\x82\x84\x86][{tail}]|в[Ђ„][{tail_1251}]|(?<=[a-z])[В-Ж][{tail_1251}]|ðŸ[{tail}]{{2}}|ï»¿"
        rf"|(?<![A-ZÀ-Þ])(?:Ã[{inner}]|Â[£¢§©®°¿¡«])"
        rf"|(?<=[a-z])(?:Ã[{tail}\u00a0]|[Ä-Ö][{inner}])|[ÃÄ-Ö][{inner}](?=[a-z])"
        rf"|(?<=[a-z0-9.,;:!?)])Â[\u00a0»]"
    )


def _repaired(found: str) -> str:
    """Return what ``found`` was before it was misread, or "" where that cannot be told."""
    for codec in ("cp1252", "cp1251"):
        table = {chr(b): b for b in range(0x80, 0x100)} | {c: 0x80 + n for n, c in enumerate(_high(codec))}
        try:
            return bytes(table[c] for c in found).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            continue
    return ""


#: What every misreading begins with; a text without it, as English mostly is, needs no slow search.
_HIGH_LEAD = re.compile("[Â-ðВ-ЖРСв]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_ENTITY = re.compile(
    r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[mn]dash|hellip|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_UNSEEN = (
    (
        "[\u202a-\u202e\u2066-\u2069]",
        "turns the direction of the text, so that it may read other than it is stored",
    ),
    ("[\u00ad\u200b\u2060\ufeff]", "cannot be seen, so that a quote typed by hand may not match"),
    ("[\u2028\u2029]", "looks like the end of a line and is not one here"),
)


def inspect_characters(text: str, findings: Findings) -> None:
    """Refuse what shows that the text was damaged on its way, and warn of what cannot be seen in it."""
    misread = dict(_first_on_lines(_mojibake(), text) if _HIGH_LEAD.search(text) else ())
    for line, found in misread.items():
        message = (
            f"expected {shown(_repaired(found)) if _repaired(found) else 'the character itself'}, found "
        )
        message += f"{shown(found)}: UTF-8 read in another encoding; copy the text again and save it as UTF-8"
        findings.refuse(message, line, kind="mojibake")
    for line, found in _first_on_lines(_CONTROL, text):
        if line not in misread:
            message = f"expected text, found the control character U+{ord(found):04X}; take it out"
            findings.refuse(message, line, kind="control")
    for line, _ in _first_on_lines(re.compile("\ufffd"), text):
        message = "expected a letter, found U+FFFD, which marks one lost in a conversion; put the letter back"
        findings.refuse(message, line, kind="lost")
    for line, found in _first_on_lines(_ENTITY, text):
        message = f"expected the character itself, found the HTML code {shown(found)}; put the character in"
        findings.refuse(message, line, kind="entity")
    for pattern, why in _UNSEEN:
        for line, found in _first_on_lines(re.compile(pattern), text):
            findings.warn(f"U+{ord(found):04X} {why}", line, kind=pattern)
    if not unicodedata.is_normalized("NFC", text):
        message = (
            "some letters are stored as a letter and an accent apart; a quote typed by hand may not match"
        )
        findings.warn(message)
