"""Pictures: a chart painted in a theme, once, and kept as a file under what it is drawn of."""

from __future__ import annotations

import base64
import io
import json
import os
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from inspect import getclosurevars
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from course_utils.charts.matplotlib_settings import settings
from course_utils.charts.sheet import INCH, ROW_ID, Sheet
from course_utils.disk import fingerprint, read_regular, write_whole
from course_utils.look.theme import FACES, WIDTH, Theme
from course_utils.places import DISTRIBUTION, shelf

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Draws a chart on a sheet, which has a theme.
Paint: TypeAlias = Callable[[Sheet], None]
#: Names the folder in which pictures are kept, instead of one in the user's cache; with "" they are not.
PICTURES_VARIABLE = "COURSE_PICTURES"
#: From side to side in points, what a finger finds: a mark's box is no smaller where it meets no other.
_FINGER = 24 * WIDTH / 640
#: Pixels an inch, sharp on a projector and on a dense screen; the most of a picture that very many names make tall.
_DPI, _TALLEST = 200, 20_000
#: How many pictures a cache holds at most; the course's notebooks show some 160.
_MOST = 2000
#: What Python says of an object that does not say in words what it is: where it lies, this time.
_BY_PLACE = " at 0x"
_END = b"IEND\xaeB`\x82"  #: With this a PNG ends.


@dataclass(frozen=True, slots=True)
class Picture:
    """A painted chart, and where each row's mark stands on it."""

    png: bytes
    #: In pixels.
    width: int
    height: int
    #: A row's number to its mark's left, top, width and height, in percent of the picture.
    boxes: dict[int, tuple[float, float, float, float]]

    @property
    def src(self) -> str:
        """The picture as an address that needs no network."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"

    @property
    def content(self) -> bytes:
        """The picture as a file: the rest in a line, then the PNG."""
        told = {"width": self.width, "height": self.height, "boxes": self.boxes}
        return json.dumps(told).encode("ascii") + b"\n" + self.png

    @classmethod
    def of(cls, content: bytes) -> Picture:
        """Return the picture of a file; raises ValueError, KeyError or TypeError for none."""
        told, _, png = content.partition(b"\n")
        if not png.endswith(_END):
            raise ValueError("the picture is not whole")
        found = json.loads(told)
        boxes = {int(row): tuple(box) for row, box in found["boxes"].items()}
        return cls(png, found["width"], found["height"], boxes)


def draw(paint: Paint, theme: Theme) -> Figure:
    """Paint a chart with a theme's colours, leaving matplotlib's own settings alone."""
    with settings(theme):
        sheet = Sheet(theme)
        paint(sheet)
        return sheet.figure


def drawn_once(paint: Paint, theme: Theme) -> Picture:
    """Return a chart's picture: as it was kept, in the package or in the user's cache, or else drawn now, and kept.

    It is kept under all that its pixels follow from, so that it is no other chart's, whatever has changed: what
    ``paint`` was given, the theme, this package's code and faces, and matplotlib. What is painted by other code, or
    of what does not say in words what it is, is always drawn.
    """
    name, own = _name(paint, theme), cached()
    folders = [packed(), *([own] if own.name else [])] if name else []
    for folder in folders:
        with suppress(OSError, ValueError, KeyError, TypeError):  # none is there, or a damaged one
            return Picture.of(read_regular(folder / name))
    with settings(theme):
        picture = _photograph(draw(paint, theme))
    if own in folders:
        with suppress(OSError):  # it is done without
            own.mkdir(parents=True, exist_ok=True)
            write_whole(own / name, picture.content)
            for old in sorted(own.glob("*.picture"), key=lambda file: file.lstat().st_mtime)[:-_MOST]:
                old.unlink()
    return picture


def _name(paint: Paint, theme: Theme) -> str:
    """Return the name of the file in which a picture is kept; "" where it is not."""
    given = _BY_PLACE
    if isinstance(paint, FunctionType) and paint.__module__.startswith(f"{__package__}."):
        given = repr((paint.__qualname__, getclosurevars(paint).nonlocals, theme))
    return "" if _BY_PLACE in given else f"{fingerprint((_painter() + given).encode())[:32]}.picture"


@cache
def _painter() -> str:
    """Return a fingerprint of what paints."""
    package = Path(__file__).parents[1]
    code = {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*.py")}
    faces = {face: (shelf("data") / "fonts" / face).read_bytes() for face in FACES}
    return fingerprint(repr((version("matplotlib"), sorted((code | faces).items()))).encode())


def packed() -> Path:
    """Return where pictures lie that were drawn before the package was built, or before a class came."""
    return shelf("data") / "pictures"


def cached() -> Path:
    """Return where pictures are kept that this user's notebooks draw; its name is "" where they are not."""
    if (named := os.environ.get(PICTURES_VARIABLE)) is not None:
        return Path(named)
    from platformdirs import user_cache_path

    found = user_cache_path(DISTRIBUTION) / "pictures"
    return found if found.is_absolute() else Path()  # of who has no home


def _photograph(figure: Figure) -> Picture:
    """Draw a figure once, for its pixels and for the places of its marks alike."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox
    from PIL import Image

    figure.set_dpi(min(_DPI, _TALLEST / figure.get_figheight()))
    canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves it untyped
    found = defaultdict[str, list[Bbox]](list)
    canvas.draw()
    for artist in figure.findobj(lambda artist: str(artist.get_gid()).startswith(ROW_ID)):
        found[str(artist.get_gid())].append(artist.get_window_extent())
    width, height = canvas.get_width_height()

    def reach(box: Bbox, least: float) -> Bbox:
        aside, above = (max(0, least - size) / 2 for size in box.size)
        return Bbox.intersection(box.padded(aside, above), Bbox([(0, 0), (width, height)])) or box

    marks = {name: Bbox.union(boxes) for name, boxes in found.items()}
    boxes, places = {}, dict[str, Bbox]()
    for share in (1, 0.7, 0):  # in a pile each reaches as far as the next
        grown = {name: reach(box, share * _FINGER * figure.dpi / INCH) for name, box in marks.items()}
        free = {name: box for name, box in grown.items() if not share or box.count_overlaps([*grown.values()]) == 1}
        places = {**free, **places}
    for name, box in places.items():
        parts = box.x0 / width, 1 - box.y1 / height, box.width / width, box.height / height
        left, top, wide, high = (round(100 * part, 2) for part in parts)
        boxes[int(name.removeprefix(ROW_ID))] = left, top, wide, high
    # Few colours are in a chart: a palette of them is a third of the bytes, and no eye sees the difference.
    # The paper's own colour is put back into it, so that no edge shows on the page.
    painted = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba()).convert("RGB")
    canvas.renderer = None  # figure and canvas hold each other; the pixels need not wait to be collected
    figure.clear()
    few = painted.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper = few.getpalette() or [], 3 * cast(int, few.getpixel((0, 0)))
    palette[paper : paper + 3] = cast("tuple[int, int, int]", painted.getpixel((0, 0)))
    few.putpalette(palette)
    out = io.BytesIO()
    few.save(out, "PNG")
    return Picture(out.getvalue(), width, height, boxes)
