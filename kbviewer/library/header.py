"""The YAML header of an article: bounded, strings only, never fatal.

The header is read as YAML's stream of events, so that nothing in it can grow (an alias), recurse
or become anything but a string. Of a value that is neither text nor a list of texts, the texts
in it are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

LARGEST = 65_536
"""Characters of a header that are read."""

_AS_TEXT = "it is shown as text"

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)(?:\A|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where the wheel has it


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header.

    Attributes:
        fields: names in lower case, each with its texts in order.
        warnings: what is wrong with it, and what was done instead.
    """

    fields: dict[str, list[str]] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()

    def text(self, *names: str) -> str:
        """The first text of the first of ``names`` that has one, or ""."""
        return next((" ".join(text.split()) for text in self.texts(*names) if text.strip()), "")

    def texts(self, *names: str) -> list[str]:
        """All texts of the first of ``names`` that stands in the header."""
        return next((self.fields[name] for name in names if name in self.fields), [])


def split_header(text: str) -> tuple[Header, str]:
    """The header of an article's text, and the rest. Lines end in line feeds."""
    if not text.startswith("---"):
        return Header(), text
    match = _FENCED.match(text, 0, LARGEST + 10)
    if match is None:
        if re.match(r"---[ \t]*\n[\w-]+[ \t]*:", text):
            reason = (
                f"the header is longer than {LARGEST:,} characters"
                if re.search(r"\n(---|\.\.\.)[ \t]*(\n|\Z)", text)
                else "the header has no closing line ---"
            )
            return Header(warnings=((reason, _AS_TEXT),)), text
        return Header(), text  # a rule at the top of the text, no header
    body = text[match.end() :]
    try:
        fields, warnings = _read(match[1])
    except yaml.YAMLError as error:
        return Header(warnings=((f"the header cannot be read: {_reason(error)}", _AS_TEXT),)), text
    return Header(fields, tuple(warnings)), body


def _read(written: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    fields: dict[str, list[str]] = {}
    warnings: list[tuple[str, str]] = []
    for name, texts in _pairs(yaml.parse(written, Loader=_LOADER)):
        key = name.strip().lower()
        if key in fields:
            warnings.append((f"“{name}” stands twice in the header", "the last one counts"))
        fields[key] = texts
    return fields, warnings


def _pairs(events: Iterator[yaml.Event]) -> Iterator[tuple[str, list[str]]]:
    """The top level of the header: each key with all texts in its value."""
    depth = 0
    key: str | None = None
    texts: list[str] = []
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.YAMLError("anchors and aliases (& and *) are not allowed in it")
        if isinstance(event, yaml.ScalarEvent):
            if depth == 0:
                raise yaml.YAMLError("it holds no “name: value” lines")
            if depth == 1 and key is None:
                key, texts = event.value, []
                continue
            texts.append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                raise yaml.YAMLError("it holds no “name: value” lines")
            if depth == 1 and key is None:
                raise yaml.YAMLError("a name in it is not plain text")
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth == 1 and key is not None and not isinstance(event, yaml.MappingStartEvent):
            yield key, texts
            key = None


def _reason(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    return f"{problem} (line {mark.line + 2})" if mark else str(problem)
