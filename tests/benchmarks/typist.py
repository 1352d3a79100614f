"""Somebody who types into the real window, with a watch in the other hand."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kbviewer.ui import app
from kbviewer.ui.window import Window
from kbviewer.ui.window_controller import WindowController

_PATIENCE_MS = 30_000
_CLEAR = "\x1b"


class _Step(Enum):
    """How far the answer to what was typed has come."""

    ASKED = 0
    ANSWERED = 1  # the list holds it
    PAINTING = 2
    PAINTED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A key that was pressed, and how long it went unanswered.

    Attributes:
        typed: what then stood in the field.
        ms: until its answer was painted, or that to a later key.
        is_overtaken: whether it was that to a later key.
    """

    typed: str
    ms: float
    is_overtaken: bool


class Typist(QObject):
    """Types queries key by key, and notes when the answer to the text just typed is painted.

    Attributes:
        shown: each key, in order; the one that clears the field is not among them.
        busy_ms: how long the event loop was busy each time between two rests.
    """

    def __init__(self, window: Window, controller: WindowController) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self.busy_ms: list[float] = []
        self._window = window
        self._controller = controller
        results = window.results
        self._panels = (results.view.viewport(), results.findChild(QWidget, "emptyState"))
        self._keys: Iterator[str] = iter(())
        self._typed = ""
        self._waiting: list[tuple[str, float]] = []  # what was typed when, not yet answered
        self._step = _Step.PAINTED
        self._busy_since = 0.0
        self._is_paced = False
        self._loop = QEventLoop()
        self._clock = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._press_next)
        results.model.modelReset.connect(self._hear_answer)
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._rest)

    def type(self, queries: Sequence[str], pace_ms: int | None) -> None:
        """Type all of ``queries``, the field cleared between two of them.

        Args:
            queries: what to type.
            pace_ms: milliseconds from key to key; None waits for each answer and no longer.
        """
        application = QApplication.instance()
        assert application
        self.shown, self.busy_ms, self._busy_since, self._waiting = [], [], 0.0, []
        self._keys = iter([key for query in queries for key in (*query, _CLEAR)])
        self._step, self._is_paced = _Step.PAINTED, pace_ms is not None
        self._clock.start(pace_ms or _PATIENCE_MS)
        application.installEventFilter(self)
        self._press_next()
        self._loop.exec()
        application.removeEventFilter(self)
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """See every event first: the first one after a rest ends the rest."""
        if not self._busy_since:
            self._busy_since = time.perf_counter()
        kind = event.type()
        if kind is QEvent.Type.Paint and self._step is _Step.ANSWERED and watched in self._panels:
            self._step = _Step.PAINTING
        elif kind is QEvent.Type.UpdateRequest and watched is self._window:
            watched.event(event)  # it returns when all that was to be painted is painted
            if self._step is _Step.PAINTING:
                self._note()
            return True
        return False

    def _press_next(self) -> None:
        key = next(self._keys, None)
        if key is None:
            self._loop.quit()
            return
        self._clock.start()
        self._typed = "" if key == _CLEAR else self._typed + key
        self._step = _Step.ASKED
        code, text = (Qt.Key.Key_Escape, "") if key == _CLEAR else (Qt.Key.Key_unknown, key)
        self._waiting.append((self._typed, time.perf_counter()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self._window.search_bar.field, event)

    def _hear_answer(self) -> None:
        is_to_this = self._controller._result_presenter.shown_request.location.text == self._typed
        if self._step is not _Step.PAINTED:
            self._step = _Step.ANSWERED if is_to_this else _Step.ASKED

    def _rest(self) -> None:
        now = time.perf_counter()
        if self._busy_since:
            self.busy_ms.append((now - self._busy_since) * 1000)
            self._busy_since = 0.0
        if self._step is _Step.ANSWERED:  # it looks as the answer before it: nothing to paint
            self._note()

    def _note(self) -> None:
        now = time.perf_counter()
        self.shown += [
            Shown(typed, (now - pressed) * 1000, typed != self._typed)
            for typed, pressed in self._waiting
            if typed
        ]
        self._waiting.clear()
        self._step = _Step.PAINTED
        if not self._is_paced:
            QTimer.singleShot(0, self._press_next)


@contextmanager
def seat(library: Path, cache: Path) -> Iterator[Typist]:
    """A seat in front of the real window, without a screen, as it stands when all is read.

    Args:
        library: the folder to open.
        cache: where its index lies.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_NO_GLIB"] = "1"  # GLib's event loop does not tell when it rests
    os.environ["KBVIEWER_CACHE_DIR"] = str(cache)
    with tempfile.TemporaryDirectory() as data:
        os.environ["KBVIEWER_DATA_DIR"] = data
        app._application()
        gc.collect()
        gc.freeze()  # what the benchmark holds is not the window's to look through
        with app._open_session(library, None, "light") as session:
            window, controller = session.window, session.libraries.controller
            window.show()
            window.activateWindow()
            controller.start()
            app.wait_until_idle(controller)
            yield Typist(window, controller)
