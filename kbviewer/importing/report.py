"""What an import says, for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kbviewer.importing.plan import Planned
from kbviewer.importing.write import State, Written
from kbviewer.text.plain import plain

_FIRST = 70
_MOST_WORDS = 4


def details(article: Planned, written: Written) -> str:
    """All of an article that would be written, a line for each fact."""
    fields = article.fields
    there = "" if written.state is State.NEW else f"  ({written.state.value})"
    text = plain(article.text).text
    facts = [
        ("title", fields.title), ("source", fields.source), ("published", fields.published),
        ("lang", fields.lang), ("topics", ", ".join(fields.topics) or "none"),
        *(("", f"{why.topic}: {', '.join(why.words[:_MOST_WORDS])}") for why in article.suggested),
        ("url", fields.url),
        ("text", f"{len(text):,} characters: {text.partition(chr(10))[0][:_FIRST]}"),
    ]  # fmt: skip
    shown = (f"  {name:9}  {value}" for name, value in facts if value)
    return "\n".join((written.name + there, *shown))


def line(article: Planned, written: Written) -> str:
    """An article in one line, once it is dealt with."""
    if written.state is State.THERE:
        return f"{written.name}  ({written.state.value}, skipped)"
    topics = "; ".join(
        f"{why.topic} by {', '.join(why.words[:_MOST_WORDS])}" for why in article.suggested
    )
    return f"{written.name}  (suggested: {topics})" if topics else written.name


def summary(written: Sequence[Written], folder: Path, done: str) -> str:
    """How many articles there were, and what was ``done`` with those that are new."""
    new = sum(one.state is State.NEW for one in written)
    articles = "1 article" if new == 1 else f"{new:,} articles"
    there = f", {len(written) - new:,} already there" if new < len(written) else ""
    return f"{articles} {done} {folder}{there}"
