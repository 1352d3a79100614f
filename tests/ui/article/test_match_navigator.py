"""F3: from match to match, and on into the next result."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QToolButton

from kbviewer.errors import ArticleError, IndexFileError
from kbviewer.index.search.matcher import Match
from kbviewer.render.renderer import RenderedArticle
from kbviewer.service import KnowledgeBase
from tests.ui.person import Gate, Held, Key, MakeLibrary, Open, Person, article, focused

LAST = "Last match of the last result"
FIRST = "First match of the first result"


def three(library: MakeLibrary) -> dict[str, int]:
    """Three articles and how often the word yak is in each, in the order of a search for it."""
    files = {"a.md": 3, "b.md": 2, "c.md": 4}
    library({
        name: article(name[0].upper(), "a yak\n\n" * times, published=f"2025-01-0{4 - day}")
        for day, (name, times) in enumerate(files.items(), start=1)
    })  # fmt: skip
    return files


@pytest.fixture
def reader(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody who has searched three articles for a word, the newest article first."""
    three(library)
    person = open_window(library({}))
    person.press(Key.Key_2, Held.ControlModifier)
    person.search("yak")
    assert person.ids() == ["a.md", "b.md", "c.md"]
    return person


def place(person: Person) -> tuple[str, str, int]:
    """Where the list stands, the article that is open, and which match of it one stands at."""
    return person.current_article(), person.page()[:1], person.window.article.current_match


def way(library: MakeLibrary) -> list[tuple[str, str, int]]:
    """All the places, in order."""
    return [
        (name, name[0].upper(), match)
        for name, times in three(library).items()
        for match in range(times)
    ]


def on(person: Person) -> None:
    """Go to the next match."""
    person.press(Key.Key_F3)


def back(person: Person) -> None:
    """Go to the match before."""
    person.press(Key.Key_F3, Held.ShiftModifier)


@pytest.mark.parametrize("panel", ["field", "list", "article"])
def test_f3_leads_through_all_matches_of_all_results_and_back(
    reader: Person, library: MakeLibrary, panel: str
) -> None:
    where = {"field": reader.field, "list": reader.window.results.view, "article": reader.browser}
    where[panel].setFocus()
    seen = [place(reader)]
    for _ in range(8):
        on(reader)
        seen.append(place(reader))
        assert reader.current_match_is_visible()
    assert seen == way(library)
    for expected in reversed(seen[:-1]):
        back(reader)
        assert place(reader) == expected
        assert reader.current_match_is_visible()
    assert focused() is where[panel]


def test_another_query_begins_at_the_first_match_after_a_walk_back(reader: Person) -> None:
    for _ in range(3):
        on(reader)
    back(reader)
    assert place(reader) == ("a.md", "A", 2)
    reader.search("yaks")
    assert place(reader) == ("a.md", "A", 0)


def test_at_both_ends_it_stays_and_says_so(reader: Person, library: MakeLibrary) -> None:
    usual = reader.status()
    back(reader)
    assert (place(reader), reader.status()) == (way(library)[0], FIRST)
    back(reader)
    assert (place(reader), reader.status()) == (way(library)[0], FIRST)
    on(reader)
    assert (place(reader), reader.status()) == (way(library)[1], usual)
    for _ in range(9):
        on(reader)
    assert (place(reader), reader.status()) == (way(library)[-1], LAST)
    back(reader)
    assert (place(reader), reader.status()) == (way(library)[-2], usual)


def test_the_buttons_do_the_same(reader: Person, library: MakeLibrary) -> None:
    buttons = {
        one.defaultAction().text(): one for one in reader.window.article.findChildren(QToolButton)
    }
    for _ in range(4):
        reader.click(buttons["Find &Next"], buttons["Find &Next"].rect())
    assert place(reader) == way(library)[4]
    for _ in range(2):
        reader.click(buttons["Find &Previous"], buttons["Find &Previous"].rect())
    assert place(reader) == way(library)[2]


