"""A notice that Chinese characters are shown as boxes, with the command that installs a font."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer import i18n
from kbviewer.ui import strings
from kbviewer.ui.desktop.fonts import lacks_chinese

_HIDDEN = "font_notice_hidden"
_HAN = re.compile("[\u3400-\u9fff]")


class FontNotice(QWidget):
    """Asks to be shown with the first Chinese text that no installed font can show.

    It is in English in every language: Chinese could not be read.
    """

    needed = Signal()
    """The notice is to be shown; emitted once."""

    def __init__(self, settings: QSettings | None, parent: QWidget) -> None:
        """Look for a Chinese font.

        Args:
            settings: where it is kept that the user has hidden the notice, or None.
            parent: the window.
        """
        super().__init__(parent)
        self.hide()
        self._settings = settings
        self._command = ""
        is_hidden = settings is not None and str(settings.value(_HIDDEN, "")) == "true"
        self._is_pending = not is_hidden and lacks_chinese(QApplication.font())

    @property
    def is_pending(self) -> bool:
        """Whether Chinese text would make the notice appear."""
        return self._is_pending

    def check(self, text: str) -> None:
        """Ask to be shown if this text, or the window's own, has characters that would be boxes."""
        is_chinese = i18n.language() == i18n.CHINESE
        if self._is_pending and (is_chinese or _HAN.search(text)):
            self._is_pending = False
            self._fill()
            self.needed.emit()

    def _fill(self) -> None:
        from kbviewer import doctor  # noqa: PLC0415  most systems have a font

        self._command = doctor.install_command((doctor.CHINESE_FONT,))
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        label = QLabel(strings.no_chinese_font(self._command), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(label, 1)
        if self._command:
            row.addWidget(self._make_button("Copy command", self._copy))
        row.addWidget(self._make_button("Hide", self._hide))

    def _make_button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("statusButton")
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._command)

    def _hide(self) -> None:
        self.hide()
        if self._settings is not None:
            self._settings.setValue(_HIDDEN, "true")
