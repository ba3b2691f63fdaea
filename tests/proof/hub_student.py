"""A student of a hub: runs every notebook and answers all it asks, over HTTP and the kernels' sockets."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import deserialize_binary_message
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from course_utils.command.student_folder import FIRST
from course_utils.course import Course
from course_utils.course_file import EstimateTask
from course_utils.exercises.brief import CONFIDENCE, PARTS, PREFIX
from course_utils.exercises.questions import load_questions
from course_utils.places import shelf

NOTEBOOKS = tuple(path.name for path in sorted(shelf("notebooks").glob("*.ipynb")))
PATIENCE = 300  #: Seconds for any one request or message.
#: Kernels a student keeps open: of the notebook at hand, and of the one before.
HELD = 2

#: What a student sends to one control, and what is kept of it, by item.
Act = tuple[list[dict[str, Any]], dict[str, str]]


class StudentError(Exception):
    """Something a student would have seen go wrong."""


#: The ids of questions and sortings, by what is asked.
IDS = {question.prompt: question.id for question in load_questions()}
IDS |= {task.prompt: task.name for task in Course().sorting_tasks}


def _option(item: Mapping[str, Any], number: int) -> tuple[str, str]:
    """Return a question's id and the id of the option that this student chooses; neighbours differ."""
    return IDS[item["prompt"]], item["options"][number % len(item["options"])]["id"]


def _question(item: Mapping[str, Any], number: int) -> Act:
    name, option = _option(item, number)
    return [{"answer": option}], {name: option}


def _votes(item: Mapping[str, Any], number: int) -> Act:
    (name, first), (_, then) = _option(item, number), _option(item, number + 1)
    said = [{"stage": "alone", "answer": first}, {"stage": "talk"}, {"stage": "again", "answer": then}]
    return said, {f"{name}.alone": first, f"{name}.talked": "yes", name: then}


def _estimate(item: Mapping[str, Any], number: int) -> Act:
    chances = [item["chances"][at] for at in (number % 21, 20 - number % 21, 0)]
    ways = [f"Student {number}, {way}" for way in item["ways"]]
    task = EstimateTask(id=item["name"], prompt="?", outcomes=("a", "b", "c"))
    kept = dict(zip((*task.chances, *task.others), (*chances, *ways), strict=True))
    return [{"chances": chances, "ways": []}, {"chances": [], "ways": ways}], kept


def _sorting(item: Mapping[str, Any], number: int) -> Act:
    classes = [category["id"] for category in item["categories"]]
    chosen = {row["id"]: classes[(number + at) % len(classes)] for at, row in enumerate(item["rows"])}
    kept = {f"{IDS[item['task']]}.{row}": category for row, category in chosen.items()}
    return [{"sorted": {row: category}} for row, category in chosen.items()] + [{"sorted": {}, "compare": True}], kept


def _brief(item: Mapping[str, Any], number: int) -> Act:
    texts = {part.id: f"Student {number} on {part.label} (s01, s13)." for part in PARTS}
    levels = item["parts"][-1]["levels"]
    texts[CONFIDENCE.id] = levels[number % len(levels)]["id"]
    said = [{"texts": {part: [[""], text]}} for part, text in texts.items()]
    return [*said, {"check": True}, {"export": True}], {PREFIX + part: text for part, text in texts.items()}


def _size(item: Mapping[str, Any], number: int) -> Act:
    size = item["options"][number % 2]["id"]
    return [{"answer": size}], {"chart-size": size}


#: By the control's class. Of the others, charts are looked at, and the answers are not cleared.
ACTS: dict[str, Callable[[Mapping[str, Any], int], Act]] = {
    "BriefForm": _brief,
    "Choice": _size,
    "ChanceEstimate": _estimate,
    "HandIn": lambda item, number: ([{"write": True}], {}),
    "MyCourse": lambda item, number: ([{}], {}),
    "PredictionControl": _question,
    "QuestionControl": _question,
    "Sorting": _sorting,
    "TwoVotes": _votes,
}


