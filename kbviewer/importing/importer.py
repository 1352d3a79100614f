"""Prepares excerpts as articles, and describes the outcome."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbviewer import paths
from kbviewer.errors import WriteError
from kbviewer.i18n import plural, tr
from kbviewer.importing.file_writer import (
    ArticleMetadata,
    ImportFolder,
    WriteOutcome,
    WrittenFile,
    file_stem,
    format_article,
    not_a_folder,
)
from kbviewer.importing.saved_page import Excerpt
from kbviewer.importing.topic_suggestions import TopicSuggester, TopicSuggestion
from kbviewer.library.library import Library
from kbviewer.library.metadata import detect_language
from kbviewer.text.display import padded
from kbviewer.text.plaintext import plain_text

_MAX_TEXT_SHOWN = 70
_MAX_WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that is ready to be written.

    Attributes:
        file_stem: its file name without number and suffix.
        metadata: its front matter.
        text: its Markdown.
        suggestions: why it has these topics; () if the user named them.
    """

    file_stem: str
    metadata: ArticleMetadata
    text: str
    suggestions: tuple[TopicSuggestion, ...]

    @property
    def content(self) -> str:
        """The content of its file."""
        return format_article(self.metadata, self.text)


def prepare_article(excerpt: Excerpt, topics: Sequence[str] | TopicSuggester) -> NewArticle:
    """The article for an excerpt.

    Args:
        excerpt: as on the page.
        topics: those of the article, or a suggester of them.
    """
    suggestions: list[TopicSuggestion] = []
    if isinstance(topics, TopicSuggester):
        suggestions = topics.suggest(excerpt.title, excerpt.text)
        topic_paths = tuple(suggestion.topic for suggestion in suggestions)
    else:
        topic_paths = tuple(topics)
    fields = ArticleMetadata(
        title=excerpt.title, source=excerpt.source, published=excerpt.published,
        lang=detect_language(excerpt.text or excerpt.title), topics=topic_paths, url=excerpt.url,
        are_suggested=bool(suggestions),
    )  # fmt: skip
    stem = file_stem(excerpt.title, excerpt.published)
    return NewArticle(stem, fields, excerpt.text, tuple(suggestions))


def topic_suggester(into: Path, library: Path) -> TopicSuggester:
    """The suggester of topics for articles in the folder ``into``.

    Its topics are those of ``library`` if the folder is inside it, else the folder's own; if it has
    no articles yet, those of ``library`` again.

    Raises:
        LibraryError: the folder with the topics cannot be listed.
    """
    is_inside = _real_path(into).is_relative_to(_real_path(library))
    if not is_inside and into.is_dir():
        folder = Library.open(into)
        if next(folder.scan([]), None) is not None:
            return TopicSuggester.from_library(folder)
    return TopicSuggester.from_library(Library.open(library))


def check_destination(into: Path) -> None:
    """Check that articles may be written into a folder.

    Raises:
        WriteError: it is not a folder, or the shipped knowledge base.
    """
    try:
        is_shipped = _real_path(into).is_relative_to(_real_path(paths.corpus()))
        is_other = os.path.lexists(into) and not into.is_dir()
    except (OSError, ValueError) as error:
        message = tr("{folder} cannot be used: {reason}.")
        raise WriteError(message.format(folder=into, reason=error)) from error
    if is_shipped:
        raise WriteError(
            tr(
                "{folder} is the shipped knowledge base, which each new version replaces. Name a "
                "folder of your own with --into."
            ).format(folder=into)
        )
    if is_other:
        raise not_a_folder(into)


def describe_article(article: NewArticle, written: WrittenFile) -> str:
    """An article that would be written, with a line for each field."""
    fields = article.metadata
    name = written.name
    if written.outcome is WriteOutcome.EXISTS:
        name = tr("{file}  (already there)").format(file=name)
    text = plain_text(article.text).text
    shown = tr("{n} characters: {beginning}").format(
        n=f"{len(text):,}", beginning=text.partition("\n")[0][:_MAX_TEXT_SHOWN]
    )
    facts = [
        (tr("title", "label"), fields.title), (tr("source", "label"), fields.source),
        (tr("published", "label"), fields.published), (tr("lang", "label"), fields.lang),
        (tr("topics", "label"), tr(", ").join(fields.topics) or tr("none", "topics")),
        *(
            ("", tr("{topic}: {words}").format(topic=one.topic, words=_words(one)))
            for one in article.suggestions
        ),
        (tr("url", "label"), fields.url), (tr("text", "label"), shown),
    ]  # fmt: skip
    lines = (f"  {padded(label, 9)}  {value}" for label, value in facts if value)
    return "\n".join((name, *lines))


def _words(suggestion: TopicSuggestion) -> str:
    return tr(", ").join(suggestion.words[:_MAX_WORDS_SHOWN])


def describe_in_one_line(article: NewArticle, written: WrittenFile) -> str:
    """An article and its outcome on one line."""
    if written.outcome is WriteOutcome.EXISTS:
        return tr("{file}  (already there, skipped)").format(file=written.name)
    if not article.suggestions:
        return written.name
    topics = tr("; ").join(
        tr("{topic} by {words}").format(topic=one.topic, words=_words(one))
        for one in article.suggestions
    )
    return tr("{file}  (suggested: {topics})").format(file=written.name, topics=topics)


def summarize(written: Sequence[WrittenFile], target: ImportFolder) -> str:
    """The number of new articles, what was done with them, and the number of the others."""
    new = sum(one.outcome is WriteOutcome.CREATED for one in written)
    done = plural(new, tr(target.one_done), tr(target.many_done), folder=target.folder)
    if new == len(written):
        return done
    others = f"{len(written) - new:,}"
    return tr("{done}, {n} already there").format(done=done, n=others)


def _real_path(path: Path) -> Path:
    """The path without links; unlike ``resolve`` it accepts circles of links."""
    return Path(os.path.realpath(path))
