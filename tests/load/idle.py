"""What the server takes when nobody asks anything, and how soon a second start answers."""

import sys
import time
from collections.abc import Iterator

from tests.load.installation import PROJECT, Engine, installation
from tests.load.report import Line, Run, summed_up
from tests.load.server import SERVE, Server, resident_mib

CANDIDATES = 20
RESIDENT_MIB = 200
START_SECONDS = 3
SETTLING_SECONDS = 3.0
# The command a person types: it also looks whether what is installed is what the lock asks for.
RUN = (sys.executable, str(PROJECT / "run.py"))


def idle(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """Resident memory after a few seconds of silence, and seconds from the command to the first answer."""
    runs = 1 if quick else 5
    with installation(engine, CANDIDATES) as place:
        for workers in (1, 2):
            memory, starts = [], []
            for _ in range(runs):
                server = Server(place, workers, RUN if workers == 1 else SERVE)
                try:
                    starts.append(Run(server.start_seconds))
                    time.sleep(SETTLING_SECONDS)
                    memory.append(Run(resident_mib(server.processes())))
                finally:
                    server.stop()
            # The promise is about one process; with more, pages that they share are counted once for each.
            yield summed_up("idle memory", engine, workers, "MiB", memory, at_most=RESIDENT_MIB if workers == 1 else 0)
            yield summed_up("second start", engine, workers, "s", starts, at_most=START_SECONDS)
