"""JupyterLab as `course lab` starts it: the course's settings, whatever the user's configuration says."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab_process import ADDRESS, LabProcess, course_lab

from course_utils.command import jupyterlab as module
from course_utils.command.student_folder import FIRST, GUIDE, StudentFolder
from course_utils.places import shelf

HOSTILE = {
    "jupyter/jupyter_server_config.py": "raise SystemExit('read')",
    "jupyter/jupyter_lab_config.py": "raise SystemExit('read')",
    "jupyter/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings": (
        '{"theme": "JupyterLab Dark"}'
    ),
    "data/kernels/python3/kernel.json": '{"argv": ["no-such-python"], "display_name": "Mine", "language": "python"}',
    "ipython/profile_default/startup/00.py": "raise SystemExit('read')",
    "bin/npm": '#!/bin/sh\necho npm >> "$HOME/npm-was-asked"\n',
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabProcess]:
    """Start `course lab` on a port that is taken, for a user whose configuration breaks what reads it."""
    where = tmp_path_factory.mktemp("lab")
    for name, content in HOSTILE.items():
        file = where / "home" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    npm = where / "home/bin/npm"
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    with pytest.MonkeyPatch.context() as patch, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        patch.setenv("PATH", str(npm.parent), prepend=os.pathsep)
        with course_lab(where, port=other.getsockname()[1]) as lab:
            yield lab


def page_config(lab: LabProcess) -> dict[str, Any]:
    address = f"{lab.base}/lab/tree/00-start-here.ipynb?token={lab.token}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        page = answer.read().decode()
    found = re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    config: dict[str, Any] = json.loads(found[1])
    return config


def test_a_taken_port_is_said_and_the_address_is_one_line(lab: LabProcess) -> None:
    assert lab.said[0] == f"Port {lab.asked} is not free; {lab.port} is used instead.\n"
    assert ADDRESS.match(lab.said[1])
    assert lab.port != lab.asked


def test_the_address_opens_the_page_and_a_wrong_token_does_not(lab: LabProcess) -> None:
    assert page_config(lab)["baseUrl"] == "/"
    with urllib.request.urlopen(f"{lab.base}/lab?token=wrong", timeout=60) as answer:
        assert "/login" in answer.url


def test_the_folder_is_served_with_the_notebooks_in_it(lab: LabProcess) -> None:
    names = {entry["name"] for entry in lab.api("api/contents")["content"]}
    assert names == {"glossary.md", *(path.name for path in shelf("notebooks").glob("*.ipynb"))}


def test_no_news_no_update_check_and_no_extension_installer(lab: LabProcess) -> None:
    assert page_config(lab)["news"] == {"disabled": True}
    assert page_config(lab)["extensionManager"]["can_install"] is False
    assert lab.api("lab/api/update")["notification"] is None


def test_every_setting_of_the_course_exists_and_has_a_value_jupyterlab_knows(lab: LabProcess) -> None:
    """Cells are not virtualised, and a control's messages go to one thread in their order."""
    overrides = json.loads((shelf("data") / "lab" / "overrides.json").read_text(encoding="utf-8"))
    for plugin, name, value in (
        ("apputils-extension:notification", "fetchNews", "false"),
        ("apputils-extension:notification", "checkForUpdates", False),
        ("notebook-extension:tracker", "windowingMode", "none"),
        ("apputils-extension:kernels-settings", "commsOverSubshells", "disabled"),
    ):
        assert overrides[f"@jupyterlab/{plugin}"][name] == value
    for plugin, values in overrides.items():
        properties = lab.api(f"lab/api/settings/{plugin}")["schema"]["properties"]
        for name, value in values.items():
            assert properties[name]["default"] == value
            choices = [choice["const"] for choice in properties[name].get("oneOf", [])]
            assert not choices or value in choices


def test_the_users_own_settings_hold_and_are_not_written(lab: LabProcess) -> None:
    plugin = "@jupyterlab/apputils-extension:themes"
    assert lab.api(f"lab/api/settings/{plugin}")["settings"] == {"theme": "JupyterLab Dark"}
    written = {path.relative_to(lab.home).as_posix() for path in (lab.home / "jupyter").rglob("*") if path.is_file()}
    assert written == {name for name in HOSTILE if name.startswith("jupyter/")}


def test_the_one_kernel_is_the_python_that_runs_the_course(lab: LabProcess) -> None:
    kernels = lab.api("api/kernelspecs")["kernelspecs"]
    assert {name: kernel["spec"]["argv"][0] for name, kernel in kernels.items()} == {"python3": sys.executable}


def test_the_start_asks_neither_npm_nor_the_network(lab: LabProcess) -> None:
    page_config(lab)
    assert lab.outside() == []
    assert not (lab.home / "npm-was-asked").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent Ctrl+C alone there")
def test_ctrl_c_ends_it_with_exit_code_0_and_no_question(tmp_path: Path) -> None:
    with course_lab(tmp_path, "--folder", "elsewhere") as lab:
        assert lab.interrupt() == 0
    assert [line for line in lab.said if not ADDRESS.match(line)] == []
    assert (tmp_path / "elsewhere" / "00-start-here.ipynb").exists()


@pytest.mark.parametrize(
    ("platform", "variable", "opens"),
    [("win32", "", True), ("darwin", "", True), ("linux", "", False),
     *(("linux", name, True) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"))],
)  # fmt: skip
def test_a_browser_is_opened_only_where_it_can_show_itself(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, opens: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "any")
    monkeypatch.setattr(sys, "platform", platform)
    assert module._can_open() is opens


def test_it_opens_what_the_desk_says(tmp_path: Path) -> None:
    for opens in (FIRST, GUIDE):
        config = module._config(StudentFolder(tmp_path, opens=opens), 0, "token", False, tmp_path)
        assert config.LabApp.default_url == f"/lab/tree/{opens}"
