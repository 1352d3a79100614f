"""Suggests topics for an article, each with the words in the article that suggest it.

A topic's words are its names (last part of its path, titles of its page), the keywords of its page
and, where it has enough articles, the words that are in most of these and in hardly any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbviewer.errors import ArticleError
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.library import Library
from kbviewer.library.problems import Problem
from kbviewer.text.fold import fold
from kbviewer.text.plaintext import plain_text
from kbviewer.text.stemmer import stem
from kbviewer.text.tokenizer import UnitKind, units

_MAX_ARTICLES_READ = 300
"""Articles whose words are counted; a larger library is sampled in equal steps."""
_MAX_TOPIC_PAGES = 2_000
_MIN_ARTICLES = 10  # of a topic, and outside it, before words are counted
_MIN_SHARE_INSIDE, _MAX_SHARE_OUTSIDE = 0.5, 0.1
_MAX_DISTINCTIVE_WORDS = 8
_MAX_GRAM_LENGTH = 4
_MAX_TEXT_READ = 4_000  # characters of an article
_FUNCTION_CHARACTERS = re.compile("[的了是在和与及不这那有为以对等也就都而之其中上下个们我你他它]")
"""Particles and pronouns, which separate Chinese words."""
_TITLE_WEIGHT, _MAX_COUNT_PER_WORD, _MIN_SCORE, _MAX_SUGGESTIONS = 3, 3, 4, 3


@dataclass(frozen=True, slots=True)
class TopicSuggestion:
    """A topic and the words of the article that suggest it, the strongest first."""

    topic: str
    words: tuple[str, ...]


class TopicSuggester:
    """Suggests topics of a library by their words.

    Args:
        words: for each topic its words, as they are shown.
    """

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._words = {
            topic: {key: word for word in own if (key := _normalize(word)).strip()}
            for topic, own in words.items()
        }

    @classmethod
    def from_library(cls, library: Library) -> TopicSuggester:
        """The suggester for a library, from its topics' pages and articles.

        Raises:
            LibraryError: the library cannot be listed.
        """
        problems: list[Problem] = []
        entries = list(library.scan(problems))
        pages = [entry.id for entry in entries if entry.is_topic_page][:_MAX_TOPIC_PAGES]
        files = [entry.id for entry in entries if not entry.is_topic_page]
        articles = list(
            _read_articles(library, files[:: max(1, -(-len(files) // _MAX_ARTICLES_READ))])
        )
        words: dict[str, list[str]] = {}
        for article in articles:
            for topic in article.topics:
                for path in with_ancestors(topic):
                    words.setdefault(path, _topic_names(Topic.from_path(path)))
        for page in _read_topics(library, pages):
            words[page.path] = [*_topic_names(page), *page.keywords]
        for path, counted in _distinctive_words(articles).items():
            words[path] += counted
        return cls(words)

    @property
    def topics(self) -> frozenset[str]:
        """The topics that can be suggested."""
        return frozenset(self._words)

    def suggest(self, title: str, markdown: str) -> list[TopicSuggestion]:
        """The topics whose words are in the title, or several times in the text.

        With a subtopic its ancestors are suggested too.
        """
        head, text = _normalize(title), _normalize(plain_text(markdown).text)
        points: dict[str, Counter[str]] = {}
        for topic, words in self._words.items():
            counts: Counter[str] = Counter()
            for key, word in words.items():
                counts[word] += _TITLE_WEIGHT * (key in head) + min(
                    text.count(key), _MAX_COUNT_PER_WORD
                )
            if counts.total() >= _MIN_SCORE:
                points[topic] = +counts
        best = sorted(points, key=lambda topic: (-points[topic].total(), topic))[:_MAX_SUGGESTIONS]
        found: dict[str, Counter[str]] = {}
        for topic in best:
            for path in with_ancestors(topic):
                found.setdefault(path, points.get(path, points[topic]))
        return [
            TopicSuggestion(topic, tuple(word for word, _ in counts.most_common()))
            for topic, counts in found.items()
        ]


def _read_articles(library: Library, files: Sequence[str]) -> Iterator[Article]:
    for file in files:
        try:
            yield library.article(file)
        except ArticleError:  # the list of problems in the window names it
            continue


def _read_topics(library: Library, files: Sequence[str]) -> Iterator[Topic]:
    for file in files:
        try:
            topic = library.topic(file)
        except ArticleError:  # as above
            continue
        if topic.path:
            yield topic


def _topic_names(topic: Topic) -> list[str]:
    last = topic.path.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return [name for name in (last, topic.title, topic.title_zh) if name]


def _normalize(text: str) -> str:
    """``text`` for comparison: stems of Latin words, between spaces; Chinese as it is."""
    pieces = (
        f" {stem(unit.text)} " if unit.kind is UnitKind.WORD else unit.text
        for unit in units(fold(text))
    )
    return re.sub(" +", " ", "".join(pieces))


def _distinctive_words(articles: Sequence[Article]) -> dict[str, list[str]]:
    """For each topic with enough articles the words in most of these and in hardly any other."""
    of_topic: dict[str, set[int]] = {}
    for index, article in enumerate(articles):
        for topic in article.topics:
            for path in with_ancestors(topic):
                of_topic.setdefault(path, set()).add(index)
    enough = {
        path: inside for path, inside in of_topic.items()
        if min(len(inside), len(articles) - len(inside)) >= _MIN_ARTICLES
    }  # fmt: skip
    if not enough:
        return {}
    grams = [_grams(f"{article.title}\n{article.text[:_MAX_TEXT_READ]}") for article in articles]
    total = Counter(gram for own in grams for gram in own)
    distinctive: dict[str, list[str]] = {}
    for path, inside in enough.items():
        within = Counter(gram for index in inside for gram in grams[index])
        outside = len(articles) - len(inside)
        candidates = [
            gram for gram, count in within.items()
            if count >= _MIN_SHARE_INSIDE * len(inside)
            and total[gram] - count <= _MAX_SHARE_OUTSIDE * outside
        ]  # fmt: skip
        kept: list[str] = []
        for gram in sorted(candidates, key=lambda gram: (-within[gram], -len(gram), gram)):
            if len(kept) < _MAX_DISTINCTIVE_WORDS and not any(gram in longer for longer in kept):
                kept.append(gram)
        distinctive[path] = kept
    return distinctive


def _grams(text: str) -> set[str]:
    """The words of a text, and the pieces of two to four characters of its Chinese."""
    found = set()
    for unit in units(fold(text)):
        if unit.kind is UnitKind.WORD:
            if len(unit.text) >= _MAX_GRAM_LENGTH and unit.text.isalpha():
                found.add(unit.text)
            continue
        for piece in _FUNCTION_CHARACTERS.split(unit.text):
            for size in range(2, _MAX_GRAM_LENGTH + 1):
                found.update(piece[at : at + size] for at in range(len(piece) - size + 1))
    return found
