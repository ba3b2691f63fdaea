"""Why a target is missed, and what it would take to meet it; a sentence is shown only beside such a miss.

What was not measured is said to be supposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from figures import Row

UNKNOWN = "the reason is not known."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row misses its target."""

    #: The table's title, and how the row's name begins.
    title: str
    begins: str
    #: The largest ratio that it explains: what was seen when it was found, and a tenth for a busy machine.
    up_to: float
    said: str


def reason(title: str, row: Row) -> str:
    """Return why a row of a table misses its target; what is worse than a reason explains has none."""
    for each in REASONS:
        if each.title == title and row.name.startswith(each.begins):
            if row.ratio <= each.up_to:
                return each.said
            return f"{UNKNOWN[:-1]} beyond {each.up_to:g}; up to there: {each.said}"
    return UNKNOWN


_IMPORTS = "Import and load, in a fresh process"
_MODULES = (
    "the rest is the course's own modules: when it was looked at, Python writing the methods of 33 records "
    "took more than half of their import, and 25 patterns a fifth. Records written by hand would not be "
    "enough."
)
_LOADS = f"loading is work that no bare import does (the rows below). And {_MODULES}"
_MEMORY = (
    "decoding, layout, sentences and records each took the same time a byte at every size when measured "
    "alone. The rest is supposed to be memory beyond the processor's cache; fewer objects could be tried."
)
_QUOTES = (
    "the number of passes is fixed. Supposed is a table of pieces that outgrows the processor's cache; a "
    "profile on a quiet machine is the next step."
)
_READINGS = (
    "counted, no step is done more often an anchor at 2,000 anchors than at 245, and from 1,000 on the time "
    "grows evenly. Supposed is that what 245 anchors make still fits the processor's second cache."
)
_FILES = (
    "reading the same files as JSON and looking at nothing takes two thirds of it. The rest is one look at "
    "each answer; a compiled JSON reader would be needed. Supposed of the growth: memory beyond the cache."
)
_FORMS = (
    "many forms begin with small letters, which are everywhere, and the course's pattern is tried at each of "
    "them. Such an automaton in the package, compiled, is what it would take."
)
_CHARTS = (
    "the bare side draws nothing. Before its first chart 02 was seen at 82 MB of 108; asked to give back "
    "what lies free, it held 97. The rest is supposed to be fonts, glyphs and Pillow."
)
_KERNELS = (
    "a bare kernel neither imports matplotlib nor draws; the row below counts the imports in, and the rest "
    "is the course's work. One kernel for all notebooks would save their starts, and test less."
)
_PLACES = (
    "half of what it takes to make its figure goes to finding a free place for the sign of each tie. Places "
    "that are found once and kept would do."
)

#: The first that fits is said.
REASONS: tuple[Reason, ...] = (
    Reason(_IMPORTS, "import of what loads, beside", 1.9, _MODULES),
    Reason(_IMPORTS, "import of what loads", 2.8, _MODULES),
    Reason(_IMPORTS, "import and load all three, beside", 2.6, _LOADS),
    Reason(_IMPORTS, "import and load all three", 4.1, _LOADS),
    Reason(_IMPORTS, "what a notebook imports, and the loads", 1.3, _LOADS),
    Reason("Articles, by size", "20,000,000 bytes", 1.4, _MEMORY),
    Reason("Readings, by anchors", "", 1.6, _READINGS),
    Reason("Anchoring alone", "25,000 quotes", 1.45, _QUOTES),
    Reason("Readings with every quote wrong, by anchors", "25,000 anchors", 1.45, _QUOTES),
    Reason("Finding forms, small letters too", "pyahocorasick with", 1.25, _FORMS),
    Reason("Answer files, by their number", "", 1.45, _FILES),
    Reason("Answer files, the most", "30,000 files", 1.55, _FILES),
    Reason("Redraw", "network", 1.45, _PLACES),
    Reason("Memory after a notebook", "", 1.3, _CHARTS),
    Reason("All notebooks under nbval", "7 notebooks, kernel starts", 2.9, _KERNELS),
)
