#!/usr/bin/env python3
"""Make an environment ready for a class; run it with that environment's Python, as who may write there.

It puts the settings of every student's server in place, compiles all packages, draws the course's pictures and lists
all fonts: what each student's first cells would otherwise do anew, because students cannot write into a shared
environment.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

SETTINGS = Path(__file__).with_name("jupyter_server_config.py")


def put_settings(prefix: Path) -> None:
    """Put the servers' settings into the environment; raises SystemExit where others' stand there."""
    place = prefix / "etc" / "jupyter" / SETTINGS.name
    if place.exists() and "course_utils" not in place.read_text(encoding="utf-8"):
        raise SystemExit(f"{place}: expected no such file, found another hub's settings. Merge both by hand.")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SETTINGS, place)


def compile_packages() -> None:
    """Compile every package; raises SystemExit where one does not compile."""
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        if not compileall.compile_dir(place, quiet=1, workers=0):
            raise SystemExit(
                f"{place}: expected that all packages compile and that compiled files may be written there, "
                "found those named above. Mend or remove them, and run this again."
            )


def list_fonts(prefix: Path) -> None:
    """Make matplotlib's list of fonts, which every student's server copies; raises SystemExit for none."""
    place = prefix / "share" / "caucasus-course"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=True, env={**os.environ, "MPLCONFIGDIR": scratch})
        lists = list(Path(scratch).glob("fontlist-*.json"))
        if not lists:
            raise SystemExit(f"{scratch}: expected matplotlib's fontlist-*.json, found none. See what it said above.")
        for made in lists:
            shutil.copyfile(made, place / made.name)


def draw_pictures() -> None:
    """Draw the course's pictures, so that no student's kernel draws or loads what draws."""
    subprocess.run([sys.executable, "-m", "course_utils", "pictures", "--for-all"], check=True, cwd=Path(sys.prefix))


def main() -> None:
    """Do all four."""
    prefix = Path(sys.prefix)
    put_settings(prefix)
    compile_packages()
    draw_pictures()
    list_fonts(prefix)
    print(f"{prefix} is ready for a class.")


if __name__ == "__main__":
    main()
