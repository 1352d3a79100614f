"""RIS, the tagged lines that reference managers exchange.

A page of the web is ``ELEC``, what a newspaper printed ``NEWS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kbviewer.export.reference import Reference
from kbviewer.text.display import single_line


def ris(references: Iterable[Reference]) -> str:
    """References as the text of a ``.ris`` file, whose lines end with CR and LF."""
    return "".join(f"{line}\r\n" for reference in references for line in _lines(reference))


def _lines(reference: Reference) -> Iterator[str]:
    yield f"TY  - {'NEWS' if reference.is_newspaper else 'ELEC'}"
    yield from (_line("AU", name.inverted) for name in reference.authors)
    fields = {
        "TI": reference.title,
        "T2" if reference.is_newspaper else "PB": reference.source,
        "PY": reference.date[:4],
        "DA": _date(reference.date),
        "UR": reference.url,
        "Y2": _date(reference.accessed),
        "LA": reference.lang,
        "ID": reference.id,
    }
    yield from (_line(tag, text) for tag, text in fields.items() if text)
    yield "ER  - "
    yield ""


def _line(tag: str, text: str) -> str:
    return f"{tag}  - {single_line(text)}"


def _date(text: str) -> str:
    """``2025/08/24/``: year, month, day and a remark, each of them perhaps empty."""
    return "/".join([*text.split("-"), "", "", ""][:4]) if text else ""
