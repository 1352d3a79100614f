"""What an import says, for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kbviewer.importing.file_writer import WriteOutcome, WrittenFile
from kbviewer.importing.importer import NewArticle
from kbviewer.text.plaintext import plain_text

_MAX_TEXT_SHOWN = 70
_MAX_WORDS_SHOWN = 4


def describe_article(article: NewArticle, written: WrittenFile) -> str:
    """All of an article that would be written, a line for each fact."""
    fields = article.metadata
    there = "" if written.outcome is WriteOutcome.CREATED else f"  ({written.outcome.value})"
    text = plain_text(article.text).text
    facts = [
        ("title", fields.title), ("source", fields.source), ("published", fields.published),
        ("lang", fields.lang), ("topics", ", ".join(fields.topics) or "none"),
        *(
            ("", f"{why.topic}: {', '.join(why.words[:_MAX_WORDS_SHOWN])}")
            for why in article.suggestions
        ),
        ("url", fields.url),
        ("text", f"{len(text):,} characters: {text.partition(chr(10))[0][:_MAX_TEXT_SHOWN]}"),
    ]  # fmt: skip
    shown = (f"  {name:9}  {value}" for name, value in facts if value)
    return "\n".join((written.name + there, *shown))


def describe_in_one_line(article: NewArticle, written: WrittenFile) -> str:
    """An article in one line, once it is dealt with."""
    if written.outcome is WriteOutcome.EXISTS:
        return f"{written.name}  ({written.outcome.value}, skipped)"
    topics = "; ".join(
        f"{why.topic} by {', '.join(why.words[:_MAX_WORDS_SHOWN])}" for why in article.suggestions
    )
    return f"{written.name}  (suggested: {topics})" if topics else written.name


def summarize(written: Sequence[WrittenFile], folder: Path, done: str) -> str:
    """How many articles there were, and what was ``done`` with those that are new."""
    new = sum(one.outcome is WriteOutcome.CREATED for one in written)
    articles = "1 article" if new == 1 else f"{new:,} articles"
    there = f", {len(written) - new:,} already there" if new < len(written) else ""
    return f"{articles} {done} {folder}{there}"
