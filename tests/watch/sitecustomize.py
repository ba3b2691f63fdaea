"""Read at start by every Python that a browser test starts: notes each host off this machine it asks for."""

import os
import sys
from pathlib import Path

_HOME = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "")


def _watch(event: str, arguments: tuple) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""  # else the path of a local socket
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host or "")
    if host not in _HOME:
        with Path(os.environ["COURSE_WATCH"]).open("a", encoding="utf-8") as file:
            file.write(host + "\n")


if "COURSE_WATCH" in os.environ:
    sys.addaudithook(_watch)
