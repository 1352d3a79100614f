"""One window for each library: a second start raises the first one's, which opens its article."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, unquote

from PySide6.QtCore import QDeadlineTimer, QDir, QLockFile, QObject, QTimer, Signal

from kbviewer import paths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_TIMEOUT_MS = 1_000
_MAX_MESSAGE = 16_384  # bytes; a path has at most 4,096, each of them written as three
_MAX_TOKEN_LENGTH = 256
_MAX_FOLDER_LENGTH = 83
"""Bytes of the path of a socket's folder; the socket has 17 more, and macOS allows 103."""
_MAX_PENDING = 8
_RAISE, _OPEN, _RAISED = b"raise ", b"open ", b"raised\n"
_TOKEN_VARIABLES = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Environment variables by which a desktop lets one program pass the focus to another."""


class RaiseOutcome(Enum):
    """The result of asking for a library's window."""

    RAISED = "it is in front"
    NOT_RUNNING = "there is none"
    NOT_RESPONDING = "it does not answer"


def raise_running_window(library: Path, article: str = "") -> RaiseOutcome:
    """Ask the window that shows a library to raise itself; wait a second at most.

    Args:
        library: its folder.
        article: the id of an article that it is to open, or "".
    """
    name = _socket_name(library)
    # QtNetwork takes 6 ms to load, which a first start should not wait for.
    if sys.platform != "win32" and not (name and os.path.exists(name)):  # noqa: PTH110  Path costs more
        return RaiseOutcome.NOT_RUNNING
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  as above

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_TIMEOUT_MS):
        is_absent = socket.error() in (
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
            QLocalSocket.LocalSocketError.ServerNotFoundError,
        )
        return RaiseOutcome.NOT_RUNNING if is_absent else RaiseOutcome.NOT_RESPONDING
    if not _is_same_user(socket):
        socket.abort()
        return RaiseOutcome.NOT_RUNNING
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  nothing else needs it

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    token = next(filter(None, (os.environ.get(each) for each in _TOKEN_VARIABLES)), "")
    command = _OPEN + quote(article).encode() + b" " if article else _RAISE
    socket.write(command + _activation_token(os.fsencode(token)).encode() + b"\n")
    answer = b""
    deadline = QDeadlineTimer(_TIMEOUT_MS)
    while not answer.endswith(b"\n") and socket.waitForReadyRead(deadline.remainingTime()):
        answer += socket.read(_MAX_MESSAGE).data()
    socket.abort()
    return RaiseOutcome.RAISED if answer == _RAISED else RaiseOutcome.NOT_RESPONDING


class SingleInstance(QObject):
    """Claims the library that the window shows, and answers requests to raise the window.

    Only programs of the same user can send them.
    """

    raise_requested = Signal(str)
    """Another program asks; with the activation token, in printable ASCII, or ""."""

    open_requested = Signal(str)
    """It asks for an article, too: its id, which may name none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def claim(self, library: Path, article: str = "") -> bool:
        """Claim a library; False if another window has it, which is raised, and opens an article.

        Where that is not possible, as without a private folder, nothing is claimed.
        """
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  as above

        name = _socket_name(library, make=True)
        if not name:
            self.release()
            return True
        # Of two that start at once, one has to be first.
        beside = name if sys.platform != "win32" else f"{QDir.tempPath()}/{name}"
        lock = QLockFile(f"{beside}.lock")
        lock.tryLock(_TIMEOUT_MS)
        answer = raise_running_window(library, article)
        if answer is RaiseOutcome.NOT_RUNNING:
            server = QLocalServer(self)
            # This option also replaces a socket left behind by a process that was killed.
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            server.setMaxPendingConnections(_MAX_PENDING)
            server.newConnection.connect(self._accept)
            server.listen(name)
            self.release()
            self._server = server
        elif answer is RaiseOutcome.NOT_RESPONDING:
            self.release()
        lock.unlock()
        return answer is not RaiseOutcome.RAISED

    def release(self) -> None:
        """Release the library."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _accept(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()):
            if not _is_same_user(caller):
                caller.abort()
                caller.deleteLater()
                continue
            caller.setReadBufferSize(_MAX_MESSAGE)
            caller.readyRead.connect(self._on_ready_read)
            caller.disconnected.connect(caller.deleteLater)
            QTimer.singleShot(_TIMEOUT_MS, caller, caller.abort)
            self._read(caller)

    def _on_ready_read(self) -> None:
        self._read(cast("QLocalSocket", self.sender()))

    def _read(self, caller: QLocalSocket) -> None:
        message = bytes(caller.peek(_MAX_MESSAGE).data())
        if not message.endswith(b"\n") and len(message) < _MAX_MESSAGE:
            return
        caller.readyRead.disconnect(self._on_ready_read)
        if message.startswith(_OPEN):
            article, _, token = message.removeprefix(_OPEN).partition(b" ")
        elif message.startswith(_RAISE):
            article, token = b"", message.removeprefix(_RAISE)
        else:
            caller.abort()
            return
        caller.write(_RAISED)
        caller.flush()
        caller.disconnectFromServer()
        self.raise_requested.emit(_activation_token(token))
        if article:
            self.open_requested.emit(unquote(article.decode("ascii", errors="replace")))


