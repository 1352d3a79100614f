"""The reader: what stands on a page, its matches, and the way from one to the next."""

from __future__ import annotations

import errno
import os
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontInfo, QTextBlock

from kbviewer.ui.article.match_highlights import MatchHighlights
from kbviewer.ui.theme import DARK, LIGHT, Theme
from kbviewer.ui.widgets.utf16 import utf16_spans
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article, pixels

ENGLISH = (
    "The merchants of the old town met in the hall by the river, and they spoke at length of "
    "prices, of parcels that came late, and of buyers who sent their goods back unopened. "
)


def blocks(person: Person) -> list[QTextBlock]:
    """The paragraphs of the open page."""
    found = []
    block = person.browser.document().begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def body_size(person: Person) -> int:
    """The size of the page's running text, in pixels."""
    block = next(one for one in blocks(person) if one.text().startswith("The merchants"))
    return QFontInfo(block.begin().fragment().charFormat().font()).pixelSize()


# --- what stands on it


def test_title_source_time_and_topics_stand_on_top(person: Person) -> None:
    person.open("governance/2025-08-11-blind-box-marketing.md")
    top = person.page().split("\n")[:4]
    assert top[0] == "抖音电商治理严打盲盒违规营销"
    assert top[1] == "搜狐财经 (Sou Hu Cai Jing) · 11 Aug 2025, 20:41"
    assert top[2].startswith("Governance 平台治理  ·  Blind boxes 盲盒")
    assert "Douyin's crackdown on blind box" in person.page()


@pytest.mark.slow
@pytest.mark.parametrize("title", ["<img src=x>", "<b>bold</b>", "a &amp; b", "{x} $text %s & <"])
def test_a_title_is_shown_as_it_is_written(
    open_window: Open, library: MakeLibrary, title: str
) -> None:
    person = open_window(library({"a.md": article(f"'{title}'", "text", source=f"'{title}'")}))
    assert [one.title for one in person.hits()] == [title]
    person.press(Key.Key_Return)
    assert person.page().split("\n")[:2] == [title, title]
    assert "\ufffc" not in person.page()


def test_a_file_that_is_gone_gives_a_kind_word(open_window: Open, library: MakeLibrary) -> None:
    root = library({"a.md": article("A", "alpha"), "b.md": article("B", "alpha")})
    person = open_window(root)
    (root / "a.md").unlink()
    person.search("alpha")
    person.open("a.md")
    assert "This article cannot be opened" in person.why_no_page()
    assert os.strerror(errno.ENOENT) in person.why_no_page()
    assert person.page() == ""
    person.open("b.md")
    assert person.page().startswith("B\n")
    (root / "a.md").write_text(article("A", "alpha again"), encoding="utf-8")
    person.open("a.md")
    assert "alpha again" in person.page()


def test_only_the_page_asked_for_last_is_shown(person: Person) -> None:
    for _ in range(7):
        person.tap(Key.Key_Down)
    person.settle()
    assert person.current_row() == 6
    assert person.page().startswith(person.hits()[6].title)


# --- matches


def test_matches_are_marked_in_title_and_text(person: Person) -> None:
    person.search("盲盒")
    person.open("governance/2025-08-11-blind-box-marketing.md")
    title = len(person.hits()[person.current_row()].title)
    spans = person.window.article.matches
    assert spans[0][1] <= title < spans[-1][0]
    assert set(person.highlighted()) == {"盲盒"}
    assert len(spans) == person.page().count("盲盒") - person.page().split("\n")[2].count("盲盒")
    assert person.window.article.current_match == 0
    shown = person.browser.grab().toImage()
    assert pixels(shown, LIGHT.current_match) > 100
    assert pixels(shown, LIGHT.highlights[0]) > 100


def test_without_a_query_nothing_is_marked(person: Person) -> None:
    person.click_result(0)
    assert person.highlighted() == []
    assert person.counter() == ""
    shown = person.browser.grab().toImage()
    assert pixels(shown, LIGHT.highlights[0]) == pixels(shown, LIGHT.current_match) == 0


def test_matches_behind_emoji_sit_at_the_right_characters(
    open_window: Open, library: MakeLibrary
) -> None:
    text = (
        "😀😀 refund 👩‍👩‍👧 盲盒 🇨🇳 refund\n\n- 🎁 refund\n\n"
        "| 😀 | refund |\n| - | - |\n| 🎁 | 盲盒 |\n"
    )
    person = open_window(library({"a.md": article("😀 refund", text)}))
    person.search("refund")
    assert person.highlighted() == ["refund"] * 5
    person.search("盲盒")
    assert person.highlighted() == ["盲盒"] * 2


