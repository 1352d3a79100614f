"""One window for a library: a second start brings the first one to the front."""

from __future__ import annotations

import hashlib
import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDeadlineTimer, QDir, QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000
_LONGEST_MESSAGE = 512
_MOST_WAITING = 8
_RAISE, _DONE = b"raise ", b"raised\n"
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""By which a desktop lets one program hand the keyboard to another."""


class Answer(Enum):
    """What came of asking for a library's window."""

    RAISED = "it is in front"
    NOBODY = "there is none"
    SILENT = "it does not answer"


def ask_to_front(library: Path) -> Answer:
    """Ask the window that shows a library to come to the front, for a second at the most."""
    name = _name(library)
    # Loading the network's part of Qt takes 6 ms, which a first start need not wait for.
    if sys.platform != "win32" and not os.path.exists(name):  # noqa: PTH110  Path costs more
        return Answer.NOBODY
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  as above

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        is_absent = socket.error() in (
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
            QLocalSocket.LocalSocketError.ServerNotFoundError,
        )
        return Answer.NOBODY if is_absent else Answer.SILENT
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  nothing else needs it

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    token = next(filter(None, (os.environ.get(each) for each in _TOKENS)), "")
    socket.write(_RAISE + token.encode(errors="replace")[: _LONGEST_MESSAGE // 2] + b"\n")
    answer = b""
    patience = QDeadlineTimer(_PATIENCE_MS)
    while not answer.endswith(b"\n") and socket.waitForReadyRead(patience.remainingTime()):
        answer += socket.read(_LONGEST_MESSAGE).data()
    socket.abort()
    return Answer.RAISED if answer == _DONE else Answer.SILENT


class Single(QObject):
    """Answers, for the library that the window shows, to those who ask it to the front.

    Only programs of the same user reach it.
    """

    asked = Signal(str)
    """Somebody asks; with what lets the window take the keyboard, or ""."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def hold(self, library: Path) -> bool:
        """Answer for a library from now on; False where another window does, which came forward.

        Where it cannot be done, as in a folder that cannot be written, the window goes without.
        """
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  as in ask_to_front

        name = _name(library)
        # Of two that start at once, one has to be first.
        lock = QLockFile(f"{QDir.tempPath()}/{Path(name).name}.lock")
        lock.tryLock(_PATIENCE_MS)
        answer = ask_to_front(library)
        if answer is Answer.NOBODY:
            server = QLocalServer(self)
            # With this it takes the place of a socket that one that was killed has left behind.
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            server.setMaxPendingConnections(_MOST_WAITING)
            server.newConnection.connect(self._greet)
            server.listen(name)
            self.release()
            self._server = server
        elif answer is Answer.SILENT:
            self.release()
        lock.unlock()
        return answer is not Answer.RAISED

    def release(self) -> None:
        """Answer for nothing."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _greet(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()):
            caller.setReadBufferSize(_LONGEST_MESSAGE)
            caller.readyRead.connect(self._listen)
            caller.disconnected.connect(caller.deleteLater)
            QTimer.singleShot(_PATIENCE_MS, caller, caller.abort)
            self._read(caller)

    def _listen(self) -> None:
        self._read(cast("QLocalSocket", self.sender()))

    def _read(self, caller: QLocalSocket) -> None:
        said = bytes(caller.peek(_LONGEST_MESSAGE).data())
        if not said.endswith(b"\n") and len(said) < _LONGEST_MESSAGE:
            return
        caller.readyRead.disconnect(self._listen)
        if not said.startswith(_RAISE):
            caller.abort()
            return
        caller.write(_DONE)
        caller.flush()
        caller.disconnectFromServer()
        self.asked.emit(said.removeprefix(_RAISE).strip().decode(errors="replace"))


def _name(library: Path) -> str:
    """Of the socket: of this user and this folder alone."""
    whole = os.fsencode(library.resolve())
    digest = hashlib.blake2b(whole, digest_size=8).hexdigest()
    if sys.platform == "win32":
        return f"kbviewer-{os.environ.get('USERNAME', '')}-{digest}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = runtime if os.path.isdir(runtime) else QDir.tempPath()  # noqa: PTH112  as above
    return f"{folder}/kbviewer-{os.getuid()}-{digest}"
