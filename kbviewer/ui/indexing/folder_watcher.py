"""The folder is watched while the window is open, and looked at anew when one comes back to it."""

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
_AGAIN_AFTER_S = 60.0  # a limit may have been raised, or another program have ended


class FolderWatcher(QObject):
    """Tells when the folder should be read again.

    Watching fails on some network folders, and where the system's limit is reached: there the
    folder is looked at when the person comes back to the window, and each minute, when it is
    tried again to watch it.
    """

    changed = Signal(object)
    """Something in the folder is not as it was: the paths of files, or None for anything."""

    window_activated = Signal(int)
    """The person came back to the window, or a minute went by unwatched; the folder need not be
    read if it was within so many milliseconds."""

    failed = Signal(object)
    """Changes are not seen as they happen: a ``LibraryError`` says why; None: they are again."""

    _event = Signal(object, object)  # the event that would end the watch; an error or what changed

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._stop = Event()
        self._again = Event()  # the person came back: no need to wait for the minute to end
        self._thread: Thread | None = None
        self._has_failed = False
        self._event.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    def watch(self, folder: Path) -> None:
        """Watch a folder, and no longer the one before."""
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
        """Watch nothing."""
        self._stop.set()
        self._again.set()
        if self._thread is not None:
            self._thread.join(_JOIN_TIMEOUT_S)
        self._folder = self._thread = None

    def _run(self, folder: Path, stop: Event, again: Event) -> None:
        from kbviewer.library.watcher import watch_changes  # noqa: PLC0415  the window stands before that

        while not stop.is_set():
            try:
                for changed in watch_changes(folder, stop):
                    if not stop.is_set():
                        self._event.emit(stop, changed)
            except LibraryError as error:
                is_gone = not folder.is_dir()
                if is_gone and not stop.is_set():
                    self._event.emit(stop, None)  # which is told when it is read
                if not stop.is_set():
                    self._event.emit(stop, error)
                if not is_gone:
                    again.wait(_AGAIN_AFTER_S)
                    if not stop.is_set():
                        again.clear()
            while not folder.is_dir() and not stop.wait(_RETRY_INTERVAL_S):
                pass

    def _on_event(self, stop: Event, told: LibraryError | frozenset[str] | None) -> None:
        if stop is not self._stop or stop.is_set():  # it is of the folder before
            return
        if isinstance(told, LibraryError):
            is_new, self._has_failed = not self._has_failed, True
            self.failed.emit(told)
            if not is_new:
                self.window_activated.emit(_MAX_AGE_UNWATCHED_MS)
            return
        if self._has_failed:
            self._has_failed = False
            self.failed.emit(None)
        self.changed.emit(told)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive or self._folder is None:
            return
        if self._has_failed:
            self._again.set()
        self.window_activated.emit(_MAX_AGE_UNWATCHED_MS if self._has_failed else _MAX_AGE_MS)
