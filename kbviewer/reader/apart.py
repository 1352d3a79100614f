"""Renders in a process of its own what might take long, and ends it when it does."""

from __future__ import annotations

import signal
import sys
from collections import OrderedDict
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kbviewer.reader.render import Rendered, as_written, is_calm, render_text, unsuited

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_LONGEST_S = 1.5
_START_S = 10.0
_IDLE_S = 120.0
_CPU_S = 5
_MEMORY = 1 << 30  # bytes of address space, which is more than is ever in use
_REMEMBERED = 200


class Renderer:
    """Renders a text within two seconds, whatever it is.

    What is short and has few signs of markup is rendered here. Anything else is for a process that
    is started with the first such text and ends itself when none comes for two minutes, or when the
    program is gone. A text that it does not render in time is shown as it was written; the process
    is ended, and the text is not tried again.
    """

    def __init__(self, longest: float = _LONGEST_S) -> None:
        """Start nothing yet.

        Args:
            longest: the seconds that a text may take.
        """
        self._longest = longest
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._reasons: OrderedDict[int, str] = OrderedDict()  # by the text's hash

    def render(self, text: str) -> Rendered:
        """As ``render_text``, in time."""
        if is_calm(text) or unsuited(text):
            return render_text(text)
        if (reason := self._reasons.get(hash(text))) is not None:
            return as_written(text, reason)
        try:
            rendered, reason = self._asked(text)
        except OSError:  # no process can be started; the rules keep out the worst
            return render_text(text)
        if rendered is not None:
            return rendered
        self._reasons[hash(text)] = reason
        if len(self._reasons) > _REMEMBERED:
            self._reasons.popitem(last=False)
        return as_written(text, reason)

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _asked(self, text: str) -> tuple[Rendered | None, str]:
        """The process's answer, or None and the reason why there is none."""
        connection = self._ready()
        try:
            connection.send(text)
            if connection.poll(self._longest):
                answer = connection.recv()
                if isinstance(answer, Rendered):
                    return answer, ""
            reason = "rendering it takes too long"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            reason = "it cannot be rendered"
        self.close()
        return None, reason

    def _ready(self) -> Connection:
        """The way to the process, which waits for a text.

        Raises:
            OSError: no process can be started.
        """
        if self._connection is not None and self._process is not None:
            # One that waited long ends itself, which shows as something to read: the end.
            if self._process.is_alive() and not self._connection.poll():
                return self._connection
            self.close()
        context = get_context("spawn")
        self._connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, self._longest), daemon=True)
        self._process.start()
        far.close()
        with suppress(EOFError):
            if self._connection.poll(_START_S) and self._connection.recv():
                return self._connection
        self.close()
        raise ProcessLookupError("the process did not begin")


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