@dataclass
class Student:
    """One account of a hub; ``times`` holds seconds by what was waited for."""

    base: str
    name: str
    number: int
    #: The student's own token: what the hub forbids one student is forbidden here.
    token: str = ""
    given: dict[str, str] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    _kernels: list[str] = field(default_factory=list)

    async def ask(self, path: str, method: str = "GET", body: Any = None, ok: tuple[int, ...] = ()) -> Any:
        """Ask hub or server; return its JSON, or its bytes; raises StudentError for what is not ``ok``."""
        content = None if method in ("GET", "DELETE") else json.dumps({} if body is None else body)
        request = HTTPRequest(self.base + path, method, {"Authorization": f"token {self.token}"}, content)
        request.request_timeout = request.connect_timeout = PATIENCE
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        if answer.code not in (ok or (200, 201, 202, 204)):
            raise StudentError(f"{self.name}: {method} {path} gave {answer.code}: {answer.body[:200]!r}")
        is_json = "json" in answer.headers.get("Content-Type", "") and answer.body
        return json.loads(answer.body) if is_json else answer.body

    async def enter(self) -> None:
        """Start the server and open JupyterLab on the first notebook."""
        start = time.monotonic()
        user = f"/hub/api/users/{self.name}"
        await self.ask(f"{user}/server", "POST")
        while not ((found := await self.ask(user))["servers"].get("") or {}).get("ready"):
            if not found["pending"] or time.monotonic() - start > PATIENCE:
                raise StudentError(f"{self.name}: the server did not start")
            await asyncio.sleep(0.5)
        page = await self.ask(f"/user/{self.name}/lab/tree/{FIRST}")
        if b"jupyter-config-data" not in page:
            raise StudentError(f"{self.name}: JupyterLab did not open")
        self.times["server"] = time.monotonic() - start

    async def work(self) -> None:
        """Run the notebooks one after the other and answer all they ask."""
        for name in NOTEBOOKS:
            await self.run(name)

    async def run(self, name: str) -> None:
        """Open one notebook, run its code cells, and answer; the kernel stays for ``HELD`` notebooks."""
        begun = time.monotonic()
        user = f"/user/{self.name}"
        notebook = (await self.ask(f"{user}/api/contents/{name}?content=1"))["content"]
        wanted = {"path": name, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        session = await self.ask(f"{user}/api/sessions", "POST", wanted)
        self._kernels.append(session["id"])
        controls: dict[str, dict[str, Any]] = {}
        async with self._socket(session["kernel"]["id"]) as socket:
            for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
                await self._execute(socket, "".join(cell["source"]), f"{name}, {cell['id']}", controls)
            self.times[f"{name} run"] = time.monotonic() - begun
            for model, state in controls.items():
                await self._answer(socket, model, state)
        self.times[name] = time.monotonic() - begun
        while len(self._kernels) >= HELD:
            await self.ask(f"{user}/api/sessions/{self._kernels.pop(0)}", "DELETE")

    @asynccontextmanager
    async def _socket(self, kernel: str) -> AsyncIterator[WebSocketClientConnection]:
        base = self.base.replace("http", "ws", 1)
        address = f"{base}/user/{self.name}/api/kernels/{kernel}/channels?session_id={kernel}"
        headers = {"Authorization": f"token {self.token}"}
        request = HTTPRequest(address, headers=headers, request_timeout=PATIENCE, connect_timeout=PATIENCE)
        socket = await websocket_connect(request, max_message_size=1 << 28)
        try:
            yield socket
        finally:
            socket.close()

    async def _execute(
        self, socket: WebSocketClientConnection, code: str, where: str, controls: dict[str, dict[str, Any]]
    ) -> None:
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        async for kind, said in self._talk(socket, "execute_request", content):
            if kind == "error":
                raise StudentError(f"{self.name}: {where}: {said['ename']}: {said['evalue']}")
            if kind == "comm_open" and "_anywidget_id" in said["data"].get("state", {}):
                controls[said["comm_id"]] = said["data"]["state"]

    async def _answer(self, socket: WebSocketClientConnection, model: str, state: Mapping[str, Any]) -> None:
        """Send a control what its script sends; what is locked or not for answering stays as it is."""
        act = ACTS.get(state["_anywidget_id"].rpartition(".")[2])
        if act is None or state["item"].get("closed") or {"feedback", "chances"} & state["reply"].keys():
            return
        messages, kept = act(state["item"], self.number)
        for number, message in enumerate(messages):
            asked = f"ask-{number}"
            sent = {"comm_id": model, "data": {"method": "custom", "content": {**message, "asked": asked}}}
            reply = None
            async for kind, said in self._talk(socket, "comm_msg", sent):
                if kind == "comm_msg" and said["comm_id"] == model and said["data"].get("method") == "update":
                    reply = said["data"]["state"].get("reply", reply)
            if not reply or reply["asked"] != asked or "Not saved" in reply["text"]:
                raise StudentError(f"{self.name}: {state['_anywidget_id']} answered {reply!r}")
        self.given |= kept

    async def _talk(
        self, socket: WebSocketClientConnection, kind: str, content: Mapping[str, Any]
    ) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Send one message and give all that comes of it, until the kernel rests and has replied."""
        header = {"msg_id": uuid4().hex, "msg_type": kind, "username": self.name, "session": self.name}
        header |= {"date": datetime.now(UTC).isoformat(), "version": "5.3"}
        frame = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await socket.write_message(json.dumps(frame))
        waiting = {"idle", "execute_reply"} if kind == "execute_request" else {"idle"}
        while waiting:
            async with asyncio.timeout(PATIENCE):
                came = await socket.read_message()
            if came is None:
                raise StudentError(f"{self.name}: the kernel's socket closed")
            # It is binary where buffers come with it.
            said = deserialize_binary_message(came) if isinstance(came, bytes) else json.loads(came)
            if said["parent_header"].get("msg_id") == header["msg_id"]:
                waiting -= {said["msg_type"], said["content"].get("execution_state")}
                yield said["msg_type"], said["content"]

    async def look(self, neighbour: str) -> None:
        """Find the own answers, each of them and no other, and the brief; be refused the neighbour's."""
        file = await self.ask(f"/user/{self.name}/api/contents/answers.json?content=1&format=text&type=file")
        kept = {item: answer["value"] for item, answer in json.loads(file["content"])["answers"].items()}
        kept = {item: value for item, value in kept.items() if not item.endswith(("exported", "handed-in"))}
        if kept != self.given:
            odd = sorted(item for item in kept.keys() | self.given if kept.get(item) != self.given.get(item))
            raise StudentError(f"{self.name}: the answer file differs in {', '.join(odd)}")
        await self.ask(f"/user/{self.name}/api/contents/brief.html?content=0")
        if neighbour != self.name:
            await self.ask(f"/user/{neighbour}/api/contents/answers.json", ok=(403, 404))

    async def leave(self) -> None:
        """Stop the server and every kernel."""
        user = f"/hub/api/users/{self.name}"
        await self.ask(f"{user}/server", "DELETE", ok=(202, 204, 400))
        end = time.monotonic() + PATIENCE
        while (await self.ask(user))["servers"]:
            if time.monotonic() > end:
                raise StudentError(f"{self.name}: the server did not stop")
            await asyncio.sleep(0.2)
