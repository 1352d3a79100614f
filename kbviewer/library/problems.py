"""What is wrong with a file or folder, and how it was handled."""

from __future__ import annotations

from dataclasses import dataclass

from kbviewer.i18n import QT_TR_NOOP, Message, tr
from kbviewer.library.file_id import display_name

SKIPPED = Message(QT_TR_NOOP("it is left out"))
"""How most problems are handled."""
Finding = tuple[Message, Message]
"""What is wrong, and how it was handled."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with one file or folder.

    Attributes:
        path: its id; "" is the library itself.
        found: what is wrong with it.
        handled: how it was handled.
    """

    path: str
    found: Message
    handled: Message

    @property
    def what(self) -> str:
        """What is wrong with it, in the user's language."""
        return str(self.found)

    @property
    def instead(self) -> str:
        """How it was handled, in the user's language."""
        return str(self.handled)

    def __str__(self) -> str:
        return tr("{file}: {what}; {instead}").format(
            file=display_name(self.path), what=self.what, instead=self.instead
        )
