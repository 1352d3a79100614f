"""How far an update of the index is."""

from __future__ import annotations

from dataclasses import dataclass

from kbviewer.library.problems import Problem


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """How far an update is.

    Attributes:
        done: files read or deleted so far.
        total: files to read or delete; 0 while that is not known.
        problems: of the files and folders that could not be read so far.
        renamed: articles that were found to be renamed since the last step: the old id and the new
            one.
    """

    done: int
    total: int
    problems: tuple[Problem, ...]
    renamed: tuple[tuple[str, str], ...] = ()
