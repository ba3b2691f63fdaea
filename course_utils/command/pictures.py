"""``course pictures``: draw beforehand all that a course's notebooks can show."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile

from course_utils.charts import Chart
from course_utils.charts.picture import PICTURES_VARIABLE, cached, packed
from course_utils.command.cells import run_notebooks
from course_utils.course_parts import CourseParts
from course_utils.disk import told
from course_utils.errors import CourseError, visible
from course_utils.look.shown import More
from course_utils.look.theme import themes
from course_utils.look.wording import many
from course_utils.widgets import ChanceEstimate, ChartExplorer, PredictionControl


def pictures(arguments: Namespace, now: Callable[[str], None]) -> int:
    """Draw each picture of a course that is not there yet, and say in a line where they lie."""
    if arguments.for_all:
        os.environ[PICTURES_VARIABLE] = str(packed())
    if not (place := cached()).name:
        raise CourseError.at(PICTURES_VARIABLE, "names no folder, so no picture is kept; name one, or unset it.")
    try:
        place.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=place):
            pass
    except OSError as error:
        what = "name another folder in COURSE_PICTURES, or run this as who may write there."
        raise CourseError.at(place.name, f"no picture can be kept in this folder ({told(error, what)})") from error
    before, drawn = {*place.iterdir()}, set[bytes]()
    for chart in charts_of(CourseParts(arguments.folder), now):
        drawn |= {chart.picture(theme).png for theme in themes()}
    new = len({*place.iterdir()} - before)
    print(visible(f"{place}: {many(len(drawn), 'picture')}, {new} of them drawn now."))
    return 0


def charts_of(course: CourseParts, now: Callable[[str], None] = lambda _: None) -> Iterator[Chart]:
    """Yield every chart that a course's notebooks can show, in every state; some again and again."""
    for file, cells in run_notebooks(course):
        now(f"Drawing what {file.name} shows.")
        for cell in cells:
            yield from _charts(cell.made)


def _charts(made: object) -> Iterator[Chart]:
    match made:
        case Chart():
            yield made
        case ChartExplorer():
            yield from (chart for _, chart in made.states())
        case PredictionControl() | ChanceEstimate() if made.result:
            yield made.result
        case More():
            for one in made.shown:
                yield from _charts(one)
