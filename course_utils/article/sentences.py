"""Where sentences begin and end, by the splitter sentencex, in time that grows with the text's length.

sentencex 1.0.32 counts in code points, as Python does. Two precautions, both measured: it panics where a wide
white space follows an initial (“J. R.” with a no-break space), and quotation marks that are never closed cost
it the square of a paragraph's length and more.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

#: The most characters given to the splitter at once. In a longer paragraph, and only there, a quotation of
#: several sentences and over 2,000 characters may be split inside.
STRETCH = 10_000
#: The same where more quotation marks than these stand in it, which cannot be honest.
_CROWDED_STRETCH = _MOST_OPENERS = 500
_OPENERS = "\"'`“„‟‘‚‛«»‹《「"
_WIDE = re.compile(r"[^\S\t\n ]")  #: Every white space but the three that the splitter takes well.

_UP = "[A-ZÀ-ÖØ-ÞƏĞİŞА-ЯЁΑ-ΩԱ-Ֆ]"
_TITLES = "Amb|Atty|Asst|Assoc|Cpt|Cdr|Cpl|Det|Treas|Cong|Cllr|Ven|Bp|Abp|Mme|Mlle|Mgr|MM|M|Ste|Dra|Sra|Srta"
_NUMBERED = "approx|vols?|eds?|est|ch|chaps?|paras?|figs?|secs?|arts?|apps?|pts?|incl|excl|max|min|trans|ca"
_ZONES = "GMT|UTC|MSK|[ECMP][SD]?T|BST|C?E?EST|C?ET|Eastern|Pacific|Moscow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Where the splitter ends a sentence in its middle: after an item's number or a title, before a number or a small
# Cyrillic letter, in an hour or a German day.
_JOINED = re.compile(
    rf"\b(?:(?:{_TITLES})\.\s+(?=\S)|(?i:{_NUMBERED})\.\s+(?=[\d$£€a-z]|[IVXLC]+\b)|[ap]\.\s?m\.\s+(?=(?:{_ZONES})\b)"
    rf"|(?:[Aa]m|[Ii]m|[Vv]om|[Zz]um|[Bb]eim|[Dd]e[mnrs])\s\d\d?\.\s+(?={_UP})|\w*[а-яё]\.\s+(?=[а-яё]))"
    r"|\A\W*(?:[0-9]{1,3}|[A-Za-z]|[IVXivx]{2,4})\.\s+(?=\S)"
)
_WORDS = "[Nn]o|me|may|art|ill|mass|miss|fig|ore|ma|pa"  # They are abbreviations where they are written otherwise.
_COUNTED = "war|part|phase|chapter|act|plan|vitamin|group|title|class|grade|option|type|annex|volume|book|level"
_STARTS = "(?:Nobody|Somebody|Someone|Anyone|Few|They|The|He|She|It|We|But|And|This|That|In|On|Then|No|Not|Now|So)\\b"
# Where it passes over an end. A no-break space forbids one.
_PARTED = re.compile(
    rf"(?:…[\"'”’»]*|\b(?:{_WORDS})\.(?=\s+\W*\w[a-z’'])|\b(?i:{_COUNTED})\s(?:[IVXLC]+|[A-Z])\."
    rf"|\b[A-Z]\.(?=\s+{_STARTS}))[^\S\u00a0]+(?=[\"'“‘«(\[]*{_UP})"
)
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
_OFFICES = "Sen|House|Congr|Presid|Vice|Sec|Depart|State|Army|Navy|Air|Marine|Coast|Supreme|Treas|Embass|Ambass|Rep"
_OFFICES += "|Foreign|Prime|Ministry|Gov|Gen|Fed|Att|Capit|Const|Charter|Court|Trade|Mission|Special|Def"
# Where either can be meant: before what begins no sentence by itself and no office’s name.
_OPEN = re.compile(
    rf"(?:\b(?:U\.S\.A|U\.S|U\.K|U\.N|E\.U|D\.C|Inc|Ltd|Corp|Jr|Sr|usw|гг?|т\.\s?[дп])\.[^\S\u00a0]+(?!{_OFFICES})(?={_UP}\w)"
    rf"|…[^\S\u00a0]+(?={_UP}\w|[א-ת\u0620-\u06ffა-ჰ]))(?!{_STARTS})"
)


def sentence_spans(text: str, start: int, end: int, language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraph ``text[start:end]``, in code points, with no white space around.

    Together with white space they tile the paragraph.
    """
    paragraph = text[start:end]
    begin = 0
    for stop in _mended(paragraph, [0, *_stops(_WIDE.sub(" ", paragraph), language)]):
        sentence = paragraph[begin:stop]
        if bare := sentence.strip():
            left = start + begin + sentence.index(bare[0])
            yield left, left + len(bare)
        begin = stop


def open_ends(text: str, start: int, end: int, begins: Collection[int]) -> Iterator[tuple[int, str, bool]]:
    """Yield where a sentence may end or not: the place, the words there, whether one of those that ``begins`` does."""
    for found in _OPEN.finditer(text, start, end):
        if found.end() in begins and found[0][0] != "…":
            continue
        at = found.end()
        around = [*text[max(start, at - 60) : at].split()[-3:], text[at : min(end, at + 60)].split()[0]]
        yield at, " ".join(around), at in begins


def _mended(paragraph: str, stops: list[int]) -> list[int]:
    """Take out of the splitter's ends what is none, and add what it passed over outside of quotations."""
    wrong = {found.end() for found in _JOINED.finditer(paragraph)}
    kept, added = [stop for stop in stops if stop not in wrong], [0]
    for found in _PARTED.finditer(paragraph):
        begin = max(kept[bisect_right(kept, found.start()) - 1], added[-1], found.end() - 800)
        quoted = any((before := paragraph[begin : found.end()]).count(a) > before.count(b) for a, b in _PAIRS)
        if not quoted and before.count('"') % 2 == 0 and re.search(r"\w\w", before):
            added.append(found.end())
    return sorted({*kept, *added})


def _stops(paragraph: str, language: str) -> Iterator[int]:
    """Yield where each sentence ends, up to the paragraph's end, reading a long one stretch by stretch."""
    from sentencex import get_sentence_boundaries

    begin = 0
    while begin < len(paragraph):
        stretch = paragraph[begin : begin + STRETCH]
        if len(stretch) > _CROWDED_STRETCH and sum(map(stretch.count, _OPENERS)) > _MOST_OPENERS:
            stretch = stretch[:_CROWDED_STRETCH]
        # What stands near a stretch's end is cut off from its closing quotation mark: the next has it again.
        whole = begin + len(stretch) == len(paragraph)
        sure = len(stretch) if whole else len(stretch) * 4 // 5
        ends = [found["end_index"] for found in get_sentence_boundaries(language.partition("-")[0].lower(), stretch)]
        if kept := [end for end in ends if end <= sure]:
            yield from (begin + end for end in kept)
            begin += len(stretch) if whole else kept[-1]
        else:
            begin += max(stretch.rfind(" ", sure // 2, sure), sure // 2)
