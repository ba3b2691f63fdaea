"""Every student's server: it lays out the course at its start, and looks as `course lab` does.

`.hub/prepare.py` puts this file into the environment's `etc/jupyter`; JupyterHub, TLJH, Zero to JupyterHub and
Binder all read it there.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from course_utils.command import autorun
from course_utils.command.student_folder import FIRST, lay_out
from course_utils.places import shelf

c = get_config()  # noqa: F821

desk = lay_out(Path.home() / "caucasus-course")
c.ServerApp.root_dir = os.environ["COURSE_ROOT"] = str(desk.folder)
c.ServerApp.jpserver_extensions = {autorun.__name__: True, "jupyter_server_terminals": False}
c.LabApp.extra_labextensions_path = [str(shelf("data") / "lab" / "extensions")]
c.LabApp.default_url = f"/lab/tree/{FIRST}"
c.LabApp.app_settings_dir = str(shelf("data") / "lab")
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
c.LanguageServerManager.autodetect = False

# On Linux a picture's pixels go back to the system at once; a kernel stays a third smaller.
os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", "131072")

# matplotlib looks through all fonts once a user. It takes a list only from a folder that the user can write,
# so the one that was made beforehand is copied; a shared folder would be passed over and the list made anew.
ready = Path(sys.prefix, "share", "caucasus-course")
fonts = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "matplotlib")
for made in ready.glob("fontlist-*.json"):
    if not (fonts / made.name).exists():
        fonts.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, fonts / made.name)

# Kernels are spoken to through files in a folder of the student's own. A network port is free when a server
# looks for it and taken by another student's kernel a second later: of 25 who began at once, three were
# left with a dead kernel. Nor can others on the machine listen. A file's path may have 107 characters.
os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jupyter-")
atexit.register(shutil.rmtree, os.environ["JUPYTER_RUNTIME_DIR"], ignore_errors=True)
c.KernelManager.transport = "ipc"

# What nobody uses for longer than the longest lesson gives its memory back; the answers are on the disk.
c.MappingKernelManager.cull_idle_timeout = 2 * 60 * 60
c.MappingKernelManager.cull_connected = True
c.ServerApp.shutdown_no_activity_timeout = 2 * 60 * 60
