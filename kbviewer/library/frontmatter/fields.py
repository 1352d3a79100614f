"""Front matter fields while parsing: lower-case names, string values.

The fields of a map are named after it (``extra.source``); the map itself is an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.problems import Finding
from kbviewer.text.display import single_line
from kbviewer.text.fold import fold

FieldValues = dict[str, str | list[str]]
"""Each name with its string, or its strings for a list."""

MAX_DEPTH = 16
"""Of nested maps and lists."""
_PROMOTED_TABLES = ("taxonomies", "extra", "params")
"""Where Zola and Hugo keep taxonomies and the user's own fields."""

_CHINESE_KEYS = {
    "标题": "title", "来源": "source", "作者": "author", "日期": "date",
    "发布日期": "publishdate", "发布时间": "published",
    "创建日期": "created", "创建时间": "created",
    "更新日期": "updated", "更新时间": "updated", "主题": "topics", "标签": "tags",
    "分类": "categories", "语言": "lang", "链接": "url", "摘要": "description",
    "别名": "aliases", "关键词": "keywords",
}  # fmt: skip
_MAX_QUOTED = 40
_MAX_PARSER_MESSAGE = 160
_UNREADABLE = QT_TR_NOOP("the header cannot be read: {reason}")
_UNREADABLE_AT = QT_TR_NOOP("the header cannot be read (line {line}): {reason}")
_NOT_VALID = QT_TR_NOOP("the header is not valid {syntax}: {reason}")
_NOT_VALID_AT = QT_TR_NOOP("the header is not valid {syntax} (line {line}): {reason}")
NULL_VALUES = frozenset(("~", "null", "Null", "NULL"))
"""The spellings of null in YAML, when unquoted."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How front matter of one format is written.

    Attributes:
        name: of the format.
        entry: matches the first line of an entry: its name, and the text after the sign.
        table: matches the line above the entries of a table, with its name.
        read: reads fields in that format, or raises ``FrontMatterError``.
    """

    name: str
    entry: re.Pattern[str]
    table: re.Pattern[str] | None
    read: Callable[[str], tuple[FieldValues, list[Finding]]]


class FrontMatterError(Exception):
    """Front matter cannot be read. It never leaves ``split_front_matter``.

    Args:
        reason: why, in our words, or a parser's message as ``quote_parser`` quotes it.
        line: the number of the line that is wrong, counted from 0, or None.
    """

    syntax = ""

    def __init__(self, reason: Message | str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    def description(self, above: int = 0) -> Message:
        """What is wrong; ``above`` is the number of lines above those that were counted."""
        values = {"reason": self.reason, "syntax": self.syntax}
        if self.line is None:
            return Message(_NOT_VALID if self.syntax else _UNREADABLE).format(**values)
        values["line"] = str(above + self.line + 1)
        return Message(_NOT_VALID_AT if self.syntax else _UNREADABLE_AT).format(**values)


class FrontMatterSyntaxError(FrontMatterError):
    """Front matter is malformed; some lines of it may be readable.

    Args:
        reason: as above.
        line: as above.
        syntax: the format whose parser rejected it, or "".
    """

    def __init__(self, reason: Message | str, line: int | None = None, *, syntax: str = "") -> None:
        super().__init__(reason, line)
        self.syntax = syntax


TOO_DEEP = Message(QT_TR_NOOP("lists and names in it are nested too deeply"))


def add_value(fields: FieldValues, name: str, text: str, *, is_in_list: bool) -> None:
    """Add a string to a field."""
    if "\0" in text:
        text = text.replace("\0", "�")
    if not is_in_list:
        fields[name] = text
    elif isinstance(texts := fields.get(name), list):
        texts.append(text)
    else:
        fields[name] = [text]


def quote(text: str) -> str:
    """``text`` in quotation marks: shortened, on one line, without control characters."""
    return _quoted(text, _MAX_QUOTED)


def quote_parser(message: str) -> str:
    """A parser's message, quoted like ``quote``.

    Messages differ between versions of a parser: they are quoted, never interpreted.
    """
    return _quoted(message, _MAX_PARSER_MESSAGE)


def _quoted(text: str, limit: int) -> str:
    line = single_line(text)
    return f"“{line[:limit]}…”" if len(line) > limit else f"“{line}”"


def duplicate_warning(name: str) -> Finding:
    """The warning for a name that occurs twice."""
    twice = Message(QT_TR_NOOP("{name} occurs twice in the header"))
    return twice.format(name=quote(name)), Message(QT_TR_NOOP("the last one counts"))


@lru_cache(maxsize=10_000)
def key_of(name: str) -> str:
    """The key of a field: its name without case, ``-`` and ``_``, a Chinese one in English."""
    key = fold(name).replace("-", "").replace("_", "").strip()
    return _CHINESE_KEYS.get(key, key)


def promote_tables(fields: FieldValues) -> FieldValues:
    """Add the fields of ``taxonomies``, ``extra`` and ``params`` under their own names too."""
    for name in list(fields):
        outer, _, inner = name.partition(".")
        if inner and outer in _PROMOTED_TABLES:
            fields.setdefault(inner, fields[name])
    return fields
