"""A header in YAML, read as its stream of events: nothing in it can grow, recurse or be no text."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from kbviewer.library.frontmatter.fields import (
    MAX_DEPTH,
    NULL_VALUES,
    TOO_DEEP,
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    FrontMatterWarnings,
    add_value,
    duplicate_warning,
    quote_parser,
)
from kbviewer.library.frontmatter.lenient import Syntax

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where the wheel has it
_NO_ANCHORS = "anchors and aliases (& and *) are not allowed in it"
_MOST_EVENTS = 10_000
"""Names, values and brackets of a header; without libyaml each takes 20 µs."""
_TOO_MANY = f"it holds more than {_MOST_EVENTS:,} names and values"
_NO_FIELDS = "it holds no “name: value” lines"
_MISSING_COLON = "a line has no colon with a blank behind it"
_COLON_WITHOUT_SPACE = re.compile(r"[^\W\d][\w-]*(?::\S|：)")
# What is a control character to YAML.
_CONTROL_CHARACTER = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(slots=True)
class _OpenCollection:
    """A map or list whose end has not come.

    Attributes:
        name: of the map; of a list, that of its texts.
        is_map: or a list.
        is_in_list: whether it is one, or stands in one.
        key: the name whose value comes next in a map, or None.
    """

    name: str
    is_map: bool
    is_in_list: bool
    key: str | None = None

    def qualified_name(self) -> str:
        """The name of the value that comes."""
        if self.key is None:
            return self.name
        return f"{self.name}.{self.key}" if self.name else self.key


def parse_yaml(written: str) -> tuple[FieldValues, FrontMatterWarnings]:
    """The fields of a header.

    Raises:
        MalformedHeaderError: it is not YAML.
        UnreadableHeaderError: it holds what a header has no need of.
    """
    reading = _EventReader(written)
    try:
        for number, event in enumerate(yaml.parse(written, Loader=_LOADER)):
            if number == _MOST_EVENTS:
                raise FrontMatterError(_TOO_MANY)
            reading.handle(event)
    except yaml.YAMLError as error:
        raise _syntax_error(error, written) from error
    return reading.fields, reading.warnings


class _EventReader:
    def __init__(self, written: str) -> None:
        self.fields: FieldValues = {}
        self.warnings: FrontMatterWarnings = []
        self._open: list[_OpenCollection] = []
        self._written = written

    def handle(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError(*self._at(event, _NO_ANCHORS))
        if isinstance(event, yaml.ScalarEvent):
            is_null = event.implicit[0] and event.value in NULL_VALUES
            self._text(event, "" if is_null else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event, is_map=isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            if self._open:
                self._open[-1].key = None

    def _text(self, event: yaml.ScalarEvent, text: str) -> None:
        if not self._open:
            if text.strip():
                reason = _MISSING_COLON if _COLON_WITHOUT_SPACE.match(text) else _NO_FIELDS
                raise FrontMatterSyntaxError(*self._at(event, reason))
            return
        top = self._open[-1]
        if top.is_map and top.key is None:
            top.key = event.value.strip().lower()
            if len(self._open) == 1 and top.key in self.fields:
                self.warnings.append(duplicate_warning(event.value))
            return
        add_value(self.fields, top.qualified_name(), text, is_in_list=top.is_in_list)
        top.key = None

    def _start(self, event: yaml.CollectionStartEvent, *, is_map: bool) -> None:
        if not self._open:
            if not is_map:
                raise FrontMatterSyntaxError(*self._at(event, _NO_FIELDS))
            self._open.append(_OpenCollection("", is_map=True, is_in_list=False))
            return
        top = self._open[-1]
        if top.is_map and top.key is None:
            raise FrontMatterSyntaxError(*self._at(event, "a name in it is not plain text"))
        if len(self._open) == MAX_DEPTH:
            raise FrontMatterError(*self._at(event, TOO_DEEP))
        name = top.qualified_name()
        if not top.is_in_list:
            self.fields[name] = []
        self._open.append(_OpenCollection(name, is_map, top.is_in_list or not is_map))

    def _at(self, event: yaml.Event, reason: str) -> tuple[str, int | None]:
        """Why a header cannot be read, and the line of an event in it."""
        mark = event.start_mark
        return reason, self._written.count("\n", 0, mark.index) if mark else None


def _syntax_error(error: yaml.YAMLError, written: str) -> FrontMatterSyntaxError:
    """What the parser says, and where: at what was begun and never ended, rather than at its end.

    Of its scanner's errors the context is the token that is wrong, but for a tab behind it; of its
    parser's it is what the token stands in: of use where that is a bracket, not the whole header.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        control = _CONTROL_CHARACTER.search(written)
        line = written.count("\n", 0, control.start()) if control else None
        said = str(getattr(error, "reason", None) or error)
        return FrontMatterSyntaxError(quote_parser(said), line, form="YAML")
    at = error.problem_mark.index
    if error.context_mark is not None:
        begun = error.context_mark.index
        is_of_token = isinstance(error, yaml.scanner.ScannerError) and written[at : at + 1] != "\t"
        at = begun if is_of_token or written[begun : begun + 1] in ("[", "{") else at
    said = ", ".join(filter(None, (error.context, error.problem)))
    # Its own count of lines takes other signs for line ends as well.
    return FrontMatterSyntaxError(quote_parser(said), written.count("\n", 0, at), form="YAML")


# A name of some words with a blank behind the colon, or of one word without: “key:value”.
YAML = Syntax(
    "YAML",
    re.compile(
        r"""("[^"]{1,100}"|'[^']{1,100}'"""
        r"""|[^\W\d][\w.-]{0,99}(?:[ ][\w.-]{1,99}){0,3}(?=:[ \t]|:$)|[^\W\d][\w.-]{0,99})"""
        r"""[ \t]*[:：](?!//)[ \t]*(.*)"""
    ),
    None,
    parse_yaml,
)
