"""A line in the window that says why Chinese characters are boxes, and what to install."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer.ui import strings
from kbviewer.ui.desktop.fonts import lacks_chinese
from kbviewer.ui.results.result_delegate import HIT_ROLE
from kbviewer.ui.window import Window

_HIDDEN = "font_notice_hidden"
_LOOKED_AT = 50  # hits of a list
_HAN = re.compile("[\u3400-\u9fff]")


class FontNotice(QObject):
    """Shows the line as soon as Chinese is listed that cannot be shown, until it is hidden."""

    def __init__(self, window: Window, settings: QSettings | None) -> None:
        """Look at the fonts, and at each list from now on where they lack Chinese.

        Args:
            window: where the line appears, below the search field.
            settings: where it is kept that it was hidden, or None.
        """
        super().__init__(window)
        self._window = window
        self._settings = settings
        is_hidden = settings is not None and str(settings.value(_HIDDEN, "")) == "true"
        if not is_hidden and lacks_chinese(QApplication.font()):
            from kbviewer import doctor  # noqa: PLC0415  most systems have a font

            self._command = doctor.install_command((doctor.CHINESE_FONT,))
            self._line = QWidget(window)
            self._line.hide()
            window.results.model.modelReset.connect(self._look)
            self._look()

    def _look(self) -> None:
        model = self._window.results.model
        hits = (model.index(row).data(HIT_ROLE) for row in range(min(model.rowCount(), _LOOKED_AT)))
        if any(_HAN.search(f"{hit.title}{hit.source}{hit.snippet.text}") for hit in hits):
            model.modelReset.disconnect(self._look)
            self._show()

    def _show(self) -> None:
        self._line.setObjectName("notice")
        self._line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        said = QLabel(strings.no_chinese_font(self._command), self._line)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(said, 1)
        if self._command:
            row.addWidget(self._button("Copy command", self._copy))
        row.addWidget(self._button("Hide", self._hide))
        self._window.add_line(self._line)

    def _button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self._line)
        button.setObjectName("statusButton")
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._command)

    def _hide(self) -> None:
        self._line.hide()
        if self._settings is not None:
            self._settings.setValue(_HIDDEN, "true")
