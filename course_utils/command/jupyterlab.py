"""JupyterLab with the course's settings, on this machine alone."""

import os
import secrets
import shutil
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any, cast

from course_utils.command import autorun
from course_utils.command.student_folder import GUIDE, StudentFolder, lay_out, where_it_lies
from course_utils.course_file import ROOT
from course_utils.places import shelf


def lab(arguments: Namespace, _: object = None) -> int:
    """Put notebooks into a folder, or take another course's where they lie; say what was kept, and open them."""
    of, teacher = arguments.course, arguments.teacher
    desk = where_it_lies(of) if of else lay_out(arguments.folder, teacher=teacher)
    if report := desk.report():
        print(report, flush=True)
    if teacher:
        print(f"{GUIDE} opens. It has the answers; keep this folder from students.", flush=True)
    return start(desk, arguments.port, browser=not arguments.no_browser)


def start(desk: StudentFolder, port: int, *, browser: bool) -> int:
    """Serve the desk in JupyterLab until Ctrl+C; return the exit code.

    The address, with the token that opens it, is printed in one line. A port that is taken is no error: the next
    free one is used, and said; 0 means any. The user's Jupyter and IPython configuration is left out, because a
    start-up file for other work must not break a lesson; the user's JupyterLab settings (theme, font size) hold.
    """
    sys.modules.setdefault("rfc3987_syntax", cast(Any, None))  # a grammar that takes seconds to load, and nothing uses
    from jupyterlab.labapp import LabApp  # before the settings' folder moves below: it is found on import

    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as scratch:
        os.environ[ROOT] = str(desk.folder)
        os.environ["JUPYTER_CONFIG_DIR"] = str(Path(scratch, "config"))
        os.environ["IPYTHONDIR"] = str(Path(scratch, "ipython"))
        os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
        # On Linux a picture's pixels go back to the system at once; a kernel stays a third smaller.
        os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", "131072")
        for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_TOKEN", "JUPYTER_PORT"):
            os.environ.pop(name, None)
        token = secrets.token_hex(24)
        config = _config(desk, port, token, browser, Path(scratch))
        if not _at_home():
            print("Your home folder cannot be written: JupyterLab will forget what you set in it.")
            for kind in ("DATA", "RUNTIME"):
                os.environ[f"JUPYTER_{kind}_DIR"] = str(Path(scratch, kind.lower()))
            config.LabApp.user_settings_dir = str(Path(scratch, "settings"))
        server = LabApp.initialize_server(argv=[], config=config)

        def announce() -> None:
            if port not in (0, server.port):
                print(f"Port {port} is not free; {server.port} is used instead.")
            address = f"{server.connection_url.rstrip('/')}{server.default_url}?token={token}"
            print(f"The course is at {address} (Ctrl+C ends it)", flush=True)

        server.io_loop.add_callback(announce)  # runs once the port is bound, which is queued before it
        server.start()
    return 0


def _config(desk: StudentFolder, port: int, token: str, browser: bool, scratch: Path) -> Any:
    import zmq
    from jupyter_client.kernelspec import KernelSpecManager
    from traitlets import List
    from traitlets.config import Config

    class OwnPython(KernelSpecManager):
        """Offers the Python that runs this, whatever kernels the user has installed under its name."""

        kernel_dirs: List[str] = List([])

    return Config(
        Application={"log_level": "ERROR"},  # that a notebook is not yet trusted is no news for a student
        ServerApp={
            "allow_root": True,
            "answer_yes": True,  # Ctrl+C ends the course; it does not ask
            "ip": "127.0.0.1",
            "jpserver_extensions": {autorun.__name__: True},
            "kernel_spec_manager_class": OwnPython,
            "open_browser": browser and _can_open(),
            "port": port,
            "port_retries": 50,
            "root_dir": str(desk.folder),
            # A browser from a snap may not read the hidden folder in which the redirecting page lies.
            "use_redirect_file": shutil.which("snap") is None,
        },
        IdentityProvider={"token": token},
        LabApp={
            "app_settings_dir": str(shelf("data") / "lab"),
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
            "default_url": f"/lab/tree/{desk.opens}",
            "extension_manager": "readonly",
            "extra_labextensions_path": [str(shelf("data") / "lab" / "extensions")],
            "news_url": None,
            "workspaces_dir": str(scratch / "workspaces"),  # tabs of other work do not open here
        },
        # Others who are logged in to the same computer could listen to a kernel that speaks in the clear.
        KernelManager={"transport_encryption": "auto" if zmq.has("curve") else "disabled"},
        LanguageServerManager={"autodetect": False},  # it would ask npm
    )


def _at_home() -> bool:
    """Say whether Jupyter can write what it keeps beside its settings."""
    from jupyter_core.paths import jupyter_data_dir, jupyter_runtime_dir

    try:
        for place in map(Path, (jupyter_data_dir(), jupyter_runtime_dir())):
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                pass
    except OSError:
        return False
    return True


def _can_open() -> bool:
    """Say whether a browser can show itself; without a display one would take over the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"))
