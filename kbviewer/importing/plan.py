"""From an excerpt to an article that is ready to be written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbviewer import paths
from kbviewer.errors import WriteError
from kbviewer.importing.excerpt import Excerpt
from kbviewer.importing.names import stem_of
from kbviewer.importing.topics import Suggester, Suggestion
from kbviewer.importing.write import Fields, content
from kbviewer.library.folder import Folder
from kbviewer.library.reading import language


@dataclass(frozen=True, slots=True)
class Planned:
    """An article that is ready to be written.

    Attributes:
        stem: its file's name without number and suffix.
        fields: its header.
        text: its Markdown.
        suggested: why it has these topics; () where the person named them.
    """

    stem: str
    fields: Fields
    text: str
    suggested: tuple[Suggestion, ...]

    @property
    def content(self) -> str:
        """The whole file."""
        return content(self.fields, self.text)


def plan(excerpt: Excerpt, topics: Sequence[str] | Suggester) -> Planned:
    """The article for an excerpt.

    Args:
        excerpt: as the page shows it.
        topics: those of the article, or what suggests them.
    """
    suggested: list[Suggestion] = []
    if isinstance(topics, Suggester):
        suggested = topics.suggest(excerpt.title, excerpt.text)
        named = tuple(suggestion.topic for suggestion in suggested)
    else:
        named = tuple(topics)
    fields = Fields(
        title=excerpt.title, source=excerpt.source, published=excerpt.published,
        lang=language(excerpt.text or excerpt.title), topics=named, url=excerpt.url,
        are_suggested=bool(suggested),
    )  # fmt: skip
    stem = stem_of(excerpt.title, excerpt.published)
    return Planned(stem, fields, excerpt.text, tuple(suggested))


def suggester(into: Path, library: Path) -> Suggester:
    """What suggests topics for articles in the folder ``into``.

    They are those of ``library`` where the folder lies in it, else the folder's own, and where it
    holds no articles yet those of ``library`` again.

    Raises:
        LibraryError: the folder to take them from cannot be listed.
    """
    is_inside = _real(into).is_relative_to(_real(library))
    if not is_inside and into.is_dir():
        folder = Folder.open(into)
        if next(folder.walk([]), None) is not None:
            return Suggester.of(folder)
    return Suggester.of(Folder.open(library))


def check_target(into: Path) -> None:
    """Whether articles may go there.

    Raises:
        WriteError: it is no folder, or the shipped knowledge base.
    """
    try:
        is_shipped = _real(into).is_relative_to(_real(paths.corpus()))
        is_other = os.path.lexists(into) and not into.is_dir()
    except (OSError, ValueError) as error:
        raise WriteError(f"{into} cannot be used: {error}.") from error
    if is_shipped:
        raise WriteError(
            f"{into} is the shipped knowledge base, which each new version replaces. "
            "Name a folder of your own with --into."
        )
    if is_other:
        raise WriteError(f"{into} is no folder: a file is in its place. Name another.")


def _real(path: Path) -> Path:
    """The path without links; of links in a circle, which ``resolve`` refuses, as they stand."""
    return Path(os.path.realpath(path))
