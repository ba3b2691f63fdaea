"""Articles, readings and answer files of any size, and how the time for them grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from measured import Row, growth

from course_utils import CourseError, load_article, load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.teacher.class_counts import read_class


def sentence(number: int) -> str:
    """Return a sentence that occurs once, with five quotes for a reading."""
    return f"On day {number} the envoy of Armenia told the press that Azerbaijan might go by road {number}."


def write_article(path: Path, sentences: int) -> Path:
    """Write an article of so many sentences, ten a paragraph."""
    said = [sentence(number) for number in range(1, sentences + 1)]
    paragraphs = [" ".join(said[at : at + 10]) for at in range(0, sentences, 10)]
    head = "A Title https://example.org/a\n\nSeptember 11, 2020 | Ann Author\nAbout the author:\n\nIt says:"
    tail = "Read more on X: https://example.org/x"
    path.write_text("\n\n".join([head, *paragraphs, tail]), encoding="utf-8")
    return path


def write_reading(stem: Path, quotes: int, wrong: bool = False) -> Path:
    """Write an article of a sentence for every five quotes, and its reading; return the reading's path."""
    write_article(stem.with_suffix(".txt"), quotes // 5)
    told, go, way = ("tells", "leave", "rail") if wrong else ("told", "go", "road")
    parts: dict[str, list[str]] = {"mentions": [], "claims": [], "events": []}
    for n in range(1, quotes // 5 + 1):
        parts["mentions"].append(
            f'{{refers_to: armenia, form: NAM, as: name, quote: {{exact: Armenia, prefix: "On day {n} the envoy of ", '
            f'suffix: " {told}"}}}}\n- {{refers_to: azerbaijan, form: NAM, as: name, '
            f'quote: {{exact: Azerbaijan, suffix: " might {go} by road {n}."}}}}'
        )
        parts["claims"].append(
            f"{{id: c{n}, summary: They might go, kind: reported, factuality: PS+, source: [author], "
            f'cues: [{{exact: {told}, prefix: "On day {n} the envoy of Armenia "}}], '
            f'quotes: ["Azerbaijan might go by {way} {n}."]}}'
        )
        parts["events"].append(
            f"{{id: e{n}, label: An envoy spoke, actor: armenia, factuality: CT+, source: [author], "
            f'realis: actual, quotes: ["On day {n} the envoy of Armenia {told} the press"]}}'
        )
    content = "reading: 1\nactors:\n- {id: armenia, name: Armenia, role: state, iso3: ARM}\n"
    content += "- {id: azerbaijan, name: Azerbaijan, role: state, iso3: AZE}\n"
    content += "".join(f"{name}:\n" + "".join(f"- {one}\n" for one in found) for name, found in parts.items())
    path = stem.with_name(f"{stem.name}.reading.yaml")
    path.write_text(content, encoding="utf-8")
    return path


def refuse(path: Path) -> None:
    """Load what does not load."""
    try:
        load_reading(path)
    except CourseError:
        return
    raise RuntimeError(f"{path.name} loads, although its quotes are wrong")


def articles(quick: bool, folder: Path) -> Iterator[Row]:
    """Give the time of articles by their sentences, each of some 90 bytes."""
    sizes = (20, 200, 2_000) if quick else (20, 200, 2_000, 20_000, 200_000)
    yield from growth("sentences", sizes, [partial(load_article, write_article(folder / f"{n}.txt", n)) for n in sizes])


def readings(quick: bool, folder: Path) -> Iterator[Row]:
    """Give the time of readings by their quotes; the course's own has 245."""
    sizes = (245, 1_000) if quick else (245, 1_000, 5_000, 25_000)
    yield from growth("quotes", sizes, [partial(load_reading, write_reading(folder / f"q{n}", n)) for n in sizes])


def wrong_readings(quick: bool, folder: Path) -> Iterator[Row]:
    """Give the time until readings are refused."""
    sizes = (245, 1_000) if quick else (245, 1_000, 5_000, 25_000)
    yield from growth("quotes", sizes, [partial(refuse, write_reading(folder / f"w{n}", n, wrong=True)) for n in sizes])


def answer_files(quick: bool, folder: Path) -> Iterator[Row]:
    """Give the time to count the answers of so many students, and of the most beside reading them as JSON."""
    sizes = (30, 300) if quick else (30, 300, 3_000)
    values = [{question.id: question.options[turn].id for question in load_questions()} for turn in range(3)]
    for size in sizes:
        (folder / f"class-{size}").mkdir()
        for student in range(size):
            own = {"brief.known": f"I am student {student} of {size}."}  # a file that is like another is no student's
            Workbook(folder / f"class-{size}" / f"student-{student:05}.json").commit_all(values[student % 3] | own)
    yield from growth("files", sizes, [partial(count, folder / f"class-{size}", size) for size in sizes])


def count(folder: Path, size: int) -> None:
    """Count a folder's answers as a teacher does."""
    found = read_class([folder])
    if found.files != size or found.refused:
        raise RuntimeError(f"{size} files were handed in, and {found.files} were read")
