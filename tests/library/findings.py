"""What is wrong with a file, as the user reads it."""

from __future__ import annotations

from collections.abc import Iterable

from kbviewer.library.problems import Finding, Problem


def said(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """Findings as texts: what is wrong, and how it was handled."""
    return tuple((str(what), str(instead)) for what, instead in findings)


def told(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """Problems as the path of the file, what is wrong, and how it was handled."""
    return [(one.path, one.what, one.instead) for one in problems]
