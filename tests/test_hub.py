"""The hub's recipes: settings exist, each student has a folder of one's own, Binder installs the course."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from hub_student import ACTS, NOTEBOOKS
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course_utils import widgets
from course_utils.answers.workbook import Workbook
from course_utils.command.student_folder import FIRST

ROOT = Path(__file__).parents[1]
HUB, BINDER = ROOT / ".hub", ROOT / ".binder"
FIRST_PAGE = f"/lab/tree/{FIRST}"
#: Where the classes live whose settings `.hub` names.
HOMES = {
    "ConfigurableHTTPProxy": "jupyterhub.proxy",
    "JupyterHub": "jupyterhub.app",
    "KernelManager": "jupyter_client.manager",
    "LabApp": "jupyterlab.labapp",
    "LanguageServerManager": "jupyter_lsp.manager",
    "LocalAuthenticator": "jupyterhub.auth",
    "MappingKernelManager": "jupyter_server.services.kernels.kernelmanager",
    "ServerApp": "jupyter_server.serverapp",
    "Spawner": "jupyterhub.spawner",
}

linux = pytest.mark.skipif(os.name != "posix", reason="it is Linux that runs hubs and Binder")
pytestmark = pytest.mark.skipif(not HUB.exists(), reason="this is no checkout")


def settings(name: str) -> Config:
    """Return what one of the hub's configuration files sets."""
    return PyFileConfigLoader(str(HUB / name)).load_config()


