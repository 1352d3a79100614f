"""The bar below a long article: which section is shown, and buttons to the next and previous."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.widgets.elided_label import ElidedLabel
from kbviewer.ui.widgets.rich_text import escaped


class SectionBar(QWidget):
    """Visible only if there is more than one section."""

    turned = Signal(int)
    """To the next section (1) or the previous one (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sectionBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = ElidedLabel(self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = self._make_button(self._go_to_previous)
        self._next = self._make_button(self._go_to_next)
        self.buttons = self._previous, self._next
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._previous)
        row.addWidget(self._label, 1)
        row.addWidget(self._next)
        self._shown = (0, 1, "")
        self._retranslate()
        self.hide()

    def show_section(self, index: int, count: int, note: str) -> None:
        """Show which section is open.

        Args:
            index: the index of the section.
            count: the number of sections.
            note: a note on the section, or "".
        """
        self._shown = index, count, note
        self._show_label()
        self._label.setToolTip(f"<p>{escaped(note)}</p>" if note else "")
        self._previous.setEnabled(index > 0)
        self._next.setEnabled(index + 1 < count)
        self.setVisible(count > 1)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._previous.defaultAction().setText(tr("‹ Previous part"))
        self._next.defaultAction().setText(tr("Next part ›"))
        self._show_label()

    def _show_label(self) -> None:
        index, count, note = self._shown
        part = tr("Part {n} of {count}").format(n=f"{index + 1:,}", count=f"{count:,}")
        self._label.set_full_text("  ·  ".join(filter(None, (part, note))))

    def _make_button(self, slot: Callable[[], None]) -> QToolButton:
        action = QAction(self)
        action.triggered.connect(slot)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _go_to_previous(self) -> None:
        self.turned.emit(-1)

    def _go_to_next(self) -> None:
        self.turned.emit(1)
