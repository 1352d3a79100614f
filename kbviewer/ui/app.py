"""The composition root: builds everything, connects it, and runs it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDeadlineTimer,
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kbviewer import __version__, paths
from kbviewer.errors import LibraryError, NoScreenError
from kbviewer.ui import theme as themes
from kbviewer.ui.appearance import Appearance
from kbviewer.ui.controller import Controller
from kbviewer.ui.excepthook import Excepthook
from kbviewer.ui.libraries import Libraries, check
from kbviewer.ui.recent import Recent
from kbviewer.ui.single import Answer, ask_to_front
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.ui.surroundings import Surroundings

_LONGEST_WAIT_MS = 600_000
_SURROUNDED_AFTER_MS = 50
_TURN_S = 0.0005
_LIBRARIES = (
    "on Debian and Ubuntu: apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxkbcommon-x11-0"
)


def run(library: Path | None, *, theme: str | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        library: the folder, or None for the one that was open last.
        theme: ``light`` or ``dark`` instead of the system's.

    Raises:
        LibraryError: there is no such folder.
        NoScreenError: there is no screen to open a window on.
    """
    settings = QSettings(str(paths.settings_file()), QSettings.Format.IniFormat)
    library, missing = _first(library, Recent(settings))
    if ask_to_front(library) is Answer.RAISED:
        return 0
    application = _application()
    with _session(library, settings, theme) as session:

        def surround() -> None:
            session.surround().start(missing)

        sys.excepthook = Excepthook(session.window)
        # Ctrl+C in the terminal ends the program; Python's own handler would wait for an event.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        session.window.show()
        # Behind the first picture of the window, so that it does not wait for the index.
        QTimer.singleShot(0, session.libraries.controller.start)
        QTimer.singleShot(_SURROUNDED_AFTER_MS, surround)
        return application.exec()


def _first(named: Path | None, recent: Recent) -> tuple[Path, str]:
    """The folder to begin with, and why it is not the one that was open last.

    Raises:
        LibraryError: there is no such folder.
    """
    if named is not None:
        check(named)
        return named, ""
    try:
        check(recent.last)
    except LibraryError as error:
        return paths.corpus(), str(error)
    return recent.last, ""


def picture(
    library: Path,
    file: Path,
    *,
    query: str = "",
    article: str = "",
    size: tuple[int, int] = (1280, 800),
    theme: str | None = None,
) -> int:
    """Draw the window without a screen and save the picture.

    Args:
        library: the folder.
        file: where to save, as PNG or another format that Qt writes, by its ending. A picture that
            is there is replaced; anything else is left.
        query: typed into the search field, or "".
        article: the id of the article to open, or "" for the first hit of the query.
        size: of the window, width and height in pixels.
        theme: ``light`` (as where it is None) or ``dark``.

    Raises:
        LibraryError: there is no such folder.
        ArticleError: the article is not there.
        UsageError: the picture cannot be saved.
        KnownError: the window does not show what was asked for, as without a usable index; then
            nothing is saved. So it is with any other error, which is a bug.
    """
    from kbviewer.ui import picture_file  # noqa: PLC0415  a window that stays has no use for it

    check(library)
    picture_file.check(file, library)
    if article:
        from kbviewer.library.file_id import id_of, is_text  # noqa: PLC0415  as in check
        from kbviewer.library.folder import Folder  # noqa: PLC0415  as in check

        # As a shell completes it, a name that is no text comes as its bytes.
        article = article if is_text(article) else id_of(article)
        Folder.open(library).article(article)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    errors: list[BaseException] = []
    with _session(library, None, theme or "light") as session, _collected(errors):
        window, controller = session.window, session.libraries.controller
        controller.worker.failed.connect(errors.append)
        window.resize(*size)
        window.show()
        controller.start()
        settle(controller)
        if query:
            window.search_bar.field.setText(query)
            settle(controller)
        if article:
            controller.open(article)
            settle(controller)
        drawn = window.grab()
    if errors:
        raise errors[0]
    picture_file.save(drawn, file)
    return 0


