"""A web server on loopback that behaves as badly as a test wants."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = Callable[[socket.socket, threading.Event], None]


class Server:
    """Answers each path with the bytes or the behaviour that is set for it; ``asked`` holds the requests, whole.

    ``greeting`` is said before anything is asked.
    """

    def __init__(self) -> None:
        self.paths: dict[str, bytes | Handler] = {}
        self.asked: list[str] = []
        self.greeting = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, behaviour: bytes | Handler) -> str:
        """Answer the path so from now on; its address."""
        self.paths[path] = behaviour
        return self.at(path)

    def close(self) -> None:
        """Let every handler end, and wait for it."""
        self._stop.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._answer, connection)

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            connection.sendall(self.greeting)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65_536)
                if not piece:
                    return
                head += piece
            self.asked.append(head.decode("latin-1"))
            behaviour = self.paths.get(head.split(b" ")[1].decode("latin-1"), answer(b"", status="404 Not Found"))
            if isinstance(behaviour, bytes):
                connection.sendall(behaviour)
            else:
                behaviour(connection, self._stop)


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A whole answer; a header that is given comes instead of the usual one of its name."""
    names = {header.partition(":")[0].lower() for header in headers}
    usual = [f"Content-Type: {kind}"] if kind else []
    usual += [] if names & {"content-length", "transfer-encoding"} else [f"Content-Length: {len(body)}"]
    return "\r\n".join([f"HTTP/1.1 {status}", *usual, *headers, "", ""]).encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {location}", status=status)


def packed(body: bytes) -> bytes:
    return answer(gzip.compress(body), "Content-Encoding: gzip")


def in_chunks(*pieces: bytes) -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return answer(body, "Transfer-Encoding: chunked")


def never(_: socket.socket, stop: threading.Event) -> None:
    """Say nothing until the test is over."""
    stop.wait()


def stuck(beginning: bytes) -> Handler:
    """Send a beginning, and nothing more until the test is over."""

    def sticking(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(beginning)
        stop.wait()

    return sticking


def drip(beginning: bytes) -> Handler:
    """Send a beginning, and then a byte now and then for as long as anybody listens."""

    def dripping(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(beginning)
        while not stop.wait(0.05):
            connection.sendall(b"x")

    return dripping


def without_end(beginning: bytes, piece: bytes) -> Handler:
    """Send a beginning, and then a piece over and over for as long as anybody takes it."""

    def sending(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(beginning)
        while not stop.is_set():
            connection.sendall(piece)

    return sending
