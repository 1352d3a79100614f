"""What is wrong with a file or folder, and how it was handled."""

from __future__ import annotations

from dataclasses import dataclass

from kbviewer.library.file_id import display_name

SKIPPED = "it is left out"
"""How most problems are handled."""
Finding = tuple[str, str]
"""What is wrong, and how it was handled."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with one file or folder.

    Attributes:
        path: its id; "" is the library itself.
        what: what is wrong with it.
        instead: how it was handled.
    """

    path: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{display_name(self.path)}: {self.what}; {self.instead}"
