"""Running a parser of foreign bytes in a process of its own, so that what breaks there breaks nothing here.

The scripts (`picture_child.py`, `table_child.py`) import nothing of ours and know no words: they read one JSON line and the
bytes from their input, write one JSON line and bytes to their output, and say a code when they cannot.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.refusals import Refused, WhyNot

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 30
HERE = Path(__file__).parent
# Two at a time: a hall of phones must not start a hundred decoders; who comes third waits here, not in the loop.
WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="apart")


class Unfit(Refused):
    """A file that is not let in or cannot be read; its one sentence names the file and the repair."""

    def __init__(self, sentence: str) -> None:
        super().__init__(WhyNot("file", sentence))
        self.sentence = sentence


class Broke(Exception):
    """The child could not do it; `code` is its word for why, or `broken` when it died or took too long."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child wrote: its line, and the bytes after it."""

    line: Mapping[str, Any]
    body: bytes


async def apart(script: str, content: bytes, **asked: Any) -> Answer:
    """Run a script of this folder over the bytes.

    Args:
        script: its file name.
        asked: what it is told beside the bytes.

    Raises:
        Broke: it said no, died, or used up its memory or time.
    """
    return await asyncio.get_running_loop().run_in_executor(WORKERS, _run, script, content, asked)


def _run(script: str, content: bytes, asked: Mapping[str, Any]) -> Answer:
    line = json.dumps({**asked, "memory": MEMORY_BYTES, "seconds": CPU_SECONDS}).encode()
    # -I: no variable of the environment and no folder of ours reaches it.
    command = [sys.executable, "-I", str(HERE / script)]
    try:
        done = subprocess.run(
            command, input=line + b"\n" + content, capture_output=True, check=False, timeout=WALL_SECONDS
        )
    except subprocess.TimeoutExpired as late:
        raise Broke("broken") from late
    said, _newline, body = done.stdout.partition(b"\n")
    if done.returncode or not said:
        raise Broke("broken")
    told = json.loads(said)
    if "code" in told:
        raise Broke(told.pop("code"), **told)
    return Answer(told, body)