def _activation_token(message: bytes) -> str:
    """The activation token in a message, or "" for what cannot be one.

    It becomes an environment variable, which cannot hold all characters.
    """
    token = message.strip().decode("ascii", errors="replace")
    is_valid = token.isascii() and token.isprintable() and len(token) <= _MAX_TOKEN_LENGTH
    return token if is_valid else ""


def _socket_name(library: Path, *, make: bool = False) -> str:
    """The path of the socket for this user and this folder, "" where no folder can hold it.

    Args:
        library: the folder.
        make: whether the folder of sockets may be created. Where it may not, the path is "" if no
            window at all has a socket.
    """
    if sys.platform == "win32":
        return f"kbviewer-{os.environ.get('USERNAME', '')}-{paths.library_digest(library)}"
    for parent in _socket_parents():
        folder = f"{parent}/kbviewer-{os.geteuid()}"
        if len(os.fsencode(folder)) > _MAX_FOLDER_LENGTH:
            continue
        if make:
            _make_private_folder(Path(folder))
        if _is_private_folder(folder, 0o077):
            # To make the digest takes 3 ms, which most starts save.
            is_free = not make and _is_empty(folder)
            return "" if is_free else f"{folder}/{paths.library_digest(library)}"
    return ""


if sys.platform != "win32":

    def _socket_parents() -> Iterator[str]:
        """Where the folder of sockets may be, best first; both sides use this order."""
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if os.path.isabs(runtime) and _is_private_folder(runtime, 0o022):  # noqa: PTH117  as above
            yield runtime
        if (cache := paths.cache_folder()).is_absolute():
            yield str(cache)
        yield QDir.tempPath()

    def _is_private_folder(folder: str, forbidden: int) -> bool:
        """Whether this is a folder (no link) of this user, without any of these mode bits."""
        try:
            status = os.lstat(folder)
        except OSError:
            return False
        is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
        return is_ours and not status.st_mode & forbidden

    def _is_empty(folder: str) -> bool:
        """Whether a folder holds nothing, as far as it can be listed."""
        with suppress(OSError), os.scandir(folder) as listed:
            return next(listed, None) is None
        return False

    def _make_private_folder(folder: Path) -> None:
        """Create a folder, and its missing parents, for this user only."""
        with suppress(OSError):  # if it could not be created, _is_private_folder is false
            for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
                with suppress(FileExistsError):  # another process was faster
                    missing.mkdir(0o700)
                    missing.chmod(0o700)  # whatever the umask

    def _is_same_user(socket: QLocalSocket) -> bool:
        """Whether the program at the other end is run by the same user."""
        try:
            return _user_of(int(socket.socketDescriptor())) == os.geteuid()
        except OSError:  # it has closed already
            return False

    def _user_of(descriptor: int) -> int:
        """The user who runs the program at the other end of a socket.

        Raises:
            OSError: there is no other end.
        """
        if sys.platform == "linux":
            import socket as sockets  # noqa: PLC0415  nothing else needs it
            import struct  # noqa: PLC0415  as above

            layout = struct.Struct("iII")  # unix(7): struct ucred is pid, uid, gid
            with sockets.socket(fileno=os.dup(descriptor)) as end:
                credentials = end.getsockopt(sockets.SOL_SOCKET, sockets.SO_PEERCRED, layout.size)
            user = int(layout.unpack(credentials)[1])
        else:
            import ctypes  # noqa: PLC0415  as above

            found, group = ctypes.c_uint32(), ctypes.c_uint32()
            peer = ctypes.CDLL(None, use_errno=True).getpeereid
            if peer(descriptor, ctypes.byref(found), ctypes.byref(group)):
                raise OSError(ctypes.get_errno(), "getpeereid")
            user = found.value
        return user

else:

    def _is_same_user(_socket: QLocalSocket) -> bool:
        """Always true: the pipe's name and its access are the user's."""
        return True
