"""A kernel as a notebook has it."""

from __future__ import annotations

from typing import Any

from jupyter_client import BlockingKernelClient


class Kernel:
    """A real kernel in which the course is open as ``course``."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self._client = client
        self.run("import os\nfrom course_utils import open_course\ncourse = open_course()")

    def run(self, code: str) -> dict[str, Any]:
        """Run a cell; its outputs come by their kind."""
        said: dict[str, Any] = {}
        self._client.execute_interactive(
            code, timeout=120, output_hook=lambda told: said.update({told["msg_type"]: told["content"]})
        )
        return {kind: said[kind] for kind in said if kind not in ("status", "execute_input")}

    def tab(self, code: str) -> set[str]:
        """Return what the Tab key offers after a code."""
        return {text.rpartition(".")[2] for text in self._client.complete(code, reply=True)["content"]["matches"]}
