"""What a fresh Python waits for before it has the article, its reading and the questions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from figures import Row, Table, medians, process

from course_utils.shelf import ARTICLE, READING, shelf

MODULES = "import course_utils.article, course_utils.questions, course_utils.reading"
LOADS = "from course_utils import load_article, load_questions, load_reading\n"
NOTEBOOK = "import matplotlib.backends.backend_agg, course_utils.charts, course_utils.widgets"
ALL = LOADS + "load_article(); load_reading(); load_questions()"


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "Import and load, in a fresh process",
        "A Python from its start to its end. The bare one imports every module that the course's ends with, "
        "but the course's own: third-party and standard ones. The loads, in one process that has done them "
        "before, stand beside PyYAML's tree and sentencex's sentences of the same files.",
        "ms",
        _rows(5 if quick else 31),
    )


def others(code: str) -> str:
    """Return the imports of all modules but the course's that a fresh Python holds after some code."""
    said = f"{code}\nimport sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    wanted = [name for name in names.split() if name.partition(".")[0] not in ("course_utils", "__main__")]
    # A module that others make, or that only its package imports, may not be importable by its name.
    return (
        f"import importlib\nfor name in {wanted}:\n"
        "    try: importlib.import_module(name)\n    except ImportError: pass"
    )


def _rows(rounds: int) -> Iterator[Row]:
    for name, code in (
        ("import course_utils", "import course_utils"),
        ("import of what loads", f"{MODULES}, yaml, sentencex"),
        ("import and load all three", ALL),
        ("what a notebook imports, and the loads", f"{NOTEBOOK}\n{ALL}"),
    ):
        ours, bare = medians(rounds, process(code), process(others(code)))
        yield Row(name, ours, bare, 1.15)
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
