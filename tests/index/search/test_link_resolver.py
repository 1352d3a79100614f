"""Where links lead, and who links to an article."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.search.link_resolver import LinkKind
from kbviewer.library import links
from kbviewer.library.link_keys import link_keys

Make = Callable[[dict[str, str]], Path]

VAULT = {
    "Home.md": "[[Note]] [[folder/Note]] [x](folder/Note.md) [[Shared]]",
    "Note.md": "[[home]]",
    "folder/Note.md": "[up](../Home.md) [[Shared]] [[Note]]",
    "folder/Shared.md": "[near](Note)",
    "other/deep/Shared.md": "[[shared]]",
    "other/抖音 笔记.md": "[[É]] [home](/home.md)",
    "E\u0301.md": "",
    "x.markdown": "",
    "dir/README.md": "",
    "bundle/index.md": "",
    "topic/_index.md": "---\ntitle: Topic\n---\ntext",
    "topic/a.md": "---\ntitle: A title, long\naliases: [Second name, /old/path/]\n---\n",
    "content/docs/deep.md": "",
    "content/docs/_index.md": "docs",
    "_posts/2025-01-01-post.md": "",
}


@pytest.fixture
def vault(library: Make) -> Path:
    root = library(VAULT)
    (root / "p.png").write_bytes(b"x")
    (root / ".hidden.png").write_bytes(b"x")
    return root


def led_to(index: Index, href: str, article: str) -> str:
    """Where an address leads: an article or, with its kind in front, something else."""
    link = links.link_from_href(links.expand_template(href), article)
    assert link is not None
    found = index.resolve_link(link, article)
    return found.path if found.kind is LinkKind.ARTICLE else f"{found.kind.value} {found.path}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("href", "article", "target"),
    [
        ("?Note", "Home.md", "Note.md"),
        ("?Note", "folder/Shared.md", "Note.md"),  # a path from the root comes first
        ("?folder/note", "Home.md", "folder/Note.md"),
        ("?Shared", "Home.md", "folder/Shared.md"),  # the shorter path
        ("?shared", "other/x.md", "other/deep/Shared.md"),  # the nearer one
        ("?deep/Shared", "Home.md", "other/deep/Shared.md"),
        ("?Note.md", "Home.md", "Note.md"),
        ("?%E6%8A%96%E9%9F%B3%20%E7%AC%94%E8%AE%B0", "Home.md", "other/抖音 笔记.md"),
        ("?%C3%A9", "Home.md", "E\u0301.md"),
        ("?a%20TITLE%2C%20long", "Home.md", "topic/a.md"),
        ("?second name", "Home.md", "topic/a.md"),
        ("?gone", "Home.md", "nothing gone"),
        ("?ote", "Home.md", "nothing ote"),
        ("Note.md", "folder/Shared.md", "folder/Note.md"),
        ("Note", "folder/Shared.md", "folder/Note.md"),
        ("NOTE.md", "folder/Shared.md", "folder/Note.md"),
        ("./note.html", "folder/Shared.md", "folder/Note.md"),
        ("../Note.md", "folder/Shared.md", "Note.md"),
        ("/Note.md", "folder/Shared.md", "Note.md"),
        ("x.markdown", "Home.md", "x.markdown"),
        ("x.md", "Home.md", "x.markdown"),
        ("Shared.md", "Home.md", "folder/Shared.md"),  # none there: the name decides
        ("dir/", "Home.md", "dir/README.md"),
        ("../dir", "folder/Note.md", "dir/README.md"),
        ("bundle/", "Home.md", "bundle/index.md"),
        ("topic/", "Home.md", "topic topic"),
        ("/topic/_index.md", "Home.md", "topic topic"),
        ("./", "topic/a.md", "topic topic"),
        ("folder/", "Home.md", "topic folder"),
        ("/old/path/", "Home.md", "topic/a.md"),
        ("/docs/deep/", "Home.md", "content/docs/deep.md"),
        ("/docs/", "Home.md", "topic content/docs"),
        ("{% post_url 2025-01-01-post %}", "Home.md", "_posts/2025-01-01-post.md"),
        ("{% link _posts/2025-01-01-post.md %}", "topic/a.md", "_posts/2025-01-01-post.md"),
        ('{{< ref "deep.md" >}}', "Home.md", "content/docs/deep.md"),
        ("p.png", "Home.md", "file p.png"),
        (".hidden.png", "Home.md", "nothing .hidden.png"),
        ("?x/../../../../etc/passwd", "Home.md", "nothing x/../../../../etc/passwd"),
        ("gone.md", "folder/Note.md", "nothing folder/gone.md"),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_would_in_its_own_program(
    vault: Path, href: str, article: str, target: str
) -> None:
    with Index.open(vault) as index:
        list(index.update())
        assert led_to(index, href, article) == target


def linking(index: Index, article: str) -> list[str]:
    return sorted(one.id for one in index.backlinks(article))


def test_an_article_knows_who_links_to_it(vault: Path) -> None:
    with Index.open(vault) as index:
        list(index.update())
        assert linking(index, "Home.md") == ["Note.md", "folder/Note.md", "other/抖音 笔记.md"]
        assert linking(index, "folder/Note.md") == ["Home.md", "folder/Shared.md"]
        assert linking(index, "E\u0301.md") == ["other/抖音 笔记.md"]
        assert linking(index, "dir/README.md") == []
        assert linking(index, "gone.md") == []


def test_of_several_with_a_name_only_the_one_a_link_leads_to_counts(vault: Path) -> None:
    with Index.open(vault) as index:
        list(index.update())
        assert linking(index, "folder/Shared.md") == ["Home.md", "folder/Note.md"]
        assert linking(index, "other/deep/Shared.md") == []  # its own link is none
        assert linking(index, "Note.md") == ["Home.md", "folder/Note.md"]


def test_those_who_link_come_newest_first_with_their_facts(library: Make) -> None:
    old = "---\ntitle: Old\nsource: S\npublished: 2025-01-01\n---\n[[b]]"
    new = "---\ntitle: New\npublished: 2025-02-01\n---\n[[b]] [b](b.md)"
    with Index.open(library({"old.md": old, "new.md": new, "b.md": ""})) as index:
        list(index.update())
        found = index.backlinks("b.md")
    assert [(one.title, one.source, one.published) for one in found] == [
        ("New", "", "2025-02-01"), ("Old", "S", "2025-01-01"),
    ]  # fmt: skip


def test_a_link_leads_on_when_files_come_and_go_and_nobody_reads_it_again(library: Make) -> None:
    root = library({"a.md": "[[b]] [[t]]", "x/b.md": "", "c.md": "---\ntitle: T\n---\n"})
    with Index.open(root) as index:
        list(index.update())
        assert linking(index, "x/b.md") == linking(index, "c.md") == ["a.md"]
        (root / "b.md").write_text("nearer", encoding="utf-8")
        list(index.update())
        assert linking(index, "b.md") == ["a.md"]
        assert linking(index, "x/b.md") == []
        (root / "b.md").rename(root / "B2.md")
        list(index.update())
        assert linking(index, "x/b.md") == ["a.md"]
        (root / "a.md").unlink()
        list(index.update())
        assert linking(index, "x/b.md") == []


def test_an_article_that_is_not_indexed_yet_is_found_by_its_path(vault: Path) -> None:
    with Index.open(vault) as index:
        assert led_to(index, "folder/Note.md", "Home.md") == "folder/Note.md"
        assert led_to(index, "?Shared", "Home.md") == "nothing Shared"


def test_a_link_out_by_a_linked_folder_is_not_followed(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "secret.md").write_text("x", encoding="utf-8")
    (vault / "linked").symlink_to(tmp_path / "away")
    with Index.open(vault) as index:
        list(index.update())
        assert led_to(index, "?secret", "Home.md") == "nothing secret"


@pytest.mark.parametrize("seed", range(6))
def test_who_links_is_whoever_has_a_link_that_leads_there(library: Make, seed: int) -> None:
    chance = random.Random(seed)
    names = ["a", "b", "t/a", "t/b", "t/u/a", "u/README", "u/index", "A"]
    forms = ["[[{}]]", "[x]({}.md)", "[x](/{})", "[x](../{}.md)", "[x](./{})"]
    files: dict[str, str] = {}
    for name in chance.sample(names, 6):
        links_to = [chance.choice(["a", "b", "t/a", "u/a", "u", "Title a"]) for _ in range(3)]
        text = " ".join(chance.choice(forms).format(one) for one in links_to)
        title = chance.choice(["", "---\ntitle: Title a\n---\n", "---\naliases: [b]\n---\n"])
        files[f"{name}.md"] = title + text
    with Index.open(library(files)) as index:
        list(index.update())
        led: dict[str, set[str]] = {name: set() for name in files}
        for name, text in files.items():
            for key in link_keys(text.rpartition("---\n")[2], name):
                found = index.resolve_link(links.Link(key, "\0"), name)
                if found.kind is LinkKind.ARTICLE and found.path != name:
                    led[found.path].add(name)
        for name in files:
            assert set(linking(index, name)) == led[name], (name, files)


def gbk(text: str) -> bytes:
    """A name as Chinese Windows writes it into an archive."""
    return text.encode("gb18030")


MEDIUM, DIRECT, SUB = "%BC%D7.md", "%B1%A8%B8%E6/%D2%D2.md", "%B1%A8%B8%E6/sub/c.md"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("href", "article", "target"),
    [
        ("%BC%D7.md", "a.md", MEDIUM),
        ("甲.md", "a.md", MEDIUM),
        ("%E7%94%B2.md", "a.md", MEDIUM),
        ("?甲", "a.md", MEDIUM),
        ("?%25BC%25D7", "a.md", MEDIUM),  # its id, as a wiki name
        ("%B1%A8%B8%E6/%D2%D2.md", "a.md", DIRECT),
        ("报告/乙.md", "a.md", DIRECT),
        ("?报告/乙", "a.md", DIRECT),
        ("?乙", "a.md", DIRECT),
        ("%D2%D2.md", DIRECT, DIRECT),
        ("乙.md", SUB, DIRECT),
        ("../乙.md", SUB, DIRECT),
        ("../%D2%D2.md", SUB, DIRECT),
        ("./sub/c.md", DIRECT, SUB),
        ("sub/c.md", DIRECT, SUB),
        ("/报告/sub/c.md", MEDIUM, SUB),
        ("../../a.md", SUB, "a.md"),
        ("/报告/", "a.md", "topic %B1%A8%B8%E6"),
        ("报告/", "a.md", "topic %B1%A8%B8%E6"),
        ("%B1%A8%B8%E6/", "a.md", "topic %B1%A8%B8%E6"),
        ("%95%5C.md", "a.md", "%95\\.md"),  # a backslash that is half of a character
        ("%25BC%25D7.md", "a.md", "%25BC%25D7.md"),  # text that is written like bytes
        ("100%25.md", "a.md", "100%.md"),
        ("%BC%CD.pdf", "a.md", "file %BC%CD.pdf"),
        ("%FF.md", "a.md", "nothing %FF.md"),
    ],
)
def test_a_link_leads_to_a_name_that_is_not_utf8(
    named_in_bytes: Callable[[dict[bytes, str]], Path], href: str, article: str, target: str
) -> None:
    root = named_in_bytes({
        b"a.md": "", gbk("甲.md"): "", gbk("报告/乙.md"): "", gbk("报告/sub/c.md"): "",
        b"%BC%D7.md": "", b"100%.md": "", b"\x95\\.md": "", gbk("纪.pdf"): "",
        gbk("报告/_index.md"): "page",
    })  # fmt: skip
    with Index.open(root) as index:
        list(index.update())
        assert led_to(index, href, article) == target


def test_of_two_that_are_shown_alike_a_link_leads_to_the_one_it_names(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    root = named_in_bytes({b"a.md": "", gbk("甲.md"): "", "甲.md".encode(): ""})
    with Index.open(root) as index:
        list(index.update())
        assert led_to(index, "甲.md", "a.md") == "甲.md"
        assert led_to(index, "%BC%D7.md", "a.md") == MEDIUM


def test_an_article_whose_name_is_not_utf8_knows_who_links_to_it(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    root = named_in_bytes({
        gbk("报告/乙.md"): "", b"bytes.md": "[x](%B1%A8%B8%E6/%D2%D2.md)",
        b"text.md": "[x](报告/乙.md)", b"wiki.md": "[[乙]]", gbk("报告/near.md"): "[x](./乙.md)",
        gbk("报告/甲.md"): "[x](%D2%D2.md)", b"other.md": "[x](%D2%D3.md) [[丙]]",
    })  # fmt: skip
    with Index.open(root) as index:
        list(index.update())
        assert linking(index, "%B1%A8%B8%E6/%D2%D2.md") == [
            "%B1%A8%B8%E6/%BC%D7.md", "%B1%A8%B8%E6/near.md", "bytes.md", "text.md", "wiki.md",
        ]  # fmt: skip


def test_such_names_are_indexed_kept_renamed_and_verified(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    root = named_in_bytes({
        gbk("报告/2025-08-11 乙.md"): "needle", gbk("报告/_index.md"): "---\ntitle_zh: 页\n---\n",
        b"100%.md": "needle", b"\xff.md": "---\ndate: soon\n---\nneedle",
    })  # fmt: skip
    here = "%B1%A8%B8%E6/2025-08-11 %D2%D2.md"
    with Index.open(root) as index:
        list(index.update())
        assert {hit.id for hit in index.search("needle").hits} == {here, "100%.md", "%FF.md"}
        (hit,) = index.search("乙").hits
        assert (hit.title, hit.published, hit.topics) == (
            "2025-08-11 乙", "2025-08-11", ("%B1%A8%B8%E6",),
        )  # fmt: skip
        assert [(t.path, t.title, t.title_zh) for t in index.topics() if t.path] == [
            ("%B1%A8%B8%E6", "报告", "页"),
        ]  # fmt: skip
        assert [hit.id for hit in index.search("topic:报告").hits] == [here]
        assert [str(problem).partition(":")[0] for problem in index.problems()] == ["�.md"]
        assert index.check(50).differences == ()
        folder = root / os.fsdecode(gbk("报告"))
        (folder / os.fsdecode(gbk("2025-08-11 乙.md"))).rename(folder / os.fsdecode(gbk("丙.md")))
        list(index.update(frozenset({here, "%B1%A8%B8%E6/%B1%FB.md"})))
        assert [hit.id for hit in index.search("丙").hits] == ["%B1%A8%B8%E6/%B1%FB.md"]
        assert index.count_articles() == 3
        assert index.check(50).differences == ()
