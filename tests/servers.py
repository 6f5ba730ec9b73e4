"""PostgreSQL servers of the tests' own, and a connection to one that can be cut."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

ACCOUNT = "postgres" if os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root, so root starts it as the account that its package made."""


class Server:
    """A server on a free port of this machine, gone with its data at the end.

    One that ``follows`` is there once it is told whom.
    """

    def __init__(self, programs: Path, *, follows: bool = False) -> None:
        self._programs = programs
        self._follows = follows
        self.folder = Path(tempfile.mkdtemp(prefix="claims-pg-"))
        if ACCOUNT:
            shutil.chown(self.folder, ACCOUNT, ACCOUNT)
        self.port = free_port()

    @property
    def address(self) -> str:
        """Its address, without a database's name."""
        return f"postgresql://tracker@127.0.0.1:{self.port}"

    def follow(self, other: Server) -> None:
        """Be a copy of another server that follows it and takes no changes, made as the README says."""
        at = ["--host=127.0.0.1", f"--port={other.port}", "--username=follower"]
        copy = ["--write-recovery-conf", "--create-slot", "--slot=reports", "--checkpoint=fast", "--no-sync"]
        self._run("pg_basebackup", *at, *copy, "--pgdata", self.folder / "data")
        self.start()

    def __enter__(self) -> Self:
        cluster = ["--auth=trust", "--username=tracker", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        if not self._follows:
            self._run("initdb", "--pgdata", self.folder / "data", *cluster)
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(subprocess.CalledProcessError):  # it may have been killed already
            self.kill()
        shutil.rmtree(self.folder)

    def start(self, *more: str) -> None:
        """Start it, also after a kill; returns when it takes connections."""
        choices = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        told = ["--log", str(self.folder / "log"), "--options", " ".join([choices, *more])]
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.folder / "data", *told)

    def take_over(self) -> None:
        """Take changes from now on, whatever became of the server that it followed."""
        self._run("pg_ctl", "promote", "--wait", "--pgdata", self.folder / "data")

    def kill(self) -> None:
        """End it at once, as a power cut would: what was not committed is gone."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", self.folder / "data")

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of its programs as its account."""
        self._run(program, *arguments)

    def _run(self, program: str, *arguments: str | Path) -> None:
        # The server keeps standard output open when it inherits it, so nothing may be read from a pipe here.
        subprocess.run(
            [str(word) for word in (self._programs / program, *arguments)],
            check=True,
            user=ACCOUNT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class Wire:
    """Passes connections on to a server, and cuts them where it is told to.

    ``cut_before`` and ``cut_after`` are words of a statement: its connection is cut before the server is given it, or
    once the server has answered, so that the answer is lost. Each cuts once. While ``is_dead`` nobody gets through.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cut_before = self.cut_after = b""
        self.is_dead = self.dies_with_the_cut = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.cut_all()

    def cut_all(self) -> None:
        """Cut every connection there is."""
        for pair in self._pairs:
            _cut(pair)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.is_dead:
                client.close()
                continue
            pair = (client, socket.create_connection(("127.0.0.1", self._target)))
            self._pairs.append(pair)
            answers = threading.Event()
            answers.set()
            threading.Thread(target=self._pass_on, args=(pair, answers), daemon=True).start()
            threading.Thread(target=self._pass_back, args=(pair, answers), daemon=True).start()

    def _pass_on(self, pair: tuple[socket.socket, socket.socket], answers: threading.Event) -> None:
        client, server = pair
        while chunk := _read(client):
            if self.cut_before and self.cut_before in chunk:
                self.cut_before = b""
                self._cut_now(pair)
                return
            if self.cut_after and self.cut_after in chunk:
                self.cut_after = b""
                answers.clear()
            _send(server, chunk)
        _cut(pair)

    def _pass_back(self, pair: tuple[socket.socket, socket.socket], answers: threading.Event) -> None:
        client, server = pair
        while chunk := _read(server):
            if not answers.is_set():
                self._cut_now(pair)
                return
            _send(client, chunk)
        _cut(pair)

    def _cut_now(self, pair: tuple[socket.socket, socket.socket]) -> None:
        self.is_dead = self.is_dead or self.dies_with_the_cut
        _cut(pair)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _read(end: socket.socket) -> bytes:
    with suppress(OSError):
        return end.recv(65_536)
    return b""


def _send(end: socket.socket, chunk: bytes) -> None:
    with suppress(OSError):
        end.sendall(chunk)


def _cut(pair: tuple[socket.socket, socket.socket]) -> None:
    for end in pair:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
