"""Texts for a library of any size: windows of real texts, or texts made of the corpus' own words.

The same source and number give the same excerpts each time, and no two of them are the same.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

from kbviewer import paths
from kbviewer.library.library import Library

LENGTH = 450
"""Characters of an excerpt, about."""
_ENOUGH = 300  # a window this long stands alone; a shorter one is filled up from another text
_MOST_TEXTS = 50_000
_LONGEST_TITLE = 80
_FIRST_DAY = datetime(2015, 1, 1)  # noqa: DTZ001  articles name local times without a zone
_MINUTES = 11 * 365 * 24 * 60
_MARKUP = re.compile(r"<[^<>]*>|\]\([^()]*\)|[\\`*_~<>\[\]|&{}]")
_BULLET = re.compile(r"^(?:[^\w\s(（《“\"]+|\d+[.)、]|\s)+")
_SENTENCE = re.compile(r"[^。！？!?；]+[。！？!?；]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to take windows from.

    Attributes:
        title: one line, without markup.
        source: who published it.
        lang: ``zh`` or ``en``.
        windows: rows of plain lines, each row of about ``LENGTH`` characters.
    """

    title: str
    source: str
    lang: str
    windows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One article of the library.

    Attributes:
        number: its place, from 0 on.
        title: one line.
        source: who published it.
        published: ``YYYY-MM-DD HH:MM``.
        lang: ``zh`` or ``en``.
        topics: one or two paths.
        lines: its paragraphs as a reader sees them, without markup.
    """

    number: int
    title: str
    source: str
    published: str
    lang: str
    topics: tuple[str, ...]
    lines: tuple[str, ...]

    def markdown(self) -> str:
        """Its file: the header and the paragraphs, some of them a heading, an item, in bold."""
        lines = list(self.lines)
        if self.number % 5 == 2:
            lines[0] = f"**{lines[0]}**"
        if self.number % 4 == 1:
            lines[-1] = f"- {lines[-1]}"
        if self.number % 3 == 0:
            lines[0] = f"## {lines[0]}"
        header = (
            f"---\ntitle: {json.dumps(self.title, ensure_ascii=False)}\nsource: {self.source}\n"
            f"published: {self.published}\nlang: {self.lang}\ntopics: [{', '.join(self.topics)}]\n"
        )
        return "\n\n".join((f"{header}---", *lines)) + "\n"


def texts(source: Path | None) -> list[Text]:
    """The texts of a JSONL file, gzipped or not, or of the shipped corpus' own words.

    Args:
        source: the file; keys ``title``, ``body``, ``lang`` and ``source`` in each line.
    """
    if source is None:
        return list(islice(_of_corpus(), 5_000))
    found: list[Text] = []
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as file:
        for line in islice(file, _MOST_TEXTS):
            row = json.loads(line)
            windows = windows_of(row["body"])
            title = plain_line(row["title"])[:_LONGEST_TITLE].strip()
            if title and windows:
                found.append(Text(title, row["source"], row["lang"], windows))
    return found


def excerpts(source: Sequence[Text], number: int) -> Iterator[Excerpt]:
    """The first ``number`` excerpts that the texts of ``source`` give."""
    topics = topic_paths()
    by_language: dict[str, list[Text]] = {}
    for text in source:
        by_language.setdefault(text.lang, []).append(text)
    seen: set[int] = set()
    for place in range(number):
        turn, row = divmod(place, len(source))
        text = source[row]
        draw = random.Random(place)
        for attempt in count():
            others = by_language[text.lang]
            lines = _lines(text, others[draw.randrange(len(others))], turn + attempt, draw)
            if (mark := hash((text.title, lines))) not in seen:
                seen.add(mark)
                break
        published = _FIRST_DAY + timedelta(minutes=draw.randrange(_MINUTES))
        chosen = draw.sample(topics, 2 if draw.random() < 0.25 else 1)
        yield Excerpt(
            place, text.title, text.source, published.isoformat(" ", "minutes"), text.lang,
            tuple(chosen), lines,
        )  # fmt: skip


def topic_paths() -> list[str]:
    """The topics of the shipped corpus, in two levels."""
    corpus = Library.open(paths.corpus())
    pages = (entry.id.rpartition("/")[0] for entry in corpus.scan([]) if entry.is_topic_page)
    return sorted(filter(None, pages))


def plain_line(line: str) -> str:
    """A line without anything that Markdown would take for markup."""
    return " ".join(_BULLET.sub("", _MARKUP.sub(" ", line)).split())


def _lines(text: Text, other: Text, turn: int, draw: random.Random) -> tuple[str, ...]:
    """A window of ``text``; once all are used up, or where it is short, with lines of ``other``."""
    window = text.windows[turn % len(text.windows)]
    fresh = turn < len(text.windows)
    if fresh and sum(map(len, window)) >= _ENOUGH:
        return window
    kept = window if fresh else _sentences(window, LENGTH // 2, draw)
    room = LENGTH - sum(map(len, kept))
    return (*kept, *_sentences(draw.choice(other.windows), max(60, room), draw))


def _sentences(window: Sequence[str], most: int, draw: random.Random) -> tuple[str, ...]:
    """Sentences of a window from one of them on, about ``most`` characters, each a line."""
    row = [s for line in window for part in _SENTENCE.findall(line) if (s := plain_line(part))]
    if not row:
        return tuple(window)
    start = draw.randrange(len(row))
    kept: list[str] = []
    room = most
    for sentence in row[start:] + row[:start]:
        kept.append(sentence[: max(20, room)].strip())
        room -= len(sentence)
        if room <= 0:
            break
    return tuple(kept)


def windows_of(body: str) -> tuple[tuple[str, ...], ...]:
    """The plain lines of a body, parted where about ``LENGTH`` characters are full."""
    windows: list[tuple[str, ...]] = []
    lines: list[str] = []
    room = LENGTH
    for raw in body.split("\n"):
        line = plain_line(raw)
        while len(line) > 1:
            cut = line[:room] if len(line) <= room else line[:room].rpartition(" ")[0][-room:]
            if len(cut) < room // 2:  # no blank in the second half: Chinese may be cut anywhere
                cut = line[:room]
            lines.append(cut.strip())
            room -= len(cut)
            line = plain_line(line[len(cut) :])
            if room < 20:
                windows.append(tuple(lines))
                lines, room = [], LENGTH
    if sum(map(len, lines)) >= 20:
        windows.append(tuple(lines))
    return tuple(windows)


def _of_corpus() -> Iterator[Text]:
    """Texts without end: sentences of the shipped articles, and their words in another order."""
    corpus = Library.open(paths.corpus())
    articles = [corpus.article(e.id) for e in corpus.scan([]) if not e.is_topic_page]
    lines = [line for article in articles for line in map(plain_line, article.text.split("\n"))]
    sentences = [part.strip() for line in lines for part in _SENTENCE.findall(line)]
    sentences = [sentence for sentence in sentences if len(sentence) > 20]
    vocabulary = [word for sentence in sentences for word in sentence.split()]
    titles = [part for article in articles for part in article.title.split()]
    draw = random.Random(0)
    while True:
        title = plain_line(" ".join(draw.sample(titles, 2)))
        body = [draw.choice(sentences) for _ in range(6)]
        body += [" ".join(draw.choices(vocabulary, k=12)) + draw.choice(titles) for _ in range(6)]
        draw.shuffle(body)
        article = draw.choice(articles)
        yield Text(title, article.source, draw.choice(("zh", "en")), windows_of("\n".join(body)))
