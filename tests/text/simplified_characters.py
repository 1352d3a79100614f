"""Makes ``resources/simplified.txt``: ``python -m tests.text.simplified_characters``."""

from __future__ import annotations

from opencc import OpenCC

from kbviewer import paths

TABLE = paths.resources() / "simplified.txt"
_HEADER = (
    "# Traditional characters, each with its simplified one: made from OpenCC's table t2s by\n"
    "# python -m tests.text.simplified_characters\n"
)
_BMP_HAN = "".join(map(chr, (*range(0x2E80, 0x2FE0), *range(0x3400, 0xA000))))
_ASTRAL_HAN = "".join(map(chr, range(0x20000, 0x323B0)))


def simplified_characters() -> dict[str, str]:
    """Traditional to simplified characters, one to one, from OpenCC's table ``t2s``.

    Each character is converted on a line of its own, so that no phrase of OpenCC's applies (乾隆
    keeps its 乾 as a phrase; as a character 乾 is 干).
    """
    convert = OpenCC("t2s").convert
    characters = _BMP_HAN + _ASTRAL_HAN
    once = convert("\n".join(characters)).split("\n")
    pairs = {old: new for old, new in zip(characters, once, strict=True) if old != new}
    return {old: pairs.get(new, new) for old, new in pairs.items()}


def table() -> str:
    """The text of the file."""
    pairs = simplified_characters().items()
    return _HEADER + "".join(f"{old}{new}\n" for old, new in pairs)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
