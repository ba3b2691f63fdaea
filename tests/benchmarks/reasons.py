"""Why a target is missed, and what it would take to meet it; both are shown only beside such a miss.

What was not measured is said to be suspected.
"""

from __future__ import annotations

from dataclasses import dataclass

from figures import Row

UNKNOWN = "The reason is not known."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row misses its target, and what would meet it."""

    #: The table's title, and how the row's name begins.
    title: str
    begins: str
    #: The largest ratio that it explains: what was seen when it was found, and a tenth for a busy machine.
    up_to: float
    why: str
    takes: str

    @property
    def said(self) -> str:
        """Both in a line."""
        return f"{self.why} To meet it: {self.takes}"


def reason(title: str, row: Row) -> str:
    """Return why a row of a table misses its target; what is worse than a reason explains has none."""
    for each in REASONS:
        if each.title == title and row.name.startswith(each.begins):
            if row.ratio <= each.up_to:
                return each.said
            return f"{UNKNOWN[:-1]} beyond a ratio of {each.up_to:g}. Up to there: {each.said}"
    return UNKNOWN


_IMPORTS = "Import and load, in a fresh process"
_MODULES = (
    "The course's own modules and the standard ones come on top. Profiled on 2026-11-29: of the time of its "
    "own, Python writing the methods of frozen records took 60 %, and compiling patterns 18 %.",
    "an import that runs none of the course's code, such as a saved image of the process. Records written by "
    "hand and patterns compiled at their first use would not be enough.",
)
_LOADS = (
    f"Loading is work that no bare import does; the rows below have it by file. {_MODULES[0]}",
    "records that are kept from an earlier start, and a file that is then trusted unread.",
)
_NOTEBOOK = (
    "Of some 120 ms, the loads take 40 and the course's own modules 60, more than half of which is Python "
    "writing the methods of frozen records (profiled on 2026-11-29). The faster a machine imports the "
    "libraries, the more this counts.",
    "records whose methods need not be written at each import, and loads that wait for their first use.",
)
_MEMORY = (
    "Measured alone, decoding, layout, sentences and records each took the same time a byte at every size. "
    "We suspect memory beyond the processor's cache.",
    "fewer objects a sentence.",
)
_QUOTES = (
    "The number of passes is fixed. We suspect a table of pieces that outgrows the processor's cache.",
    "fewer pieces of each quote, looked at in stretches that fit the cache.",
)
_READINGS = (
    "Counted, no step is done more often an anchor at 2,000 anchors than at 245. We suspect that what 245 "
    "anchors make still fits the processor's second cache.",
    "records that take less memory.",
)
_FILES = (
    "Most of it is reading the files as JSON and looking at nothing, which the bare side does too; the rest "
    "is one look at each answer.",
    "a compiled JSON reader, or both processors.",
)
_FORMS = (
    "Many forms begin with small letters, which are everywhere, and the course's pattern is tried at each of them.",
    "an automaton like the one it is beside, which is compiled, as one more dependency.",
)
_CHARTS = (
    "The bare side loads and draws nothing. Weighed step by step on 2026-11-29, of 18 MB the modules of the "
    "course took 3, the article and what is said of it 3, pictures 7, and controls and their outputs the "
    "rest; asking the C library for what lies free brought nothing.",
    "pictures that another process draws.",
)
_KERNELS = (
    "A bare kernel neither imports matplotlib nor draws. The row below counts the imports in; the rest is "
    "the course's work, most of it pictures, each in two themes.",
    "one kernel for all notebooks, or pictures that are kept between runs; both would test less.",
)
_PLACES = (
    "Half of what it takes to make its figure goes to finding a free place for the sign of each tie.",
    "places that are found once and kept.",
)

#: The first that fits is said.
REASONS: tuple[Reason, ...] = (
    Reason(_IMPORTS, "import of what loads, beside", 1.9, *_MODULES),
    Reason(_IMPORTS, "import of what loads", 3.1, *_MODULES),
    Reason(_IMPORTS, "import and load all three, beside", 2.6, *_LOADS),
    Reason(_IMPORTS, "import and load all three", 4.3, *_LOADS),
    Reason(_IMPORTS, "what a notebook imports, and the loads", 1.3, *_NOTEBOOK),
    Reason("Articles, by size", "20,000,000 bytes", 1.4, *_MEMORY),
    Reason("Readings, by anchors", "", 1.6, *_READINGS),
    Reason("Anchoring alone", "25,000 quotes", 1.45, *_QUOTES),
    Reason("Readings with every quote wrong, by anchors", "25,000 anchors", 1.45, *_QUOTES),
    Reason("Finding forms, small letters too", "pyahocorasick with", 1.25, *_FORMS),
    Reason("Answer files, the most", "30,000 files", 1.7, *_FILES),
    Reason("Redraw", "network", 1.45, *_PLACES),
    Reason("Memory after a notebook", "", 1.3, *_CHARTS),
    Reason("All notebooks under nbval", "7 notebooks, kernel starts", 2.9, *_KERNELS),
)
