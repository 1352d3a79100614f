"""Renders costly Markdown in a child process that is killed on timeout."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import OrderedDict
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.render.cost import is_cheap
from kbviewer.render.renderer import (
    RenderedArticle,
    read_blocks,
    render_as_plain_text,
    render_blocks,
    render_text,
    why_unrenderable,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

TIMEOUT_S = 1.2
_TOO_LONG = Message(QT_TR_NOOP("rendering it takes too long"))
_PROCESS_ENDED = Message(QT_TR_NOOP("rendering it ended the process that did it"))
_NO_PROCESS = Message(QT_TR_NOOP("no process could be started to render it"))
_IDLE_TIMEOUT_S = 120.0
_CPU_LIMIT_S = 5
_MEMORY_LIMIT = 1 << 30  # bytes of address space, which is more than is ever in use
_MAX_FAILED_TEXTS = 200


class RenderProcessError(Exception):
    """A bug in the child process; the message is its traceback."""


class RenderProcess:
    """Renders any text within two seconds.

    A cheap text is rendered at once. Any other goes to a child process, which is started with the
    first such text and exits after two minutes without one, or when the program is gone. A text
    that it does not render in time is shown as plain text; the process is killed, another is
    started, and the text is not tried again.
    """

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        """Start nothing yet.

        Args:
            timeout_s: seconds that a text may take, including the start of the process.
        """
        self._timeout_s = timeout_s
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False
        self._failed_hashes: OrderedDict[int, Message] = (
            OrderedDict()
        )  # why, by the hash of what was asked

    def render(self, text: str, *, hard_line_breaks: bool = False) -> RenderedArticle:
        """As ``render_text``, in time."""
        if reason := why_unrenderable(text) or self._failed_hashes.get(
            hash((text, hard_line_breaks))
        ):
            return render_as_plain_text(text, reason)
        blocks = read_blocks(text)
        if is_cheap(text, blocks):
            return render_blocks(text, blocks, hard_line_breaks=hard_line_breaks)
        try:
            return self._request(text, hard_line_breaks=hard_line_breaks)
        except OSError:
            return render_as_plain_text(text, _NO_PROCESS)

    def close(self) -> None:
        """Kill the process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _request(self, text: str, *, hard_line_breaks: bool) -> RenderedArticle:
        """The process's answer, or the text as plain text if there is none in time.

        Raises:
            OSError: no process can be started.
            RenderProcessError: it has a bug.
        """
        deadline = time.monotonic() + self._timeout_s
        connection = self._connect()
        reason = _TOO_LONG
        try:
            if not self._is_ready:
                if not connection.poll(self._timeout_s):
                    return render_as_plain_text(text, reason)  # a slow start, not the text
                self._is_ready = connection.recv()
            connection.send((text, hard_line_breaks))
            left = deadline - time.monotonic()
            if connection.poll(max(left, self._timeout_s / 2)):
                answer: RenderedArticle | str = connection.recv()
                if isinstance(answer, str):
                    raise RenderProcessError(answer)
                return answer
        except (EOFError, OSError):
            reason = _PROCESS_ENDED
        self._failed_hashes[hash((text, hard_line_breaks))] = reason
        if len(self._failed_hashes) > _MAX_FAILED_TEXTS:
            self._failed_hashes.popitem(last=False)
        self.close()
        with suppress(OSError):  # reported with the next text
            self._connect()
        return render_as_plain_text(text, reason)

    def _connect(self) -> Connection:
        """The connection to the process, which may not be ready yet.

        Raises:
            OSError: no process can be started.
        """
        if self._connection is not None and self._process is not None:
            # When it has exited after waiting, there is something to read: end of file.
            is_over = self._is_ready and self._connection.poll()
            if self._process.is_alive() and not is_over:
                return self._connection
        self.close()
        context = get_context("spawn")
        self._connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, self._timeout_s), daemon=True)
        self._is_ready = False
        self._process.start()
        far.close()
        return self._connection


def _serve(connection: Connection, timeout_s: float) -> None:
    """Render texts until none comes for a while, or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which kills this
    with suppress(EOFError, OSError, MemoryError):
        connection.send(True)
        while connection.poll(_IDLE_TIMEOUT_S):
            text, hard_line_breaks = connection.recv()
            _limit_resources(timeout_s)
            connection.send(_render_or_traceback(text, hard_line_breaks=hard_line_breaks))


def _render_or_traceback(text: str, *, hard_line_breaks: bool) -> RenderedArticle | str:
    """The page, or the traceback of a bug, for the parent."""
    try:
        return render_text(text, hard_line_breaks=hard_line_breaks)
    except Exception:  # noqa: BLE001  the parent raises it
        return traceback.format_exc()


def _limit_resources(timeout_s: float) -> None:
    """Let the system kill this process if it runs on or grows, as the parent may be gone."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + timeout_s) + _CPU_LIMIT_S
    with suppress(ValueError, OSError):  # a system without such limits
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
