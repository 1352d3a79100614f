"""The terminal in the user's language: nothing is left in English, and JSON never changes."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import tqdm

from kbviewer import doctor, i18n, paths
from kbviewer.cli import output
from kbviewer.cli.main import main
from kbviewer.index.indexing import workers
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.index.suggest.glossary import USER_FILE
from kbviewer.library.files import describe_read_error
from kbviewer.library.library import Library
from kbviewer.library.problems import Problem
from kbviewer.service import KnowledgeBase, reading_of
from kbviewer.text.display import display_width
from tests.library.broken_library import make_broken_library

Make = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]

HINT = "文章的 ID 可用 kbviewer search --json 查看。"
COMMANDS = ("search", "show", "index", "verify", "import", "doctor")
_KEPT = re.compile(r"\{[^}]*\}|%\(\w+\)s")
_WORD = re.compile(r"[A-Za-z]{2,}")


class Marked(dict[tuple[str, str], str]):
    """Every message in a language that has a circled letter for each letter."""

    def __init__(self) -> None:
        super().__init__()
        qm = paths.resources() / "translations" / f"kbviewer_{i18n.CHINESE}.qm"
        self._messages = i18n.read_qm(qm.read_bytes()).keys()

    def __missing__(self, key: tuple[str, str]) -> str:
        if key not in self._messages:
            return key[0]
        text, position, pieces = key[0], 0, []
        for kept in _KEPT.finditer(text):
            pieces += [_circled(text[position : kept.start()]), kept[0]]
            position = kept.end()
        return "".join((*pieces, _circled(text[position:])))

    def get(self, key: tuple[str, str], default: object = None) -> str:
        assert default == key[0]
        return self[key]


def _circled(text: str) -> str:
    letters = (chr(0x24D0 + ord(c.lower()) - ord("a")) if c.isascii() and c.isalpha() else c
               for c in text)  # fmt: skip
    return "".join(letters)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Mapping[tuple[str, str], str]:
    """Every message is in circled letters, so that what is not is no message."""
    translations = Marked()
    monkeypatch.setattr(i18n, "_translations", translations)
    return translations


def english_words(printed: str, *data: object, names: str = "(?!)") -> list[str]:
    """The words in a text besides data and what matches a pattern of names."""
    for one in sorted(map(str, data), key=len, reverse=True):
        printed = printed.replace(one, "")
    return _WORD.findall(re.sub(names, "", printed))


def _status(call: list[str]) -> int | str | None:
    """The exit status of a call, which may be a wrong one."""
    try:
        return main(call)
    except SystemExit as ended:
        return ended.code


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


# --- nothing is left in English


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_is_translated_as_a_whole(command: str, capsys: Capture) -> None:
    assert _status([command, "--help"] if command else ["--help"]) == 0
    printed = capsys.readouterr().out
    assert "ⓤⓢⓐⓖⓔ" in printed
    names = r"FILE\.png|WxH|--?[a-z-]+|\{[a-z,]+\}|\b[A-Z]{2,}\b"
    known = ("kbviewer", "query", "relevance", *COMMANDS)
    assert english_words(re.sub("--[a-z-]+", "", printed), *known, names=names) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "-", "甲", "甲 -乙", "甲 OR (乙 -丙)", "-(甲 OR 乙)", "-(甲 乙)",
        '"甲 xx"', '"甲 x', "xx", "xx ", "xx*", "*xx", "*xx*", '"xx" ', "12 ", "+xx ", "*甲 ",
        "title:甲", "source:甲", "author:甲", "tag:甲", "file:12 ", "topic:甲", "lang:xx",
        "-title:甲", "-lang:xx", "published:2025", "-published:2025", "published:2025-08-11",
        "published:2025q3", "published:2025..", "published:..2025", "before:2025", "after:2025",
        "published:>2025-08", "2025-08-11", "8月11日", "published:2025-13 ", "published:2025q5 ",
        "published:h3 ", "published:2025-02-30 ", "published:xx ", "xx:甲", "*x ",
        " OR ".join(f"甲{n}" for n in range(20)), " ".join(f"甲{n}" for n in range(99)),
        "甲 " * 5_000, "(甲 OR (乙 丙)) " * 30,
    ],
)  # fmt: skip
def test_an_explanation_is_translated_as_a_whole(
    typed: str, library: Make, capsys: Capture
) -> None:
    root = library({"1.md": "甲 乙 丙"})
    main(["search", "--explain", f"--library={root}", "--", typed])
    printed = capsys.readouterr()
    assert printed.err == ""
    words = set(_WORD.findall(typed))
    assert set(english_words(printed.out, "1.md")) <= words
    base = KnowledgeBase.open(root)
    assert set(english_words(base.explain(base.search(typed).query))) <= words
    base.close()


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "typed",
    [
        "平台治理商家",
        "无此 盲盒",
        "logistcs",
        "盲盒 xyzw",
        "商家投诉处理",
        "退款政策与物流",
        "ptzl",
        "SPU",
    ],
)
def test_what_is_near_is_translated_as_a_whole(typed: str) -> None:
    with KnowledgeBase.open(paths.corpus()) as base:
        for _ in base.update():
            pass
        found = base.near(base.search(f"{typed} "))
        assert found
        for suggestion in found:
            data = (suggestion.term, typed, *typed.split(), *_titles(base))
            assert english_words(suggestion.why, *data) == []


def _titles(base: KnowledgeBase) -> list[str]:
    return [title for topic in base.topics() for title in (topic.title, topic.path)]


@pytest.mark.usefixtures("marked")
def test_what_an_article_was_found_by_is_translated(library: Make, capsys: Capture) -> None:
    header = ("author: 甲一\ntags: [乙一]\naliases: [丙一]\ndescription: 丁一\nkeywords: [戊一]\n"
              "topics: [己一]")  # fmt: skip
    root = library({"庚一.md": f"---\n{header}\n---\n[壬](https://1.1/辛一) <!-- 癸一 -->"})
    for word in "甲乙丙丁戊己庚辛癸":
        assert main(["search", f"{word}一", f"--library={root}"]) == 0
        printed = capsys.readouterr().out
        assert english_words(printed, ".md", "https", "zh") == []


@pytest.mark.usefixtures("marked")
def test_the_other_commands_are_translated_as_a_whole(
    library: Make, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({f"{n}.md": f"---\ndate: 甲{n}\n---\n乙" for n in range(9)} | {"9.md": "己庚辛"})
    monkeypatch.setattr(output, "is_terminal", lambda _: False)
    for call in (["search", "乙"], ["search", "乙", "--limit=2"], ["search", "己庚辛壬"], ["index"],
                 ["verify"], ["show", "1.md"]):  # fmt: skip
        main([*call, f"--library={root}"])
        printed = capsys.readouterr()
        known = (root, paths.cache_folder(), ".md", ".sqlite")
        assert english_words(printed.out, *known, names=r"library-\S+") == [], call
        assert english_words(printed.err, *known) == [], call
    page = tmp_path / "1.txt"
    page.write_text(
        "甲的标题\n36氪· 昨天\n正文第一句，很长的一句话。\n\n乙\n36氪· 3小时前\n\n", "utf-8"
    )
    for call in (["--dry-run"], ["--no-topics"], [], []):
        main(["import", str(page), f"--into={tmp_path / '2'}", f"--library={root}", *call])
        printed = capsys.readouterr()
        assert english_words(printed.out, tmp_path, ".md", "zh") == [], call
        assert english_words(printed.err, tmp_path, ".txt") == [], call


@pytest.mark.usefixtures("marked")
def test_a_diagnosis_is_translated_as_a_whole(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        r"kbviewer|Python|PySide|SQLite|FTS|(?:lib|ld-)\S+\.so[.0-9]*|sudo|sysctl|inotify"
        "|max_user_watches"
    )
    for lacking in (False, True):
        monkeypatch.setattr(doctor, "_can_load", lambda _, works=not lacking: works)
        monkeypatch.setattr(doctor, "_has_chinese_font", lambda works=not lacking: works)
        monkeypatch.setattr(doctor, "watch_limit", lambda limit=9 if lacking else None: limit)
        monkeypatch.setattr(doctor, "package_manager", lambda: None)
        main(["doctor"])
        printed = capsys.readouterr().out
        known = (paths.cache_folder(), paths.data_folder(), "fs.")
        assert english_words(printed, *known, names=names) == []
        assert not english_words(doctor.library_install_hint(), names=names)


@pytest.mark.usefixtures("marked")
def test_the_progress_is_translated(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def at_once(*items: object, **options: object) -> object:
        return bar(*items, **{**options, "delay": 0, "mininterval": 0})

    bar: Callable[..., object] = tqdm.tqdm
    monkeypatch.setattr(tqdm, "tqdm", at_once)
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    steps = [UpdateProgress(done, 5, ()) for done in (0, 1, 3, 4)]
    for shown in (output.with_update_progress(iter(steps)), output.with_file_progress([1, 2])):
        assert len(list(shown)) in (2, 4)
        printed = capsys.readouterr().err
        assert "ⓕⓘⓛⓔⓢ" in printed
        assert english_words(printed) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "call",
    [
        ["search"], ["search", "1", "--batch=0"], ["search", "1", "--json", "--format=csv"],
        ["search", "\udcff"], ["--search=1"], ["search", "1", "--library=/nowhere"],
        ["search", "1", "--library={file}"], ["show", "0.md", "--library={root}"],
        ["show", "../0.md", "--library={root}"], ["show", "0.txt", "--library={root}"],
        ["show", "pipe.md", "--library={root}"], ["show", "1.md", "--quote=甲", "--library={root}"],
        ["show", "1.md", "--quote= ", "--library={root}"], ["import", "/nowhere", "--into={root}"],
        ["import", "{root}", "--into={root}"], ["import", "{empty}", "--into={root}"],
        ["import", "{pdf}", "--into={root}"], ["import", "{binary}", "--into={root}"],
        ["import", "{file}", "--into={root}"], ["import", "{file}", "--into={file}"],
        ["import", "{file}", "--into={corpus}"], ["search", "1", "--limit=0"],
        ["search", "1", "--sort=0"], ["--size=0"], ["--size=1x1"], ["--library="], ["0"],
        ["search", "1", "--0"], ["import", "1", "--into=2", "--topics=,"],
    ],
)  # fmt: skip
def test_an_error_is_translated_as_a_whole(
    call: list[str], library: Make, tmp_path: Path, capsys: Capture
) -> None:
    root = library({"1.md": "乙"})
    os.mkfifo(root / "pipe.md")
    contents = {"file": b"1\n", "empty": b"", "pdf": b"%PDF-1", "binary": b"\xff\xfe\x00\xff" * 99}
    files = {name: tmp_path / f"{n}.1" for n, name in enumerate(contents)}
    for name, content in contents.items():
        files[name].write_bytes(content)
    known = {**files, "root": root, "corpus": paths.corpus()}
    call = [word.format(**known) for word in call]
    assert _status(call) in (1, 2)
    printed = capsys.readouterr()
    assert printed.out == ""
    *_, message = printed.err.strip().split("\n")
    names = r"--?[a-z]+|pipe\.md|udcff|/nowhere|relevance|newest|oldest|COMMAND|\.md|\.txt"
    data = (*known.values(), "kbviewer", *COMMANDS)
    assert english_words(message, *data, names=names) == []


@pytest.mark.usefixtures("marked")
def test_errors_of_the_machine_are_translated(
    library: Make, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"1.md": "乙"})
    (paths.data_folder() / USER_FILE).mkdir(parents=True)
    assert main(["search", "甲乙丙", f"--library={root}"]) == 2
    assert english_words(capsys.readouterr().err, paths.data_folder(), USER_FILE) == []
    file = tmp_path / "1"
    file.write_text("", "utf-8")
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(file))
    assert main(["search", "1", f"--library={root}"]) == 2
    assert english_words(capsys.readouterr().err, file) == []
    monkeypatch.delenv("KBVIEWER_CACHE_DIR")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert main(["search", "1", f"--library={root}"]) == 2
    assert english_words(capsys.readouterr().err, "KBVIEWER_CACHE_DIR") == []


def test_all_that_can_be_wrong_with_files_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
    make_broken_library(tmp_path / "1", tmp_path / "2")
    with KnowledgeBase.open(tmp_path / "1") as base:
        for _ in base.update():
            pass
        monkeypatch.setattr(i18n, "_translations", Marked())
        problems = base.problems()
    assert len(problems) > 20
    for problem in problems:
        message = re.sub("“[^”]*”", "", f"{problem.what} {problem.instead}")  # quoted from the file
        data = ("links", "headers", "target", ".obsidian", ".md")
        assert english_words(message, *data, names="YAML|TOML|JSON|MB") == []


@pytest.mark.usefixtures("marked")
def test_what_the_system_refuses_is_translated(tmp_path: Path) -> None:
    (tmp_path / "1.md").symlink_to(tmp_path / "1.md")
    (tmp_path / "2").symlink_to(tmp_path)
    problems: list[Problem] = []
    assert list(Library.open(tmp_path).scan(problems)) == []
    messages = [*map(str, problems)]
    codes = (errno.EACCES, errno.ENOSPC, errno.EMFILE, errno.EIO, errno.ENOENT)
    messages += [str(describe_read_error(OSError(code, os.strerror(code)))) for code in codes]
    assert len(messages) == 7
    for message in messages:
        assert english_words(message, ".md") == []


# --- in Chinese, as a whole


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("merch", "以“merch”开头的词，或其词形变化"),
        ("盲盒 -refund title:x ", (
         "同时满足以下各项：\n"
         "· 文字“盲盒”，位置不限\n· 不含单词“refund”或其词形变化\n· 标题中：单词“x”")),
        ("published:2025-07..2025-08", "发布于 2025-07 至 2025-08"),
        ("-lang:en", "排除：语言代码以“en”开头"),
        ("published:2025-13 ",
         "短语“published 2025 13”\n2025-13 不是有效的月份，已当作普通文字搜索"),
    ],
)  # fmt: skip
def test_an_explanation_in_chinese(typed: str, explained: str, capsys: Capture) -> None:
    main(["search", "--explain", "--", typed])
    assert capsys.readouterr().out.partition("\n\n")[0] == explained


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("盲盒 -refund title:merch",
         "理解为：“盲盒”，且排除“refund”，且标题含“merch…”"),
        ('"live streams" (盲盒 OR 退款) published:2025-08',
         "理解为：“live streams”，且（“盲盒”或“退款”），且发布于 2025-08"),
        ("-(甲 OR 乙) 来源:36氪 ", "理解为：排除（“甲”或“乙”），且来源含“36氪”"),
        ("before:2025-08 foo:x ",
         "没有“foo”这个字段，已当作普通文字搜索  ·  理解为：发布于 2025-08 之前，且“foo x”"),
        ('lang:en topic:物流 "refund" ', "理解为：语言为“en”，且属于主题“物流”，且原词“refund”"),
    ],
)  # fmt: skip
def test_a_reading_in_one_line_of_chinese(typed: str, reading: str) -> None:
    i18n.set_language(i18n.CHINESE, paths.resources() / "translations")
    assert reading_of(typed) == reading


@pytest.mark.usefixtures("chinese")
def test_a_search_in_chinese(library: Make, capsys: Capture) -> None:
    root = library({"1.md": "---\ntitle: 甲\ntags: [张三]\ndate: 2025-08-11\n---\n正文"})
    assert main(["search", "张三", f"--library={root}"]) == 0
    printed = capsys.readouterr().out
    assert re.sub(r"[0-9.]+ 毫秒", "1 毫秒", printed) == (
        "甲\n  2025-08-11 · 1.md\n  标签：张三\n\n1 条结果（1 毫秒）\n"
    )
    assert main(["search", "正文 没有", f"--library={root}"]) == 1
    printed = capsys.readouterr().out
    assert (
        "\n正文：1 篇文章 · 没有：0 篇文章\n" in printed
        or "没有：0 篇文章 · 正文：1 篇文章" in printed
    )
    assert "\n去掉“没有”：1 篇文章\n  → 正文\n" in printed


@pytest.mark.usefixtures("chinese")
def test_a_help_in_chinese_fits_its_columns(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert _status(["search", "--help"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].startswith("用法：kbviewer search [-h]")
    assert lines[1].index("[--sort") == display_width("用法：kbviewer search ")
    assert "选项：" in lines
    assert "  -h, --help            显示本帮助并退出" in lines
    assert max(map(display_width, lines)) <= 80
    assert not any(line.strip()[:1] in tuple("，。、；：）”") for line in lines if line.strip())


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["search", "x", "--library=/nowhere"],
         "kbviewer：没有文件夹 /nowhere。请指定一个存放 Markdown 文件的文件夹。\n"),
        (["show", "nope"],
         f"kbviewer：nope 不是知识库中的 Markdown 文件。{HINT}\n"),
        (["show", "no.md"],
         f"kbviewer：无法读取 {paths.corpus()}/no.md：没有此文件或文件夹。{HINT}\n"),
        (["search", "x", "--limit=0"],
         "kbviewer search：错误：参数 --limit：'0' 不是大于或等于 1 的整数\n"),
        (["search", "x", "--sort=best"],
         "错误：参数 --sort：'best' 不是可用的值，可用的值有：relevance、newest、oldest\n"),
    ],
)  # fmt: skip
def test_an_error_in_chinese(call: list[str], message: str, capsys: Capture) -> None:
    assert _status(call) == 2
    assert capsys.readouterr().err.endswith(message)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("processes", [False, True])
def test_the_index_keeps_what_is_wrong_in_no_language(
    library: Make, capsys: Capture, monkeypatch: pytest.MonkeyPatch, *, processes: bool
) -> None:
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1 if processes else 9_999)
    root = library({"1.md": "---\ndate: soon\n---\n甲", "2.md": "---\norder: 1\n \ta: [\n---\n"})
    os.mkfifo(root / "3.md")
    assert main(["index", f"--library={root}"]) == 0
    assert "kbviewer：1.md：“soon”不是日期；已略过\n" in (printed := capsys.readouterr().err)
    assert "kbviewer：3.md：是命名管道，不是普通文件；已略过\n" in printed
    monkeypatch.setenv("LC_ALL", "C")
    main(["index", f"--library={root}"])
    printed = capsys.readouterr().err
    assert "kbviewer: 1.md: “soon” is not a date; it is left out\n" in printed
    assert "kbviewer: 3.md: it is a named pipe, not a plain file; it is left out\n" in printed
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["verify", f"--library={root}"]) == 0
    assert "0 处差异" in capsys.readouterr().out


# --- what does not follow the language


@pytest.mark.parametrize(
    "options",
    [["--json"], ["--json", "--explain"], ["--format=jsonl"], ["--format=csl"], ["--batch={file}"]],
)
@pytest.mark.parametrize("typed", ["平台治理", "商家投诉处理", "published:2025-13 x", "logistcs "])
def test_json_is_the_same_in_all_languages(
    typed: str, options: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    queries = tmp_path / "queries"
    queries.write_text(typed, "utf-8")
    words = [option.format(file=queries) for option in options]
    words += [] if words[0].startswith("--batch") else ["--", typed]
    printed = []
    for locale in ("C", "zh_CN.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        main(["search", *words])
        printed.append(re.sub(r'"took_ms": [0-9.]+', '"took_ms": 0', capsys.readouterr().out))
    assert printed[0] == printed[1]
    if "--json" in options:
        assert json.loads(printed[0])["near"] or typed.startswith("平台")


@pytest.mark.parametrize("content", [None, b"", b"<TS/>"])
def test_without_its_file_the_language_is_english(
    content: bytes | None, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "translations").mkdir()
    if content is not None:
        (tmp_path / "translations" / "kbviewer_zh_CN.qm").write_bytes(content)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with monkeypatch.context() as patch:
        patch.setattr(paths, "resources", lambda: tmp_path)
        assert _status(["--help"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("usage: ")
    assert printed.err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no variables for it")
@pytest.mark.parametrize(
    ("locale", "said"), [("zh_CN.UTF-8", "条结果（"), ("en_US.UTF-8", " hits ("), ("C", " hits (")]
)
def test_a_process_speaks_the_language_of_its_locale(locale: str, said: str) -> None:
    variables = {
        name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE")
    }
    run = subprocess.run(
        [sys.executable, "-m", "kbviewer", "search", "盲盒"],
        env={**variables, "LC_ALL": locale, "PYTHONUTF8": "1"},
        capture_output=True, check=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert said in run.stdout
    assert run.stderr == ""
