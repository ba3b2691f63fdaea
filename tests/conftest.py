"""What every test stands on: a user's own settings and answers stay out, and a dead kernel fails at once."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel
from kernel import Kernel
from nbval.kernel import RunningKernel

SCRATCH = pytest.StashKey[str]()
CI = os.environ.get("CI", "").lower() in ("1", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Give the notebooks' kernels a home in which nobody has set, started or answered anything."""
    scratch = config.stash[SCRATCH] = tempfile.mkdtemp(prefix="course-tests-")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        os.environ[name] = f"{scratch}/{name.lower()}"
    os.environ["COURSE_ANSWERS"] = f"{scratch}/answers.json"
    # One drawing of each picture serves all kernels; those that are tested are drawn anew (tests/charts/conftest.py).
    os.environ["COURSE_PICTURES"] = str(config.rootpath / ".pytest_cache" / "pictures")
    # A machine may keep Python from saving compiled modules; every kernel would compile all of them anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # A shell's background job ignores Ctrl+C, and so would `course lab`, which a test ends by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[SCRATCH], ignore_errors=True)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    manager, client = start_new_kernel(kernel_name="python3")
    yield Kernel(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


_await_reply = RunningKernel.await_reply


def _await_reply_of_the_living(self: RunningKernel, msg_id: str, timeout: float | None = None) -> None:
    """Wait for a cell as nbval does, but no longer than the kernel lives; nbval waits the whole time-out."""
    end = time.monotonic() + (timeout or float("inf"))
    while True:
        try:
            return _await_reply(self, msg_id, timeout=1)
        except Empty:
            if not self.is_alive():
                raise RuntimeError("the kernel died while it ran this cell") from None
            if time.monotonic() > end:
                raise


RunningKernel.await_reply = _await_reply_of_the_living


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each why tests were skipped, without anyone asking."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"{reasons.count(reason)} x {reason}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test is a failure: what was not run was not tested."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if CI and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
