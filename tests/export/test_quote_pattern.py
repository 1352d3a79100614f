"""A quotation in a form of the user's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.errors import PatternError
from kbviewer.export.quotation import quotation
from kbviewer.export.quote_pattern import CHINESE_PATTERN, ENGLISH_PATTERN, NAMES, QuotePattern
from tests.export.test_quotation import CHINESE, ENGLISH

URL = "https://a.example/x"
BARE = replace(ENGLISH, source="", date="", url="")


def written(pattern: str, words: str = "Yes.", **facts: str) -> str:
    reference = replace(ENGLISH, **{"url": URL, **facts})  # type: ignore[arg-type]
    return quotation(words, reference, QuotePattern.parse(pattern)).plain


@pytest.mark.parametrize(
    ("pattern", "full", "bare"),
    [
        ("{words}", "Yes.", "Yes."),
        ("{words} ({source}{, date})", "Yes. (Example Site, 24 August 2025)", "Yes. ()"),
        ("{words} {(source)}", "Yes. (Example Site)", "Yes. "),
        ("{words}{ — source}{ <address>}", f"Yes. — Example Site <{URL}>", "Yes."),
        (
            "{source: }‘{words}’ [{title}]{ of date}",
            "Example Site: ‘Yes.’ [The state of trade] of 24 August 2025",
            "‘Yes.’ [The state of trade]",
        ),
        ("{{{words}}} {{source}}", "{Yes.} {source}", "{Yes.} {source}"),
        ("{words}{ updated on date}", "Yes. updated on 24 August 2025", "Yes."),
    ],
)
def test_what_is_in_the_braces_comes_and_goes_with_the_name(
    pattern: str, full: str, bare: str
) -> None:
    assert written(pattern) == full
    assert written(pattern, source="", date="", url="") == bare


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "no place for the quoted words"),
        ("“{title}”", "no place for the quoted words"),
        ("{words} {sauce}", "{sauce} is not known"),
        ("{words} {}", "{} is not known"),
        ("{words} {sources}", "{sources} is not known"),
        ("{words} {date title}", "{date title} names more than one thing"),
        ("{words} {words}", "{words} is there twice"),
        ("{words} {date", "opened and not closed"),
        ("{words} date}", "closed that was not opened"),
        ("{words {date}}", "opened and not closed"),
    ],
)
def test_a_broken_pattern_says_what_is_wrong(pattern: str, message: str) -> None:
    with pytest.raises(PatternError) as caught:
        QuotePattern.parse(pattern)
    assert message in str(caught.value)


@given(st.lists(st.sampled_from(["{", "}", "words", "date", "“", "”", "《", "》", " ", "x"])))
def test_any_pattern_is_used_or_refused(pieces: list[str]) -> None:
    try:
        pattern = QuotePattern.parse("".join(pieces))
    except PatternError:
        return
    for reference in (replace(CHINESE, url=URL), BARE):
        assert "好“y”" in quotation("好“y”", reference, pattern).plain.replace("‘", "“").replace(
            "’", "”"
        )


def test_the_words_may_come_last() -> None:
    made = quotation(
        "Yes <b>.", replace(ENGLISH, url=URL), QuotePattern.parse("{title}{, address}: “{words}”")
    )
    assert made.html == (f'<p>The state of trade, <a href="{URL}">{URL}</a>: “Yes &lt;b&gt;.”</p>')
    assert made.markdown == f"[The state of trade](<{URL}>): “Yes \\<b\\>.”\n"


def test_words_alone_are_a_block_quotation() -> None:
    made = quotation("Yes.", BARE, QuotePattern.parse("“{words}”!"))
    assert made.html == "<blockquote><p>“Yes.”!</p></blockquote>"
    assert made.markdown == "> “Yes.”!\n"


@pytest.mark.parametrize(
    ("pattern", "inner"),
    [
        ("“{words}”", "“a ‘b’ 「c」”"), ("‘{words}’", "‘a “b” 「c」’"),
        ("「{words}」", "「a “b” 『c』」"), ("{“words”}", "“a ‘b’ 「c」”"),
        ('"{words}"', '"a “b” 「c」"'), ("{words}", "a “b” 「c」"), ("“{words}", "“a “b” 「c」"),
    ],
)  # fmt: skip
def test_marks_inside_a_pair_are_of_the_other_kind(pattern: str, inner: str) -> None:
    assert written(pattern, "a “b” 「c」") == inner


def test_the_shipped_patterns_name_everything() -> None:
    for text in (CHINESE_PATTERN, ENGLISH_PATTERN):
        names = [part.name for part in QuotePattern.parse(text).parts if not isinstance(part, str)]
        assert sorted(names) == sorted(NAMES)
