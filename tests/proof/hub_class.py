"""Put a class on a hub, all at once, on Linux.

    uv run tests/proof/hub_class.py [--students 25]

In a scratch folder it builds the hub of .hub as its README says, with two changes: any name may log in, and one
account runs all servers. One student comes alone, and then all at once: each opens all notebooks, runs every cell,
answers every control, and finds the own answers and no others on the disk. Nobody thinks or talks in between, so no
real class asks for as much. The exit code is 1 where a student failed or a target is missed. Packages come from
uv's and npm's caches, or from the network; the class itself needs none.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from hub_student import NOTEBOOKS, Student, StudentError
from measured import machine
from tornado.httpclient import AsyncHTTPClient

ROOT = Path(__file__).resolve().parents[2]
#: Megabytes a student, servers and kernels together, when they take most.
MEMORY = 300
#: A class may take so much longer than its processors need for what one student alone cost them.
SLACK = 1.3
#: What is changed in the recipe, so that no account of the machine is needed. Students cannot write into a shared
#: environment, so nothing is compiled on their way either.
CHANGES = """
load_subconfig("{root}/.hub/jupyterhub_config.py")
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{scratch}/homes/{{username}}"
c.Spawner.cmd = ["{scratch}/hub/bin/jupyterhub-singleuser"]
c.Spawner.args = {extra}
c.Spawner.environment.update({{"PYTHONDONTWRITEBYTECODE": "1"}})
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.ConfigurableHTTPProxy.command = ["{scratch}/node_modules/.bin/configurable-http-proxy"]
c.JupyterHub.services = [{{"name": "class", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{"name": "class", "services": ["class"], "scopes": ["admin:users", "tokens"]}}]
"""


@dataclass
class Class:
    """What a class was seen to do: seconds on the wall and of the processors, and megabytes of all together."""

    students: list[Student]
    failures: list[str] = field(default_factory=list)
    entered: float = 0.0
    total: float = 0.0
    spent: float = 0.0
    most: float = 0.0
    #: Students whose memory was read.
    weighed: int = 0


class Hub:
    """A hub in a scratch folder: built, running within ``running``, and weighed."""

    def __init__(self, scratch: Path) -> None:
        """Install hub, proxy and course as .hub/README.md says, and prepare them."""
        self.scratch, self.token = scratch, secrets.token_hex(16)
        self.python = scratch / "hub" / "bin" / "python"
        with ExitStack() as open_now:
            taken = [open_now.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
            self.ports = [one.getsockname()[1] for one in taken]
        self.base = f"http://127.0.0.1:{self.ports[0]}"
        self.process = psutil.Process()
        for command in (
            ("uv", "venv", "--quiet", "--python", sys.executable, scratch / "hub"),
            ("uv", "pip", "install", "--quiet", "--python", self.python, "-r", ".hub/requirements.txt", "."),
            ("npm", "install", "--silent", "--no-save", "--prefix", scratch, "configurable-http-proxy@5"),
            (self.python, ".hub/prepare.py"),
        ):
            subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start the hub, wait until it answers, and end it with all that it has started."""
        config, extra = self.scratch / "config.py", ["--allow-root"] if os.geteuid() == 0 else []
        changes = CHANGES.format(root=ROOT, scratch=self.scratch, ports=self.ports, token=self.token, extra=extra)
        config.write_text(changes, encoding="utf-8")
        # Nobody's settings, answers or compiled files take part.
        own = ("COURSE", "IPYTHON", "JUPYTER", "MPL", "PYTHON", "VIRTUAL_ENV", "XDG")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        environment |= {"HOME": str(self.scratch), "PYTHONDONTWRITEBYTECODE": "1"}
        with (self.scratch / "log").open("wb") as log:
            hub = subprocess.Popen(
                [self.python, "-m", "jupyterhub", "--config", config],
                cwd=self.scratch, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.process = psutil.Process(hub.pid)
        try:
            end = time.monotonic() + 120
            while "JupyterHub is now running" not in self.said():
                if hub.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"The hub did not start:\n{self.said()}")
                time.sleep(0.2)
            yield
        finally:
            started = [self.process, *self.process.children(recursive=True)] if hub.poll() is None else []
            hub.terminate()
            for left in psutil.wait_procs(started, timeout=60)[1]:
                left.kill()
            hub.wait()

    def said(self) -> str:
        """Return what the hub, its proxy and all servers have said."""
        return (self.scratch / "log").read_text(encoding="utf-8", errors="replace")

    def weigh(self) -> Counter[str]:
        """Return what each student's server and kernels take now, in kB; a page that several share counts in parts."""
        homes, taken = self.scratch / "homes", Counter[str]()
        for process in self.process.children(recursive=True):
            with suppress(OSError, psutil.Error):  # it has ended meanwhile
                where = Path(process.cwd())
                rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
                if where.is_relative_to(homes):
                    pss = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
                    taken[where.relative_to(homes).parts[0]] += int(pss.split()[1])
        return taken

    def spent(self) -> float:
        """Return the seconds of a processor that hub, proxy, servers and kernels had, the ended ones too."""
        seconds = 0.0
        for process in (self.process, *self.process.children(recursive=True)):
            with suppress(psutil.Error):  # it has ended meanwhile; its parent has its seconds
                seconds += sum(process.cpu_times()[:4])
        return seconds

    async def student(self, name: str, number: int) -> Student:
        """Make an account and give its student; the token is the account's own."""
        service = Student(self.base, name, number, self.token)
        await service.ask(f"/hub/api/users/{name}", "POST")
        own = await service.ask(f"/hub/api/users/{name}/tokens", "POST")
        return Student(self.base, name, number, own["token"])


async def attend(hub: Hub, names: Sequence[str]) -> Class:
    """Let students in, all at once, and then work, all at once; leave nobody's server running."""
    found = Class([await hub.student(name, number) for number, name in enumerate(names)])

    async def watch() -> None:
        while True:
            taken = await asyncio.to_thread(hub.weigh)
            found.most = max(found.most, taken.total() / 1000)
            found.weighed = max(found.weighed, len(taken))
            await asyncio.sleep(2)

    async def all_at_once(act: Callable[[Student], Awaitable[None]]) -> None:
        came = await asyncio.gather(*map(act, found.students), return_exceptions=True)
        for student, said in zip(found.students, came, strict=True):
            if isinstance(said, BaseException):
                found.failures.append(str(said) if isinstance(said, StudentError) else f"{student.name}: {said!r}")

    start, spent = time.monotonic(), hub.spent()
    watcher = asyncio.create_task(watch())
    await all_at_once(Student.enter)
    found.entered = time.monotonic() - start
    if not found.failures:
        await all_at_once(Student.work)
        found.total = time.monotonic() - start
    watcher.cancel()
    if not found.failures:
        neighbours = dict(zip(names, [*names[1:], *names[:1]], strict=True))
        await all_at_once(lambda student: student.look(neighbours[student.name]))
    await all_at_once(Student.leave)
    found.spent = hub.spent() - spent
    return found


async def rehearse(hub: Hub, number: int) -> tuple[Class, Class]:
    """Let one in alone, and then a class of so many."""
    alone = await attend(hub, ["alone"])
    return alone, await attend(hub, [f"student-{one:02}" for one in range(number)] if not alone.failures else [])


def limit(alone: Class, number: int) -> float:
    """Return the seconds that so many may take: what one cost, shared by the processors, and ``SLACK``."""
    return SLACK * max(alone.total, alone.spent * number / (os.cpu_count() or 1))


def report(alone: Class, together: Class) -> Iterator[str]:
    """Give the report's lines."""
    number = len(together.students)
    yield "| seconds | median | slowest | one alone |\n|---|---:|---:|---:|"
    for key in ("server", *(f"{name} run" for name in NOTEBOOKS), *NOTEBOOKS):
        took = [student.times[key] for student in together.students]
        yield f"| {key} | {statistics.median(took):.1f} | {max(took):.1f} | {alone.students[0].times[key]:.1f} |"
    yield f"\n| {number} students | measured | target |\n|---|---:|---:|"
    yield f"| all servers up | {together.entered:.0f} s | |"
    yield f"| all done | {together.total:.0f} s | {limit(alone, number):.0f} s |"
    yield f"| one alone, done | {alone.total:.0f} s, {alone.spent:.0f} s of a processor | |"
    yield f"| processor time a student | {together.spent / number:.0f} s | |"
    yield f"| memory a student, when all took most | {together.most / number:.0f} MB | {MEMORY} MB |"


def misses(said: str, alone: Class, together: Class) -> list[str]:
    """Return what went wrong and every target that is missed; a figure of nothing is one."""
    number = len(together.students)
    found = [*alone.failures, *together.failures]
    found += [line for line in said.splitlines() if "not recognized by" in line]  # a misspelt setting
    if not found and not 0 < together.total <= limit(alone, number):
        found.append(f"all done: {together.total:.0f} s, not up to {limit(alone, number):.0f}")
    if not found and not (together.weighed == number and 0 < together.most <= MEMORY * number):
        found.append(f"memory: {together.most:.0f} MB of {together.weighed} students, not up to {MEMORY} of each")
    return found


def main() -> int:
    """Build, rehearse, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--students", type=int, default=25)
    number = parser.parse_args().students
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the hub ends with its class
    AsyncHTTPClient.configure(None, max_clients=4 * number + 4)
    with tempfile.TemporaryDirectory(prefix="course-class-") as scratch:
        hub = Hub(Path(scratch))
        with hub.running():
            alone, together = asyncio.run(rehearse(hub, number))
        said = hub.said()
    missed = misses(said, alone, together)
    if together.students and together.total:
        print("\n".join(report(alone, together)), f"\nRun on {machine('jupyterhub', 'jupyterlab')}", sep="\n")
    print("\n".join(f"Missed: {sentence}" for sentence in missed) or "Every target is met.")
    if alone.failures or together.failures:
        print(*[line for line in said.splitlines() if line.startswith(("[E", "[C")) or "Error" in line][-40:], sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
