"""The texts that say what can be typed: they agree with what a query is read as."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from kbviewer.cli import main
from kbviewer.query.lexer import field_of_name
from kbviewer.query.parser import parse_query
from kbviewer.ui.dialogs.help_dialog import show_help
from tests.ui.person import Person

README = Path(__file__).resolve().parents[2] / "README.md"
FIELDS = {
    "title", "source", "author", "topic", "tag", "file", "lang", "before", "after", "published",
}  # fmt: skip
boxes = pytest.mark.qt_log_ignore("propagateSizeHints")


def readme_section() -> str:
    text = README.read_text(encoding="utf-8")
    return text[text.index("## What can be typed") : text.index("## Keys")]


def help_text(person: Person) -> str:
    dialog = show_help(person.window, person.window.action_collection)
    labels = [child.text() for child in dialog.findChildren(QLabel)]
    dialog.close()
    return html.unescape(" ".join(labels))


def fields_named(text: str) -> set[str]:
    """The English names of fields in front of a colon."""
    names = re.findall(r"([a-z]+):", text)
    return {name for name in names if field_of_name(name) == name}


@boxes
def test_every_field_is_named_wherever_the_language_is_described(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main.main(["search", "--help"])
    texts = {
        "README": readme_section(),
        "F1": help_text(person),
        "tool tip": person.field.toolTip(),
        "search --help": capsys.readouterr().out,
    }
    for where, text in texts.items():
        assert fields_named(text) == FIELDS, where
        assert re.search(r"\*\w+\*", text), where
        assert "2025H1" in text, where


@boxes
def test_every_example_is_read_without_a_remark(person: Person) -> None:
    typed = re.findall(r"`([^`]+)`", "\n".join(readme_section().split("\n| ")[2:]))
    examples = [one for one in typed if not re.fullmatch(r"[^:：]+[:：]", one)]
    assert len(examples) > 30
    for example in (*examples, *re.findall(r"<b>(.*?)</b>", help_text(person))):
        for part in re.split(r"\s{2,}", html.unescape(example)):
            assert parse_query(part, date(2026, 1, 1)).notes == (), part


def test_names_in_chinese_are_those_of_the_fields() -> None:
    names = re.findall(r"`([\u4e00-\u9fff]+):`", readme_section())
    assert {field_of_name(name) for name in names} == FIELDS - {"published"}
