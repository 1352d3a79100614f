"""The tree of topics: their order, their numbers, and what choosing one does."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionViewItem, QToolTip

from kbviewer.library.article import with_ancestors
from kbviewer.library.library import Library
from kbviewer.ui.theme import base_font
from kbviewer.ui.topics.topic_delegate import TopicDelegate
from tests.ui.person import Key, MakeLibrary, Open, Person, article


def rows(person: Person, parent: str = "") -> list[str]:
    """The names of the topics below one, from top to bottom."""
    root = person.window.tree.model.index_of(parent)
    model = person.window.tree.model
    return [model.index(row, 0, root).data() for row in range(model.rowCount(root))]


def rectangle(person: Person, path: str) -> QRect:
    """Where a topic stands in the tree."""
    return person.window.tree.view.visualRect(person.window.tree.model.index_of(path))


def darkest(person: Person, path: str) -> int:
    """The lightness of the darkest pixel of a topic's name, as it is painted."""
    image: QImage = person.window.tree.view.viewport().grab(rectangle(person, path)).toImage()
    width = image.width() - 60  # without the number
    return min(
        QColor(image.pixel(x, y)).lightness() for x in range(width) for y in range(image.height())
    )


def test_all_articles_is_the_root_and_chosen_at_the_start(person: Person) -> None:
    model = person.window.tree.model
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "All articles"
    assert person.window.tree.selected_path() == ""
    assert person.window.tree.view.currentIndex() == model.index(0, 0)


def test_topics_stand_in_the_order_of_their_pages(person: Person) -> None:
    assert rows(person) == ["Governance", "Merchant support", "Logistics", "Competition"]
    assert rows(person, "governance") == [
        "Product quality",
        "Live-streaming rules",
        "Blind boxes",
        "Transparency",
    ]
    assert all(person.window.tree.view.visualRect(index).isValid() for index in (
        person.window.tree.model.index_of(path) for path in person.counts()
    ))  # fmt: skip


def test_without_a_search_each_topic_shows_its_articles(person: Person) -> None:
    folder = Library.open(person.library)
    expected: Counter[str] = Counter()
    for entry in folder.scan([]):
        if not entry.is_topic_page:
            topics = folder.article(entry.id).topics
            expected.update({path for topic in topics for path in with_ancestors(topic)})
            expected[""] += 1
    assert person.counts() == {path: expected[path] for path in person.counts()}
    assert expected.keys() <= person.counts().keys()
    assert expected[""] == 10


def test_during_a_search_each_topic_shows_its_hits(person: Person) -> None:
    person.search("盲盒")
    counts = person.counts()
    assert counts[""] == len(person.ids())
    for path in ("governance", "governance/blind-boxes", "merchant-support", "competition"):
        person.choose_topic(path)
        assert len(person.ids()) == counts[path]
        assert all(
            any(f"{topic}/".startswith(f"{path}/") for topic in one.topics) for one in person.hits()
        )


def test_choosing_a_topic_keeps_the_numbers_of_the_others(person: Person) -> None:
    for query in ("", "直播"):
        person.choose_topic("")
        if query:
            person.search(query)
        before = person.counts()
        person.choose_topic("governance")
        assert person.counts() == before
        assert 0 < len(person.ids()) == before["governance"] < before[""]


def test_a_parent_holds_the_articles_of_its_sub_topics(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "one.md": article("One", "x", topics="[fruit/apple]"),
        "two.md": article("Two", "x", topics="[fruit/pear]"),
        "three.md": article("Three", "x", topics="[fruitless]"),
    }))  # fmt: skip
    person.choose_topic("fruit")
    assert sorted(person.ids()) == ["one.md", "two.md"]
    person.choose_topic("fruit/pear")
    assert person.ids() == ["two.md"]


def test_parents_without_a_page_are_named_by_their_path(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "x.md": article("X", "text", topics="[made/up]"),
        "far/away/_index.md": "---\ntitle: Away\norder: 1\n---\n",
        "last/_index.md": "---\ntitle: First\norder: 0\n---\n",
    }))  # fmt: skip
    assert set(rows(person)) == {"First", "far", "made"}
    assert rows(person)[0] == "First"
    assert rows(person, "far") == ["Away"]
    assert rows(person, "made") == ["up"]
    person.choose_topic("far")
    assert "No articles in this topic" in person.why_nothing()


def test_topics_without_a_hit_are_dimmed_but_can_be_chosen(person: Person) -> None:
    before = darkest(person, "logistics")
    assert darkest(person, "governance") == pytest.approx(before, abs=20)
    person.search("盲盒")
    assert person.counts()["logistics"] == 0
    assert darkest(person, "logistics") > before + 60
    assert darkest(person, "governance") == pytest.approx(before, abs=20)
    person.choose_topic("logistics")
    assert person.window.tree.selected_path() == "logistics"


def test_a_topic_without_a_hit_says_where_the_hits_are(person: Person) -> None:
    person.search("盲盒")
    everywhere = len(person.ids())
    person.choose_topic("logistics")
    assert person.ids() == []
    title, hint = person.why_nothing().split("\n", 1)
    assert title.startswith("Nothing found for")
    assert "盲盒" in title
    assert title.endswith("in Logistics")
    assert hint == f"{everywhere} articles match outside this topic."
    person.choose_topic("")
    assert len(person.ids()) == everywhere


