"""Watches the folder, and rescans it when the window is activated."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from kbviewer.errors import LibraryError

_MAX_AGE_MS = 10_000
_MAX_AGE_UNWATCHED_MS = 3_000
_JOIN_TIMEOUT_S = 2.0
_RETRY_INTERVAL_S = 1.0  # a folder that was renamed or unmounted may come back
_AGAIN_AFTER_S = 60.0  # seconds after which watching is tried again


class FolderWatcher(QObject):
    """Reports when the folder should be scanned.

    Watching fails on some network folders, and where the system's limit is reached. The folder is
    then scanned when the window is activated and every minute, when watching is tried again.
    """

    changed = Signal(object)
    """The folder has changed: the paths of the changed files, or None for any."""

    window_activated = Signal(int)
    """The window was activated, or a minute has passed without watching; a scan within the last
    milliseconds, as many as this, is recent enough."""

    failed = Signal(object)
    """Watching has failed with this ``LibraryError``; None: it works again."""

    _event = Signal(object, object)  # the stop event of the thread; an error or what changed

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._stop = Event()
        self._again = Event()  # the window was activated: retry now
        self._thread: Thread | None = None
        self._has_failed = False
        self._event.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    def watch(self, folder: Path) -> None:
        """Watch a folder instead of the one before."""
        self.close()
        self._folder = folder.resolve()
        self._stop, self._again = Event(), Event()
        self._thread = Thread(
            target=self._run,
            args=(self._folder, self._stop, self._again),
            name="watch",
            daemon=True,
        )
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        self._again.set()
        if self._thread is not None:
            self._thread.join(_JOIN_TIMEOUT_S)
        self._folder = self._thread = None

    def _run(self, folder: Path, stop: Event, again: Event) -> None:
        from kbviewer.library.watcher import watch_changes  # noqa: PLC0415  off the GUI thread

        while not stop.is_set():
            try:
                for changed in watch_changes(folder, stop):
                    if not stop.is_set():
                        self._event.emit(stop, changed)
            except LibraryError as error:
                is_gone = not folder.is_dir()
                if is_gone and not stop.is_set():
                    self._event.emit(stop, None)  # the scan reports that the folder is gone
                if not stop.is_set():
                    self._event.emit(stop, error)
                if not is_gone:
                    again.wait(_AGAIN_AFTER_S)
                    if not stop.is_set():
                        again.clear()
            while not folder.is_dir() and not stop.wait(_RETRY_INTERVAL_S):
                pass

    def _on_event(self, stop: Event, event: LibraryError | frozenset[str] | None) -> None:
        if stop is not self._stop or stop.is_set():  # of the previous folder
            return
        if isinstance(event, LibraryError):
            is_new, self._has_failed = not self._has_failed, True
            self.failed.emit(event)
            if not is_new:
                self.window_activated.emit(_MAX_AGE_UNWATCHED_MS)
            return
        if self._has_failed:
            self._has_failed = False
            self.failed.emit(None)
        self.changed.emit(event)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive or self._folder is None:
            return
        if self._has_failed:
            self._again.set()
        self.window_activated.emit(_MAX_AGE_UNWATCHED_MS if self._has_failed else _MAX_AGE_MS)
