"""The real window on a library, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kbviewer import i18n, paths
from kbviewer.render.render_process import RenderProcess
from kbviewer.ui import app
from kbviewer.ui import theme as themes
from kbviewer.ui.desktop import font_notice
from kbviewer.ui.desktop.language import use_language
from kbviewer.ui.results import result_presenter
from tests.ui.person import Open, Person


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it, with its fonts and its style."""
    handler = qInstallMessageHandler(None)
    application = app._application()
    qInstallMessageHandler(handler)  # pytest-qt's, which the program has put aside
    return application


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Qt's texts and its locale belong to the process, too."""
    yield
    use_language(i18n.ENGLISH)


@pytest.fixture(autouse=True)
def own_sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets that no other window uses; its path is short, as theirs must be."""
    with TemporaryDirectory(prefix="kbviewer", ignore_cleanup_errors=True) as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture(autouse=True)
def any_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same panels in the same places, whatever fonts there are."""
    monkeypatch.setattr(font_notice, "lacks_chinese", lambda _font: False)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of a page is loaded at once, so that a test that settles sees it."""
    monkeypatch.setattr(result_presenter, "_READ_AHEAD_MS", 0)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, a long page is rendered to its end."""
    monkeypatch.setattr(RenderProcess.__init__, "__defaults__", (120.0,))


@pytest.fixture
def usual_font(qapp: QApplication) -> None:
    """Where it matters how wide words are: a font that the window asks for."""
    if not set(qapp.font().families()) & set(themes._SANS):
        pytest.skip("none of the fonts that the window asks for is installed")


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """Open the window as the program does: a function from a folder to the person before it."""
    with ExitStack() as stack:

        def open_(
            library: Path | None = None,
            *,
            settings: QSettings | None = None,
            theme: str | None = "light",
            size: tuple[int, int] | None = (1280, 800),
            wait: bool = True,
        ) -> Person:
            library = library or paths.corpus()
            own = stack.enter_context(ExitStack())
            session = own.enter_context(app._open_session(library, settings, theme))
            session.attach_services()
            window = session.window
            if size:
                window.resize(*size)
            with qtbot.waitActive(window):
                window.show()
                window.activateWindow()
            session.libraries.controller.start()
            person = Person(qtbot, session, library, own.close)
            if wait:
                person.settle()
            return person

        yield open_
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def person(open_window: Open) -> Person:
    """Somebody before the shipped library."""
    return open_window()
