"""Tags as a tree: which spellings are one tag, where it is in the tree, how it is shown.

Tags that differ only in what folding sets aside (case, width, accents, traditional characters) are
one tag; ``task/plans`` is below ``task``, as in Obsidian. In the index a tag is kept as a topic is,
under a path that no topic has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kbviewer.library.article import ALL_TAGS, Topic, with_ancestors
from kbviewer.text.fold import fold

_SEPARATORS = re.compile("[/／]")
_ROOT = Topic(ALL_TAGS, "Tags", "标签")


def tag_paths(tags: Iterable[str]) -> tuple[str, ...]:
    """The paths of an article's tags, with those above them, as ``/tags/task`` and ``/tags``."""
    paths = (path for tag in tags for path in with_ancestors(_path_and_parts(tag)[0]))
    return tuple(dict.fromkeys(paths))


def tag_tree(written: Iterable[str]) -> list[Topic]:
    """All tags, each under its path and titled by the last part of its most frequent spelling.

    The one above all of them comes first, if there are any. Of spellings that are equally frequent
    the first one in the order of characters is shown.

    Args:
        written: the tags of all articles, each as often as it is written.
    """
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for tag, count in Counter(written).items():
        path, parts = _path_and_parts(tag)
        for above, part in zip(_below_root(path), parts, strict=True):
            found = spellings[above]
            found[part] = found.get(part, 0) + count
    tags = [
        Topic(path, min(found, key=lambda part: (-found[part], part)))
        for path, found in sorted(spellings.items())
    ]
    return [_ROOT, *tags] if tags else []


def _below_root(path: str) -> Iterator[str]:
    return (above for above in with_ancestors(path) if above != ALL_TAGS)


@lru_cache(maxsize=20_000)  # the articles of a library have the same tags
def _path_and_parts(tag: str) -> tuple[str, tuple[str, ...]]:
    """The path of a tag, and its parts as they are written; "" and none for an empty one."""
    by_part = ((part.strip(), fold(part).replace("/", " ")) for part in _SEPARATORS.split(tag))
    parts = [(part, key) for part, folded in by_part if (key := " ".join(folded.split()))]
    path = "/".join((ALL_TAGS, *(key for _, key in parts))) if parts else ""
    return path, tuple(part for part, _ in parts)