def test_the_button_of_an_empty_topic_leads_to_the_hits(person: Person) -> None:
    person.search("盲盒")
    everywhere = person.ids()
    person.choose_topic("logistics")
    button = person.window.results.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert (button.isVisible(), button.text()) == (True, "Search All Topics")
    person.click(button, button.rect())
    assert person.ids() == everywhere
    assert person.window.tree.selected_path() == ""
    person.search("nothing-has-this")
    assert not button.isVisible()


def test_one_hit_elsewhere_is_told_in_the_singular(person: Person) -> None:
    person.search("source:环球网")
    assert len(person.ids()) == 1
    person.choose_topic("competition")
    assert person.why_nothing().endswith("\n1 article matches outside this topic.")


def test_the_chosen_topics_page_is_shown_where_no_article_is_open(person: Person) -> None:
    person.choose_topic("governance")
    articles = person.counts()["governance"]
    assert person.page().startswith(f"Governance\n平台治理\n{articles} articles\n")
    assert "How Douyin e-commerce keeps order" in person.page()


def test_the_arrows_walk_the_tree(person: Person) -> None:
    person.window.tree.view.setFocus()
    person.press(Key.Key_Down)
    assert person.window.tree.selected_path() == "governance"
    assert len(person.ids()) == person.counts()["governance"]


def test_the_chosen_topic_stays_chosen_when_the_folder_is_read_again(person: Person) -> None:
    person.choose_topic("governance/blind-boxes")
    shown = person.ids()
    person.press(Key.Key_F5)
    assert person.window.tree.selected_path() == "governance/blind-boxes"
    assert person.ids() == shown


def test_a_topic_that_is_folded_stays_folded_when_the_folder_is_read_again(
    person: Person,
) -> None:
    view = person.window.tree.view
    person.choose_topic("governance")
    person.press(Key.Key_Left)
    assert not view.isExpanded(person.window.tree.model.index_of("governance"))
    person.press(Key.Key_F5)
    assert not view.isExpanded(person.window.tree.model.index_of("governance"))


def test_a_topic_that_is_gone_gives_way_to_all_articles(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({
        "a/one.md": article("One", "x"), "b/two.md": article("Two", "x"),
    })  # fmt: skip
    person = open_window(root)
    person.choose_topic("b")
    (root / "b" / "two.md").unlink()
    person.press(Key.Key_F5)
    assert person.window.tree.selected_path() == ""
    assert person.ids() == ["a/one.md"]


def said(person: Person, path: str) -> tuple[str, str]:
    """What the row of a topic says of its two titles."""
    view = person.window.tree.view
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = rectangle(person, path)
    if path == person.window.tree.selected_path():
        option.state |= QStyle.StateFlag.State_Selected
    delegate = view.itemDelegate()
    assert isinstance(delegate, TopicDelegate)
    return delegate.titles(option, person.window.tree.model.index_of(path))


@pytest.mark.slow
@pytest.mark.parametrize("pixels", [14, 19, 28])
def test_a_second_title_is_there_as_a_whole_or_not_at_all(person: Person, pixels: int) -> None:
    topics = person.window.tree._topics
    person.window.tree.view.setFont(base_font(pixels))
    shown = []
    for width in range(180, 600, 30):
        person.window.splitter.setSizes([width, 300, 1280 - 300 - width])
        for topic in topics:
            first, second = said(person, topic.path)
            assert second in {"", topic.title_zh}
            assert not second or first == topic.title
            shown.append((width, bool(second)))
    assert {True, False} == {is_shown for _, is_shown in shown}
    assert len(set(shown)) == len(range(180, 600, 30))  # all of them or none


@pytest.mark.usefixtures("usual_font")
def test_all_articles_have_room_in_the_narrowest_window(person: Person) -> None:
    person.window.resize(person.window.minimumSize())
    assert said(person, "")[0] == "All articles"
    assert said(person, "merchant-support")[0] == "Merchant support"


@pytest.mark.usefixtures("usual_font")
@pytest.mark.qt_log_ignore("raise")  # which a tip asks for
def test_titles_that_are_cut_are_told_as_a_whole(open_window: Open, library: MakeLibrary) -> None:
    title = "<b>Complaints of merchants in July"
    person = open_window(
        library(
            {"t/_index.md": f"---\ntitle: '{title}'\ntitle_zh: 商家投诉\n---\n", "t/a.md": "a"}
        ),
        size=(760, 420),
    )

    def told(path: str) -> str:
        place = rectangle(person, path).center()
        view = person.window.tree.view.viewport()
        QApplication.sendEvent(
            view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place))
        )
        return QToolTip.text()

    assert said(person, "") == ("All articles", "")
    assert told("") == "<p>All articles  全部文章</p>"
    assert said(person, "t")[0].endswith("…")
    assert told("t") == "<p>&lt;b&gt;Complaints of merchants in July  商家投诉</p>"


def test_a_library_with_a_page_of_its_own_shows_its_topics(
    library: MakeLibrary, open_window: Open
) -> None:
    person = open_window(library({"_index.md": "# The whole", "t/a.md": "text"}))
    assert rectangle(person, "t").isValid()
