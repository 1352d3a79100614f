"""Renders in a process of its own what might take long, and ends it when it does."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import OrderedDict
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kbviewer.render.cost import is_cheap
from kbviewer.render.renderer import (
    RenderedArticle,
    prepare_markdown,
    render_as_plain_text,
    render_text,
    why_unrenderable,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

TIMEOUT_S = 1.2
_TOO_LONG = "rendering it takes too long"
_PROCESS_ENDED = "rendering it ended the process that did it"
_NO_PROCESS = "no process could be started to render it"
_IDLE_TIMEOUT_S = 120.0
_CPU_LIMIT_S = 5
_MEMORY_LIMIT = 1 << 30  # bytes of address space, which is more than is ever in use
_MAX_FAILED_TEXTS = 200


class RenderProcessError(Exception):
    """A bug met while a text was rendered in the other process; the message is its traceback."""


class RenderProcess:
    """Renders a text within two seconds, whatever it is.

    What is calm is rendered here. Anything else is for a process that is begun with the first such
    text and ends itself when none comes for two minutes, or when the program is gone. A text that
    it does not render in time is shown as it was written; the process is ended, another is begun,
    and the text is not tried again.
    """

    def __init__(self, longest: float = TIMEOUT_S) -> None:
        """Begin nothing yet.

        Args:
            longest: the seconds that a text may take, the start of the process among them.
        """
        self._timeout_s = longest
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False
        self._failed_hashes: OrderedDict[int, str] = OrderedDict()  # why, by the hash of the text

    def render(self, text: str) -> RenderedArticle:
        """As ``render_text``, in time."""
        if why_unrenderable(text) or is_cheap(prepare_markdown(text)):
            return render_text(text)
        if reason := self._failed_hashes.get(hash(text)):
            return render_as_plain_text(text, reason)
        try:
            return self._request(text)
        except OSError:
            return render_as_plain_text(text, _NO_PROCESS)

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _request(self, text: str) -> RenderedArticle:
        """The process's answer, or the text as it was written where there is none in time.

        Raises:
            OSError: no process can be begun.
            RenderError: it has a bug.
        """
        until = time.monotonic() + self._timeout_s
        connection = self._connect()
        reason = _TOO_LONG
        try:
            if not self._is_ready:
                if not connection.poll(self._timeout_s):
                    return render_as_plain_text(
                        text, reason
                    )  # a slow start, which is no fault of the text
                self._is_ready = connection.recv()
            connection.send(text)
            left = until - time.monotonic()
            if connection.poll(max(left, self._timeout_s / 2)):
                answer: RenderedArticle | str = connection.recv()
                if isinstance(answer, str):
                    raise RenderProcessError(answer)
                return answer
        except (EOFError, OSError):
            reason = _PROCESS_ENDED
        self._failed_hashes[hash(text)] = reason
        if len(self._failed_hashes) > _MAX_FAILED_TEXTS:
            self._failed_hashes.popitem(last=False)
        self.close()
        with suppress(OSError):  # told with the next text
            self._connect()
        return render_as_plain_text(text, reason)

    def _connect(self) -> Connection:
        """The way to the process, which may have yet to get ready.

        Raises:
            OSError: no process can be begun.
        """
        if self._connection is not None and self._process is not None:
            # One that waited long ends itself, which shows as something to read: the end.
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


def _serve(connection: Connection, longest: float) -> None:
    """Render what comes until nothing comes for long, or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this
    with suppress(EOFError, OSError, MemoryError):
        connection.send(True)
        while connection.poll(_IDLE_TIMEOUT_S):
            text = connection.recv()
            _limit_resources(longest)
            connection.send(_render_or_traceback(text))


def _render_or_traceback(text: str) -> RenderedArticle | str:
    """The page, or the traceback of a bug, which is for the program that asked."""
    try:
        return render_text(text)
    except Exception:  # noqa: BLE001  it is raised there
        return traceback.format_exc()


def _limit_resources(longest: float) -> None:
    """Let the system end this process if it runs on or grows; nobody may be there to do it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + longest) + _CPU_LIMIT_S
    with suppress(ValueError, OSError):  # a system that knows no such bound
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
