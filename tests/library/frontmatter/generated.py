"""Generated front matter, close to what the parsers know."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = st.sampled_from([
    "title", "tags", "a_b-c", "标", ":", ": ", " ", "  ", "\n", "\n- ", "\n  - ", "- ", '"', "'",
    "\\", '\\"', "[", "]", ", ", ",", "#", " #", "x", "y z", "电商", "20:41", "https://x.y/?a=b",
    "|", ">", "&a", "*a", "!", "%", "@", "`", "{", "}", "?", "~", "null", "-", "\t", "\xa0", "\x85",
    "Null", ": null", "- ~", "\u2028", "\ufeff", "\x7f", "'x'", '"x"', "[a, b]", '["a", "b"]',
    "['a']", "\ntitle: ", "\ntags:", "=", "<<", "2025-08-11", "😀",
])  # fmt: skip
SOURCES = st.lists(_PIECES, max_size=12).map("".join)
LINES = st.lists(
    st.tuples(st.sampled_from(["a: ", "b: ", "C: ", "d:", "- ", "  - ", ""]), SOURCES).map("".join)
).map("\n".join)
