"""Bytes to text: whatever a file holds, it is read, and what is wrong with it is said."""

from __future__ import annotations

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer import paths
from kbviewer.library import encoding
from kbviewer.library.east_asian import decode_east_asian
from kbviewer.library.files import MAX_FILE_SIZE
from tests.library.findings import said

CHINESE = "抖音电商治理：严打盲盒违规营销，商家须在七日内整改。\n平台称，此举保护消费者。\n"
TRADITIONAL = "抖音電商治理：嚴打盲盒違規行銷，商家須在七日內改善。\n平台稱，此舉保護消費者。\n"


def decode(raw: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of a file, and what the user is told of its bytes."""
    text, findings = encoding.decode(raw)
    return text, said(findings)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("中文 é".encode(), "中文 é"),
        (codecs.BOM_UTF8 + "中文".encode(), "中文"),
        (codecs.BOM_UTF8 * 3 + "中文".encode(), "中文"),
        (codecs.BOM_UTF16_LE * 2 + "中文".encode("utf-16-le"), "中文"),
        (codecs.BOM_UTF16_LE + "中文".encode("utf-16-le"), "中文"),
        (codecs.BOM_UTF16_BE + "中文".encode("utf-16-be"), "中文"),
        (codecs.BOM_UTF32_LE + "中文".encode("utf-32-le"), "中文"),
        (codecs.BOM_UTF32_BE + "中文".encode("utf-32-be"), "中文"),
        ("中文,抖音电商".encode("gb18030"), "中文,抖音电商"),
        ("联通".encode("gb18030"), "联通"),
        (CHINESE.encode("gb18030"), CHINESE),
        (
            f"---\ntitle: x\n---\n{CHINESE}€𠮷".encode("gb18030"),
            f"---\ntitle: x\n---\n{CHINESE}€𠮷",
        ),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"", ""),
    ],
)
def test_files_are_decoded_as_they_were_encoded(raw: bytes, text: str) -> None:
    assert decode(raw) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["plain English text\n", CHINESE, "---\ntitle: 标题\n---\n正文"])
def test_utf16_is_told_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize("text", ["a\0b", "ab\0\0", f"{CHINESE}\0", "\0" * 100, "text \0 goes on"])
def test_nul_bytes_are_said_and_the_rest_is_read(text: str) -> None:
    found, warnings = decode(text.encode())
    assert warnings == (("it holds NUL bytes", "each row of them is shown as �"),)
    assert found.replace("�", "") == text.replace("\0", "")
    assert "\0" not in found


def test_bytes_that_are_no_text_are_replaced_with_a_warning() -> None:
    text, warnings = decode(b"good \xff\xff\x80 text")
    assert text.startswith("good ")
    assert text.endswith(" text")
    assert warnings == (("some of its bytes are not text", "they are shown as �"),)


@pytest.mark.parametrize("raw", [
    codecs.BOM_UTF8 + b"good \xff\xfe\xfd", codecs.BOM_UTF16_LE + b"g\0o\0o\0d\0\0\xd8",
    codecs.BOM_UTF16_LE + b"g\0o\0o\0d\0x",
])  # fmt: skip
def test_a_mark_does_not_hide_bytes_that_are_no_text(raw: bytes) -> None:
    text, warnings = decode(raw)
    assert text.startswith("good")
    assert [what for what, _ in warnings] == ["some of its bytes are not text"]


def test_a_damaged_byte_does_not_spoil_a_chinese_text() -> None:
    raw = CHINESE.encode()
    for place in range(len(raw)):
        text, warnings = decode(raw[:place] + b"\xff" + raw[place + 1 :])
        assert warnings == (("some of its bytes are not text", "they are shown as �"),)
        assert len(set(CHINESE) - set(text)) <= 2


BAD = ("some of its bytes are not text", "they are shown as �")


@pytest.mark.parametrize(
    "line", ["English only", "naïve café", "电", "电商", "a ’quoted’ word", "x"]
)
@pytest.mark.parametrize("byte", [b"\x80", b"\x9c", b"\xb5", b"\xe9", b"\xff"])
def test_a_bad_byte_takes_nothing_else_of_its_line(line: str, byte: bytes) -> None:
    for place in range(len(line) + 1):
        first, last = line[:place], line[place:]
        raw = f"{CHINESE}{first}".encode() + byte + f"{last}\n{CHINESE}".encode()
        assert decode(raw) == (f"{CHINESE}{first}�{last}\n{CHINESE}", (BAD,))


def test_a_bad_byte_does_not_spoil_a_line_of_utf8_among_others() -> None:
    first, second, _ = CHINESE.split("\n")
    for place in range(len(second)):  # where two bytes are a character of GB18030, and all are
        line = second[:place].encode() + b"\x80" + second[place:-1].encode()
        raw = f"{first}\n{first}\n".encode("gb18030") + line + b"\n"
        found = f"{first}\n{first}\n{second[:place]}�{second[place:-1]}\n"
        assert decode(raw) == (found, (("it mixes UTF-8 and GB18030",
                                        "each line is read in its own encoding"),))  # fmt: skip


JAPANESE = (
    "抖音の電子商取引では、ブラインドボックスの不正な販売を厳しく取り締まっています。\n"
    "出店者は七日以内に改善しなければなりません。消費者を守るための措置です。\n"
)
KOREAN = (
    "이 문서는 전자상거래 플랫폼의 판매자 지원 정책을 설명합니다.\n"
    "소비자를 보호하기 위한 조치이며, 판매자는 칠일 이내에 개선해야 합니다.\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (JAPANESE, "shift_jis", "Japanese (Shift_JIS)"),
        (JAPANESE, "euc_jp", "Japanese (EUC-JP)"),
        (KOREAN, "euc_kr", "Korean (EUC-KR)"),
    ],
)
def test_japanese_and_korean_are_told_from_chinese(text: str, encoding: str, name: str) -> None:
    read_as = ("its encoding is not known", f"it is read as {name}")
    assert decode(text.encode(encoding)) == (text, (read_as,))
    half = text.rstrip("\n.").encode(encoding)[:-1]  # of its last character
    assert decode_east_asian(half, is_cut=True) is not None
    assert decode_east_asian(half, is_cut=False) is None


ARTICLES = [path.read_text(encoding="utf-8") for path in paths.corpus().rglob("*.md")]


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_no_chinese_article_or_line_is_taken_for_japanese_or_korean(encoding: str) -> None:
    for whole in ARTICLES:
        for text in (whole, *whole.splitlines()):
            raw = text.encode(encoding, errors="ignore")
            assert decode_east_asian(raw, is_cut=False) is None
            assert decode_east_asian(raw, is_cut=True) is None


_AS_HANGUL = "报告美国法律高级教科本地非公开会计基金管理部门发布方案内明确平面"


@pytest.mark.parametrize(
    "text",
    [
        # On Japanese, with more kana than characters.
        "ありがとうございます谢谢。こんにちは你好。さようなら再见。",
        "ありがとうございます" + "报告美国法律高级教科书" * 5,
        # Of traditional characters that are hiragana in Shift_JIS.
        "偉備側傑" * 3 + "的是" * 50,
        # Of characters that are Hangul in EUC-KR, some of its frequent syllables.
        _AS_HANGUL * 3,
        _AS_HANGUL * 3 + "促啊府",
        "促啊府天地人中文" * 5,
        " ".join(map("不".join, pairwise(_AS_HANGUL))),
        "促进 报告 " * 20,
    ],
)
def test_no_chinese_of_the_most_unusual_kind_is_taken_for_japanese_or_korean(text: str) -> None:
    assert decode(text.encode("gb18030")) == (text, ())


@pytest.mark.parametrize("text", ARTICLES)
def test_the_shipped_articles_are_read_in_gb18030_as_in_utf8(text: str) -> None:
    assert decode(text.encode("gb18030")) == (text, ())


_LETTERS = sorted(set(filter("一".__le__, "".join(ARTICLES))))


@given(st.text(st.sampled_from(_LETTERS), max_size=200), st.sampled_from(["gb18030", "big5hkscs"]))
def test_no_row_of_chinese_characters_is_taken_for_japanese_or_korean(
    text: str, encoding: str
) -> None:
    assert decode_east_asian(text.encode(encoding, errors="ignore"), is_cut=False) is None


def test_a_chinese_text_on_japanese_is_read_as_chinese() -> None:
    text = "“ありがとうございます”是日语里表示感谢的说法，读作阿里嘎多。" + CHINESE
    assert decode(text.encode("gb18030")) == (text, ())


def test_a_text_whose_end_is_missing_is_not_taken_for_another_encoding() -> None:
    text, warnings = decode(CHINESE.encode()[:-2])
    assert text.startswith(CHINESE[:-3])
    assert warnings


def test_of_a_file_in_two_encodings_each_line_is_read() -> None:
    first, second, _ = CHINESE.split("\n")
    for one, other in (("utf-8", "gb18030"), ("gb18030", "utf-8")):
        raw = f"{first}\n".encode(one) + b"plain\r\n" + second.encode(other)
        text, warnings = decode(raw)
        assert text == f"{first}\nplain\n{second}"
        assert warnings == (
            ("it mixes UTF-8 and GB18030", "each line is read in its own encoding"),
        )


def test_lines_of_two_characters_are_enough_to_tell_encodings_apart() -> None:
    text, warnings = decode("中文\n".encode() * 9 + "中文中\n".encode("gb18030") * 9)
    assert text == "中文\n" * 9 + "中文中\n" * 9
    assert [what for what, _ in warnings] == ["it mixes UTF-8 and GB18030"]


def test_western_accents_are_not_taken_for_chinese() -> None:
    text, warnings = decode("Le café naïf à l’été".encode("cp1252"))
    assert text == "Le café naïf à l’été"
    assert "Western" in warnings[0][1]


@pytest.mark.slow
def test_of_a_huge_file_the_beginning_is_read_with_a_warning() -> None:
    for name in ("utf-8", "gb18030"):
        raw = ("x" + "电" * MAX_FILE_SIZE).encode(name)
        text, warnings = decode(raw[: MAX_FILE_SIZE + 1])
        assert set(text) == {"x", "电"}
        assert warnings == (("it is larger than 4 MB", "only its first 4 MB are read"),)


@given(st.binary() | st.lists(st.sampled_from([
    b"\0", b"\r", b"\n", b"a", "电".encode(), "电".encode("gb18030"), b"\xff", b"\xfe", b"\xd8",
    codecs.BOM_UTF8, "中文".encode("utf-16-le"), "電，".encode("big5"), b"\xe9 ",
])).map(b"".join))  # fmt: skip
def test_any_bytes_are_a_text(raw: bytes) -> None:
    text, warnings = decode(raw)
    text.encode()
    assert not set(text) & set("\0\r")
    assert all(what and instead for what, instead in warnings)
    if not warnings and b"\0" not in raw:
        assert "�" not in text or "�".encode() in raw or text.encode("gb18030") == raw


@given(st.text())
def test_any_text_in_utf8_is_read_without_a_warning(text: str) -> None:
    whole = text.replace("\r", "").replace("\0", "").lstrip("\ufeff")
    assert decode(whole.encode()) == (whole, ())
