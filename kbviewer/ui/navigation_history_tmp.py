"""Back and forward: the places where the person has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Location:
    """What the window shows.

    Attributes:
        text: the typed query.
        topic: the chosen topic's path.
        article: the open article's id, or "".
        heading: the heading of it that a link led to, or "".
    """

    text: str = ""
    topic: str = ""
    article: str = ""
    heading: str = ""

    def renamed(self, renamed: Mapping[str, str]) -> Location:
        """The same place, its article known by its new id."""
        return replace(self, article=renamed.get(self.article, self.article))


class NavigationHistory:
    """A row of places and where in it the person stands.

    A place that is only passed through (a word half typed, a result walked over) is replaced by
    the next one; a place that the person settled in stays.
    """

    def __init__(self) -> None:
        self._entries = [Location()]
        self._position = 0
        self._is_committed = True

    @property
    def current(self) -> Location:
        """Where the person stands."""
        return self._entries[self._position]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._position > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the person came back from a place."""
        return self._position < len(self._entries) - 1

    def visit(self, place: Location) -> None:
        """Come to a place without a decision to be there."""
        if place == self.current:
            return
        if self._is_committed:
            del self._entries[self._position + 1 :]
            self._entries.append(place)
            self._position += 1
        else:
            self._entries[self._position] = place
        self._is_committed = False

    def commit(self, place: Location) -> None:
        """Come to a place, or stay in it, on purpose."""
        self.visit(place)
        self._is_committed = True

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Know articles by their new ids."""
        self._entries = [place.renamed(renamed) for place in self._entries]

    def back(self) -> Location:
        """Go to the place before."""
        return self._move(-1)

    def forward(self) -> Location:
        """Go to the place that one came back from."""
        return self._move(1)

    def _move(self, by: int) -> Location:
        self._position = min(max(0, self._position + by), len(self._entries) - 1)
        self._is_committed = True
        return self.current
