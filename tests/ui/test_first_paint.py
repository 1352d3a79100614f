"""The start of the window: what is painted before its controllers are loaded, and what follows."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.ui import app
from kbviewer.ui.app import Session
from kbviewer.ui.window import Window

_LATER = (
    "kbviewer.cli.commands", "kbviewer.index", "kbviewer.query", "kbviewer.render",
    "kbviewer.service", "kbviewer.ui.article", "kbviewer.ui.dialogs",
    "kbviewer.ui.libraries.library_switcher", "kbviewer.ui.results.result_delegate",
    "kbviewer.ui.services", "kbviewer.ui.window_controller", "PySide6.QtNetwork",
)  # fmt: skip
_PAINTED = """
import sys
from kbviewer import paths
from kbviewer.cli import main
from kbviewer.ui import app
application = app._application()
with app._open_session(paths.corpus(), None, "light") as session:
    session.window.show()
    app._paint_first(session.window)
    print(*sys.modules)
"""


@pytest.mark.slow
def test_the_first_paint_waits_for_nothing_that_it_does_not_show() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PAINTED], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert [name for name in ended.stdout.split() if name.startswith(_LATER)] == []


def picture(window: Window) -> QImage:
    """The window as it is painted."""
    QApplication.processEvents()
    return window.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_window_looks_the_same_when_all_of_it_is_built(qtbot: QtBot, theme: str) -> None:
    with app._open_session(paths.corpus(), None, theme) as session:
        with qtbot.waitExposed(session.window):
            session.window.show()
        title, first = session.window.windowTitle(), picture(session.window)
        assert session.libraries
        assert picture(session.window) == first
        session.attach_services()
        assert picture(session.window) == first
        assert session.window.windowTitle() == title == "corpus — kbviewer"


def test_the_search_field_has_the_focus_from_the_first_paint_on(qtbot: QtBot) -> None:
    with app._open_session(paths.corpus(), None, None) as session:
        field = session.window.search_bar.field
        with qtbot.waitActive(session.window):
            session.window.show()
            session.window.activateWindow()
        assert session.window.focusWidget() is field
        QTest.keyClicks(field, "8")
        assert session.libraries
        assert session.window.focusWidget() is field
        assert field.text() == "8"


class _Typist(QObject):
    """Types with the first paint, as an input method does, before there is a controller."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(watched, Window):
            watched.removeEventFilter(self)
            watched.search_bar.field.insert("盲盒")
        return False


@pytest.fixture
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The handlers of the process, which a start of the program replaces."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    interrupt = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, interrupt)
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("own_handlers")
def test_what_is_typed_at_the_first_paint_is_searched(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: list[Session] = []
    typist = _Typist()
    show, attach = Window.show, Session.attach_services

    def shown(window: Window) -> None:
        window.installEventFilter(typist)
        show(window)

    def attached(session: Session) -> object:
        sessions.append(session)
        return attach(session)

    def run(*_: object) -> int:
        qtbot.waitUntil(lambda: bool(sessions) and gc.isenabled())
        (session,) = sessions
        app.wait_until_idle(session.libraries.controller)
        found = [hit.id for hit in session.window.results.chosen_hits()]
        assert found == ["governance/2025-08-11-blind-box-marketing.md"]
        assert session.window.search_bar.field.text() == "盲盒"
        return 0

    monkeypatch.setattr(Window, "show", shown)
    monkeypatch.setattr(Session, "attach_services", attached)
    monkeypatch.setattr(QApplication, "exec", run)
    gc.disable()  # as the command does
    assert app.run(paths.corpus()) == 0
    assert gc.get_freeze_count()


@pytest.mark.usefixtures("own_handlers")
def test_the_services_of_the_window_wait_for_the_first_paint(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    paint, attach = app._paint_first, Session.attach_services

    def painted(window: Window) -> None:
        qtbot.wait(20)
        paint(window)
        done.append("painted")

    def attached(session: Session) -> object:
        done.append("services")
        return attach(session)

    def run(*_: object) -> int:
        qtbot.waitUntil(gc.isenabled)
        return 0

    monkeypatch.setattr(app, "_SERVICES_DELAY_MS", 0)
    monkeypatch.setattr(app, "_paint_first", painted)
    monkeypatch.setattr(Session, "attach_services", attached)
    monkeypatch.setattr(QApplication, "exec", run)
    gc.disable()
    assert app.run(paths.corpus()) == 0
    assert done == ["painted", "services"]


@pytest.mark.usefixtures("own_handlers")
def test_garbage_is_collected_again_even_if_the_services_fail(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[bool] = []

    def fail(_session: Session) -> None:
        failed.append(True)
        raise RuntimeError

    def run(*_: object) -> int:
        qtbot.waitUntil(gc.isenabled)
        qtbot.wait(0)  # PySide6 6.8 tells an error in a slot after the slot
        return 0

    monkeypatch.setattr(app, "_handle_ends", lambda _window: None)  # which would show the error
    monkeypatch.setattr(Session, "attach_services", fail)
    monkeypatch.setattr(QApplication, "exec", run)
    gc.disable()
    with qtbot.capture_exceptions():
        assert app.run(paths.corpus()) == 0
    assert failed


def test_a_window_that_is_not_painted_is_not_waited_for_long(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot
    monkeypatch.setattr(app, "_MAX_PAINT_MS", 50)
    with app._open_session(paths.corpus(), None, None) as session:
        fired: list[bool] = []
        QTimer.singleShot(0, lambda: fired.append(True))
        app._paint_first(session.window)  # it is not shown at all
        assert fired


def test_a_window_that_is_closed_before_it_is_whole_keeps_the_size_of_text(
    qtbot: QtBot, tmp_path: Path
) -> None:
    assert qtbot
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("text_scale", 1.5)
    with app._open_session(paths.corpus(), settings, None) as session:
        session.window.show()
    assert float(str(settings.value("text_scale"))) == 1.5
    with app._open_session(paths.corpus(), settings, None) as session:
        assert session.libraries
        assert session.window.article.scale == 1.5
