"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from kbviewer.text.lazy_regex import lazy_compile


def test_it_is_the_pattern_that_compile_makes() -> None:
    pattern = lazy_compile("(?P<year>[0-9]{4})年", re.ASCII)
    assert [match["year"] for match in pattern.finditer("2024年, 2025年")] == ["2024", "2025"]
    assert pattern.sub("·", "2024年, 2025年") == "·, ·"
    assert pattern.search("") is None
    assert (pattern.pattern, pattern.flags) == ("(?P<year>[0-9]{4})年", re.ASCII)


def test_it_is_compiled_once_and_not_before_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    original = re.compile

    def compile_(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return original(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_)
    pattern = lazy_compile("电+")
    assert not compiled
    assert pattern.match("电电")
    assert pattern.match("电")
    assert pattern.fullmatch("电电")
    assert compiled == ["电+"]


def test_an_error_is_raised_at_its_first_use() -> None:
    pattern = lazy_compile("(")
    with pytest.raises(re.error):
        pattern.match("")
