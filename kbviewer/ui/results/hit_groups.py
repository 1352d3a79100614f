"""Groups the pieces of one article among the hits, as result grouping in Lucene does.

An article that is kept in several files is found several times; its pieces have one title, one
source and one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit

GroupKey = tuple[str, str, str]
_DAY_LENGTH = len("2025-08-11")


def group_key(hit: Hit) -> GroupKey | None:
    """What all pieces of an article share: title, source and day; None where one is missing."""
    day = hit.published[:_DAY_LENGTH]
    if not (hit.title and hit.source and len(day) == _DAY_LENGTH):
        return None
    return hit.title, hit.source, day


@dataclass(slots=True, eq=False)
class HitGroup:
    """The pieces of one article, or a hit by itself.

    Attributes:
        hits: in the order of the results, the first of which stands for all; never empty.
        is_expanded: whether the others are shown below it.
    """

    hits: list[Hit]
    is_expanded: bool = False

    @property
    def key(self) -> GroupKey | None:
        """What its hits share."""
        return group_key(self.hits[0])

    @property
    def shown_count(self) -> int:
        """How many of its hits are shown."""
        return len(self.hits) if self.is_expanded else 1


class HitGroups:
    """The groups of hits, each where its first hit is.

    Whether the hits are added at once or page by page, the groups are the same.
    """

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        self.groups: list[HitGroup] = []
        self._by_key: dict[GroupKey, HitGroup] = {}
        self.add(hits)

    def add(self, hits: Iterable[Hit]) -> tuple[Sequence[HitGroup], Mapping[HitGroup, int]]:
        """Add hits behind all others.

        Returns:
            The groups that are new, and those that have grown, each with its former size.
        """
        first_new = len(self.groups)
        sizes: dict[HitGroup, int] = {}
        for hit in hits:
            key = group_key(hit)
            group = self._by_key.get(key) if key else None
            if key and group:
                sizes.setdefault(group, len(group.hits))
                group.hits.append(hit)
                continue
            group = HitGroup([hit])
            self.groups.append(group)
            if key:
                self._by_key[key] = group
        new = self.groups[first_new:]
        return new, {group: size for group, size in sizes.items() if group not in new}
