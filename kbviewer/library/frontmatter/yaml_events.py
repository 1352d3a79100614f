"""Front matter parsed from the events of a YAML parser: no anchors, no recursion, strings only."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.frontmatter.fields import (
    MAX_DEPTH,
    NULL_VALUES,
    TOO_DEEP,
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    add_value,
    duplicate_warning,
    quote_parser,
)
from kbviewer.library.problems import Finding

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where the wheel has it
_NO_ANCHORS = Message(QT_TR_NOOP("anchors and aliases (& and *) are not allowed in it"))
_MAX_EVENTS = 10_000
"""Names, values and brackets; without libyaml each takes 20 µs."""
_TOO_MANY = Message(QT_TR_NOOP("it holds more than {limit} names and values"))
_NO_FIELDS = Message(QT_TR_NOOP("it holds no “name: value” lines"))
_MISSING_COLON = Message(QT_TR_NOOP("a line has no colon with a space after it"))
_NO_PLAIN_NAME = Message(QT_TR_NOOP("a name in it is not plain text"))
_COLON_WITHOUT_SPACE = re.compile(r"[^\W\d][\w-]*(?::\S|：)")
# What is a control character to YAML.
_CONTROL_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


@dataclass(slots=True)
class _OpenCollection:
    """A map or list that is being read.

    Attributes:
        name: of the map; of a list, that of its texts.
        is_map: or a list.
        is_in_list: whether it is a list, or inside one.
        key: the name whose value comes next in a map, or None.
    """

    name: str
    is_map: bool
    is_in_list: bool
    key: str | None = None

    def qualified_name(self) -> str:
        """The name of the next value, with those of the maps around it."""
        if self.key is None:
            return self.name
        return f"{self.name}.{self.key}" if self.name else self.key


def parse_events(source: str) -> tuple[FieldValues, list[Finding]]:
    """As ``parse_yaml``, of any YAML.

    Raises:
        FrontMatterSyntaxError: it is not YAML.
        FrontMatterError: it holds what front matter has no need of.
    """
    reader = _EventReader(source)
    try:
        for number, event in enumerate(yaml.parse(source, Loader=_LOADER)):
            if number == _MAX_EVENTS:
                raise FrontMatterError(_TOO_MANY.format(limit=f"{_MAX_EVENTS:,}"))
            reader.handle(event)
    except yaml.YAMLError as error:
        raise _syntax_error(error, source) from error
    return reader.fields, reader.warnings


class _EventReader:
    def __init__(self, source: str) -> None:
        self.fields: FieldValues = {}
        self.warnings: list[Finding] = []
        self._open: list[_OpenCollection] = []
        self._source = source

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
            raise FrontMatterSyntaxError(*self._at(event, _NO_PLAIN_NAME))
        if len(self._open) == MAX_DEPTH:
            raise FrontMatterError(*self._at(event, TOO_DEEP))
        name = top.qualified_name()
        if not top.is_in_list:
            self.fields[name] = []
        self._open.append(_OpenCollection(name, is_map, top.is_in_list or not is_map))

    def _at(self, event: yaml.Event, reason: Message) -> tuple[Message, int | None]:
        """The reason and the line of an event, as arguments of an error."""
        mark = event.start_mark
        return reason, self._source.count("\n", 0, mark.index) if mark else None


def _syntax_error(error: yaml.YAMLError, source: str) -> FrontMatterSyntaxError:
    """The parser's message, and the line: where an unclosed construct opens, not where it ends.

    For errors of its scanner, the context mark is the wrong token, except for a tab after it; for
    those of its parser it is what the token is inside of, which helps only if that is a bracket.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        control = _CONTROL_CHARACTER.search(source)
        line = source.count("\n", 0, control.start()) if control else None
        message = str(getattr(error, "reason", None) or error)
        return FrontMatterSyntaxError(quote_parser(message), line, syntax="YAML")
    at = error.problem_mark.index
    if error.context_mark is not None:
        opening = error.context_mark.index
        is_of_token = isinstance(error, yaml.scanner.ScannerError) and source[at : at + 1] != "\t"
        at = opening if is_of_token or source[opening : opening + 1] in ("[", "{") else at
    message = ", ".join(filter(None, (error.context, error.problem)))
    # The parser counts other characters as line ends too.
    return FrontMatterSyntaxError(quote_parser(message), source.count("\n", 0, at), syntax="YAML")
