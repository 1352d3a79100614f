"""What a person does with the window, by real key, mouse and input-method events."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.index.search.searcher import Hit, ResultPage
from kbviewer.service import KnowledgeBase
from kbviewer.ui.app import Session, wait_until_idle
from kbviewer.ui.results.result_model import HIT_ROLE
from kbviewer.ui.services import WindowServices
from kbviewer.ui.window import Window
from kbviewer.ui.window_controller import WindowController

Key = Qt.Key
Held = Qt.KeyboardModifier
Open = Callable[..., "Person"]
MakeLibrary = Callable[[dict[str, str]], Path]


@dataclass(frozen=True)
class Person:
    """Somebody in front of a window that is open.

    Attributes:
        bot: the hands.
        session: the window with all that stands behind it.
        library: the folder that was opened first.
        close: closes the window, with everything behind it.
    """

    bot: QtBot
    session: Session
    library: Path
    close: Callable[[], None]

    @property
    def window(self) -> Window:
        """The window."""
        return self.session.window

    @property
    def services(self) -> WindowServices:
        """What the window has around it."""
        assert self.session.services
        return self.session.services

    @property
    def controller(self) -> WindowController:
        """What stands behind the window, for the library that it shows."""
        return self.session.libraries.controller

    # --- doing

    def settle(self) -> None:
        """Wait until the window shows the answer to everything asked."""
        timer = self.controller._result_presenter._read_ahead_timer
        wait_until_idle(self.controller)
        while timer.isActive() or not self.controller.worker.is_idle:
            wait_until_idle(self.controller)

    def type(self, text: str) -> None:
        """Type letters into whatever has the keyboard; nothing is waited for."""
        QTest.keyClicks(focused(), text)

    def commit(self, text: str, *, half_typed: str = "") -> None:
        """Let an input method hand over ``text``, with ``half_typed`` syllables behind it."""
        event = QInputMethodEvent(half_typed, [])
        event.setCommitString(text)
        QApplication.sendEvent(focused(), event)

    def search(self, text: str) -> None:
        """Replace the query by another one and wait for the answer."""
        self.press(Key.Key_F, Held.ControlModifier)
        self.commit(text)
        self.settle()

    def press(self, key: Key, held: Held = Held.NoModifier) -> None:
        """Press a key in whatever has the keyboard, and wait for what comes of it."""
        self.tap(key, held)
        self.settle()

    def tap(self, key: Key, held: Held = Held.NoModifier) -> None:
        """Press a key in whatever has the keyboard; nothing is waited for."""
        QTest.keyClick(focused(), key, held)

    def click(self, view: QWidget, place: QRect | QPoint) -> None:
        """Click into a panel, and wait for what comes of it."""
        point = place.center() if isinstance(place, QRect) else place
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
        self.settle()

    def choose_topic(self, path: str) -> None:
        """Click a topic of the tree."""
        view = self.window.tree.view
        index = self.window.tree.model.index_of(path)
        assert index.isValid(), path
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index))

    def click_result(self, row: int) -> None:
        """Click a row of the list."""
        view = self.window.results.view
        index = self.window.results.model.index(row)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index))

    def open(self, article: str) -> None:
        """Click the row of an article."""
        self.click_result(self.window.results.model.row_of(article))

    def links(self) -> dict[str, tuple[int, int]]:
        """The addresses that the open page links to, each with the span of its words."""
        found: dict[str, tuple[int, int]] = {}
        block = self.browser.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                if address := fragment.charFormat().anchorHref():
                    start = fragment.position()
                    found[address] = (start, start + fragment.length())
                fragments += 1
            block = block.next()
        return found

    def click_link(self, address: str) -> None:
        """Click a link of the open page."""
        start, _ = self.links()[address]
        self.browser.verticalScrollBar().setValue(0)
        place = self.place_of(start)
        if place.bottom() > self.browser.viewport().height():
            self.browser.verticalScrollBar().setValue(place.top() - 40)
            place = self.place_of(start)
        self.click(self.browser.viewport(), place.center() + QPoint(4, 0))

    # --- seeing

    @property
    def field(self) -> QLineEdit:
        """The search field."""
        return self.window.search_bar.field

    @property
    def browser(self) -> QTextBrowser:
        """The reader's page."""
        return self.window.article.browser

    def hits(self) -> list[Hit]:
        """The hits that the list shows."""
        model = self.window.results.model
        return [model.index(row).data(HIT_ROLE) for row in range(model.rowCount())]

    def ids(self) -> list[str]:
        """The articles that the list shows."""
        return [hit.id for hit in self.hits()]

    def current_article(self) -> str:
        """The article that the list stands at."""
        return self.window.results.current_article()

    def current_row(self) -> int:
        """The row that the list stands at."""
        return self.window.results.view.currentIndex().row()

    def status(self) -> str:
        """The status line, all of it where there is no room for all."""
        text = self.window.status_line.findChild(QLabel, "statusText")
        assert isinstance(text, QLabel)
        return text.accessibleName()

    def summary(self) -> str:
        """The line above the list."""
        return label(self.window, "resultsSummary")

    def why_nothing(self) -> str:
        """What stands in place of the list, or "" where there is a list."""
        return _empty(self.window.results)

    def page(self) -> str:
        """The text of the page that is open, or "" where there is none."""
        shown = self.browser.isVisible()
        return self.window.article.text() if shown else ""

    def why_no_page(self) -> str:
        """What stands in place of the page."""
        return _empty(self.window.article)

    def counter(self) -> str:
        """The words beside the buttons from match to match."""
        found = self.window.article.findChild(QWidget, "articleBar")
        assert isinstance(found, QWidget)
        text = found.findChild(QLabel)
        assert isinstance(text, QLabel)
        return text.text() if text.isVisible() else ""

    def counts(self) -> dict[str, int]:
        """The number at each topic of the tree."""
        model = self.window.tree.model
        return {path: model.count_of(path) for path in model._items}

    def highlighted(self) -> list[str]:
        """The words that are marked in the open page."""
        return [self.words(*span) for span in self.window.article.matches]

    def words(self, start: int, end: int) -> str:
        """The words of the open page from one position of Qt's to another."""
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def place_of(self, position: int) -> QRect:
        """Where a character of the open page stands in its panel."""
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(position)
        return self.browser.cursorRect(cursor)

    def current_match_is_visible(self) -> bool:
        """Whether the match that the reader stands at can be seen."""
        article = self.window.article
        place = self.place_of(article.matches[article.current_match][0])
        height = self.browser.viewport().height()
        return place.top() >= 0 and place.bottom() <= height


