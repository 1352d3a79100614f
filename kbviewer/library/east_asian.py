"""Japanese and Korean bytes told from Chinese ones, in whose encodings they are text of some kind.

Nearly any bytes of Shift_JIS, EUC-JP and EUC-KR are a text in GB18030, of other characters. So one
of them is taken only where it makes of the bytes what no Chinese text is: many kana among not too
many kanji of the frequent ones, or nothing but Hangul with its endings and particles.
"""

from __future__ import annotations

import codecs
import re

_MIN_CHARACTERS = 10  # hiragana, or syllables of Hangul
_MIN_DISTINCT_FREQUENT = 3
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_KANJI = re.compile("[\u4e00-\u9fff]")
_HALFWIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")
_HANGUL_SYLLABLE = re.compile("[\uac00-\ud7a3]")
# The endings and particles of Korean: a third of its syllables. Their bytes are rare in Chinese.
_FREQUENT_SYLLABLE = re.compile("[이다는의에을가하고지기로한은도사어리자인]")

# The first bytes of what JIS calls its second level: kanji that are rare in Japanese. The same
# bytes hold a third of the characters of a Chinese text in GB18030.
_RARE_KANJI_LEAD_BYTE = {"cp932": 0x98, "euc_jp": 0xD0}


def decode_east_asian(raw: bytes, *, is_cut: bool) -> tuple[str, str] | None:
    """The text of bytes that are surely Japanese or Korean, and the encoding's name, or None.

    Args:
        raw: the bytes.
        is_cut: whether the last character may be cut in two.
    """
    for encoding, name, least, is_surely in _ENCODINGS:
        if len(least.findall(raw)) < _MIN_CHARACTERS:
            continue
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(raw, final=not is_cut)
        except UnicodeDecodeError:
            continue
        if is_surely(text, encoding):
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


# Each with its name, the bytes that it has most of, and what its text is told by.
_ENCODINGS = (
    ("cp932", "Japanese (Shift_JIS)", re.compile(rb"\x82[\x9f-\xf1]"), _is_japanese),
    ("euc_jp", "Japanese (EUC-JP)", re.compile(rb"\xa4[\xa1-\xf3]"), _is_japanese),
    ("cp949", "Korean (EUC-KR)", re.compile(rb"[\xb0-\xc8][\xa1-\xfe]"), _is_korean),
)
