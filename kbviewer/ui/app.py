"""The composition root: builds the window and its controllers, and runs them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QSettings,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kbviewer import __version__, paths
from kbviewer.errors import LibraryError, NoScreenError, TranslationError
from kbviewer.i18n import tr
from kbviewer.library.file_id import is_unicode, path_to_id
from kbviewer.ui import theme as themes
from kbviewer.ui.desktop.appearance import Appearance
from kbviewer.ui.desktop.language import LanguageMenu, kept_language, use_language
from kbviewer.ui.desktop.single_instance import RaiseOutcome, raise_running_window
from kbviewer.ui.libraries.article_file import library_of
from kbviewer.ui.libraries.folder_check import check_folder
from kbviewer.ui.libraries.recent_libraries import RecentLibraries
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.ui.libraries.library_switcher import LibrarySwitcher
    from kbviewer.ui.services import WindowServices
    from kbviewer.ui.window_controller import WindowController

_MAX_WAIT_MS = 600_000
_MAX_PAINT_MS = 1_000
_SERVICES_DELAY_MS = 50
_SWITCH_INTERVAL_S = 0.0005
_DEBIAN_PACKAGES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0"


def run(library: Path | None, *, file: Path | None = None, theme: str | None = None) -> int:
    """Open the window and run until it is closed.

    Garbage collection, which the command has disabled for a faster start, is enabled again.

    Args:
        library: the folder, or None for the one that was open last.
        file: an existing Markdown file to open, in ``library``, or else in the known library that
            it is in, or else in its folder; or None.
        theme: ``light`` or ``dark`` instead of the system's.

    Raises:
        LibraryError: there is no such folder.
        NoScreenError: there is no screen to open a window on.
    """
    settings = QSettings(str(paths.settings_file()), QSettings.Format.IniFormat)
    _start_language(settings)  # for errors, before there is a window
    recent, article = RecentLibraries(settings), ""
    if file is not None:
        known = (*recent.folders, paths.corpus()) if library is None else (library,)
        library, article = library_of(file, known)
    library, missing = _first_library(library, recent)
    if raise_running_window(library, article) is RaiseOutcome.RAISED:
        return 0
    application = _application()
    with _open_session(library, settings, theme) as session:

        def start() -> None:
            _paint_first(session.window)
            # What the first paint does not need is loaded and built from here on.
            QTimer.singleShot(_SERVICES_DELAY_MS, start_services)
            _handle_ends(session.window)
            if article:
                session.libraries.controller.open_article(article)
            session.libraries.controller.start()

        def start_services() -> None:
            try:
                session.attach_services().start(missing)
            finally:
                gc.freeze()  # what is loaded by now stays: no later collection looks through it
                gc.enable()

        session.window.show()
        QTimer.singleShot(0, start)
        return application.exec()


def _handle_ends(window: Window) -> None:
    """Show bugs in a window, and let Ctrl+C end the program."""
    import signal  # noqa: PLC0415  not for the first paint

    from kbviewer.ui.desktop.excepthook import Excepthook  # noqa: PLC0415  as above

    sys.excepthook = Excepthook(window)
    # Python's own handler would wait for the next event.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class _PaintFilter(QObject):
    """Notes that a window is painted."""

    is_painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.is_painted = self.is_painted or event.type() is QEvent.Type.Paint
        return False


def _paint_first(window: Window) -> None:
    """Wait until a window is painted; a hidden one is not waited for long.

    What is typed and clicked meanwhile, Qt keeps for later, when there is something to handle it.
    """
    paint_filter, loop = _PaintFilter(), QEventLoop()
    deadline = QDeadlineTimer(_MAX_PAINT_MS)
    QTimer.singleShot(_MAX_PAINT_MS, loop, loop.wakeUp)
    window.installEventFilter(paint_filter)
    flags = QEventLoop.ProcessEventsFlag
    while not paint_filter.is_painted and not deadline.hasExpired():
        loop.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)
    window.removeEventFilter(paint_filter)


def _first_library(named: Path | None, recent: RecentLibraries) -> tuple[Path, str]:
    """The folder to start with, and why it is not the one that was open last.

    Raises:
        LibraryError: there is no such folder.
    """
    if named is not None:
        check_folder(named)
        return named, ""
    try:
        check_folder(recent.last)
    except LibraryError as error:
        return paths.corpus(), str(error)
    return recent.last, ""


def save_screenshot(
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
        file: the file, PNG or another format that Qt writes, by its ending. An existing picture is
            replaced; any other file is not.
        query: typed into the search field, or "".
        article: the id of the article to open, or "" for the first hit of the query.
        size: width and height of the window in pixels.
        theme: ``light`` (as where it is None) or ``dark``.

    Raises:
        LibraryError: there is no such folder.
        ArticleError: the article is not there.
        UsageError: the picture cannot be saved.
        KnownError: the window cannot show this, for example without a usable index. With any error
            nothing is saved.
    """
    from kbviewer.ui.desktop import screenshot_file  # noqa: PLC0415  not needed for a window

    check_folder(library)
    screenshot_file.check_target(file, library)
    if article and not is_unicode(article):  # a file name that is not UTF-8 arrives as its bytes
        article = path_to_id(article)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    errors: list[BaseException] = []
    with _open_session(library, None, theme or "light") as session, _collect_errors(errors):
        window, controller = session.window, session.libraries.controller
        controller.worker.failed.connect(errors.append)
        window.resize(*size)
        window.show()
        controller.start()
        wait_until_idle(controller)
        if query:
            window.search_bar.field.setText(query)
            wait_until_idle(controller)
        if article:
            controller.open_article(article)
            wait_until_idle(controller)
        drawn = window.grab()
    if errors:
        raise errors[0]
    screenshot_file.save(drawn, file)
    return 0