def test_keys_pressed_while_articles_load_are_all_carried_out(
    reader: Person, library: MakeLibrary
) -> None:
    for _ in range(7):
        reader.tap(Key.Key_F3)
    assert place(reader)[0] != "c.md"  # the presses do come before the articles
    reader.settle()
    assert place(reader) == way(library)[7]
    for _ in range(30):
        reader.tap(Key.Key_F3)
    for _ in range(3):
        reader.tap(Key.Key_F3, Held.ShiftModifier)
    reader.settle()
    assert place(reader) == way(library)[-4]
    for _ in range(30):
        reader.tap(Key.Key_F3, Held.ShiftModifier)
    reader.settle()
    assert (place(reader), reader.status()) == (way(library)[0], FIRST)


@pytest.mark.parametrize("slow", ["article", "matches"])
def test_nothing_is_skipped_while_a_page_or_its_matches_are_late(
    reader: Person, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    gate = threading.Event()
    quick = getattr(KnowledgeBase, slow)

    def late(*arguments: object, **options: object) -> object:
        assert gate.wait(20)
        return quick(*arguments, **options)

    monkeypatch.setattr(KnowledgeBase, slow, late)
    for _ in range(3):
        on_the_way = reader.current_article()
        reader.tap(Key.Key_F3)
        reader.bot.wait(5)
    assert (on_the_way, reader.current_article()) == ("a.md", "b.md")
    for _ in range(3):
        reader.tap(Key.Key_F3)
        reader.bot.wait(5)
    assert reader.current_article() == "b.md"
    gate.set()
    reader.settle()
    assert place(reader) == way(library)[6]


def test_who_goes_elsewhere_is_not_led_on(reader: Person) -> None:
    for _ in range(8):
        reader.tap(Key.Key_F3)
    reader.open("a.md")
    assert place(reader)[:2] == ("a.md", "A")
    for _ in range(8):
        reader.tap(Key.Key_F3)
    reader.press(Key.Key_Home)
    reader.search("y")
    assert place(reader) == ("a.md", "A", 0)
    for _ in range(8):
        reader.tap(Key.Key_F3)
    reader.press(Key.Key_Escape)
    assert reader.window.article.current_match == -1


def test_keys_pressed_before_the_answer_count_from_its_first_match(
    reader: Person, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.press(Key.Key_Escape)
    gate = Gate.before("yaks", monkeypatch)
    reader.type("yaks")
    for _ in range(4):
        reader.tap(Key.Key_F3)
    gate.open()
    reader.settle()
    assert reader.ids() == ["a.md", "b.md", "c.md"]
    assert place(reader) == way(library)[4]


@pytest.mark.slow
def test_more_hits_come_where_the_list_ends(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({
        f"{n:03}.md": article(f"Note {n:03}", "a yak") for n in range(120)
    }))  # fmt: skip
    person.search("yak")
    assert len(person.ids()) == 50
    for _ in range(119):
        person.tap(Key.Key_F3)
    person.settle()
    assert (person.current_row(), len(person.ids()), len(set(person.ids()))) == (119, 120, 120)
    assert person.page().startswith(person.hits()[119].title)
    assert person.status() != LAST
    on(person)
    assert (person.current_row(), person.status()) == (119, LAST)


@pytest.mark.slow
def test_reading_the_folder_again_loses_no_step(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({
        f"{n:03}.md": article(f"Note {n:03}", "a yak") for n in range(70)
    }))  # fmt: skip
    person.search("yak")
    for _ in range(30):
        person.tap(Key.Key_F3)
    person.tap(Key.Key_F5)
    for _ in range(30):
        person.tap(Key.Key_F3)
        person.bot.wait(1)
    person.settle()
    assert person.current_row() == 60
    assert person.page().startswith(person.hits()[60].title)


@pytest.mark.slow
def test_the_list_keeps_its_length_where_the_folder_is_read_again(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(
        library({f"{n:03}.md": article(f"Note {n:03}", "a yak") for n in range(130)})
    )
    person.search("yak")
    for _ in range(70):
        person.tap(Key.Key_F3)
    person.settle()
    assert (person.current_row(), len(person.ids())) == (70, 100)
    person.press(Key.Key_F5)
    assert (person.current_row(), len(person.ids())) == (70, 100)
    for _ in range(60):
        person.tap(Key.Key_F3)
    person.settle()
    assert (person.current_row(), len(set(person.ids())), person.status()) == (129, 130, LAST)
    person.search("yaks")
    assert len(person.ids()) == 50


def test_enter_on_the_way_goes_into_the_article_and_on(
    reader: Person, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        reader.tap(Key.Key_F3)
    reader.press(Key.Key_Return)
    assert focused() is reader.browser
    assert place(reader) == way(library)[4]
    reader.press(Key.Key_Escape)
    reader.press(Key.Key_Escape)
    gate = Gate.before("yaks", monkeypatch)
    reader.type("yaks")
    reader.tap(Key.Key_Return)
    for _ in range(4):
        reader.tap(Key.Key_F3)
    gate.open()
    reader.settle()
    assert focused() is reader.browser
    assert place(reader) == way(library)[4]


@pytest.mark.slow
def test_fewer_hits_than_were_promised_end_the_walk(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({f"{n:03}.md": article(f"Note {n:03}", "a yak") for n in range(51)})
    person = open_window(root)
    person.search("yak")
    person.window.results.model._total = 60
    for _ in range(60):
        person.tap(Key.Key_F3)
    person.settle()
    assert (person.current_row(), person.status()) == (50, LAST)


def test_an_article_without_a_match_in_its_text_is_one_stop(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "a.md": article("A", "a yak", published="2025-01-03"),
        "b.md": article("B", "[text](https://example.com/yak)", published="2025-01-02"),
        "c.md": article("C", "a yak and a yak", published="2025-01-01"),
    }))  # fmt: skip
    person.press(Key.Key_2, Held.ControlModifier)
    person.search("yak")
    seen = [place(person)]
    for _ in range(3):
        on(person)
        seen.append(place(person))
    ways = [("a.md", "A", 0), ("b.md", "B", -1), ("c.md", "C", 0), ("c.md", "C", 1)]
    assert seen == ways
    back(person)
    back(person)
    assert place(person) == ("b.md", "B", -1)
    assert person.counter() == "Found in a link's address"
    back(person)
    assert place(person) == ("a.md", "A", 0)


@pytest.mark.parametrize(
    ("typed", "counter"),
    [
        ("jane", "Found by its author"),
        ("parcels", "Found by its topic"),
        ("mango", "Found by its tag"),
        ("nickname", "Found by its other name"),
        ("outline", "Found by its description"),
        ("kiwi", "Found by its keyword"),
        ("filed", "Found by its file name"),
        ("pears", "Found in a link's address"),
        ("quince", "Found in what is not shown"),
        ("jane kiwi", "Found by its author"),
        ("jane text", "Match 1 of 1"),
        ("published:2025", "No match in this text"),
    ],
)
def test_without_a_match_the_counter_says_what_the_article_was_found_by(
    open_window: Open, library: MakeLibrary, typed: str, counter: str
) -> None:
    person = open_window(library({
        "parcels/filed.md": article(
            "A", "the text and a [word](https://pears.example/)\n\n```quince\nx\n```",
            author="Jane Roe", tags="[mango]", aliases="[nickname]", description="an outline",
            keywords="[kiwi]", source="Daily", published="2025-01-01",
        )
    }))  # fmt: skip
    person.search(typed)
    assert person.current_article() == "parcels/filed.md"
    assert person.counter() == counter
    person.search("the")
    assert person.counter().startswith("Match 1 of")


def test_where_only_fields_are_asked_for_f3_walks_the_results(reader: Person) -> None:
    reader.search("published:2025")
    seen = [place(reader)]
    for _ in range(2):
        on(reader)
        seen.append(place(reader))
    assert seen == [("a.md", "A", -1), ("b.md", "B", -1), ("c.md", "C", -1)]
    on(reader)
    assert (place(reader), reader.status()) == (("c.md", "C", -1), LAST)


@pytest.mark.parametrize("typed", ["", "%…—", "zzzz"])
def test_where_nothing_is_found_by_words_f3_does_nothing(reader: Person, typed: str) -> None:
    reader.press(Key.Key_Escape)
    reader.search(typed)
    if reader.ids():
        reader.click_result(1)
    before = place(reader), reader.status()
    for _ in range(3):
        on(reader)
        back(reader)
        back(reader)
    assert (place(reader), reader.status()) == before


def test_files_with_the_same_text_are_each_a_stop(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({f"{n}.md": article("A", "yak yak") for n in range(3)}))
    person.search("yak")
    seen = [(person.current_row(), person.window.article.current_match)]
    for _ in range(5):
        on(person)
        seen.append((person.current_row(), person.window.article.current_match))
    assert seen == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    for expected in reversed(seen[:-1]):
        back(person)
        assert (person.current_row(), person.window.article.current_match) == expected


def test_a_file_that_is_gone_is_one_stop(reader: Person) -> None:
    (reader.library / "b.md").unlink()
    for _ in range(3):
        reader.tap(Key.Key_F3)
    reader.settle()
    assert reader.current_article() == "b.md"
    assert "cannot be opened" in reader.why_no_page()
    on(reader)
    assert place(reader) == ("c.md", "C", 0)
    back(reader)
    back(reader)
    assert place(reader) == ("a.md", "A", 2)


def test_in_an_article_outside_the_list_it_goes_round_and_says_so(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "a.md": article("A", "title [b](b.md)"), "b.md": article("B", "yak yak"),
    }))  # fmt: skip
    person.search("title:a OR (title:zz yak)")
    person.click_link("b.md")
    assert (person.current_row(), person.window.article.current_match) == (-1, 0)
    on(person)
    assert person.window.article.current_match == 1
    on(person)
    assert person.window.article.current_match == 0
    assert person.status().endswith("back to its first match")
    back(person)
    assert person.window.article.current_match == 1
    assert person.status().endswith("back to its last match")


def test_a_place_without_an_article_leads_to_the_first_result(
    reader: Person, library: MakeLibrary
) -> None:
    reader.window.results.select(-1, silently=True)
    reader.controller._article_presenter.show_empty("", "")
    back(reader)
    assert reader.current_row() == -1
    on(reader)
    assert place(reader) == way(library)[0]


def test_a_place_walked_to_is_passed_through_and_back_leads_behind_the_walk(
    reader: Person,
) -> None:
    reader.press(Key.Key_Return)
    for _ in range(5):
        on(reader)
    assert reader.current_article() == "c.md"
    reader.press(Key.Key_Left, Held.AltModifier)
    assert (reader.current_article(), reader.field.text()) == ("a.md", "yak")


@pytest.mark.parametrize("what", ["article", "matches"])
def test_after_a_bug_the_walk_can_go_on(
    reader: Person, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def fail(*_: object, **__: object) -> RenderedArticle | list[Match]:
        raise ZeroDivisionError

    monkeypatch.setattr(KnowledgeBase, what, fail)
    with reader.bot.capture_exceptions() as exceptions:
        for _ in range(3):
            on(reader)
    assert exceptions
    monkeypatch.undo()
    assert reader.current_article() == "b.md"
    on(reader)
    assert place(reader) == ("c.md", "C", 0)


@pytest.mark.slow
def test_after_a_known_error_the_walk_can_go_on(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(library({
        f"{n:03}.md": article(f"Note {n:03}", "a yak") for n in range(60)
    }))  # fmt: skip
    person.search("yak")

    def fail(*_: object, **__: object) -> None:
        raise IndexFileError("The disk is full.")

    monkeypatch.setattr(KnowledgeBase, "search", fail)
    for _ in range(52):
        person.tap(Key.Key_F3)
    person.settle()
    assert (person.current_row(), person.status()) == (49, "The disk is full.")
    monkeypatch.undo()
    on(person)
    assert person.current_row() == 50


def test_an_article_that_cannot_be_opened_does_not_stop_the_keys_behind_it(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise ArticleError("The file is locked.")

    monkeypatch.setattr(KnowledgeBase, "article", locked)
    for _ in range(4):
        reader.tap(Key.Key_F3)
    reader.settle()
    assert reader.current_article() == "c.md"
    assert "The file is locked." in reader.why_no_page()
