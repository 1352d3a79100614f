"""What a person is told about a file or folder that could not be taken as it is."""

from __future__ import annotations

from dataclasses import dataclass

from kbviewer.library.file_id import display_name

SKIPPED = "it is left out"
"""What is done instead with what cannot be taken at all."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with one file or folder.

    Attributes:
        path: the id of which; "" is the library itself.
        what: what is wrong with it.
        instead: what was done instead.
    """

    path: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{display_name(self.path)}: {self.what}; {self.instead}"
