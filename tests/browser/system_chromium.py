"""The system's Chromium, and how a page learns to ask JupyterLab itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
MISSING = (
    "the browser tests need Chromium or Chrome: install one (Debian: apt install chromium libatomic1), "
    "or give its path in COURSE_CHROMIUM"
)
#: Sets a switch of JupyterLab's, so that a test can ask the application itself, and leaves out the course's extension,
#: so that a notebook waits for the test to run it.
EXPOSE = """new MutationObserver((_, observer) => {
  const config = document.getElementById('jupyter-config-data');
  let found;
  try { found = JSON.parse(config.textContent); } catch { return; }
  observer.disconnect();
  found.exposeAppInBrowser = true;
  found.federated_extensions = found.federated_extensions?.filter((one) => one.name !== 'reading-the-caucasus');
  config.textContent = JSON.stringify(found);
}).observe(document, {childList: true, subtree: true});"""
#: The same with the course's extension, as students have it.
AUTORUN = EXPOSE.replace("'reading-the-caucasus'", "''")


def find_chromium() -> str | None:
    """Return the path of the system's Chromium, Chrome or Edge."""
    if named := os.environ.get("COURSE_CHROMIUM"):
        return shutil.which(named)
    on_path = (shutil.which(command) for command in COMMANDS)
    usual = (path for path in map(os.path.expandvars, USUAL) if Path(path).is_file())
    return next(filter(None, on_path), None) or next(usual, None)
