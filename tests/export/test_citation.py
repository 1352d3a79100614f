"""Citations to be pasted."""

from __future__ import annotations

from datetime import date

from kbviewer.export.citation import citation, style_of
from kbviewer.export.formats import STYLES, Format
from kbviewer.export.reference import Reference, reference_of
from kbviewer.export.styles.spans import as_plain
from kbviewer.library.article import Article


def _reference(title: str, lang: str) -> Reference:
    article = Article(
        id="a.md", title=title, source="36Kr <x>", published="2025-08-24", lang=lang, topics=(),
        url="", text="",
    )  # fmt: skip
    return reference_of(article, date(2026, 8, 1))


def test_each_is_in_the_style_of_its_language() -> None:
    made = citation([_reference("Boxes", "en"), _reference("盲盒", "zh")], None)
    english, chinese = made.plain.split("\n")
    assert english == "Boxes. (2025, August 24). 36Kr <x>."
    assert chinese == "36Kr <x>. 盲盒[EB/OL].（2025-08-24）[2026-08-01]."
    assert made.html == (
        "<p><i>Boxes</i>. (2025, August 24). 36Kr &lt;x&gt;.</p>"
        "<p>36Kr &lt;x&gt;. 盲盒[EB/OL].（2025-08-24）[2026-08-01].</p>"
    )


def test_a_style_of_choice_is_for_all() -> None:
    references = [_reference("Boxes", "en"), _reference("盲盒", "zh-CN")]
    for style, make in STYLES.items():
        entries = [as_plain(make(reference)) for reference in references]
        assert citation(references, style).plain.split("\n") == entries


def test_the_style_of_a_language() -> None:
    assert style_of(_reference("x", "zh-TW")) is Format.GBT7714
    assert style_of(_reference("x", "ja")) is Format.APA
