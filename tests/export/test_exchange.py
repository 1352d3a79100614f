"""What reference managers read: BibTeX, RIS and CSL-JSON, read back without loss."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.export.bibtex import bibtex, entry_keys, escape
from kbviewer.export.csl import csl_json
from kbviewer.export.markup import safe_url
from kbviewer.export.names import Name
from kbviewer.export.reference import Reference
from kbviewer.export.ris import ris
from tests.export.cases import CASES, REFERENCES

_TITLE = st.text(
    alphabet=st.one_of(st.sampled_from("\\{}$&%#_~^\"'@,= ab一"), st.characters(codec="utf-8")),
    max_size=30,
).map(lambda text: " ".join(text.split()) or "x")


def from_tex(text: str) -> str:
    """Text without the commands and braces of BibTeX, by a reader that shares no code with ours."""
    commands = {"backslash": "\\", "braceleft": "{", "braceright": "}",
                "asciitilde": "~", "asciicircum": "^"}  # fmt: skip
    read, position = [], 0
    while position < len(text):
        if text.startswith("\\text", position):
            end = text.index("{}", position)
            read.append(commands[text[position + 5 : end]])
            position = end + 2
        elif text[position] == "\\":
            read.append(text[position + 1])
            position += 2
        elif text[position] in "{}":
            position += 1
        else:
            read.append(text[position])
            position += 1
    return "".join(read)


def read_bibtex(text: str) -> list[Any]:
    library = parse_string(text)
    assert not library.failed_blocks
    return library.entries


def test_bibtex_is_read_back_without_loss() -> None:
    entries = read_bibtex(bibtex(REFERENCES))
    assert len(entries) == len(REFERENCES)
    for entry, reference in zip(entries, REFERENCES, strict=True):
        fields = {field.key: str(field.value) for field in entry.fields}
        assert from_tex(fields["title"]) == reference.title
        source = fields.get("journal" if reference.is_newspaper else "organization", "")
        assert from_tex(source) == reference.source
        assert entry.entry_type == ("article" if reference.is_newspaper else "online")
        assert fields.get("date", "") == reference.date
        assert fields.get("year", "") == reference.date[:4]
        assert fields.get("url", "") == reference.url
        assert fields["urldate"] == reference.accessed
        assert fields["language"] == reference.lang
        assert names_of(fields.get("author", "")) == [name.inverted for name in reference.authors]


def names_of(text: str) -> list[str]:
    """The names in an author field, as BibTeX parts them, each with its family name first."""
    names = split_multiple_persons_names(text) if text else []
    read = []
    for name in names:
        parts = parse_single_name_into_parts(name)
        family = " ".join([*parts.von, *parts.last])
        order = (family, " ".join(parts.first), " ".join(parts.jr))
        read.append(", ".join(from_tex(part) for part in order if part))
    return read


def test_a_tex_reader_of_others_reads_the_titles_too() -> None:
    titles = ["Prices & braces cost $5_000, 100% #1", "中文 “引号” 标题", "~ and \\ too"]
    text = bibtex([replace(REFERENCES[0], id=f"{n}.md", title=t) for n, t in enumerate(titles)])
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert [entry["title"].strip("{}") for entry in library.entries] == titles


def test_chinese_is_kept_as_it_is() -> None:
    text = bibtex(REFERENCES)
    assert "抖音升级电商服务" in text
    assert "author = {{张三} and {李四}}" in text


@given(st.lists(_TITLE, min_size=1, max_size=4))
def test_any_title_is_read_back_from_bibtex(titles: list[str]) -> None:
    references = [replace(REFERENCES[0], id=f"{n}.md", title=t) for n, t in enumerate(titles)]
    text = bibtex(references)
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    entries = read_bibtex(text)
    assert [from_tex(str(entry["title"])) for entry in entries] == titles


@given(st.text(max_size=60))
def test_no_brace_of_a_text_is_left_to_bibtex(text: str) -> None:
    assert from_tex(escape(text)) == text


@given(
    st.lists(st.text(alphabet="aAbB-_./ 一二é0", min_size=1, max_size=8), min_size=1, unique=True)
)
def test_the_keys_of_any_files_are_unique_whatever_their_case(ids: list[str]) -> None:
    references = [replace(REFERENCES[0], id=one) for one in ids]
    keys = entry_keys(references)
    assert len({key.lower() for key in keys}) == len(ids)
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)


def test_a_key_is_made_of_the_files_name() -> None:
    ids = ["a/2025-08-11-blind-box.md", "b/2025-08-11-blind-box.md", "a/电话.md", "b/电话.md"]
    keys = entry_keys([replace(REFERENCES[0], id=one) for one in ids])
    assert keys[:2] == ["2025-08-11-blind-box", "2025-08-11-blind-box-2"]
    assert all(re.fullmatch("kb-2025-[0-9a-f]{8}", key) for key in keys[2:])
    assert entry_keys([replace(REFERENCES[0], id=ids[3])]) == [keys[3]]


def test_ris_is_read_back_without_loss() -> None:
    text = ris(REFERENCES)
    assert text.count("\r\n") == text.count("\n")
    entries = rispy.loads(text)
    assert len(entries) == len(REFERENCES)
    for entry, reference in zip(entries, REFERENCES, strict=True):
        assert entry["type_of_reference"] == ("NEWS" if reference.is_newspaper else "ELEC")
        assert entry["title"] == reference.title
        assert entry.get("authors", []) == [name.inverted for name in reference.authors]
        source = entry.get("secondary_title" if reference.is_newspaper else "publisher", "")
        assert source == reference.source
        assert entry.get("year", "") == reference.date[:4]
        assert entry.get("date", "").rstrip("/").replace("/", "-") == reference.date
        assert entry.get("urls", [""])[0] == reference.url
        assert entry["language"] == reference.lang
        assert entry["access_date"] == "2026/11/27/"
        assert entry["id"] == reference.id


@given(_TITLE, _TITLE)
def test_nothing_in_a_text_begins_a_line_of_ris(title: str, source: str) -> None:
    reference = replace(REFERENCES[0], title=title + "\nER  - \r\nTY  - X\u2028", source=source)
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in ris([reference]).split("\r\n")[:-2])
    assert ris([reference]).count("ER  - \r\n") == 1


def test_csl_is_read_back_without_loss() -> None:
    items = json.loads(csl_json(REFERENCES))
    assert len({item["id"] for item in items}) == len(items) == len(CASES)
    assert list(map(reference_from_csl, items)) == REFERENCES


def reference_from_csl(item: dict[str, Any]) -> Reference:
    return Reference(
        id=item["id"],
        title=item["title"],
        authors=tuple(
            Name(name["literal"])
            if "literal" in name
            else Name(name["family"], name["given"], name.get("suffix", ""))
            for name in item.get("author", [])
        ),
        source=item.get("container-title", ""),
        date=day_of(item.get("issued")),
        accessed=day_of(item["accessed"]),
        lang=item["language"],
        url=item.get("URL", ""),
        is_newspaper=item["type"] == "article-newspaper",
    )


def day_of(value: dict[str, list[list[int]]] | None) -> str:
    return "-".join(f"{part:02}" for part in value["date-parts"][0]) if value else ""


@pytest.mark.parametrize("url", ["https://a.example/{x}", "https://a.example/a b\\c<d>\"e'"])
def test_an_address_ends_nothing_that_it_stands_in(url: str) -> None:
    assert not set(safe_url(url)) & set('{}\\<>" ')
    assert safe_url("https://a.example/%E4?q=1&r=~#x_中") == "https://a.example/%E4?q=1&r=~#x_中"
