"""The search field: what is typed is searched while it is typed, and the newest query counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from kbviewer.errors import KnownError
from kbviewer.service import KnowledgeBase
from tests.ui.person import Gate, Held, Key, MakeLibrary, Open, Person, article, focused


def test_the_search_field_has_the_keyboard_at_the_start(person: Person) -> None:
    assert QApplication.focusWidget() is person.field


def test_results_appear_while_typing(person: Person) -> None:
    seen = []
    for letter in "merchant":
        person.type(letter)
        person.settle()
        seen.append(set(person.ids()))
    assert person.field.text() == "merchant"
    assert all(later <= earlier for earlier, later in pairwise(seen))
    assert 0 < len(seen[-1]) < len(seen[0])


def test_the_first_hit_is_open_while_the_field_keeps_the_keyboard(person: Person) -> None:
    person.type("merchant")
    person.settle()
    assert person.current_article() == person.ids()[0]
    assert person.page().startswith(person.hits()[0].title)
    assert focused() is person.field


def test_fast_typing_ends_with_the_newest_query(person: Person) -> None:
    person.search("merchants")
    expected = person.ids(), person.highlighted()
    person.press(Key.Key_Escape)
    person.type("merchants")
    person.settle()
    assert (person.ids(), person.highlighted()) == expected


def test_a_late_answer_does_not_replace_a_newer_one(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("m", monkeypatch)
    shown: list[str] = []
    person.window.results.model.modelReset.connect(lambda: shown.append(person.status()))
    person.type("merchants")
    gate.open()
    person.settle()
    assert gate.begun == ["m", "merchants"]
    assert len(shown) == 1
    assert person.highlighted()[0].lower() == "merchants"


def test_half_typed_syllables_are_not_searched(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("-", monkeypatch)
    for syllables in ("m", "mang", "mang he"):
        person.commit("", half_typed=syllables)
        person.settle()
    assert gate.begun == []
    person.commit("盲盒")
    person.settle()
    assert gate.begun == ["盲盒"]
    assert set(person.highlighted()) == {"盲盒"}


def test_the_arrows_walk_the_results_from_the_field_and_the_article_follows(
    person: Person,
) -> None:
    person.search("直播")
    assert len(person.hits()) > 3
    for key, row in ((Key.Key_Down, 1), (Key.Key_Down, 2), (Key.Key_Up, 1), (Key.Key_Up, 0)):
        person.press(key)
        assert person.current_row() == row
        assert person.page().startswith(person.hits()[row].title)
        assert focused() is person.field
    person.press(Key.Key_Up)
    assert person.current_row() == 0


def test_page_down_and_page_up_walk_by_pages(person: Person) -> None:
    person.press(Key.Key_Down)
    person.press(Key.Key_PageDown)
    assert person.current_row() > 1
    assert person.page().startswith(person.hits()[person.current_row()].title)
    person.press(Key.Key_PageUp)
    assert person.current_row() == 0
    assert focused() is person.field


def test_the_arrows_do_nothing_where_there_is_no_result(person: Person) -> None:
    person.search("zzzz")
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    assert person.ids() == []
    assert focused() is person.field


def test_enter_goes_into_the_article_and_escape_comes_back(person: Person) -> None:
    person.search("直播")
    person.press(Key.Key_Down)
    title = person.hits()[1].title
    person.press(Key.Key_Return)
    assert focused() is person.browser
    person.press(Key.Key_Escape)
    assert focused() is person.field
    assert person.field.text() == "直播"
    assert person.page().startswith(title)


def test_enter_without_a_query_opens_the_newest_article(person: Person) -> None:
    person.press(Key.Key_Return)
    assert focused() is person.browser
    assert person.page().startswith(person.hits()[0].title)


def test_escape_leads_step_by_step_to_all_articles(person: Person) -> None:
    person.choose_topic("governance")
    person.search("盲盒")
    person.press(Key.Key_Escape)
    assert person.field.text() == ""
    assert person.window.tree.selected_path() == "governance"
    assert 0 < len(person.ids()) < 10
    person.press(Key.Key_Escape)
    assert person.window.tree.selected_path() == ""
    assert len(person.ids()) == 10


def test_escape_in_the_list_and_in_the_tree_leads_to_the_field_and_clears_nothing(
    person: Person,
) -> None:
    for view in (person.window.results.view, person.window.tree.view):
        person.search("盲盒")
        view.setFocus()
        person.press(Key.Key_Escape)
        assert person.field.text() == "盲盒"
        assert focused() is person.field


def test_ctrl_f_leads_from_the_article_to_the_selected_query(person: Person) -> None:
    person.search("盲盒")
    person.press(Key.Key_Return)
    person.press(Key.Key_F, Held.ControlModifier)
    assert focused() is person.field
    assert person.field.selectedText() == "盲盒"


def test_enter_right_behind_a_query_opens_a_hit_of_that_query(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("parcels", monkeypatch)
    person.commit("parcels")
    person.tap(Key.Key_Return)
    gate.open()
    person.settle()
    assert person.page().startswith(person.hits()[0].title)
    assert focused() is person.browser
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.field.text() == ""  # one step, and no place between that nobody saw


def test_enter_behind_a_query_that_fails_does_not_act_on_the_next_answer(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KnownError

    with monkeypatch.context() as failing:
        failing.setattr(KnowledgeBase, "search", fail)
        person.commit("盲盒")
        person.tap(Key.Key_Return)
        person.settle()
    person.choose_topic("governance")
    assert person.ids()
    assert focused() is person.window.tree.view


def test_a_query_typed_while_the_folder_is_read_opens_its_first_hit(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({f"{number}.md": article(f"Note {number}", "alpha") for number in range(5)})
    person = open_window(root, wait=False)
    person.type("alpha")
    person.settle()
    assert len(person.ids()) == 5
    assert person.current_article() == person.ids()[0]
    assert person.page().startswith("Note")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["\ud83d", '"', "(((", "-", "title:", "before:x", " " * 9, "😀"])
def test_whatever_is_typed_is_no_error(person: Person, text: str) -> None:
    person.commit(text)
    person.settle()
    assert "found" in person.status() or len(person.ids()) == 10


def test_the_cross_in_the_field_clears_it(person: Person) -> None:
    person.search("盲盒")
    cross = person.field.actions()[-1]
    assert cross.isVisible()
    cross.trigger()
    person.settle()
    assert person.field.text() == ""
    assert not cross.isVisible()
    assert len(person.ids()) == 10
