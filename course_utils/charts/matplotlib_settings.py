"""matplotlib, loaded and set as the course draws with it, whatever the user's own settings say."""

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from course_utils.look.theme import FACES, Theme
from course_utils.places import shelf


@contextmanager
def settings(theme: Theme) -> Iterator[None]:
    """Let a theme's settings hold, and else matplotlib's defaults.

    And let no student read that the font lacks a letter: the table beside the picture has it.
    """
    matplotlib = _matplotlib()
    plain = {**matplotlib.rcParamsDefault.copy(), **theme.rc()}
    now = matplotlib.rcParams.copy()
    differ = {k: v for k, v in plain.items() if now[k] != v and not k.startswith(("backend", "interactive"))}
    with matplotlib.rc_context(differ), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing", UserWarning)
        yield


@cache
def _matplotlib() -> Any:
    """Load matplotlib, and let it find the course's faces, in this process alone.

    Where the user's own settings cannot be read, it is loaded in the folder of its own. What it logs (a list of fonts
    is made, the home cannot be written, a setting is unknown) is no news for a student.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        matplotlib = import_module("matplotlib")
    except Exception:
        if (spec := find_spec("matplotlib")) is None or spec.origin is None:
            raise
        for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
            del sys.modules[name]  # of what was half loaded
        backend = {"MPLBACKEND": os.environ.pop("MPLBACKEND")} if "MPLBACKEND" in os.environ else {}
        with chdir(Path(spec.origin).with_name("mpl-data")):
            matplotlib = import_module("matplotlib")
        os.environ.update(backend)
    for face in FACES:
        import_module("matplotlib.font_manager").fontManager.addfont(shelf("data") / "fonts" / face)
    return matplotlib