def test_offsets_count_surrogate_pairs_twice() -> None:
    assert utf16_spans("a😀b", [(0, 1), (1, 2), (2, 3)]) == [(0, 1), (1, 3), (3, 4)]
    assert utf16_spans("盲盒", [(1, 2)]) == [(1, 2)]
    assert utf16_spans("", []) == []


@pytest.mark.slow
def test_a_match_far_down_is_brought_into_view(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a.md": article("A", f"{ENGLISH}\n\n" * 200 + "needle")}))
    person.search("needle")
    assert person.highlighted() == ["needle"]
    assert person.browser.verticalScrollBar().value() > 0
    assert person.current_match_is_visible()


@pytest.mark.slow
def test_the_first_match_is_in_view_wherever_it_stands(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        f"{n:02}.md": article(f"{n:02}", "line\n\n" * n + "needle" + "\n\nline" * 40)
        for n in range(8, 36)
    }))  # fmt: skip
    person.search("needle")
    hidden = []
    for name in person.ids():
        person.open(name)
        if not person.current_match_is_visible():
            hidden.append(name)
    assert hidden == []


@pytest.mark.slow
def test_a_match_above_what_is_shown_is_brought_into_view_too(
    open_window: Open, library: MakeLibrary
) -> None:
    text = "a yak\n\n" + f"{ENGLISH}\n\n" * 200 + "a zebra"
    person = open_window(library({"a.md": article("A", text)}))
    person.search("zebra")
    assert person.browser.verticalScrollBar().value() > 0
    person.search("yak")
    assert person.highlighted() == ["yak"]
    assert person.current_match_is_visible()


def colours(person: Person) -> dict[int, str]:
    """The colour behind each of the marked words of the sheet that is shown, by its place there."""
    person.bot.waitUntil(lambda: not person.window.article.is_marking)
    return {
        block.position() + one.start: one.format.background().color().name()
        for block in blocks(person)
        for one in block.layout().formats()
    }


def tints(person: Person) -> dict[str, set[str]]:
    """The colours behind each of the marked words."""
    found: dict[str, set[str]] = {}
    shown = colours(person)
    for start, end in person.window.article.matches:
        found.setdefault(person.words(start, end).lower(), set()).add(shown[start])
    return found


def framed(person: Person, theme: Theme = LIGHT) -> list[QRect]:
    """The lines with a frame around them that is seen on the page, whole pixels."""
    image = person.browser.viewport().grab().toImage()
    rects = [rect.toAlignedRect() for rect in person.window.article._highlights._current_rects()]
    for rect in rects:
        for at in (
            QPoint(rect.center().x(), rect.top()),
            QPoint(rect.center().x(), rect.bottom()),
        ):
            near = [image.pixelColor(at + QPoint(0, y)).name() for y in (-1, 0, 1)]
            assert theme.current_match in near
        assert image.pixelColor(rect.center()).name() != theme.current_match
    assert bool(pixels(image, theme.current_match)) == bool(rects)
    return rects


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_term_has_a_tint_of_its_own(
    open_window: Open, library: MakeLibrary, theme: Theme
) -> None:
    words = ["one", "two", "盲盒", "four", "five", "six", "seven"]
    root = library({"a.md": article("A", " ".join(["one", *words, *words]))})
    person = open_window(root, theme="dark" if theme is DARK else "light")
    person.search(" ".join(words))
    expected = {word: {theme.highlights[n % 6]} for n, word in enumerate(words)}
    assert tints(person) == expected
    person.press(Key.Key_Equal, Held.ControlModifier)
    assert tints(person) == expected
    assert len(framed(person, theme)) == 1