@dataclass
class Gate:
    """Holds up the search for one text, so that its answer is late.

    Attributes:
        text: the query that is held up.
        begun: every query that was begun, in order.
    """

    text: str
    begun: list[str] = field(default_factory=list)
    _open: threading.Event = field(default_factory=threading.Event)

    def open(self) -> None:
        """Let it go on."""
        self._open.set()

    @classmethod
    def before(cls, text: str, monkeypatch: pytest.MonkeyPatch) -> Gate:
        """Hold up the search for ``text`` until the gate is opened."""
        gate = cls(text)
        search = KnowledgeBase.search

        def late(knowledge_base: KnowledgeBase, typed: str, **options: Any) -> ResultPage:  # noqa: ANN401  whatever search takes
            gate.begun.append(typed)
            if typed == text:
                assert gate._open.wait(20)
            return search(knowledge_base, typed, **options)

        monkeypatch.setattr(KnowledgeBase, "search", late)
        return gate


def focused() -> QWidget:
    """Whatever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def label(within: QWidget, name: str) -> str:
    """The text of a label, by its name."""
    found = within.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def _empty(panel: QWidget) -> str:
    title = panel.findChild(QLabel, "emptyTitle")
    assert isinstance(title, QLabel)
    if not title.isVisible():
        return ""
    return f"{title.text()}\n{label(panel, 'emptyText')}".strip()


def pixels(image: QImage, colour: str) -> int:
    """How many pixels of a picture have exactly this colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = memoryview(plain.constBits()).cast("I")
    return bits.tolist().count(QColor(colour).rgb())


def article(title: str, text: str, **header: str) -> str:
    """The text of an article's file."""
    lines = [f"{name}: {value}" for name, value in {"title": title, **header}.items()]
    return "---\n{}\n---\n\n{}\n".format("\n".join(lines), text)
