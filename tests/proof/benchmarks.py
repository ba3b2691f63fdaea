"""Measure the course's speed and size, each figure beside a bare baseline from the same run.

    uv run tests/proof/benchmarks.py [SUBJECT …] [--quick]

The ratio of the two hardly depends on the machine. Times are medians of processor time, on which other work of the
machine has little effect; those from a key to a paint are the wall's. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from pathlib import Path

sys.path += [str(Path(__file__).resolve().parents[1] / part) for part in ("", "browser")]

import sentencex
import yaml
from growing import answer_files, articles, readings, wrong_readings
from measured import Row, Table, machine, medians, process
from paint import key_to_paint_rows
from pictures import GALLERY

from course_utils import load_article, load_questions, load_reading
from course_utils.look.theme import light
from course_utils.places import ARTICLE, READING, shelf

LOADS = "from course_utils import load_article, load_questions, load_reading\nload_article(); load_reading(); "
NOTEBOOKS = sorted(shelf("notebooks").glob("*.ipynb"))
#: Runs cells as a kernel does, with what they show made and thrown away.
RUN = """import os, ipykernel.ipkernel
os.environ["COURSE_PICTURES"] = {pictures!r}
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
for cell in {cells!r}:
    with capture_output():
        assert shell.run_cell(cell).success
"""


def cells(notebook: Path) -> list[str]:
    """Return the code of a notebook's cells."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


def others(code: str, passed_over: Set[str] = frozenset()) -> str:
    """Return code that imports the modules a fresh Python holds after ``code``, without the course's.

    Packages that are passed over are left out, too, save where what is imported needs them.
    """
    said = f"{code}\nimport sys; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    left_out = {"course_utils", "__main__"} | passed_over
    wanted = [name for name in names.splitlines()[-1].split() if name.partition(".")[0] not in left_out]
    # A module that others make, or that only its package imports, may not be importable by its name.
    return (
        f"from importlib import import_module as load\nfor name in {wanted}:\n try: load(name)\n except ImportError: 0"
    )


def imports(rounds: int) -> Iterator[Row]:
    """Give a fresh Python's time up to the course, beside the same third-party modules, and all modules."""
    first = RUN.format(cells=cells(NOTEBOOKS[1])[:1], pictures="")
    for name, code in (
        ("import course_utils", "import course_utils"),
        ("import and load", f"{LOADS}load_questions()"),
        ("the first cell of 01", first),
    ):
        third, every = others(code, sys.stdlib_module_names), others(code)
        ours, *bare = medians(rounds, process(code), process(third), process(every))
        yield Row(name, ours, bare[0], 1.15)
        yield Row(f"{name}, beside standard modules too", ours, bare[1], 1.15)


def loads(rounds: int) -> Iterator[Row]:
    """Give each load in a process that has done it before."""
    article, reading, bank = shelf("seeds") / ARTICLE, shelf("data") / READING, shelf("data") / "questions.yaml"
    tree = partial(yaml.load, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    acts: tuple[tuple[Callable[[], object], Callable[[], object]], ...] = (
        (load_article, lambda: list(sentencex.segment("en", article.read_text("utf-8")))),
        (load_reading, lambda: tree(reading.read_text("utf-8"))),
        (load_questions, lambda: tree(bank.read_text("utf-8"))),
    )
    for (ours, bare), name in zip(acts, ("load_article", "load_reading", "load_questions"), strict=True):
        ours(), bare()
        yield Row(name, *medians(rounds, ours, bare))


def redraws(rounds: int) -> Iterator[Row]:
    """Give each chart's way from the reading to its picture, beside the saving of the finished figure."""
    draw = lambda make: make().picture(light())  # noqa: E731
    save = lambda figure: pickle.loads(figure).savefig(io.BytesIO(), format="png", dpi=200)  # noqa: E731
    for make in GALLERY:
        ours, saved = medians(rounds, partial(draw, make), partial(save, pickle.dumps(make().draw(light()))))
        yield Row(make().title, ours, saved, 1.3)


def prepared(ours: Callable[[str, str], Sequence[float]], folder: Path, most: float) -> Iterator[Row]:
    """Give a figure of each notebook whose pictures are in a folder, beside the same notebook that draws them."""
    command, mine = [sys.executable, "-m", "course_utils", "pictures"], {"COURSE_PICTURES": str(folder)}
    subprocess.run(command, check=True, capture_output=True, env=os.environ | mine)
    for path in NOTEBOOKS[1:-1]:  # the first and the last have none
        there, drawn = ours(*(RUN.format(cells=cells(path), pictures=one) for one in (str(folder), "")))
        yield Row(path.stem, there, drawn, most)


def rss(code: str) -> float:
    """Return the resident memory of a fresh Python after some code, in MB."""
    said = "\nprint(int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6)"
    with tempfile.TemporaryDirectory() as home:
        mine = {"COURSE_ANSWERS": str(Path(home, "answers.json")), "IPYTHONDIR": home}
        mine["MALLOC_MMAP_THRESHOLD_"] = "131072"  # as `course lab` sets it
        command = [sys.executable, "-c", code + said]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | mine)
    return float(done.stdout.split()[-1])


def runs(quick: bool) -> Callable[[str, str], Sequence[float]]:
    """Return what takes the time of two fresh Pythons, their start with it."""
    return lambda *codes: medians(1 if quick else 5, *map(process, codes))


def tables(quick: bool, scratch: Path) -> dict[str, Table]:
    """Return all subjects; nothing is measured yet."""
    modules = "The bare side imports the same third-party modules; where a row says so, the standard ones too."
    linear = "The bare side is linear growth from the size before."
    drawing, pictures = "Beside the same, which draws them.", scratch / "pictures"
    return {
        "import": Table("Import, in a fresh process", modules, "ms", imports(3 if quick else 21)),
        "load": Table("Load", "Beside PyYAML's tree and sentencex's sentences.", "ms", loads(5 if quick else 31)),
        "article": Table("Articles, by size", linear, "ms", articles(quick, scratch)),
        "reading": Table("Readings, by quotes", linear, "ms", readings(quick, scratch)),
        "wrong": Table("Readings with every quote wrong", linear, "ms", wrong_readings(quick, scratch)),
        "answers": Table("Answer files of a class", linear, "ms", answer_files(quick, scratch)),
        "redraw": Table("Redraw", "The bare side saves the finished figure.", "ms", redraws(2 if quick else 9)),
        "run": Table("A notebook whose pictures are there", drawing, "ms", prepared(runs(quick), pictures, 0.65)),
        "memory": Table(
            "Memory after it", drawing, "MB", prepared(lambda *codes: tuple(map(rss, codes)), pictures, 0.8)
        ),
        "paint": Table("Key to paint", "Beside `interactive()`.", "ms", key_to_paint_rows(4 if quick else 12)),
    }


def main() -> int:
    """Measure and print; return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(tables(True, Path()))}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller sizes")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else compiling is all that is measured
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"COURSE_ANSWERS": f"{scratch}/answers.json", "COURSE_PICTURES": "", "IPYTHONDIR": scratch}
        found = tables(asked.quick, Path(scratch))
        if unknown := set(asked.subjects) - set(found):
            parser.error(f"expected of {', '.join(found)}; found {', '.join(unknown)}")
        missed = sum(found[name].measure() for name in asked.subjects or found)
    print(f"\nMeasured on {machine('matplotlib', 'sentencex', 'jupyterlab')}")
    print(f"{missed} missed." if missed else "Every target is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
