"""A header in YAML, read as its stream of events: nothing in it can grow, recurse or be no text."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from kbviewer.library.fields import (
    DEEPEST,
    TOO_DEEP,
    Fields,
    UnreadableHeaderError,
    Warnings,
    opened,
    put,
    twice,
)

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where the wheel has it
_NO_FIELDS = "it holds no “name: value” lines"


@dataclass(slots=True)
class _Open:
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

    def whole_name(self) -> str:
        """The name of the value that comes."""
        if self.key is None:
            return self.name
        return f"{self.name}.{self.key}" if self.name else self.key


def read_yaml(written: str) -> tuple[Fields, Warnings]:
    """The fields of a header.

    Raises:
        UnreadableHeaderError: it is not YAML, or holds what a header has no need of.
    """
    reading = _Reading()
    try:
        for event in yaml.parse(written, Loader=_LOADER):
            reading.take(event)
    except yaml.YAMLError as error:
        raise UnreadableHeaderError(_reason(error, written)) from error
    return opened(reading.fields), reading.warnings


class _Reading:
    def __init__(self) -> None:
        self.fields: Fields = {}
        self.warnings: Warnings = []
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableHeaderError("anchors and aliases (& and *) are not allowed in it")
        if isinstance(event, yaml.ScalarEvent):
            self._text(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(is_map=isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            if self._open:
                self._open[-1].key = None

    def _text(self, text: str) -> None:
        if not self._open:
            if text.strip():
                raise UnreadableHeaderError(_NO_FIELDS)
            return
        top = self._open[-1]
        if top.is_map and top.key is None:
            top.key = text.strip().lower()
            if len(self._open) == 1 and top.key in self.fields:
                self.warnings.append(twice(text))
            return
        put(self.fields, top.whole_name(), text, is_in_list=top.is_in_list)
        top.key = None

    def _start(self, *, is_map: bool) -> None:
        if not self._open:
            if not is_map:
                raise UnreadableHeaderError(_NO_FIELDS)
            self._open.append(_Open("", is_map=True, is_in_list=False))
            return
        top = self._open[-1]
        if top.is_map and top.key is None:
            raise UnreadableHeaderError("a name in it is not plain text")
        if len(self._open) == DEEPEST:
            raise UnreadableHeaderError(TOO_DEEP)
        name = top.whole_name()
        if not top.is_in_list:
            self.fields[name] = []
        self._open.append(_Open(name, is_map, top.is_in_list or not is_map))


def _reason(error: yaml.YAMLError, written: str) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(problem).partition("\n")[0]
    line = written.split("\n")[mark.line : mark.line + 1]
    if line and line[0][: mark.column + 1].strip(" ").startswith("\t"):
        problem = "a tab stands where YAML takes only blanks"
    return f"{problem} (line {mark.line + 2})"
