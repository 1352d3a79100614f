"""Context menus as a person opens and uses them, and what they hand to other programs."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtDBus import QDBusMessage
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QMenu

from kbviewer.ui.desktop import file_manager
from tests.ui.person import Person, focused


def right_click(view: QAbstractScrollArea, point: QPoint) -> QMenu | None:
    """The menu that a click with the right button at a point of a view opens, if any."""
    if menu := opened():
        menu.close()
    port = view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.RightButton, pos=point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, port.mapToGlobal(point))
    QApplication.sendEvent(port, event)
    return opened()


def menu_key(key: Qt.Key = Qt.Key.Key_Menu) -> QMenu | None:
    """The menu that the Menu key opens in what has the keyboard, or F10 with Shift."""
    is_menu = key == Qt.Key.Key_Menu
    held = Qt.KeyboardModifier.NoModifier if is_menu else Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(), key, held)
    return opened()


def opened() -> QMenu | None:
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else None


def lines(menu: QMenu | None) -> list[str]:
    """The lines of a menu without mnemonics and keys; "-" parts two groups."""
    assert menu is not None
    return [
        "-" if one.isSeparator() else one.text().partition("\t")[0].replace("&", "")
        for one in menu.actions()
    ]


def letters(menu: QMenu | None) -> list[str]:
    """The mnemonics of a menu."""
    assert menu is not None
    texts = [one.text().replace("&&", "") for one in menu.actions() if not one.isSeparator()]
    return [text.partition("&")[2][:1].lower() for text in texts]


def choose(person: Person, menu: QMenu | None, text: str) -> None:
    """Click a line of a menu, and wait for what comes of it."""
    assert menu is not None
    (action,) = (one for one in menu.actions() if _plain(one.text()) == text)
    assert action.isEnabled()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert opened() is None
    if not [one for one in person.window.findChildren(QDialog) if one.isVisible()]:
        person.window.activateWindow()  # a real screen does so with the popup's end
    person.settle()


def _plain(text: str) -> str:
    return text.partition("\t")[0].replace("&", "")


class _Answer(QObject):
    finished = Signal(object)

    def __init__(self, *, is_error: bool) -> None:
        super().__init__()
        self._is_error = is_error

    def isError(self) -> bool:  # noqa: N802  Qt's name
        return self._is_error


@dataclass
class Desktop:
    """A desktop that notes what it is asked for.

    Attributes:
        opened: the files and folders that were opened.
        shown: the files that were to be shown in their folders.
        has_program: whether it has a program for what is opened.
        has_file_manager: whether it has one that selects a file.
    """

    opened: list[Path] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)
    has_program: bool = True
    has_file_manager: bool = True
    _answers: list[_Answer] = field(default_factory=list)

    @classmethod
    def replace(cls, monkeypatch: pytest.MonkeyPatch) -> Desktop:
        """Put it in the place of the real one."""
        desktop = cls()
        monkeypatch.setattr(QDesktopServices, "openUrl", desktop._open)
        monkeypatch.setattr(file_manager, "_call", desktop._call)
        monkeypatch.setattr(sys, "platform", "linux")
        return desktop

    def answer(self) -> None:
        """Answer all calls."""
        while self._answers:
            answer = self._answers.pop()
            answer.finished.emit(answer)

    def _open(self, url: QUrl) -> bool:
        assert url.scheme() == "file"
        self.opened.append(_path_of(bytes(url.toEncoded().data()).decode()))
        return self.has_program

    def _call(self, message: QDBusMessage, _parent: QObject) -> _Answer:
        assert message.interface() == message.service() == "org.freedesktop.FileManager1"
        assert message.path() == "/org/freedesktop/FileManager1"
        assert message.member() == "ShowItems"
        addresses, token = message.arguments()
        assert token == ""
        self.shown += map(_path_of, addresses)
        self._answers.append(_Answer(is_error=not self.has_file_manager))
        return self._answers[-1]


def _path_of(address: str) -> Path:
    return Path(unquote(urlsplit(address).path, errors="surrogateescape"))
