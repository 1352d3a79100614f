"""A typed query as a value.

::

    盲盒 refund            both, in any order and place
    "live streaming"      the words side by side, exactly these
    e-commerce  双11       joined by a hyphen, or across scripts: a phrase too
    merch  merch*         the last word typed is a prefix; a star makes any word one
    *merce  *commer*      words that end with these letters, or contain them
    盲盒 OR refund         NOT refund    -refund    (盲盒 OR refund) 未成年人
    title:盲盒 来源:36氪 author:张三 topic:governance tag:仓 file:2025 lang:en
    before:2025-08  after:2025-08-11  published:2025-07..2025-08  日期:2025Q3  日期：上月
    2025-08-11  8月11日      a whole day also finds the articles published on it

``parser.py`` makes the value from typed text; ``kbviewer.index.search`` evaluates it on an index
(``evaluator.py``), ranks by it (``ranking.py``) and finds its matches in a text (``matcher.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kbviewer.i18n import Message
from kbviewer.query.periods import MonthDay, Period
from kbviewer.text.stemmer import has_inflections
from kbviewer.text.tokenizer import Unit, UnitKind


class Field(Enum):
    """A field that a term can be restricted to; the value is its column in the index."""

    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    TAG = "tag"
    FILE = "file"


class MatchMode(Enum):
    """How the last word of a term is compared (a run of characters is always a substring)."""

    EXACT = "exact"  # the word itself: inside quotes
    INFLECTED = "inflected"  # the word and its English inflections
    PREFIX = "prefix"  # every word with this prefix: a star
    SUFFIX = "suffix"  # every word of letters that ends with it: a star in front
    INFIX = "infix"  # every word of letters that contains it: two stars
    UNFINISHED = "typed"  # prefix or inflected: the word still being typed


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a run, or a phrase of both.

    Attributes:
        units: what must be side by side in a text.
        match_mode: how the last unit is compared, if it is a word.
        field: the only field to look in, or None for all texts.
        joined: its words as one, if it was typed as a compound: ``ecommerce`` for ``e-commerce``.
    """

    units: tuple[Unit, ...]
    match_mode: MatchMode
    field: Field | None = None
    joined: str = ""

    @property
    def ends_in_run(self) -> bool:
        """Whether its last unit is a run, which matches as a substring in every mode."""
        return self.units[-1].kind is UnitKind.RUN

    @property
    def word(self) -> str | None:
        """The word, if the term is a single word."""
        only = self.units[0]
        return only.text if len(self.units) == 1 and only.kind is UnitKind.WORD else None

    @property
    def is_part(self) -> bool:
        """Whether it is the end or the middle of words, which are looked up in the vocabulary."""
        return self.match_mode in (MatchMode.SUFFIX, MatchMode.INFIX)

    @property
    def is_filter(self) -> bool:
        """Whether it is looked for only where no text is ranked or shown: in tags or paths."""
        return self.field in (Field.TAG, Field.FILE)

    @property
    def inflects(self) -> bool:
        """Whether inflections match too: of a word or compound, neither quoted nor starred."""
        return (
            bool(self.word or self.joined)
            and self.match_mode in (MatchMode.INFLECTED, MatchMode.UNFINISHED)
            and has_inflections(self.units[-1].text)
        )

    @property
    def is_bare(self) -> bool:
        """Whether its joined form, and words that make it up, match too: it is not quoted."""
        is_one = bool(self.word or self.joined)
        return is_one and self.match_mode is not MatchMode.EXACT and not self.is_part

    @property
    def may_go_on(self) -> bool:
        """Whether its last unit is a prefix.

        That of ``iphone15`` is not, whose joined form is one.
        """
        is_prefix = self.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED)
        is_cut = self.joined != "" and not self.joined.isalpha()
        return is_prefix and not self.ends_in_run and not is_cut


@dataclass(frozen=True, slots=True)
class InTopic:
    """The article belongs to a topic whose path or title matches ``term``."""

    term: Term


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The article's language begins with ``code``."""

    code: str


@dataclass(frozen=True, slots=True)
class Published:
    """The article was published within ``period``."""

    period: Period | MonthDay


@dataclass(frozen=True, slots=True)
class And:
    """All of ``children`` match; everything matches if there are none."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of ``children`` matches."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``child`` does not match."""

    child: Node


Node = Term | InTopic | InLanguage | Published | And | Or | Not


class Order(Enum):
    """How hits are sorted."""

    RELEVANCE = "relevance"  # the best first, then the newest
    NEWEST = "newest"
    OLDEST = "oldest"  # articles without a date come last


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    Attributes:
        text: as it was typed.
        root: what an article must match; ``And(())`` for an empty query.
        uses_syntax: whether it is more than words: an operator, a field, a quotation, a day, …
        notes: what was typed like an operator or a period and is none.
    """

    text: str
    root: Node
    uses_syntax: bool = False
    notes: tuple[Message, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every article matches it."""
        return self.root == And(())

    def positive_terms(self) -> tuple[Term, ...]:
        """The terms that are highlighted and ranked: those of texts that are not behind a NOT."""
        return tuple(dict.fromkeys(_positive_terms(self.root)))


def _positive_terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _positive_terms(child)
