"""Back and forward: the places where the person has been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
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

    def renamed(self, renamed: Mapping[str, str]) -> Place:
        """The same place, its article known by its new id."""
        return replace(self, article=renamed.get(self.article, self.article))


class Places:
    """A row of places and where in it the person stands.

    A place that is only passed through (a word half typed, a result walked over) is replaced by
    the next one; a place that the person settled in stays.
    """

    def __init__(self) -> None:
        self._row = [Place()]
        self._at = 0
        self._settled = True

    @property
    def here(self) -> Place:
        """Where the person stands."""
        return self._row[self._at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the person came back from a place."""
        return self._at < len(self._row) - 1

    def pass_through(self, place: Place) -> None:
        """Come to a place without a decision to be there."""
        if place == self.here:
            return
        if self._settled:
            del self._row[self._at + 1 :]
            self._row.append(place)
            self._at += 1
        else:
            self._row[self._at] = place
        self._settled = False

    def settle(self, place: Place) -> None:
        """Come to a place, or stay in it, on purpose."""
        self.pass_through(place)
        self._settled = True

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Know articles by their new ids."""
        self._row = [place.renamed(renamed) for place in self._row]

    def back(self) -> Place:
        """Go to the place before."""
        return self._go(-1)

    def forward(self) -> Place:
        """Go to the place that one came back from."""
        return self._go(1)

    def _go(self, by: int) -> Place:
        self._at = min(max(0, self._at + by), len(self._row) - 1)
        self._settled = True
        return self.here