def unknown(found: Mapping[str, Any]) -> list[str]:
    """Return the settings that their classes, as they are installed, do not have."""
    return [
        f"{kind}.{setting}"
        for kind, values in found.items()
        for setting in values
        if setting not in getattr(import_module(HOMES[kind]), kind).class_traits(config=True)
    ]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a student's home folder and an environment that has been prepared."""
    made = tmp_path / "environment/share/caucasus-course/fontlist-v1.json"
    made.parent.mkdir(parents=True)
    made.write_text("fonts", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name in ("JUPYTER_RUNTIME_DIR", "MALLOC_MMAP_THRESHOLD_"):
        monkeypatch.setenv(name, "131072")  # so that it is set back
    return enter(tmp_path / "student", monkeypatch)


def enter(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # among what others' modules do when imported
@pytest.mark.parametrize("name", ["course.py", "jupyterhub_config.py", "jupyter_server_config.py"])
def test_every_setting_is_one_that_its_class_has(name: str, home: Path) -> None:
    found = settings(name)
    assert found
    if name != "jupyter_server_config.py":
        pytest.importorskip("jupyterhub", reason="JupyterHub is not installed")
    assert unknown(found) == []


def test_the_hub_on_one_machine_takes_in_what_every_hub_must_know() -> None:
    """A part that is not found would be passed over without a word."""
    shared, whole = settings("course.py"), settings("jupyterhub_config.py")
    assert shared.Spawner.default_url == FIRST_PAGE
    assert {name: whole.Spawner[name] for name in shared.Spawner} == dict(shared.Spawner)


def test_without_a_certificate_the_hub_serves_its_own_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings("jupyterhub_config.py").JupyterHub.bind_url == "http://127.0.0.1:8000"
    for name in ("certificate.pem", "key.pem"):
        (tmp_path / name).touch()
    found = settings("jupyterhub_config.py").JupyterHub
    assert (found.bind_url, found.ssl_cert, found.ssl_key) == ("https://:443", "certificate.pem", "key.pem")


@pytest.mark.parametrize("had", ["", "mine"])
def test_a_server_that_starts_lays_out_the_course_and_opens_it_and_leaves_a_list_of_fonts_alone(
    home: Path, had: str
) -> None:
    fonts = home / ".cache/matplotlib/fontlist-v1.json"
    if had:
        fonts.parent.mkdir(parents=True)
        fonts.write_text(had, encoding="utf-8")
    found = settings("jupyter_server_config.py")
    assert found.ServerApp.root_dir == str(home / "caucasus-course")
    assert found.LabApp.default_url == FIRST_PAGE
    assert {path.name for path in (home / "caucasus-course").glob("*.ipynb")} == set(NOTEBOOKS)
    assert fonts.read_text("utf-8") == (had or "fonts")


def test_each_student_has_answers_of_ones_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_ANSWERS")
    for student in (home, home.with_name("neighbour")):
        if student != home:
            enter(student, monkeypatch)
        monkeypatch.chdir(settings("jupyter_server_config.py").ServerApp.root_dir)
        Workbook().commit("01-exit", student.name)
    for student in (home, home.with_name("neighbour")):
        file = student / "caucasus-course" / "answers.json"
        assert json.loads(file.read_text("utf-8"))["answers"]["01-exit"]["value"] == student.name
        assert os.name != "posix" or file.stat().st_mode & 0o077 == 0


@linux
def test_kernels_are_spoken_to_in_a_folder_of_ones_own_and_not_by_ports(home: Path) -> None:
    assert settings("jupyter_server_config.py").KernelManager.transport == "ipc"
    place = Path(os.environ["JUPYTER_RUNTIME_DIR"])
    assert place.stat().st_mode & 0o077 == 0
    assert len(f"/tmp/{place.name}/kernel-{uuid4()}-ipc-5") < 107


def test_a_server_that_stops_for_want_of_use_outlasts_the_longest_lesson(home: Path) -> None:
    found, culls = settings("jupyter_server_config.py"), loaded("tljh.yaml")["services"]["cull"]
    waits = {
        *(found.ServerApp.shutdown_no_activity_timeout, found.MappingKernelManager.cull_idle_timeout),
        *(culls["timeout"], loaded("zero-to-jupyterhub.yaml")["cull"]["timeout"]),
    }
    assert waits == {2 * 60 * 60}


def loaded(name: str) -> Any:
    return yaml.safe_load((HUB / name).read_text(encoding="utf-8"))


def test_on_kubernetes_a_student_meets_the_same_first_page_and_no_network() -> None:
    single = loaded("zero-to-jupyterhub.yaml")["singleuser"]
    assert single["defaultUrl"] == FIRST_PAGE
    assert single["networkPolicy"]["egressAllowRules"] == {"nonPrivateIPs": False}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # among what others' modules do when imported
def test_on_kubernetes_nobody_logs_in_before_a_school_has_set_its_own_login() -> None:
    """The chart's own default lets in anybody under any name, so it is not enough to leave it out."""
    config = loaded("zero-to-jupyterhub.yaml")["hub"]["config"]
    assert config == {"JupyterHub": {"admin_access": False, "authenticator_class": "null"}}
    hub = pytest.importorskip("jupyterhub.auth", reason="JupyterHub is not installed")
    assert entry_points(group="jupyterhub.authenticators")["null"].load() is hub.NullAuthenticator
    assert unknown(config) == []


@linux
def test_binder_installs_the_course_and_prepares_it_and_stops_where_that_fails(tmp_path: Path) -> None:
    """A Python that only notes what it is asked stands in for Binder's."""
    notes, python = tmp_path / "notes", tmp_path / "python3"
    python.write_text(f'#!/bin/sh\necho "$*" >> {notes}\ncase "$*" in *"$FAIL"*) exit 3;; esac\n', "utf-8")
    python.chmod(0o755)
    assert os.access(HUB / "prepare.py", os.X_OK)
    asked = [f"-m uv pip install --quiet --no-cache --python {python} .", ".hub/prepare.py"]
    for fail, code, said in (("nothing", 0, asked), ("uv pip", 3, asked[:1])):
        notes.unlink(missing_ok=True)
        environment = {**os.environ, "PATH": os.pathsep.join([str(tmp_path), os.environ["PATH"]]), "FAIL": fail}
        assert subprocess.run([BINDER / "postBuild"], cwd=ROOT, env=environment).returncode == code
        assert notes.read_text("utf-8").splitlines() == said


def test_an_environment_that_is_not_ready_for_a_class_is_not_called_ready(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = spec_from_file_location("prepare", HUB / "prepare.py")
    assert spec
    assert spec.loader
    spec.loader.exec_module(prepare := module_from_spec(spec))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr("compileall.compile_dir", lambda *_, **__: False)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: None)
    with pytest.raises(SystemExit, match="expected that all packages compile"):
        prepare.main()
    monkeypatch.setattr("compileall.compile_dir", lambda *_, **__: True)
    with pytest.raises(SystemExit, match=r"expected matplotlib's fontlist-\*.json, found none"):
        prepare.main()
    assert "ready" not in capsys.readouterr().out

    ran = []

    def listed(command: list[str], env: Mapping[str, str] = os.environ, **_: object) -> None:
        ran.append(command[1:])
        if "MPLCONFIGDIR" in env:
            Path(env["MPLCONFIGDIR"], "fontlist-v1.json").write_text("fonts", "utf-8")

    monkeypatch.setattr("subprocess.run", listed)
    prepare.main()
    assert ran == [["-m", "course_utils", "pictures", "--for-all"], ["-c", "import matplotlib.font_manager"]]
    assert (tmp_path / "share/caucasus-course/fontlist-v1.json").read_text("utf-8") == "fonts"
    assert "ready for a class" in capsys.readouterr().out


def test_the_rehearsals_student_knows_every_control_that_takes_an_answer() -> None:
    others = {"CardExplorer", "ChartExplorer", "Clearing", "Control", "Filter", "VoiceXray"}
    assert ACTS.keys() | others == {name for name in vars(widgets) if name[0].isupper()}
