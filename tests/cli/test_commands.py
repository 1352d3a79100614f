"""The terminal: what is printed, and how it ends."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.cli import output
from kbviewer.cli.main import _SORT_ORDERS, main
from kbviewer.errors import IndexFileError
from kbviewer.index.indexing import writer
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.query.ast import Order
from kbviewer.service import KnowledgeBase

Make = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]


def test_a_search_prints_its_hits(capsys: Capture) -> None:
    assert main(["search", "盲盒"]) == 0
    printed = capsys.readouterr()
    assert "抖音电商治理严打盲盒违规营销" in printed.out
    assert "governance/2025-08-11-blind-box-marketing.md" in printed.out
    assert "2 hits" in printed.out
    assert printed.err == ""


def test_json_has_everything_that_a_program_needs(capsys: Capture) -> None:
    assert main(["search", "盲盒", "--json", "--limit", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["query", "total", "took_ms", "topics", "hits", "near"]
    assert found["query"] == "盲盒"
    assert found["total"] == 2
    assert found["took_ms"] > 0
    assert found["topics"]["governance/blind-boxes"] == 2
    (hit,) = found["hits"]
    assert list(hit) == [
        "id", "title", "source", "published", "lang", "topics", "score", "snippet", "matches",
        "found_by_name",
    ]  # fmt: skip
    assert hit["id"] == "governance/2025-08-11-blind-box-marketing.md"
    assert {hit["snippet"][start:end] for start, end in hit["matches"]} == {"盲盒"}


def test_json_has_what_is_near_a_query_that_finds_little(capsys: Capture) -> None:
    assert main(["search", "抖音电商扶持商家政策", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 0
    assert found["hits"] == []
    assert [list(near) for near in found["near"]] == [
        ["kind", "query", "total", "why", "hits"]
    ] * len(found["near"])
    apart, most = found["near"]
    assert apart["kind"] == "apart"
    assert apart["query"] == "抖音电商 扶持商家 政策"
    assert main(["search", apart["query"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == apart["total"] == 2
    assert most["kind"] == "most"
    assert most["total"] == len(most["hits"])
    best = most["hits"][0]
    assert best["found"] == ["抖音电商", "扶持商家", "政策"]
    assert best["missing"] == []
    assert 0.4 < best["coverage"] <= 1


def test_what_is_near_is_printed_below_the_hits(capsys: Capture) -> None:
    assert main(["search", "抖音电商 比特币"]) == 1
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].startswith("0 hits")
    assert any(line.startswith("比特币: 0 articles · 抖音电商: ") for line in lines)
    assert "  → 抖音电商" in lines
    assert main(["search", "抖音电商"]) == 0
    assert "→" not in capsys.readouterr().out


def test_explain_says_first_how_the_query_is_read(capsys: Capture) -> None:
    assert main(["search", "盲盒 -refund", "--explain"]) == 0
    explained, _, hits = capsys.readouterr().out.partition("\n\n")
    assert explained.split("\n") == [
        "All of these:",
        '· the characters "盲盒" anywhere',
        '· without words that begin with "refund", or an inflection of it',
    ]
    assert "抖音电商治理严打盲盒违规营销" in hits
    assert main(["search", "zzzz", "--explain"]) == 1
    assert capsys.readouterr().out.startswith('Words that begin with "zzzz"')
    assert main(["search", "盲盒"]) == 0
    assert "anywhere" not in capsys.readouterr().out


def test_json_explains_where_it_is_asked_to(capsys: Capture, tmp_path: Path) -> None:
    assert main(["search", "盲盒", "--json", "--explain"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found)[:2] == ["query", "explained"]
    assert found["explained"] == 'The characters "盲盒" anywhere'
    file = tmp_path / "queries"
    file.write_text("盲盒\n\n", encoding="utf-8")
    assert main(["search", "--batch", str(file), "--explain"]) == 0
    lines = [json.loads(line)["explained"] for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == found["explained"]
    assert lines[1].startswith("Everything")


def test_an_explanation_cannot_speak_to_the_terminal(capsys: Capture) -> None:
    main(["search", "lang:\033]52;c;x\007\u202e", "--explain"])
    printed = capsys.readouterr().out
    assert "begins with" in printed
    assert not set(printed) & set("\033\007\u202e")


def dates(printed: str) -> list[str]:
    """The times of the hits that were printed as JSON."""
    return [hit["published"] for hit in json.loads(printed)["hits"]]


@pytest.mark.slow
@pytest.mark.parametrize("query", ["抖音", ""])
def test_hits_come_in_the_order_that_is_asked_for(
    query: str, capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "queries"
    file.write_text(f"{query}\n", encoding="utf-8")
    for call in (["search", query, "--json"], ["search", "--batch", str(file)]):
        found = {}
        for order in ("relevance", "newest", "oldest"):
            assert main([*call, "--sort", order]) == 0
            found[order] = dates(capsys.readouterr().out)
        assert main(call) == 0
        assert found["relevance"] == dates(capsys.readouterr().out)
        assert len(found["newest"]) > 2
        assert found["newest"] == sorted(found["newest"], reverse=True)
        assert found["oldest"] == sorted(found["newest"])
        assert (found["relevance"] == found["newest"]) == (query == "")


def test_every_order_can_be_asked_for() -> None:
    assert set(_SORT_ORDERS) == {order.value for order in Order}


def test_an_index_that_cannot_be_written_is_searched_as_it_was(
    library: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "盲盒"})
    call = ["search", "盲盒", "--library", str(root)]
    assert main(call) == 0
    (root / "b.md").write_text("盲盒", encoding="utf-8")

    def fail(*_: object) -> None:
        raise IndexFileError("The disk is full.")

    monkeypatch.setattr(writer, "add_documents", fail)
    capsys.readouterr()
    assert main(call) == 0
    printed = capsys.readouterr()
    assert "1 hit" in printed.out
    assert "The disk is full. What was changed in the folder since is not found." in printed.err
    assert main(["index", "--library", str(root)]) == 2


def test_nothing_found_ends_with_1(capsys: Capture) -> None:
    assert main(["search", "zzzz"]) == 1
    assert capsys.readouterr().out.startswith("0 hits")
    assert main(["search", "zzzz", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["hits"] == []


def test_a_batch_answers_each_line_with_a_line(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "queries"
    file.write_text("盲盒\nzzzz\n\nR3+\n", encoding="utf-8")
    assert main(["search", "--batch", str(file)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["盲盒", "zzzz", "", "R3+"]
    assert [line["total"] for line in lines] == [2, 0, 10, 1]
    monkeypatch.setattr("sys.stdin", io.StringIO("zzzz\n"))
    assert main(["search", "--batch", "-"]) == 1


@pytest.mark.parametrize(
    "call",
    [
        ["search"], ["search", "a", "--batch", "-"], ["search", "a", "--library", "nowhere"],
        ["search", "--batch", "nowhere"], ["search", "a", "--library", "x" * 300],
        ["--search", "a"], ["--size", "900x600"],
        ["--picture", "a.png", "--library", "nowhere"],
        ["--picture", "a.png", "--open", "nowhere.md"],
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_carried_out_ends_with_2_and_a_line_why(
    call: list[str], capsys: Capture
) -> None:
    assert main(call) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kbviewer: ")
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    "call",
    [["search", "a", "--limit", "0"], ["search", "a", "--limit", "x"], ["--size", "big"],
     ["--size", "1x1"], ["--theme", "pink"], ["--searc", "x"],
     ["search", "x", "--libary", "y"], ["--library", ""], ["search", "x", "--sort", "best"]],
)  # fmt: skip
def test_a_wrong_word_ends_with_2_and_the_usage(call: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_another_folder_is_searched_before_or_behind_the_command(
    library: Make, capsys: Capture
) -> None:
    root = str(library({"t/a.md": "the needle"}))
    assert main(["search", "needle", "--library", root]) == 0
    assert main(["--library", root, "search", "needle"]) == 0
    assert capsys.readouterr().out.count("t/a.md") == 2


def test_index_says_how_many_articles_there_are(library: Make, capsys: Capture) -> None:
    root = library({"a.md": "x", "b.md": "y"})
    assert main(["index", "--library", str(root)]) == 0
    assert capsys.readouterr().out.startswith("2 articles in ")
    (root / "a.md").unlink()
    assert main(["index", "--rebuild", "--library", str(root)]) == 0
    assert capsys.readouterr().out.startswith("1 article in ")


def test_verify_finds_the_shipped_index_right(capsys: Capture) -> None:
    assert main(["verify", "--keywords", "60"]) == 0
    assert "10 articles, 60 keywords, 0 differences" in capsys.readouterr().out


ARTICLE = (
    "---\ntitle: 盲盒\nsource: 报\npublished: 2025-08-11\n---\n# 盲盒\n\nSome *text*.\n\n- one\n"
)


def test_an_article_is_shown_as_plain_text(library: Make, capsys: Capture) -> None:
    root = str(library({"主题/甲.md": ARTICLE}))
    for form in ([], ["--text"]):
        assert main(["show", "主题/甲.md", "--library", root, *form]) == 0
        printed = capsys.readouterr()
        assert printed.out == "盲盒\n报 · 2025-08-11\n主题\n\nSome text.\none\n"
        assert printed.err == ""


def test_plain_text_needs_no_index_of_the_folder(
    library: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbviewer.service.KnowledgeBase.update", lambda *_: pytest.fail("updated"))
    root = str(library({"a.md": "one\n", "t/_index.md": "---\ntitle: T\n---\ntwo\n"}))
    assert main(["show", "a.md", "--library", root]) == 0
    assert main(["show", "t/_index.md", "--library", root]) == 0
    assert capsys.readouterr().out == "a\n\none\nT\n\ntwo\n"


def test_an_article_is_shown_as_the_html_of_the_window(library: Make, capsys: Capture) -> None:
    text = f"{ARTICLE}\n[there](乙.md) [gone](丙.md) <script>x</script>\n"
    root = library(
        {"主题/甲.md": text, "主题/乙.md": "b", "主题/_index.md": "---\ntitle: T\n---\n"}
    )
    assert main(["show", "主题/甲.md", "--html", "--library", str(root)]) == 0
    printed = capsys.readouterr().out
    with KnowledgeBase.open(root) as knowledge_base:
        assert printed == knowledge_base.article("主题/甲.md").html + "\n"
    assert "<em>text</em>" in printed
    assert ">T</a>" in printed
    assert "<script" not in printed
    assert printed.count('class="missing"') == 1


def test_line_ends_of_a_vault_are_shown(library: Make, capsys: Capture) -> None:
    files = {"a.md": "one\ntwo\n", "t/_index.md": "one\ntwo\n"}
    root = str(library(files | {".obsidian/app.json": "{}"}))
    for name in files:
        assert main(["show", name, "--library", root]) == 0
        assert capsys.readouterr().out.endswith("\n\none\ntwo\n")
    library({".obsidian/app.json": '{"strictLineBreaks": true}'})
    assert main(["show", "a.md", "--library", root]) == 0
    assert capsys.readouterr().out == "a\n\none two\n"


def test_a_topics_page_is_shown(capsys: Capture) -> None:
    assert main(["show", "governance/_index.md"]) == 0
    assert capsys.readouterr().out.startswith("Governance\n平台治理\n\nHow Douyin")
    assert main(["show", "governance/_index.md", "--html"]) == 0
    assert "<h1>Governance</h1>" in (printed := capsys.readouterr().out)
    assert "6 articles" in printed


@pytest.mark.parametrize("form", ["--text", "--html"])
@pytest.mark.parametrize(
    "name", ["nowhere.md", "t/_index.md", "../a.md", "a.txt", "t", "", "\0.md"]
)
def test_an_id_of_no_article_is_told_with_where_ids_are_found(
    name: str, form: str, library: Make, capsys: Capture
) -> None:
    root = library({"t/a.md": "x"})
    assert main(["show", name, form, "--library", str(root)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kbviewer: ")
    assert printed.err.endswith("kbviewer search --json prints the ids of articles.\n")
    assert printed.err.count("\n") == 1


def test_a_file_that_cannot_be_read_is_not_taken_for_a_wrong_id(
    library: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "x"})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")  # root would be let in

    monkeypatch.setattr("kbviewer.library.files.read_regular_file", refuse)
    assert main(["show", "a.md", "--library", str(root)]) == 2
    assert capsys.readouterr().err.endswith("a.md cannot be read: no.\n")


def test_a_name_that_is_not_utf8_is_shown_by_its_id_and_as_the_system_has_it(
    named_in_bytes: Callable[[dict[bytes, str]], Path], capsys: Capture
) -> None:
    name = "甲.md".encode("gb18030")
    root = str(named_in_bytes({name: "needle\n"}))
    for typed in ("%BC%D7.md", os.fsdecode(name)):
        for form in ("--text", "--html"):
            assert main(["show", typed, form, "--library", root]) == 0
            assert "needle" in (printed := capsys.readouterr().out)
            assert "甲" in printed


@pytest.mark.parametrize("form", ["--text", "--html"])
def test_an_article_that_is_shown_cannot_speak_to_the_terminal(
    form: str, library: Make, capsys: Capture
) -> None:
    root = library(
        {"a.md": "---\ntitle: a\x9bb\ndate: so\x9bon\n---\nx \033]52;c;x\007 \u202eevil"}
    )
    assert main(["show", "a.md", form, "--library", str(root)]) == 0
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set("\033\007\u202e\x9b")
    assert "so" in printed.err + printed.out  # what is wrong with its header


def test_of_many_problems_a_search_tells_a_few_and_index_all(
    library: Make, capsys: Capture
) -> None:
    root = library({f"{n}.md": "---\ndate: soon\n---\nword\n" for n in range(8)})
    main(["search", "word", "--library", str(root)])
    told = capsys.readouterr().err.splitlines()
    assert told[:5] == [f"kbviewer: {n}.md: “soon” is not a date; it is left out" for n in range(5)]
    assert told[5:] == ["kbviewer: 3 more problems with files: kbviewer index names them all."]
    main(["index", "--library", str(root)])
    assert len(capsys.readouterr().err.splitlines()) == 8


def test_json_says_controls_by_their_numbers(library: Make, capsys: Capture) -> None:
    root = library({"a.md": "---\ntitle: a\u202eb\n---\nword \u009b31m\n"})
    main(["search", "word", "--json", "--library", str(root)])
    printed = capsys.readouterr().out
    assert "\u202e" not in printed
    assert "\u009b" not in printed
    (hit,) = json.loads(printed)["hits"]
    assert hit["title"] == "a\u202eb"
    assert "\u009b31m" in hit["snippet"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_files_name_cannot_write_lines_of_its_own(library: Make, capsys: Capture) -> None:
    root = library({"a\nb\x1b[31m.md": "---\ndate: soon\n---\nword\n"})
    main(["search", "word", "--library", str(root)])
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "a�b�[31m.md" in printed.err
    assert "  a�b�[31m.md\n" in printed.out


def test_what_cannot_be_read_is_told_on_standard_error(
    library: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "x", "b.md": "y"})
    open_file = os.open

    def refuse(path: str | Path, flags: int, *rest: int, **more: int) -> int:
        if os.fspath(path).endswith("a.md"):
            raise PermissionError(errno.EACCES, "no")  # root would be let in
        return open_file(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert main(["index", "--library", str(root)]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("kbviewer: a.md: ")
    assert printed.out.startswith("1 article in ")


def test_names_that_are_not_utf8_are_shown_decoded_and_json_has_their_ids(
    named_in_bytes: Callable[[dict[bytes, str]], Path], capsys: Capture
) -> None:
    text = "---\ndate: soon\n---\nneedle\n"
    root = named_in_bytes({"库/报告/甲.md".encode("gb18030"): text, b"\xbf\xe2/\xff.md": text})
    library = str(root / os.fsdecode("库".encode("gb18030")))
    main(["search", "needle", "--library", library])
    printed = capsys.readouterr()
    assert "甲\n  报告/甲.md\n" in printed.out
    assert "�\n  �.md\n" in printed.out
    assert "kbviewer: 报告/甲.md: “soon”" in printed.err
    main(["search", "needle", "--json", "--library", library])
    hits = {hit["id"]: hit for hit in json.loads(capsys.readouterr().out)["hits"]}
    assert hits.keys() == {"%B1%A8%B8%E6/%BC%D7.md", "%FF.md"}
    assert hits["%B1%A8%B8%E6/%BC%D7.md"]["title"] == "甲"
    assert main(["verify", "--library", library]) == 0
    assert "2 articles, " in capsys.readouterr().out
    assert main(["index", "--library", library + "/gone"]) == 2
    assert "There is no folder " in (told := capsys.readouterr().err)
    assert "/库/gone" in told


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-X", "utf8", *arguments],
        capture_output=True, text=True, encoding="utf-8", env=inherited | environment, check=False,
        timeout=120,
    )  # fmt: skip


@pytest.mark.slow
def test_the_terminal_never_loads_qt() -> None:
    ended = run(
        "-c",
        "import sys; from kbviewer.cli.main import main; main(['search', '盲盒']); main(['verify', "
        "'--keywords', '3']); main(['show', 'governance/2025-08-11-blind-box-marketing.md', "
        "'--html']); print([name for name in sys.modules if 'PySide' in name])",
    )
    assert ended.stdout.rstrip().endswith("[]"), ended.stderr


@pytest.mark.slow
def test_as_a_module_it_is_the_same_program() -> None:
    ended = run("-m", "kbviewer", "search", "盲盒", "--json")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["total"] == 2
    assert run("-m", "kbviewer", "--version").stdout.startswith("kbviewer ")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
@pytest.mark.parametrize(
    "environment",
    [{}, {"DISPLAY": ":987"}, {"DISPLAY": "nonsense"},
     # Without a folder for its socket libwayland says a line of its own.
     {"WAYLAND_DISPLAY": "nonsense", "XDG_RUNTIME_DIR": "/"}, {"QT_QPA_PLATFORM": "xcb"}],
    ids=["nothing", "no such display", "no display at all", "no wayland", "told to"],
)  # fmt: skip
def test_without_a_screen_it_says_so_in_one_line(environment: dict[str, str]) -> None:
    ended = run("-m", "kbviewer", **environment)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "kbviewer search" in ended.stderr
    assert "kbviewer --picture" in ended.stderr


@pytest.mark.slow
def test_a_pipe_that_closes_early_is_no_error() -> None:
    search = f"'{sys.executable}' -m kbviewer search --batch '{__file__}' --limit 1"
    script = f"{search} | head -n 1 >/dev/null"
    if os.name == "nt":
        pytest.skip("no shell of that kind")
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    assert "BrokenPipe" not in ended.stderr


@pytest.mark.slow
def test_a_picture_is_drawn_without_a_screen(tmp_path: Path) -> None:
    file = tmp_path / "window.png"
    ended = run("-m", "kbviewer", "--picture", str(file), "--search", "盲盒", "--size", "900x600")
    assert ended.returncode == 0, ended.stderr
    raw = file.read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert int.from_bytes(raw[16:20]) == 900
    assert int.from_bytes(raw[20:24]) == 600
    assert len(raw) > 20_000


def test_an_article_cannot_speak_to_the_terminal(library: Make, capsys: Capture) -> None:
    root = library({"a.md": "needle \033]52;c;x\007 \u202eevil \x9b31m"})
    assert main(["search", "needle", "--library", str(root)]) == 0
    printed = capsys.readouterr().out
    assert "needle" in printed
    assert not set(printed) & set("\033\007\u202e\x9b")


def test_a_query_may_begin_with_a_minus(capsys: Capture) -> None:
    assert main(["search", "-盲盒", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 8
    assert main(["search", "抖音电商", "-盲盒", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["query"] == "抖音电商 -盲盒"


@pytest.mark.slow
def test_json_is_json_in_every_encoding() -> None:
    ended = run("-m", "kbviewer", "search", "🎁 盲盒", "--json", PYTHONIOENCODING="cp936")
    assert json.loads(ended.stdout)["query"] == "🎁 盲盒"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_output_that_cannot_be_written_is_said_so() -> None:
    command = [sys.executable, "-m", "kbviewer", "search", "盲盒"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("kbviewer: The output cannot be written")
    assert ended.stderr.count("\n") == 1


POSIX = pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")


def shell(script: str, *arguments: str | bytes, cwd: Path | None = None) -> tuple[int, str, str]:
    """Run the program, which is ``"$@"`` in a script for the shell."""
    program = [sys.executable, "-X", "utf8", "-m", "kbviewer"]
    ended = subprocess.run(
        ["bash", "-c", script, "bash", *program, *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120, cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(paths.corpus().parent)},
    )  # fmt: skip
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.slow
@POSIX
def test_without_standard_error_a_search_is_as_ever() -> None:
    status, printed, _ = shell('"$@" 2>&-', "search", "盲盒")
    assert status == 0
    assert "2 hits" in printed


@pytest.mark.slow
@POSIX
def test_without_standard_output_it_is_said_that_nothing_can_be_written() -> None:
    status, _, told = shell('"$@" >&-', "search", "盲盒")
    assert status == 2
    assert told.startswith("kbviewer: The output cannot be written")
    assert told.count("\n") == 1


@pytest.mark.slow
@POSIX
def test_a_batch_from_a_closed_standard_input_is_refused() -> None:
    status, printed, told = shell('"$@" <&-', "search", "--batch", "-")
    assert (status, printed) == (2, "")
    assert told.startswith("kbviewer: Standard input cannot be read")
    assert told.count("\n") == 1


@pytest.mark.slow
@POSIX
def test_no_file_takes_the_number_of_a_closed_stream() -> None:
    status, _, _ = shell('"$@" <&- >&- 2>&-', "index", "--rebuild")
    assert status == 2  # the output cannot be written
    assert shell('"$@"', "verify", "--keywords", "3")[0] == 0


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["search", "--help"],
        ["--version"],
        ["doctor"],
        ["show", "governance/_index.md"],
        ["show", "governance/_index.md", "--html"],
    ],
)
def test_a_reader_that_is_gone_is_no_error(words: list[str]) -> None:
    # The pipe's reader ends first, for certain.
    status, _, told = shell('{ sleep 1; exec "$@"; } | true; exit ${PIPESTATUS[0]}', *words)
    assert told == ""
    assert status in (0, 1)  # 1 is the doctor's


@pytest.mark.slow
@POSIX
def test_a_working_folder_that_is_gone_is_no_matter(tmp_path: Path) -> None:
    (gone := tmp_path / "gone").mkdir()
    status, printed, told = shell('rmdir "$PWD"; "$@"', "search", "盲盒", cwd=gone)
    assert status == 0, told
    assert "2 hits" in printed
    gone.mkdir()
    status, _, told = shell('rmdir "$PWD"; "$@"', "search", "盲盒", "--library", ".", cwd=gone)
    assert status == 2
    assert "working folder" in told
    assert "Traceback" not in told


@pytest.mark.slow
@POSIX
def test_what_is_no_text_is_not_searched_as_something_else(tmp_path: Path) -> None:
    status, printed, told = shell('"$@"', "search", "盲盒".encode("gbk"))
    assert (status, printed) == (2, "")
    assert "not text in the encoding" in told
    file = tmp_path / "queries"
    file.write_bytes("盲盒\n".encode() + "盲盒\n".encode("gbk"))
    status, printed, told = shell('"$@"', "search", "--batch", str(file))
    assert status == 2
    assert len(printed.splitlines()) == 1
    assert "not text in the encoding" in told


class Terminal(io.StringIO):
    """Standard output with somebody at it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "is_bold"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False),
     ({"TERM": "xterm", "NO_COLOR": ""}, True)],
)  # fmt: skip
def test_bold_is_for_terminals_that_have_it(
    environment: dict[str, str], is_bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    assert main(["search", "盲盒"]) == 0
    assert ("\033[1m" in screen.getvalue()) == is_bold


@pytest.mark.slow
def test_a_search_that_finds_nothing_changed_loads_little(tmp_path: Path) -> None:
    """Each of these takes from 20 to 100 ms to load, of the 130 that a search takes."""
    for _ in range(2):
        ended = run(
            "-c",
            "import sys; from kbviewer.cli.main import main; main(['search', '盲盒']); "
            "print([name for name in ('sqlite_utils', 'yaml', 'tqdm', 'opencc', 'numpy', "
            "'PySide6', 'multiprocessing', 'kbviewer.library.metadata', "
            "'kbviewer.index.check', 'kbviewer.index.indexing.indexer') if name in sys.modules])",
            KBVIEWER_CACHE_DIR=str(tmp_path),
        )
    assert ended.stdout.splitlines()[-1] == "[]", ended.stderr


@pytest.mark.parametrize("totals", [[], [0], [0, 0], [0, 3, 3, 3]])
def test_each_step_of_an_update_is_passed_on(totals: list[int]) -> None:
    steps = [UpdateProgress(number, total, ()) for number, total in enumerate(totals)]
    assert list(output.with_update_progress(iter(steps))) == steps