def test_a_term_keeps_its_tint_in_title_and_text(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a.md": article("beta alpha", "alpha beta title beta")}))
    person.search("alpha title:beta ")
    assert tints(person) == {
        "alpha": {LIGHT.highlights[0]},
        "beta": {LIGHT.highlights[1]},
    }
    person.search("alpha beta ")
    assert tints(person) == {"alpha": {LIGHT.highlights[0]}, "beta": {LIGHT.highlights[1]}}


def test_the_counter_says_where_one_is(person: Person) -> None:
    person.search("merchant")
    number = len(person.window.article.matches)
    assert number > 3
    for match in range(1, number + 1):
        assert person.counter() == f"Match {match} of {number}"
        assert person.current_match_is_visible()
        person.press(Key.Key_F3)


@pytest.mark.slow
def test_every_one_of_very_many_matches_is_walked_and_marked(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "yak yak yak\n\n" * 700)}))
    person.search("yak")
    assert person.counter() == "Match 1 of 2,100"
    assert list(colours(person)) == [start for start, _ in person.window.article.matches]
    person.window.article.go_to_match(1_999)
    person.press(Key.Key_F3)
    assert person.counter() == "Match 2,001 of 2,100"
    (frame,) = framed(person)
    assert frame.contains(
        person.place_of(person.window.article.matches[2_000][0]).center() + QPoint(2, 0)
    )


@pytest.mark.slow
def test_what_is_in_view_is_marked_before_anything_else(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        MatchHighlights, "_paint_more", lambda _marks: None
    )  # as before the next slice
    person = open_window(library({"a.md": article("A", "yak yak yak\n\n" * 700)}))
    person.search("yak")
    person.browser.grab()  # all of it is laid out
    view = person.window.article
    assert view.document
    view._highlights.paint(*view.document.section_span(0))
    assert view.is_marking
    marked = view._highlights._painted
    assert person.browser.cursorForPosition(QPoint(40, 400)).blockNumber() in marked
    assert len(marked) < 300
    view.go_to_match(1_500)
    place = person.browser.document().findBlock(view.matches[1_500][0])
    assert person.current_match_is_visible()
    assert len(place.layout().formats()) == 3
    assert person.counter() == "Match 1,501 of 2,100"


def test_the_match_where_one_stands_has_a_frame_on_its_tint(person: Person) -> None:
    person.search("盲盒")
    for here in range(len(person.highlighted())):
        assert set(colours(person).values()) == {LIGHT.highlights[0]}
        (frame,) = framed(person)
        start, end = (person.place_of(at) for at in person.window.article.matches[here])
        assert frame.contains(start.center() + QPoint(2, 0))
        assert abs(frame.right() - end.left()) <= 2
        person.press(Key.Key_F3)


def test_a_match_of_several_lines_has_a_frame_in_each(
    open_window: Open, library: MakeLibrary
) -> None:
    words = "the merchants of the old town met in the hall to hear what the new rules meant for all"
    text = f"{'A word before. ' * 3}{words} of them.\n"
    person = open_window(library({"a.md": article("A", text)}), size=(760, 600))
    person.search(f'"{words}"')
    frames = framed(person)
    assert len(frames) >= 2
    assert all(one.bottom() <= other.top() + 1 for one, other in pairwise(frames))
    assert frames[0].left() > frames[1].left() == frames[-1].left()
    column = person.browser.document().rootFrame().frameFormat()
    side = person.browser.viewport().width() - column.rightMargin()
    assert all(column.leftMargin() - 2 <= one.left() < one.right() <= side + 2 for one in frames)
    assert [one.right() - one.left() > 60 for one in frames[:-1]] == [True] * (len(frames) - 1)
    person.press(Key.Key_Minus, Held.ControlModifier)
    assert framed(person)


def test_f3_without_matches_does_nothing(person: Person) -> None:
    person.click_result(0)
    person.press(Key.Key_F3)
    person.press(Key.Key_F3, Held.ShiftModifier)
    assert person.window.article.current_match == -1


def test_reading_the_folder_again_does_not_lead_away_from_the_match(person: Person) -> None:
    person.search("merchant")
    person.press(Key.Key_F3)
    person.press(Key.Key_F3)
    before = person.counter(), person.browser.verticalScrollBar().value()
    person.press(Key.Key_F5)
    assert (person.counter(), person.browser.verticalScrollBar().value()) == before


# --- how it looks


