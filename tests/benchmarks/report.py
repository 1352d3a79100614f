"""The tables of a run: for the terminal, or as Markdown for a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.keystrokes import KINDS, kind_of
from tests.benchmarks.library import Build
from tests.benchmarks.measure import Answer, Keystroke, mean, percentile

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """All that was measured of one engine."""

    name: str
    build: Build
    keys: list[Keystroke]
    answers: list[Answer]


def table(rows: Sequence[Row], *, markdown: bool) -> str:
    """Rows as lines; the first is the head, and all but the first column are figures."""
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "| --- |" + " ---: |" * (len(rows[0]) - 1))
        return "\n".join(lines)
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) if not column else _right(cell, width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def side_by_side(lines: Iterable[Line]) -> list[Row]:
    """Each engine with its build, its size, its times and the truth of its answers."""
    rows: list[Row] = [
        ("", "built in s", "processor s", "MB", "p50 ms", "p95 ms", "keys", "recall", "precision",
         "exact answers")
    ]  # fmt: skip
    for line in lines:
        times = [key.ms for key in line.keys]
        rows.append((
            line.name, f"{line.build['wall_s']:,.1f}", f"{line.build['cpu_s']:,.1f}",
            f"{line.build['size'] / 1e6:,.0f}", _ms(percentile(times, 0.5)),
            _ms(percentile(times, 0.95)), str(len(times)),
            _share(answer.recall for answer in line.answers),
            _share(answer.precision for answer in line.answers),
            f"{sum(answer.is_exact for answer in line.answers)} of {len(line.answers)}",
        ))  # fmt: skip
    return rows


def beside(ours: Build, recoll: Build) -> str:
    """How kbviewer's index compares with Recoll's, in a sentence."""
    return (
        f"kbviewer's index is built {recoll['wall_s'] / ours['wall_s']:.1f} times as fast as "
        f"Recoll's ({recoll['cpu_s'] / ours['cpu_s']:.1f} times by processor time), and takes "
        f"{ours['size'] / recoll['size']:.2f} of its size."
    )


def recall_by_kind(lines: Sequence[Line]) -> list[Row]:
    """The share of the true hits that each engine finds, by the kind of the whole query."""
    asked = [answer.typed for answer in lines[0].answers]
    kinds = [kind for kind in KINDS if any(kind_of(typed) == kind for typed in asked)]
    rows: list[Row] = [("recall", *kinds)]
    for line in lines:
        of_kinds = [[a.recall for a in line.answers if kind_of(a.typed) == kind] for kind in kinds]
        rows += [(line.name, *map(_share, of_kinds))]
    return rows


def by_kind(keys: Sequence[Keystroke]) -> list[Row]:
    """The times of kbviewer's keystrokes, all of them and by their kind."""
    rows: list[Row] = [
        ("keystroke", "keys", "p50 ms", "p95 ms", "p99 ms", "max ms", "p95 processor ms")
    ]
    for kind in ("all", *KINDS):
        some = [key for key in keys if kind in ("all", kind_of(key.typed))]
        if some:
            times = [key.ms for key in some]
            shown = [percentile(times, share) for share in (0.5, 0.95, 0.99, 1)]
            shown.append(percentile((key.cpu_ms for key in some), 0.95))
            rows.append((kind, str(len(some)), *map(_ms, shown)))
    return rows


def slowest(keys: Iterable[Keystroke], number: int = 10) -> list[Row]:
    """The slowest keystrokes with their hits."""
    chosen = sorted(keys, key=lambda key: -key.ms)[:number]
    return [
        ("slowest keystrokes", "ms", "hits"),
        *((key.typed, _ms(key.ms), f"{key.total:,}") for key in chosen),
    ]


def _ms(value: float) -> str:
    return f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"


def _share(values: Iterable[float | None]) -> str:
    """A mean share, rounded down: 1.000 is said of nothing less."""
    value = mean(values)
    return "–" if value is None else f"{math.floor(value * 1000) / 1000:.3f}"


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if char > "\u2e80" else 1 for char in text)


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text
