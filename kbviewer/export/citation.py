"""Citations to be pasted: entries of articles, each in the style of its language or of choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kbviewer.export.formats import STYLES, Format
from kbviewer.export.reference import Reference
from kbviewer.export.styles.spans import as_html, as_plain


@dataclass(frozen=True, slots=True)
class Citation:
    """Entries of articles, in the forms that a clipboard offers.

    Attributes:
        plain: plain text, a line for each.
        html: a fragment of HTML, a paragraph for each.
    """

    plain: str
    html: str


def citation(references: Sequence[Reference], style: Format | None) -> Citation:
    """The entries of articles in their order, without numbers: where they go has its own.

    Args:
        references: the articles.
        style: one of ``STYLES``, or None for that of each article's language: GB/T 7714 for
            Chinese, APA for others.
    """
    made = [STYLES[style or style_of(reference)](reference) for reference in references]
    return Citation(
        plain="\n".join(map(as_plain, made)),
        html="".join(f"<p>{as_html(entry)}</p>" for entry in made),
    )


def style_of(reference: Reference) -> Format:
    """The style that is usual in an article's language."""
    return Format.GBT7714 if reference.is_chinese else Format.APA
