"""Lines of a page that are no words of its text: days and hours, page numbers, credits, buttons, links."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from course_utils.article.masthead import DATE, LINK, bare

# What ends a sentence in any script, and what may follow it there; Thai and Lao have no mark for it.
_END = re.compile(r"[.!?…:;։؟۔؛।॥။。．！？：；།\u0e00-\u0eff]['\"”’“‘»«›)\]）」』*†‡0-9⁰¹²³-⁹]*$")
# A day in any language, words round the number of a page, and who did something.
_DAY = re.compile(
    r"(?:\w+\.?,?\s)?[0-9]{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?[0-9]{4}(?:\s?[^\W\d]{1,2}\.?)?"
)
_PAGE = re.compile(r"\b(?:page|pp?|seite|стр\w*|էջ|səhifə|sayfa|página|of|von|из|sur|de|min|read)\b\.?", re.IGNORECASE)
_DID = r"reporting|writing|editing|edited|compiled|translated(?: from (?:the )?[a-z]+)?|photos?"
_NAMES = r"(?:[^\W\d_a-z][\w.’-]*+|and|in|for|of|with|by|editing|writing|reporting|additional|[\s;,&/)])++"
_BY = re.compile(rf"\(?(?:(?i:additional )?(?i:{_DID}) by {_NAMES}|[Bb]y {_NAMES}(?<!\.))")
_PHOTO = r"(?:(?:ap|file) )?(?:photo(?:graph)?|image|picture|video|graphic|caption|credit)s?(?: credit| by)?\s?[:/]"
_CREDIT = re.compile(
    rf"\(?(?:{_PHOTO}|(?:tag|topic|keyword|related|source|filed under|see also|read also|also read|our standard)s?\s?:"
    r"|©|copyright\b|all rights reserved|this (?:article|story|essay|piece|op-ed) (?:was )?(?:first|originally) "
    r"|a version of this (?:article|story) (?:appear|ran|was)|this (?:entry|post) was posted |posted in [^.]*$"
    r"|thanks for reading |follow (?:[\w.]+ ){1,4}on .*@\w|skip to (?:main )?content|for immediate release)"
    r"|you have \w+ (?:free )?(?:articles?|stor(?:y|ies)) (?:left|remaining)|(?:we|this (?:web)?site) uses? cookies"
    r"|(?:sign up|subscribe) (?:for|to) (?:our|the|my)\b.*\b(?:newsletter|emails?|updates)\b"
    rf"|.*[.!?”)]\s\(?(?:{_PHOTO}[^.]*\.?\)?|(?:photo|image|picture|illustration) (?:by|courtesy of) [^.]*\.?)$"
    r"|.*[.!?”]\s\((?-i:[A-ZÀ-Þ])\w+\s[^()]*/\s?(?-i:[A-ZÀ-Þ])[^()]*\)\.?$"
    r"|.*\([^()]*/\s?(?:reuters|afp|ap|epa|tass|getty)\b[^()]*\)\.?$",
    re.IGNORECASE,
)
# Buttons and signs of a page, in some of its languages, and words that may stand beside them.
_BUTTONS = (
    "share|print|subscribe|advertisement|comments?|email|tweet|newsletter|login|register|download|listen|menu|save|follow"
    "|facebook|twitter|whatsapp|telegram|поделиться|печать|распечатать|реклама|комментарии|подписаться|paylaş|çap|reklam"
    "|şərhlər|yazdır|partager|imprimer|publicité|commentaires|teilen|drucken|anzeige|werbung|kommentare|compartir"
    "|publicidad|comentarios|կիսվել|տպել|գովազդ|გაზიარება"
)
_BESIDE = "this|the|a|on|via|to|for|by|our|us|in|up|sign|log|now|with|or|and|article|story|page|link|below|continues|it"
_BUTTON = re.compile(
    rf"(?=.*\b(?:{_BUTTONS})\b)(?!\w+[.!?…]$)[\W\d_]*+(?:\b(?:{_BUTTONS}|{_BESIDE})\b[\W\d_]*+)++", re.IGNORECASE
)
# What a database, a form or an e-mail writes before a thing that it knows, and the top of such a page.
_LABELLED = re.compile(r"(?i:title|headline|author|byline|section|length|load-date|contact|subject|from|to|sent)s?:")
_TOP = re.compile(r"-{3,}|[0-9]+([/.])[0-9]+\1[0-9]+,?\s[0-9]|\S+\.[a-z]{2,}$|[Hh]ome\s\W\s|(?:.*\s[›>]\s){2}")
# Marks of notes, raised ones in brackets; what begins a note; the gap between two columns.
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_CLOSED = r".,;:!?”’\"')"
_MARK = re.compile(rf"[^\W\d_]{{3}}[{_CLOSED}]*+(?:\[([0-9]+)\]|(?<=[{_CLOSED}])([0-9]{{1,3}})(?![0-9]))")
_NUMBER = re.compile(r"\[?([0-9]{1,4})(?:\]|\b)[.)]?\s")
_GAP = re.compile(r"\S {3,}\S")

# How a note of an editor's begins, in some languages.
_NOTE = re.compile(
    r"(?:correction|clarification|disclaimer|updated?|(?:a )?(?:note from )?(?:the )?editor(?:[’']?s|s[’'])?(?: note)?"
    r"|от редакции|примечание редак\w+|redaksiyadan|խմբագրության կողմից|note de la rédaction|ndlr"
    r"|anm(?:erkung)?\.? d(?:er)?\.? red(?:aktion)?\.?|nota (?:del?|de la) \w+)"
    r"\s?(?:\([^()]*\)|,? [^:.!?]{0,20}[0-9]{4})?\s?[:—–]"
    r"|the (?:views|opinions) (?:expressed|in this)|(?:the|this) (?:writer|author|reviewer) (?:is|was) (?:an?|the)\b",
    re.IGNORECASE,
)


def is_note(words: str) -> bool:
    """Whether a paragraph may be a note of the editor's, on the text or on who wrote it."""
    return bool(_NOTE.match(words.lstrip("*( ")))


