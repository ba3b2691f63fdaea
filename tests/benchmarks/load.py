"""What a fresh Python waits for before it has the article, its reading and the questions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Set

from figures import Row, Table, medians, process

from course_utils.places import ARTICLE, READING, shelf

MODULES = "import course_utils.article.article, course_utils.exercises.questions, course_utils.reading.load"
LOADS = "from course_utils import load_article, load_questions, load_reading\n"
NOTEBOOK = "import matplotlib.backends.backend_agg, course_utils.charts, course_utils.widgets"
ALL = LOADS + "load_article(); load_reading(); load_questions()"


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "Import and load, in a fresh process",
        "A Python from its start to its end. The bare one imports the third-party modules that the course's "
        "ends with and no other; in the rows that say so, the standard ones, too. What a notebook imports is "
        "what a student waits for. The loads, in one process that has done them before, stand beside "
        "PyYAML's tree and sentencex's sentences of the same files.",
        "ms",
        _rows(5 if quick else 31),
    )


def others(code: str, passed_over: Set[str]) -> str:
    """Return the imports of the modules that a fresh Python holds after some code, the course's left out.

    Packages that are passed over are left out, too, save where what is imported needs them.
    """
    said = f"{code}\nimport sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    left_out = {"course_utils", "__main__"} | passed_over
    wanted = [name for name in names.split() if name.partition(".")[0] not in left_out]
    # A module that others make, or that only its package imports, may not be importable by its name.
    return (
        f"import importlib\nfor name in {wanted}:\n    try: importlib.import_module(name)\n    except ImportError: pass"
    )


def _rows(rounds: int) -> Iterator[Row]:
    for name, code in (
        ("import course_utils", "import course_utils"),
        ("import of what loads", f"{MODULES}, yaml, sentencex"),
        ("import and load all three", ALL),
        ("what a notebook imports, and the loads", f"{NOTEBOOK}\n{ALL}"),
    ):
        third, every = others(code, sys.stdlib_module_names), others(code, frozenset())
        ours, *bare = medians(rounds, process(code), process(third), process(every))
        yield Row(name, ours, bare[0], 1.15)
        yield Row(f"{name}, beside standard modules too", ours, bare[1], 1.15)
    yield from _loads(rounds)


def _loads(rounds: int) -> Iterator[Row]:
    import sentencex
    import yaml

    from course_utils import load_article, load_questions, load_reading

    article = shelf("seeds") / ARTICLE
    reading, bank = shelf("data") / READING, shelf("data") / "questions.yaml"
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    acts = (
        ("load_article", load_article, lambda: list(sentencex.segment("en", article.read_text("utf-8")))),
        ("load_reading", load_reading, lambda: yaml.load(reading.read_text("utf-8"), loader)),
        ("load_questions", load_questions, lambda: yaml.load(bank.read_text("utf-8"), loader)),
    )
    for name, ours, bare in acts:
        ours(), bare()
        yield Row(name, *medians(rounds, ours, bare))
