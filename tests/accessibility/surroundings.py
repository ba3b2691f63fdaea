"""What the figures were measured with: the course's state, the machine's system and the programs."""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Page

_ROOT = Path(__file__).resolve().parents[2]


def versions(page: Page) -> dict[str, str]:
    """Name all that a figure may depend on; axe-core is loaded in the page."""
    browser = page.context.browser
    found = {
        "Course": version("reading-the-caucasus"),
        "Commit": commit(_ROOT),
        "Operating system": system(),
        "Python": sys.version.split()[0],
        "JupyterLab": version("jupyterlab"),
        "Browser": f"Chromium {browser.version}" if browser else "",
        "axe-core": page.evaluate("axe.version"),
        "Playwright": version("playwright"),
    }
    return {part: said for part, said in found.items() if said}


def commit(folder: Path) -> str:
    """Return the commit of a checkout, and whether its files differ; "" where there is none."""
    head = _git(folder, "rev-parse", "--short", "HEAD")
    changed = head and _git(folder, "status", "--porcelain", "--untracked-files=no")
    return f"{head}, with changes that are not committed" if changed else head


def _git(folder: Path, *arguments: str) -> str:
    try:  # git looks at the index without refreshing it: others may be at work in the same folder
        asked = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def system() -> str:
    """Name the operating system with its version; a Linux by its distribution."""
    machine = platform.machine()
    if sys.platform == "linux":
        try:
            name = platform.freedesktop_os_release()["PRETTY_NAME"]
        except (OSError, KeyError):
            name = f"Linux {platform.release()}"
    elif sys.platform == "darwin":
        name = f"macOS {platform.mac_ver()[0]}"
    else:
        name = f"{platform.system()} {platform.version()}"
    return f"{name}, {machine}"
