"""What a search for names is easily wrong about: the expected finds stand in ⟦ ⟧, which are taken out."""

from __future__ import annotations

import re

#: The names that are looked for in every trap; they count as written and in capitals.
NAMES = (
    "Armenia", "Azerbaijan", "Azerbaijani", "Azeri", "Baku", "Caspian Sea", "Caucasus states",
    "Côte d’Ivoire", "Emil Avdaliani", "Iran", "Iranian", "Iranian diplomats", "Israel", "Jerusalem",
    "Karabakh", "Kremlin", "Nagorno-Karabakh", "Russia", "South Caucasus", "South Caucasus states", "Soviet",
    "Soviet Union", "Tehran", "Türkiye", "US", "Union of Writers", "Western", "Yerevan", "Россия", "Հայաստան",
)  # fmt: skip

_MARKED = {
    "curly possessive": "⟦Baku⟧’s envoy left ⟦Tehran⟧’s guests.",
    "straight possessive": "⟦Baku⟧'s envoy left.",
    "hyphen after a name": "⟦Iran⟧-backed groups",
    "hyphen before a name": "a more pro-⟦Western⟧ orientation",
    "dash between names": "the ⟦Armenia⟧–⟦Azerbaijan⟧ border",
    "slash between names": "⟦Iran⟧/⟦Iran⟧/⟦Israel⟧",
    "punctuation around a name": "(⟦Baku⟧), “⟦Baku⟧”, [⟦Baku⟧]; ‘⟦Baku⟧’… ⟦Baku⟧!",
    "a name alone": "⟦Iran⟧",
    "no-break space inside": "the ⟦South\u00a0Caucasus⟧ and ⟦Caspian\u00a0Sea⟧",
    "narrow no-break space inside": "the ⟦South\u202fCaucasus⟧",
    "two spaces inside": "the ⟦South  Caucasus⟧",
    "line break inside": "in the ⟦South\nCaucasus⟧",
    "line break and indent inside": "in the ⟦South \n    Caucasus⟧",
    "blank line between": "went South\n\nCaucasus",
    "accents apart in the text": "⟦Tu\u0308rkiye⟧ and ⟦Co\u0302te d’Ivoire⟧",
    "accents with their letters": "⟦Türkiye⟧",
    "letter with accent before": "éBaku, the éIran",
    "accent apart before": "e\u0301Baku, the e\u0301Iran",
    "accent apart after": "Baku\u0301 and Iran\u0304",
    "longer word": "Iranians, Bakuvian, Russian, Armenianness",
    "end of a longer word": "ToBaku, subArmenia, McIran",
    "digits around": "Iran2 and 4Iran",
    "longest of several": "the ⟦South Caucasus states⟧ and the ⟦Caucasus states⟧",
    "longest that ends a word": "a ⟦South Caucasus⟧ statesman, ⟦Soviet⟧ Unionists",
    "longer name not completed": "⟦Iranian⟧ diplomat and ⟦Iranian diplomats⟧",
    "overlap: the first counts": "the ⟦Soviet Union⟧ of Writers, and a ⟦Union of Writers⟧",
    "name inside a name": "⟦Nagorno-Karabakh⟧ is not ⟦Karabakh⟧",
    "name that begins twice": "South ⟦South Caucasus⟧, Caspian ⟦Caspian Sea⟧",
    "name after half a name": "Caspian ⟦Iran⟧, South ⟦Israel⟧, Emil ⟦Baku⟧",
    "no-break hyphen inside": "⟦Nagorno\u2011Karabakh⟧",
    "dash for a hyphen": "⟦Nagorno–Karabakh⟧",
    "straight apostrophe inside": "⟦Côte d'Ivoire⟧",
    "capitals": "⟦IRAN⟧ IN THE ⟦SOUTH CAUCASUS⟧, ⟦TÜRKIYE⟧",
    "small letters are other words": "told us of the western coast",
    "capitals that are a name": "told the ⟦US⟧ so",
    "letter that grows in small letters": "İİİ ⟦Baku⟧ İ ⟦Iran⟧",
    "characters beyond 16 bits": "𝔄😀 ⟦Baku⟧ 😀⟦Iran⟧",
    "another alphabet": "⟦Россия⟧, ⟦РОССИЯ⟧, Россиянин",
    "ending in another alphabet": "⟦Հայաստան⟧ և Հայաստանը",
}  # fmt: skip
Span = tuple[int, int]


def _unmark(marked: str) -> tuple[str, list[Span]]:
    """Take the marks out; return the text and the spans that they held."""
    spans = [
        (found.start() - 2 * number, found.end() - 2 * number - 2)
        for number, found in enumerate(re.finditer(r"⟦[^⟧]*⟧", marked))
    ]
    return re.sub("[⟦⟧]", "", marked), spans


#: By its name, each trap's text and the spans of the names in it.
TRAPS: dict[str, tuple[str, list[Span]]] = {name: _unmark(marked) for name, marked in _MARKED.items()}