@pytest.mark.usefixtures("usual_font")
@pytest.mark.parametrize("scale", [0, 4])
def test_the_column_is_about_seventy_letters_wide_and_in_the_middle(
    open_window: Open, library: MakeLibrary, scale: int
) -> None:
    person = open_window(library({"a.md": article("A", ENGLISH * 12)}), size=(1900, 900))
    person.press(Key.Key_Return)
    for _ in range(scale):
        person.press(Key.Key_Equal, Held.ControlModifier)
    block = next(one for one in blocks(person) if one.text().startswith("The merchants"))
    layout = block.layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert len(lines) > 5
    assert 60 <= max(line.textLength() for line in lines) <= 80
    left = person.place_of(block.position()).left()
    right = left + lines[0].width()
    assert left == pytest.approx(person.browser.viewport().width() - right, abs=4)
    assert left > 100


def test_a_narrow_window_needs_no_scrolling_sideways_but_for_wide_tables(person: Person) -> None:
    person.window.resize(640, 500)
    view = person.browser.viewport()
    for row in range(len(person.hits())):
        person.click_result(row)
        frames = person.browser.document().rootFrame().childFrames()
        assert frames or person.browser.horizontalScrollBar().maximum() == 0
        block = person.browser.document().begin()
        while block.isValid():
            lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
            assert all(line.naturalTextWidth() <= view.width() for line in lines)
            block = block.next()


@pytest.mark.usefixtures("usual_font")
def test_the_text_can_be_made_larger_smaller_and_normal(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", ENGLISH)}))
    person.press(Key.Key_Return)
    normal = body_size(person)
    person.press(Key.Key_Equal, Held.ControlModifier)
    person.press(Key.Key_Equal, Held.ControlModifier)
    larger = body_size(person)
    person.press(Key.Key_0, Held.ControlModifier)
    assert body_size(person) == normal
    person.press(Key.Key_Minus, Held.ControlModifier)
    assert body_size(person) < normal < larger
    for _ in range(20):
        person.press(Key.Key_Minus, Held.ControlModifier)
    assert body_size(person) >= 10
    for _ in range(40):
        person.press(Key.Key_Equal, Held.ControlModifier)
    assert body_size(person) <= 40


def test_the_matches_stay_marked_in_another_size(person: Person) -> None:
    person.search("盲盒")
    person.press(Key.Key_F3)
    marked = person.highlighted()
    person.press(Key.Key_Equal, Held.ControlModifier)
    assert person.highlighted() == marked
    assert len(colours(person)) == len(marked)
    assert person.counter().startswith("Match 2 of")


def test_lists_tables_and_code_are_laid_out(open_window: Open, library: MakeLibrary) -> None:
    text = "1. one\n2. two\n\n| a | b |\n| - | - |\n| c | d |\n\n```\ncode here\n```\n\n> quoted\n"
    person = open_window(library({"a.md": article("A", text)}))
    person.press(Key.Key_Return)
    assert [one.text() for one in blocks(person) if one.textList()] == ["one", "two"]
    assert all(word in person.page() for word in ("a\nb\nc\nd", "code here", "quoted"))


def test_the_welcome_says_what_can_be_done(person: Person) -> None:
    assert person.page() == ""
    assert "Search in 10 articles" in person.why_no_page()
    assert "F3" in person.why_no_page()


def test_a_match_in_the_source_is_marked_and_one_in_the_date_is_not(
    open_window: Open, library: MakeLibrary
) -> None:
    text = "---\ntitle: A\nsource: 36氪 2025\npublished: 2025-08-11\n---\nin 2025\n"
    person = open_window(library({"a.md": text}))
    person.search("source:36氪")
    assert person.highlighted() == ["36氪"]
    person.search("2025")
    assert person.highlighted() == ["2025", "2025"]


def test_a_phrase_is_marked_across_the_number_of_a_footnote(
    open_window: Open, library: MakeLibrary
) -> None:
    text = (
        "😀 平台治理[^1]新规出台，电商[2]严打。带货<sup>3</sup>乱象<sup>4</sup><sup>[5]</sup>整治，"
        "十 m<sup>2</sup>\n\nThe live[^1] stream\n\n[^1]: A note.\n"
    )
    person = open_window(library({"a.md": article("A", text)}))
    for typed, marked in (
        ("治理新规", ["治理1新规"]),
        ("电商严打", ["电商[2]严打"]),
        ('"live stream"', ["live1 stream"]),
        ("新规出", ["新规出"]),
        ("带货乱象整治", ["带货3乱象4[5]整治"]),
        ("m2", ["m2"]),
        ("note", ["note"]),
    ):
        person.search(typed)
        assert person.highlighted() == marked
        assert person.counter() == "Match 1 of 1"
