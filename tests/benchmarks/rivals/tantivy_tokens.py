"""Tantivy, a search engine in Rust, over the tokens that kbviewer makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import phrase_tokens, tokenize, units
from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.rivals.asked import Part, ends_in_latin, parts
from tests.benchmarks.rivals.rival import LIMIT, Rival

_FIELDS = {"title": 12.0, "source": 3.0, "body": 1.0}
_HEAP = 256_000_000


class Tantivy(Rival):
    """The same tokens, phrases of them, the texts stored beside them."""

    name = "tantivy"
    note = "takes kbviewer's tokens, made in Python; has no snippets and no English inflections"

    def __init__(self, library: BenchmarkLibrary) -> None:
        super().__init__(library)
        self._index: Any = None

    def missing(self) -> str:
        return "" if find_spec("tantivy") else "tantivy is not installed: pip install tantivy"

    def build(self) -> None:
        import tantivy  # noqa: PLC0415  not everybody has it

        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("number", fast=True)
        schema.add_bytes_field("shown", stored=True)
        for field in _FIELDS:
            schema.add_text_field(field, tokenizer_name="whitespace")
        writer = tantivy.Index(schema.build(), path=str(self.home)).writer(_HEAP, 1)
        for excerpt in self.library.excerpts():
            body = "\n".join(excerpt.lines)
            document = tantivy.Document()
            document.add_unsigned("number", excerpt.number)
            document.add_bytes("shown", f"{excerpt.title}\n{excerpt.source}\n{body}".encode())
            for field, text in zip(_FIELDS, (excerpt.title, excerpt.source, body), strict=True):
                document.add_text(field, tokenize(fold(text)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy  # noqa: PLC0415  not everybody has it

        self._index = tantivy.Index.open(str(self.home))

    def page(self, typed: str) -> int:
        searcher = self._index.searcher()
        found = searcher.search(self._query(typed), LIMIT, count=True)
        for _, address in found.hits:
            bytes(searcher.doc(address)["shown"][0]).decode()
        return int(found.count)

    def numbers(self, typed: str) -> Iterable[int]:
        searcher = self._index.searcher()
        hits = searcher.search(self._query(typed), self.library.number, count=False).hits
        places = [address for _, address in hits]
        numbers: list[int] = searcher.fast_field_values("number", places)
        return numbers

    def _query(self, typed: str) -> Any:  # noqa: ANN401  tantivy may be missing where types are read
        from tantivy import Occur, Query  # noqa: PLC0415  not everybody has it

        asked = [(part, self._part(part)) for part in parts(typed)]
        wanted = [(Occur.Must, query) for part, query in asked if query and part.is_wanted]
        unwanted = [(Occur.MustNot, query) for part, query in asked if query and not part.is_wanted]
        return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *unwanted])

    def _part(self, part: Part) -> Any:  # noqa: ANN401  as above
        from tantivy import Occur, Query  # noqa: PLC0415  not everybody has it

        phrase = list(units(fold(part.text)))
        if not phrase:
            return None
        tokens, is_prefix = phrase_tokens(phrase)
        is_prefix = is_prefix or (part.is_typed and ends_in_latin(part.text))
        ways = [
            (Occur.Should, Query.boost_query(self._phrase(field, tokens, is_prefix), weight))
            for field, weight in _FIELDS.items()
            if field == "title" or not part.in_title
        ]
        return Query.boolean_query(ways)

    def _phrase(self, field: str, tokens: list[str], is_prefix: bool) -> Any:  # noqa: ANN401
        from tantivy import Query  # noqa: PLC0415  not everybody has it

        schema = self._index.schema
        if is_prefix and len(tokens) == 1:
            return Query.regex_query(schema, field, f"{re.escape(tokens[0])}.*")
        if is_prefix:
            exact = [*map(re.escape, tokens[:-1])]
            return Query.regex_phrase_query(schema, field, [*exact, f"{re.escape(tokens[-1])}.*"])
        if len(tokens) == 1:
            return Query.term_query(schema, field, tokens[0])
        return Query.phrase_query(schema, field, [*tokens])
