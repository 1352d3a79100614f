"""Detects Japanese and Korean encodings.

Japanese and Korean bytes are nearly always valid GB18030 too, as other characters. They are
accepted only where they decode to what no Chinese text is: many kana among fewer, mostly frequent
kanji, or almost only Hangul with its endings and particles.
"""

from __future__ import annotations

import codecs
import re

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.text.lazy_regex import lazy_compile

_MIN_CHARACTERS = 10  # hiragana, or syllables of Hangul
_MIN_DISTINCT_FREQUENT = 3
_KANA = lazy_compile("[\u3041-\u3096\u30a1-\u30fa]")
_KANJI = lazy_compile("[\u4e00-\u9fff]")
_HALFWIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")
_HANGUL_SYLLABLE = lazy_compile("[\uac00-\ud7a3]")
# The endings and particles of Korean: a third of its syllables. Their bytes are rare in Chinese.
_FREQUENT_SYLLABLE = lazy_compile("[이다는의에을가하고지기로한은도사어리자인]")

# The first lead bytes of JIS level 2: kanji that are rare in Japanese. The same bytes encode a
# third of the characters of a Chinese text in GB18030.
_RARE_KANJI_LEAD_BYTE = {"cp932": 0x98, "euc_jp": 0xD0}


def decode_east_asian(raw: bytes, *, is_cut: bool) -> tuple[str, Message] | None:
    """The text of bytes that are certainly Japanese or Korean and the encoding's name, or None.

    Args:
        raw: the bytes.
        is_cut: whether the last character may be cut in two.
    """
    for encoding, name, typical, is_expected in _ENCODINGS:
        if len(typical.findall(raw)) < _MIN_CHARACTERS:
            continue
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(raw, final=not is_cut)
        except UnicodeDecodeError:
            continue
        if is_expected(text, encoding):
            return text, name
    return None


def _is_japanese(text: str, encoding: str) -> bool:
    kana, kanji = len(_KANA.findall(text)), _KANJI.findall(text)
    rare = sum(char.encode(encoding)[0] >= _RARE_KANJI_LEAD_BYTE[encoding] for char in kanji)
    return (
        kana * 3 > len(kanji)
        and rare * 10 <= len(kanji)
        and len(_HALFWIDTH_KATAKANA.findall(text)) * 10 <= kana
    )


def _is_korean(text: str, _: str) -> bool:
    syllables = _HANGUL_SYLLABLE.findall(text)
    frequent = _FREQUENT_SYLLABLE.findall(text)
    others = len(_KANJI.findall(text)) + len(_KANA.findall(text))
    return (
        len(frequent) * 8 >= len(syllables)
        and len(set(frequent)) >= _MIN_DISTINCT_FREQUENT
        and others * 20 <= len(syllables)
    )


# Each with its name, its most frequent bytes, and the test of the decoded text.
_ENCODINGS = (
    (
        "cp932",
        Message(QT_TR_NOOP("Japanese (Shift_JIS)")),
        re.compile(rb"\x82[\x9f-\xf1]"),
        _is_japanese,
    ),
    (
        "euc_jp",
        Message(QT_TR_NOOP("Japanese (EUC-JP)")),
        re.compile(rb"\xa4[\xa1-\xf3]"),
        _is_japanese,
    ),
    (
        "cp949",
        Message(QT_TR_NOOP("Korean (EUC-KR)")),
        re.compile(rb"[\xb0-\xc8][\xa1-\xfe]"),
        _is_korean,
    ),
)
