"""The real `course lab` in a process of its own, with a home and a folder of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from course_utils.answers.workbook import ANSWERS, Workbook

WATCH = Path(__file__).parent / "watch"
#: In the home folder: each host off this machine that a watched Python asked for.
OUTSIDE = "outside.txt"
ADDRESS = re.compile(r"The course is at (http://127\.0\.0\.1:(\d+))/lab/tree/00-start-here\.ipynb\?token=(\w+) ")
#: Seconds; a cold start on a busy machine compiles JupyterLab first.
PATIENCE = 120


@dataclass
class LabProcess:
    """A running `course lab`, which may have been asked for another port than it has."""

    process: subprocess.Popen[str]
    #: The student's folder of notebooks, and the home folder, which is empty at first.
    folder: Path
    home: Path
    asked: int
    #: What it has said so far, line by line, on stdout and stderr.
    said: list[str] = field(default_factory=list)
    base: str = ""
    port: int = 0
    token: str = ""

    @property
    def book(self) -> Workbook:
        """The student's answers."""
        return Workbook(self.folder / ANSWERS)

    def api(self, path: str, method: str = "GET") -> Any:
        """Ask the server; return the JSON it answers, or None."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.base}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def outside(self) -> list[str]:
        """Return every host off this machine that the server or a kernel asked for."""
        notes = self.home / OUTSIDE
        return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []

    def forget_outside(self) -> None:
        """Start the list of hosts anew."""
        (self.home / OUTSIDE).unlink(missing_ok=True)

    def interrupt(self) -> int:
        """Press Ctrl+C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which a user's settings are those in ``home``, and every Python is watched."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    for name in ("COURSE_ANSWERS", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "PYTEST_CURRENT_TEST"):
        mine.pop(name, None)
    folders = {
        "HOME": "", "USERPROFILE": "", "JUPYTER_CONFIG_DIR": "jupyter", "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython", "COURSE_WATCH": OUTSIDE,
    }  # fmt: skip
    path = os.pathsep.join(filter(None, [str(WATCH), os.environ.get("PYTHONPATH")]))
    return {**mine, **{name: str(home / folder) for name, folder in folders.items()}, "PYTHONPATH": path,
            "PYTHONUNBUFFERED": "1"}  # fmt: skip


def course() -> str:
    """Return the path of the `course` command of this environment."""
    found = shutil.which("course", path=str(Path(sys.executable).parent))
    assert found, "the package is not installed in this environment; run the tests with: uv run pytest"
    return found


@contextmanager
def course_lab(where: Path, *arguments: str, port: int = 0) -> Iterator[LabProcess]:
    """Start `course lab --no-browser` in ``where``, wait for its address, and end it afterwards."""
    home = where / "home"
    home.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [course(), "lab", "--no-browser", "--port", str(port), *arguments],
        cwd=where,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    lab = LabProcess(process, where / "caucasus-course", home, port)
    (listener := Thread(target=_listen, args=(lab,), daemon=True)).start()
    try:
        end = time.monotonic() + PATIENCE
        while not lab.base:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"course lab did not start:\n{''.join(lab.said)}")
            time.sleep(0.05)
        yield lab
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        listener.join()


def _listen(lab: LabProcess) -> None:
    assert lab.process.stdout
    with lab.process.stdout as lines:
        for line in lines:
            lab.said.append(line)
            if found := ADDRESS.match(line):
                lab.port, lab.token, lab.base = int(found[2]), found[3], found[1]  # base is waited for