@contextmanager
def _collect_errors(errors: list[BaseException]) -> Iterator[None]:
    """Collect exceptions in slots, which Qt would only print."""
    previous = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: errors.append(error)
    try:
        yield
    finally:
        sys.excepthook = previous


def wait_until_idle(controller: WindowController) -> None:
    """Process events until every job is done and its result is shown.

    Raises:
        LibraryError: it takes too long.
    """
    loop = QEventLoop()
    deadline = QDeadlineTimer(_MAX_WAIT_MS)
    controller.worker.idle.connect(loop.quit)
    while not controller.worker.is_idle and not deadline.hasExpired():
        QTimer.singleShot(deadline.remainingTime() + 1, loop, loop.quit)
        loop.exec()
    controller.worker.idle.disconnect(loop.quit)
    if not controller.worker.is_idle:
        text = tr("The library was not read within {n} minutes. Read it first: kbviewer index.")
        raise LibraryError(text.format(n=_MAX_WAIT_MS // 60_000))
    QApplication.processEvents()


@dataclass(slots=True, weakref_slot=True)  # Qt holds its slot weakly
class Session:
    """A window and its controllers.

    Attributes:
        window: the window.
        folder: the first library's.
        settings: where choices are kept, or None to keep none.
        services: the services of a window on the screen, once they are started.
    """

    window: Window
    folder: Path
    settings: QSettings | None
    services: WindowServices | None = None
    _libraries: LibrarySwitcher | None = None
    _language_error: TranslationError | None = None

    @property
    def libraries(self) -> LibrarySwitcher:
        """What shows the library in the window; built when it is first asked for."""
        if self._libraries is None:
            from kbviewer.ui.libraries.library_switcher import LibrarySwitcher  # noqa: PLC0415  not for the first paint

            self.window.finish()
            self._libraries = LibrarySwitcher(self.window, self.settings, self.folder)
            if self._language_error:
                self._libraries.controller.show_language_error(self._language_error)
        return self._libraries

    def attach_services(self) -> WindowServices:
        """Build the services of a window on the screen."""
        from kbviewer.ui.services import WindowServices  # noqa: PLC0415  not for the first paint

        self.services = WindowServices(self.window, self.libraries, self.settings)
        return self.services

    def show_language_error(self, error: TranslationError) -> None:
        """Show why the texts are in English, as long as this library is shown."""
        if self._libraries is None:
            self._language_error = error
        else:
            self._libraries.controller.show_language_error(error)

    def close(self) -> None:
        """Close the window and all behind it."""
        if self.services is not None:
            self.services.close()
        if self._libraries is not None:
            self._libraries.close()
        self.window.close()
        self.window.deleteLater()


@contextmanager
def _open_session(
    library: Path, settings: QSettings | None, theme: str | None
) -> Iterator[Session]:
    failure = _start_language(settings)
    window = Window(settings)
    window.show_library_name(library)
    session = Session(window, library, settings)
    appearance = Appearance(window.action_collection, settings, theme, window)
    appearance.theme_changed.connect(window.set_theme)
    appearance.start()
    languages = LanguageMenu(window.action_collection, settings, window)
    languages.failed.connect(session.show_language_error)
    if failure:
        session.show_language_error(failure)
    try:
        yield session
    finally:
        session.close()


def _start_language(settings: QSettings | None) -> TranslationError | None:
    """Use the language that was chosen, else the system's; why that is not possible, or None."""
    try:
        use_language(kept_language(settings))
    except TranslationError as error:
        return error
    return None


def _application() -> QApplication:
    """The one application object of the process.

    Raises:
        NoScreenError: there is no screen to open a window on.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    requested = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform.startswith(("linux", "freebsd")):
        _set_platforms(requested)
    messages: list[str] = []
    qInstallMessageHandler(_collect_messages(messages))
    application = QApplication([sys.argv[0]])
    # By default a thread gives way after 5 ms, which is too long for painting.
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    qInstallMessageHandler(None)
    if application.platformName() == "offscreen" and "offscreen" not in requested:
        raise NoScreenError(
            _no_screen_message(messages[0] if messages else tr("no screen answers"))
        )
    application.setApplicationName("kbviewer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kbviewer")
    application.setStyle("Fusion")
    application.setFont(themes.base_font())
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "kbviewer.svg")))
    return application


def _set_platforms(requested: str) -> None:
    """Set the platforms that Qt tries; without a usable one it would abort the process."""
    if "offscreen" in requested or "minimal" in requested or "vnc" in requested:
        return
    if not requested:
        wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
        x11 = bool(os.environ.get("DISPLAY"))
        if not wayland and not x11:
            raise NoScreenError(
                _no_screen_message(tr("neither DISPLAY nor WAYLAND_DISPLAY is set"))
            )
        requested = ";".join(["wayland"] * wayland + ["xcb"] * x11)
    os.environ["QT_QPA_PLATFORM"] = f"{requested};offscreen"


def _no_screen_message(reason: str) -> str:
    return tr(
        "no window can be opened ({reason}); search in the terminal with “kbviewer search QUERY”, "
        "or draw the window with “kbviewer --picture FILE.png”."
    ).format(reason=reason)


def _collect_messages(messages: list[str]) -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    def collect(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if "could not connect" in message:
            messages.append(" ".join(message.split()))
        elif "Could not load" in message:
            text = tr("Qt lacks a library of the system, on Debian and Ubuntu: {command}")
            messages.append(text.format(command=f"apt install {_DEBIAN_PACKAGES}"))

    return collect
