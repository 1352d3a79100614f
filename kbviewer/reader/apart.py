"""Renders in a process of its own what might take long, and ends it when it does."""

from __future__ import annotations

import signal
import sys
import time
from collections import OrderedDict
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kbviewer.reader.render import Rendered, as_written, is_calm, render_text, unsuited

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

LONGEST_S = 1.2
_TOO_LONG = "rendering it takes too long"
_IDLE_S = 120.0
_CPU_S = 5
_MEMORY = 1 << 30  # bytes of address space, which is more than is ever in use
_REMEMBERED = 200


class Renderer:
    """Renders a text within two seconds, whatever it is.

    What is short and has few signs of markup is rendered here. Anything else is for a process that
    is begun with the first such text and ends itself when none comes for two minutes, or when the
    program is gone. A text that it does not render in time is shown as it was written; the process
    is ended, another is begun, and the text is not tried again.
    """

    def __init__(self, longest: float = LONGEST_S) -> None:
        """Begin nothing yet.

        Args:
            longest: the seconds that a text may take, the start of the process among them.
        """
        self._longest = longest
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False
        self._failed: OrderedDict[int, None] = OrderedDict()  # hashes of texts

    def render(self, text: str) -> Rendered:
        """As ``render_text``, in time."""
        if is_calm(text) or unsuited(text):
            return render_text(text)
        if hash(text) in self._failed:
            return as_written(text, _TOO_LONG)
        try:
            rendered = self._asked(text)
        except OSError:  # no process can be begun; the rules keep out the worst
            return render_text(text)
        return rendered or as_written(text, _TOO_LONG)

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _asked(self, text: str) -> Rendered | None:
        """The process's answer, or None where there is none in time.

        Raises:
            OSError: no process can be begun.
        """
        until = time.monotonic() + self._longest
        connection = self._begun()
        with suppress(EOFError, OSError):  # it ended itself
            if not self._is_ready:
                if not connection.poll(self._longest):
                    return None  # a slow start, which is no fault of the text
                self._is_ready = connection.recv()
            connection.send(text)
            left = until - time.monotonic()
            if connection.poll(max(left, self._longest / 2)):
                rendered: Rendered = connection.recv()
                return rendered
        self._failed[hash(text)] = None
        if len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
        self.close()
        with suppress(OSError):  # told with the next text
            self._begun()
        return None

    def _begun(self) -> Connection:
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
        self._process = context.Process(target=_serve, args=(far, self._longest), daemon=True)
        self._is_ready = False
        self._process.start()
        far.close()
        return self._connection


def _serve(connection: Connection, longest: float) -> None:
    """Render what comes until nothing comes for long, or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this
    with suppress(EOFError, OSError, MemoryError):
        connection.send(True)
        while connection.poll(_IDLE_S):
            text = connection.recv()
            _bound(longest)
            connection.send(render_text(text))


def _bound(longest: float) -> None:
    """Let the system end this process if it runs on or grows; nobody may be there to do it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + longest) + _CPU_S
    with suppress(ValueError, OSError):  # a system that knows no such bound
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