def is_no_title(line: str) -> bool:
    """Whether what stands first, with no link, is surely a page's and no title."""
    return bool(_LABELLED.match(line) or _TOP.match(line) or remedy_of(line, True) == "take it out")


def is_heading(line: str) -> bool:
    """Whether a line ends no sentence, and is none that lost its end."""
    return not ends_sentence(line) and len(line) <= 200 and not re.search(r"\w{3}[.!?]", line)


def remedy_of(line: str, last: bool) -> str | None:
    """Say what to do with a line that is surely no sentence; None where it may be one.

    One that is not the ``last`` of its paragraph may break after a link in the middle of a sentence.
    """
    if link := _last_link(line):
        before = line[: link.start()].rstrip(" ([<“\"'«")
        if len(before.split()) < (7 if last else 1) or before.endswith(":") or (last and not _END.search(line[-40:])):
            return "take it out, or write it below the text, as “Read more on PUBLISHER: URL”"
    if len(line) > 300:
        return None
    if _LABELLED.match(line) and not _END.search(line):
        return "write what it says into the title or the byline, or take it out"
    plain = bare(line.strip("()[]"))
    dated = DATE.fullmatch(plain) or _DAY.fullmatch(plain) or not re.search(r"[^\W\d_]", _PAGE.sub("", plain))
    if dated or (_BY.fullmatch(line) and line[:2] in ("By", "by")):
        return "take it out, or write it into the byline or in one line with the words that it goes with"
    return "take it out" if _BY.fullmatch(line) or _CREDIT.match(line) or _BUTTON.fullmatch(line) else None


def remains(lines: Sequence[str]) -> dict[int, str]:
    """Say what to do with the lines, by their index, that only the others show to be none of the text."""
    plain = [_RAISED.sub(lambda found: f"[{unicodedata.normalize('NFKC', found[0])}]", line) for line in lines]
    marks = {mark for line in plain for pair in _MARK.findall(line) for mark in pair}
    heads = Counter(map(_head, lines))
    said = dict[int, str]()
    for n, line in enumerate(plain):
        if heads[head := _head(line)] > 1 and head:
            said[n] = "take it out if it is the head of each page, else join it to the line that it goes with"
        elif re.search("[0-9]", line) and not re.search(r"[^\W\d_]", _PAGE.sub("", line)) and not _END.search(line):
            said[n] = "take it out if it is the number of a page, else join it to the line that it goes with"
        elif (found := _NUMBER.match(line)) and found[1] in marks:
            said[n] = "take it out, with its mark in the text, if it is a note"
        elif found and n and (last := _NUMBER.match(plain[n - 1])) and int(found[1]) == int(last[1]) + 1:
            if line[found.end() :][:1].islower() and not _END.search(plain[n - 1]):
                said[n] = "take out the number of each line"
        elif n and _GAP.search(line) and _GAP.search(plain[n - 1]):
            said[n] = "copy one column of the page after the other"
    return said


def _head(line: str) -> str:
    return "" if not is_heading(line) else re.sub(r"(?<![0-9])[0-9]{2,3}(?![0-9])", "", line).strip()


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, and not in a link."""
    return bool(_END.search(line[-40:])) and not _last_link(line)


def _last_link(line: str) -> re.Match[str] | None:
    found = LINK.search(line)
    return found if found and not re.search(r"\s", line[found.start() :]) else None
