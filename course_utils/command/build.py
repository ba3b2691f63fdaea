"""``course build``: write a course's notebooks, fill in what its reading counts, run them, and keep what they show.

The code cells are the same in every course. Of the prose, a cell of the package's notebooks is the same too, unless
its metadata say otherwise: ``fill`` is a text with places such as ``{day}`` in it, and ``write`` says what belongs
there, because another article needs other words. Until a teacher has written them, such a cell begins with ✎.
"""

import json
import os
import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from course_utils.answers.workbook import ANSWERS_VARIABLE
from course_utils.command.autorun import refuse_others
from course_utils.command.student_folder import GLOSSARY
from course_utils.course_file import ROOT
from course_utils.course_parts import CourseParts
from course_utils.disk import fingerprint, write_whole
from course_utils.errors import CourseError, visible
from course_utils.files.edtf import read_date
from course_utils.look.wording import many, voice_short
from course_utils.places import shelf
from course_utils.reading.counts import namings

#: What a cell that is to be written begins with.
PENCIL = "✎"
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]")  #: What Markdown would take for more than a letter.
_VIEW = "application/vnd.jupyter.widget-view+json"
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},  # the version of Python would change with the machine
}


def build(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Fill and run a course's notebooks, or those whose numbers are given; say in a line what was done."""
    course, only = CourseParts(arguments.folder), arguments.notebook
    write_notebooks(course)
    place = course.notebooks
    files = [file for file in sorted(place.glob("[!.]*.ipynb")) if not only or file.name[:2] in only]
    if not files:
        raise CourseError.at(place.name, "expected notebooks whose names begin with these numbers, found none.")
    from unittest.mock import patch  # which `course check` would wait for

    with TemporaryDirectory() as scratch:  # nobody's answers and nobody's start-up files
        kept = {ROOT: str(course.folder), "IPYTHONDIR": str(Path(scratch, "ipython"))}
        with patch.dict(os.environ, kept | {ANSWERS_VARIABLE: str(Path(scratch, "answers.json"))}):
            notebooks = [_filled(_read(file), course) for file in files]
            left = sum(source_of(cell).startswith(PENCIL) for one in notebooks for cell in one["cells"])
            now(f"Running {many(len(files), 'notebook')} …")
            with ThreadPoolExecutor(2) as two:  # each notebook has a process of its own
                changed = sum(map(_write, files, [*two.map(_run, files, notebooks)]))
    to_write = f"; {many(left, 'cell')} to write ({PENCIL})" if left else ""
    print(visible(f"{course.title}: {many(len(files), 'notebook')} built, {changed} of them changed{to_write}."))
    return 0


def write_notebooks(course: CourseParts) -> list[str]:
    """Write the package's notebooks and glossary into a course's folder where it has none; return their names."""
    place, made = course.notebooks, list[str]()
    place.mkdir(parents=True, exist_ok=True)
    for original in [*sorted(shelf("notebooks").glob("0*.ipynb")), shelf("notebooks") / GLOSSARY]:
        file = place / original.name
        if file.exists():
            continue
        if original.suffix == ".ipynb":
            notebook = _read(original)
            for cell in notebook["cells"]:
                _begin(cell)
            _write(file, _filled(notebook, course))
        else:  # what its words mean holds for any article, their examples do not
            text = re.sub(r"(?<=\n- \*\*In the article:\*\* ).*", PENCIL, original.read_text("utf-8"))
            write_whole(file, text.partition("\n## Own names")[0].encode(), for_others=True)
        made.append(file.name)
    return made


def notebooks_of(course: CourseParts) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give the cells of each of a course's notebooks or, where it has none, of the package's."""
    place = course.notebooks if course.file.notebooks else shelf("notebooks")
    yield from ((file.stem, _read(file)["cells"]) for file in sorted(place.glob("[!.]*.ipynb")))


def _read(file: Path) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(file.read_bytes())
        assert all(cell["metadata"] is not None and cell["cell_type"] for cell in notebook["cells"])
        return notebook
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError) as error:
        message = "expected a notebook, found something else; remove it, and build again."
        raise CourseError.at(file.name, message) from error


def _write(file: Path, notebook: dict[str, Any]) -> bool:
    """Write a notebook as Jupyter does; return whether the file has changed."""
    content = (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
    if file.exists() and file.read_bytes() == content:
        return False
    write_whole(file, content, for_others=True)
    return True


def source_of(cell: dict[str, Any]) -> str:
    """Return what is written in a cell."""
    return "".join(cell["source"])


def _put(cell: dict[str, Any], text: str) -> None:
    cell["source"] = text.splitlines(keepends=True)


def _begin(cell: dict[str, Any]) -> None:
    """Make a cell of the package's notebooks the one that another course begins with."""
    told = cell["metadata"].get("course", {})
    if cell["cell_type"] == "code":
        cell |= {"outputs": [], "execution_count": None}
    elif "write" in told:
        shown = f"<details><summary>As the package’s own course has it</summary>\n\n~~~markdown\n{source_of(cell)}\n~~~"
        _put(cell, f"{PENCIL} **To write:** {told['write']}\n\n{shown}\n\n</details>")
    elif "fill" in told:
        _put(cell, "")
        told["filled"] = _known(cell)


def _filled(notebook: dict[str, Any], course: CourseParts) -> dict[str, Any]:
    """Fill in the cells that are filled, but for those in which somebody has written since."""
    texts = {name: _MARKUP.sub(r"\\\g<0>", text) for name, text in _places(course).items()}
    for cell in notebook["cells"]:
        told = cell["metadata"].get("course", {})
        if "fill" in told and told.get("filled") == _known(cell):
            _put(cell, re.sub(r"{(\w+)}", lambda place: texts.get(place[1], place[0]), str(told["fill"])))
            told["filled"] = _known(cell)
    return notebook


def _known(cell: dict[str, Any]) -> str:
    """Return what a cell that nobody has written in since is known by."""
    return fingerprint(source_of(cell).encode())[:12]


def _places(course: CourseParts) -> dict[str, str]:
    """Return what is filled in: a text, for each name in braces."""
    article = course.article
    found = (naming for actor in course.reading.actors for naming in namings(course.reading, actor.id))
    seats = [naming.word for naming in found if naming.kind == "metonym"]
    return {
        "title": article.title,
        "day": read_date(article.published.isoformat()).label if article.published else "the day of the article",
        "sentences": str(len(article.sentences)),
        "last": article.sentences[-1].id,
        "author": article.author or "nobody’s",
        "short": voice_short(article, "author"),
        "seat": max(seats, key=seats.count, default="the government"),
    }


def _run(file: Path, notebook: dict[str, Any]) -> dict[str, Any]:
    """Run a notebook; raises CourseError where it has cells that are not the course's own, and where one fails."""
    import asyncio

    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    refuse_others(notebook["cells"], file)
    run = nbformat.reads(json.dumps({**notebook, "metadata": _METADATA}), as_version=4)
    where = {"metadata": {"path": str(file.parent)}}
    try:
        client = NotebookClient(
            run,
            timeout=300,
            kernel_name="python3",
            record_timing=False,
            store_widget_state=False,
            resources=where,
            extra_arguments=["--log-level=ERROR"],
        )
        asyncio.run(client.async_execute())
    except CellExecutionError as error:
        raise CourseError.at(file.name, f"a cell fails: {error.evalue or error.ename}") from error
    run.metadata = nbformat.from_dict(_METADATA)
    for cell in run.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_VIEW, None)
    nbformat.validate(run)
    made: dict[str, Any] = json.loads(nbformat.writes(run))
    return made
