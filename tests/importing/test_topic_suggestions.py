"""Topics are suggested by words that can be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kbviewer import paths
from kbviewer.importing.importer import topic_suggester
from kbviewer.importing.topic_suggestions import TopicSuggester, TopicSuggestion
from kbviewer.library.library import Library

Make = Callable[[dict[str, str]], Path]


def shipped() -> TopicSuggester:
    return TopicSuggester.from_library(Library.open(paths.corpus()))


def test_the_names_of_topics_speak_for_them_in_both_languages() -> None:
    suggested = shipped().suggest("直播间卖盲盒", "A blind box is no gift; blind boxes are sold.")
    assert suggested[0] == TopicSuggestion("governance", suggested[1].words)
    assert suggested[1].topic == "governance/blind-boxes"
    assert set(suggested[1].words) == {"盲盒", "Blind boxes"}


def test_a_topics_words_count_in_the_title_or_several_times_in_the_text() -> None:
    suggest = shipped().suggest
    assert suggest("x", "物流") == []
    assert suggest("x", "物流，快递，物流") == []
    assert [one.topic for one in suggest("x", "物流，快递，物流，仓储")] == ["logistics"]
    assert [one.topic for one in suggest("物流", "物流")] == ["logistics"]
    (only,) = suggest("Parcels", "couriers deliver a parcel")
    assert only == TopicSuggestion("logistics", ("parcel", "courier"))


def test_a_topic_is_told_with_its_own_words() -> None:
    told = {
        one.topic: one.words for one in shipped().suggest("盲盒", "盲盒盲盒，处罚，违规违规，治理")
    }
    assert told == {"governance/blind-boxes": ("盲盒",), "governance": ("违规", "治理", "处罚")}


def test_a_word_within_another_is_none() -> None:
    assert shipped().suggest("Arrivals", "arrival " * 5 + "unmerchantable " * 5) == []


def test_no_more_than_three_topics_and_what_they_lie_in() -> None:
    everything = "盲盒 商家投诉 美团 物流 中小主播 投资价值 快递服务 费用减免 治理 竞争 "
    suggested = shipped().suggest(everything, everything * 3)
    topics = [one.topic for one in suggested]
    assert len(set(topics)) == len(topics) <= 6
    assert all(topic.rpartition("/")[0] in ("", *topics) for topic in topics)


def test_a_library_of_other_topics_suggests_its_own(library: Make) -> None:
    root = library({
        "garden/_index.md": "---\ntitle: Gardens\ntitle_zh: 园艺\n---\n",
        "a.md": "---\ntopics: [Fermentation]\n---\nx",
    })  # fmt: skip
    suggest = topic_suggester(root, paths.corpus()).suggest
    assert [one.topic for one in suggest("园艺", "园艺")] == ["garden"]
    assert [one.topic for one in suggest("Fermentation", "fermentation")] == ["Fermentation"]
    assert suggest("物流", "物流 快递 商家 违规") == []


def test_the_keywords_of_a_topics_page_suggest_it(library: Make) -> None:
    root = library({
        "post/_index.md": "---\ntitle: Post\nkeywords: [快递, parcel]\n---\n",
        "logistics/_index.md": "---\ntitle: Logistics\n---\n",
        "a.md": "x",
    })  # fmt: skip
    suggest = topic_suggester(root, paths.corpus()).suggest
    (only,) = suggest("快递", "Parcels: 快递")
    assert only == TopicSuggestion("post", ("快递", "parcel"))


def test_a_folder_named_like_a_shipped_topic_has_no_words_but_its_own(library: Make) -> None:
    root = library({"logistics/a.md": "x"})
    suggest = topic_suggester(root, paths.corpus()).suggest
    assert suggest("快递", "快递 快递 快递") == []
    assert [one.topic for one in suggest("Logistics", "logistics")] == ["logistics"]


def test_an_empty_folder_takes_the_topics_of_the_named_library(tmp_path: Path) -> None:
    for into in (tmp_path, tmp_path / "new"):
        assert "logistics" in topic_suggester(into, paths.corpus()).topics


def test_a_folder_within_the_named_library_takes_the_librarys_topics(library: Make) -> None:
    root = library({"a/x.md": "x", "b/y.md": "y"})
    assert topic_suggester(root / "a", root).topics == {"a", "b"}
    assert topic_suggester(root, root / "a").topics == {"a", "b"}


def test_words_of_most_articles_of_a_topic_and_hardly_any_other_speak_for_it(
    library: Make,
) -> None:
    files = {f"tea/{n}.md": f"# 茶 {n}\n茶园采摘了龙井，oolong {n}。市场" for n in range(12)}
    files |= {f"steel/{n}.md": f"# 钢 {n}\n钢厂开炉 {n}。市场" for n in range(12)}
    suggest = topic_suggester(library(files), paths.corpus()).suggest
    (only,) = suggest("龙井上市", "龙井和oolong")
    assert only.topic == "tea"
    assert "oolong" in only.words
    assert suggest("市场", "市场市场市场市场") == []
