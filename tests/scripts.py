"""The project's commands that have no ``.py`` to their names, as modules that tests can look into."""

from __future__ import annotations

import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def script(path: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a command by its path in the checkout.

    The path that it adds to is set back, and no compiled file is left beside it.
    """
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("script", str(ROOT / path))
    spec = spec_from_loader("script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "script", module)  # where its dataclasses look for it
    loader.exec_module(module)
    return module
