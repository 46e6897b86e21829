"""HTTP/1.1 over a socket that is kept open, with as little work as will do: the load must not starve the server."""

import socket
from dataclasses import dataclass

HOST = "127.0.0.1"
READ_AT_ONCE = 256 * 1024


class Lost(Exception):
    """The other side is gone."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `head` ends before the empty line."""

    status: int
    head: bytes
    body: bytes

    def fields(self, name: bytes) -> list[bytes]:
        """All values of a header, by its name in small letters."""
        pairs = (line.partition(b":") for line in self.head.split(b"\r\n")[1:])
        return [value.strip() for key, _, value in pairs if key.lower() == name]


class Wire:
    """One connection: requests go out, and one reply comes back for each."""

    __slots__ = ("_received", "socket")

    def __init__(self, port: int, *, blocking: bool) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        if not blocking:
            self.socket.setblocking(False)

    def send(self, request: bytes) -> None:
        """Send a whole request; raises Lost."""
        try:
            self.socket.sendall(request)
        except OSError as error:
            raise Lost from error

    def receive(self) -> Reply | None:
        """Read what has arrived; None while the reply is not whole. Raises Lost."""
        try:
            data = self.socket.recv(READ_AT_ONCE)
        except BlockingIOError:
            return None
        except OSError as error:
            raise Lost from error
        if not data:
            raise Lost
        self._received += data
        return self._whole()

    def ask(self, request: bytes) -> Reply:
        """Send and wait; for connections that block. Raises Lost."""
        self.send(request)
        while (reply := self.receive()) is None:
            pass
        return reply

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _whole(self) -> Reply | None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._received[:end]
        whole = end + 4 + _length(head)
        if len(self._received) < whole:
            return None
        body, self._received = self._received[end + 4 : whole], self._received[whole:]
        return Reply(int(head[9:12]), head, body)


def _length(head: bytes) -> int:
    small = head.lower()
    at = small.find(b"\r\ncontent-length:")
    if at < 0:
        if b"\r\ntransfer-encoding:" in small:
            raise NotImplementedError("the product sends every page with its length")
        return 0
    end = small.find(b"\r\n", at + 17)
    return int(small[at + 17 : end if end >= 0 else None])
