"""Many readers at once, over real websockets: the server's time per move, and its memory per session.

Each reader is a websocket session that opens the page and then moves a slider once every five seconds, as the
browser's controls would. A move's time runs from sending it to the message that ends the fragment's rerun.
"""

import asyncio
import json
import random
import statistics
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

EVERY_SECONDS = 5
MOVES = 4
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Reader:
    """One websocket session on a page."""

    def __init__(self, address, page, query=""):
        self.url = address.replace("http", "ws") + "/_stcore/stream"
        self.page, self.query = page, query
        self.controls = self.fragment = None
        self.data = {}
        self.seq = 0
        self.cached = {}

    async def open(self):
        """Connect and run the page once."""
        self.socket = await websockets.connect(self.url, subprotocols=["streamlit"], max_size=None)
        await self._run(self._rerun())
        assert self.controls, "the page sent no controls"

    async def move(self, name, value):
        """Move a slider; return the seconds until the server had answered."""
        self.seq = max(self.seq, self.data.get("ack", 0)) + 1
        message = self._rerun()
        message.rerun_script.fragment_id = self.fragment
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = self.controls
        values = {**self.data["values"], name: value}
        widget.json_value = json.dumps({"message": {"seq": self.seq, "values": values, "settled": True}})
        start = time.perf_counter()
        await self._run(message)
        took = time.perf_counter() - start
        assert self.data["ack"] == self.seq, "the move was not handled"
        return took

    async def close(self):
        """Leave."""
        await self.socket.close()

    def _rerun(self):
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        return message

    async def _run(self, message):
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "bidi_component":
                self._see(answer.delta)
            elif kind == "script_finished":
                assert answer.script_finished in FINISHED, answer.script_finished
                return

    def _see(self, delta):
        component = delta.new_element.bidi_component
        if component.component_name.endswith("controls"):
            self.controls, self.data = component.id, json.loads(component.json or component.mixed.json)
            self.fragment = delta.fragment_id or self.fragment


async def session(address, page, query, name, item, delay, times):
    """Let one reader come, move a few times and stay until all are done."""
    await asyncio.sleep(delay)
    reader = Reader(address, page, query)
    await reader.open()
    chance = random.Random(delay)
    for _ in range(MOVES):
        start = time.perf_counter()
        value = float(f"{item.low * (item.high / item.low) ** chance.random():.3g}")
        times.append(await reader.move(name, min(max(value, item.low), item.high)))
        await asyncio.sleep(max(0, EVERY_SECONDS - (time.perf_counter() - start)))
    return reader


async def crowd(address, page, query, name, item, readers, memory):
    """Return (median, 95th percentile, MB per session) for ``readers`` at once."""
    before, times = memory(), []
    waits = [EVERY_SECONDS * i / readers for i in range(readers)]
    stayed = await asyncio.gather(*(session(address, page, query, name, item, wait, times) for wait in waits))
    held = (memory() - before) / readers
    await asyncio.gather(*(reader.close() for reader in stayed))
    ordered = sorted(times)
    return 1000 * statistics.median(ordered), 1000 * ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], held


def resident_mb(pid):
    """Return what a process holds in memory, in MB (Linux), or 0 where this cannot be read."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
        line = next(line for line in status if line.startswith("VmRSS"))
    except OSError:
        return 0.0
    return int(line.split()[1]) / 1024


def run(address, pid, experiment, parameter, sizes=(1, 30, 100)):
    """Return a row (median ms, p95 ms, MB per session) for each number of readers.

    A first crowd is not counted: it imports what is left to import and fills the cache of results (64 MB at the most).
    """
    item, query = experiment.parameters[parameter], f"lab={experiment.name}"

    def measured(size):
        return asyncio.run(crowd(address, experiment.mode, query, parameter, item, size, lambda: resident_mb(pid)))

    measured(max(sizes) // 2)
    return {size: measured(size) for size in sizes}
