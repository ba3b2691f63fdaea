"""Why a target is missed, and what it would take to meet it; a sentence is shown only beside such a miss.

What was not measured is said to be supposed.
"""

from __future__ import annotations

_MODULES = (
    "the rest is the course's own modules: when it was looked at, Python writing the methods of 33 records "
    "took a third of their import, and 25 patterns a sixth. Records written by hand would not be enough."
)
_MEMORY = (
    "decoding, layout, sentences and records each took the same time a byte at every size when measured "
    "alone. The rest is supposed to be memory beyond the processor's cache; fewer objects could be tried."
)
_QUOTES = (
    "the number of passes is fixed. Supposed is a table of pieces that outgrows the processor's cache; a "
    "profile on a quiet machine is the next step."
)

_FILES = (
    "reading the same files as JSON and looking at nothing takes two thirds of it. The rest is one look at "
    "each answer; a compiled JSON reader would be needed. Supposed of the growth: memory beyond the cache."
)

#: By how the row's name begins.
REASONS: dict[str, str] = {
    "import of what loads": _MODULES,
    "import and load all three": f"loading is work that no bare import does (the rows below). And {_MODULES}",
    "300 files": _FILES,
    "3,000 files": _FILES,
    "30,000 files": _FILES,
    "02-actors": "it draws the most charts; what matplotlib keeps of fonts and glyphs stays in its kernel.",
    "20,000,000 bytes": _MEMORY,
    "25,000 quotes": _QUOTES,
    "25,000 anchors": _QUOTES,
    "pyahocorasick with": "many forms begin with small letters, which are everywhere, and the course's "
    "pattern is tried at each of them. Such an automaton in the package, compiled, is what it would take.",
    "7 notebooks, kernel starts": "a bare kernel neither imports matplotlib nor draws; the row below counts "
    "the imports in. One kernel for all notebooks would save their starts, and test less.",
}