@contextmanager
def _collected(errors: list[BaseException]) -> Iterator[None]:
    """Collect the errors of Python that Qt calls, and would only print."""
    before = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: errors.append(error)
    try:
        yield
    finally:
        sys.excepthook = before


def settle(controller: Controller) -> None:
    """Wait, with events going on, until the window shows the answer to everything asked.

    Raises:
        LibraryError: it takes longer than anybody waits for a picture.
    """
    loop = QEventLoop()
    patience = QDeadlineTimer(_LONGEST_WAIT_MS)
    controller.worker.idle.connect(loop.quit)
    while not controller.worker.is_idle and not patience.hasExpired():
        QTimer.singleShot(patience.remainingTime() + 1, loop, loop.quit)
        loop.exec()
    controller.worker.idle.disconnect(loop.quit)
    if not controller.worker.is_idle:
        minutes = _LONGEST_WAIT_MS / 60_000
        raise LibraryError(
            f"The library was not read within {minutes:.0f} minutes. Read it first: kbviewer index."
        )
    QApplication.processEvents()


@dataclass(slots=True)
class Session:
    """A window with all that stands behind it.

    Attributes:
        window: the window.
        libraries: which library it shows.
        settings: where choices are kept, or None to keep none.
        surroundings: what a window that stays has around it, once it has.
    """

    window: Window
    libraries: Libraries
    settings: QSettings | None
    surroundings: Surroundings | None = None

    def surround(self) -> Surroundings:
        """Give the window what one that stays has around it."""
        from kbviewer.ui.surroundings import Surroundings  # noqa: PLC0415  not for the first paint

        self.surroundings = Surroundings(self.window, self.libraries, self.settings)
        return self.surroundings


@contextmanager
def _session(library: Path, settings: QSettings | None, theme: str | None) -> Iterator[Session]:
    window = Window(settings)
    session = Session(window, Libraries(window, settings, library), settings)
    Appearance(window, settings, theme, window)
    try:
        yield session
    finally:
        if session.surroundings is not None:
            session.surroundings.close()
        session.libraries.close()
        window.close()
        window.deleteLater()


def _application() -> QApplication:
    """The one application object of the process.

    Raises:
        NoScreenError: there is no screen to open a window on.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform.startswith(("linux", "freebsd")):
        _name_platforms(asked)
    said: list[str] = []
    qInstallMessageHandler(_collect(said))
    application = QApplication([sys.argv[0]])
    # Python gives way to another thread after 5 ms: too long for a window that wants to paint.
    sys.setswitchinterval(_TURN_S)
    qInstallMessageHandler(None)
    if application.platformName() == "offscreen" and "offscreen" not in asked:
        raise NoScreenError(_no_screen(said[0] if said else "no screen answers"))
    application.setApplicationName("kbviewer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kbviewer")
    application.setStyle("Fusion")
    application.setFont(themes.base_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "kbviewer.svg")))
    return application


def _name_platforms(asked: str) -> None:
    """Tell Qt which kinds of screen to try; without one it would abort the process."""
    if "offscreen" in asked or "minimal" in asked or "vnc" in asked:
        return
    if not asked:
        wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
        x11 = bool(os.environ.get("DISPLAY"))
        if not wayland and not x11:
            raise NoScreenError(_no_screen("neither DISPLAY nor WAYLAND_DISPLAY is set"))
        asked = ";".join(["wayland"] * wayland + ["xcb"] * x11)
    os.environ["QT_QPA_PLATFORM"] = f"{asked};offscreen"


def _no_screen(reason: str) -> str:
    return (
        f"no window can be opened ({reason}); search in the terminal with “kbviewer search QUERY”, "
        "or draw the window with “kbviewer --picture FILE.png”."
    )


def _collect(said: list[str]) -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    def collect(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if "could not connect" in message:
            said.append(" ".join(message.split()))
        elif "Could not load" in message:
            said.append(f"Qt lacks a library of the system, {_LIBRARIES}")

    return collect
