"""The index: one SQLite file, derived from the library's folder; disposable, rebuilt at will.

It answers, for every query, exactly what a scan of all texts would answer, while the user types.
The words are Lucene's and SQLite's on purpose. Units, runs, gaps and folding are defined in
``kbviewer.text``; a query as a value in ``kbviewer.query``.

The packages, in the order in which an article passes through them::

    indexing/   update → indexer → documents → writer → flush        folder to rows and postings
    postings/   terms, inversion, segments, bitset                   which articles have a term
    search/     evaluator → facets → ranking → snippets              query to a page of results
    suggest/    what is near a query that finds little, beside its answer
    index.py    Index: a library and its index together, and recovery from a corrupt file
    check.py, row_comparison.py    the proof that the index is right
    database.py, schema.py, corruption.py, sql.py    the file; its tables; its checks
    invalidation.py    what else than a file decides its rows: time zone, settings, topic titles

**Document.** An article is read, turned into plain text, folded and cut into tokens
(``IndexDocument``). It gets the next *doc id*: a small integer that is never used again. A file
whose content changes is deleted and added under a new doc id; one that is only touched or renamed
keeps its own. What is stored of an article is a row of ``article``, keyed by its doc id; its path
is its id everywhere else in the program.

**Folders.** An update scans the names, sizes and times of all files, and compares a digest of those
of each folder with the digest of what the index holds (``folders.py``). Only in a folder where they
differ are the files compared one by one; if there is none, the update ends before the indexer, and
all that reads Markdown, is loaded.

**Tokens.** A word is one token; a run of Chinese characters is its overlapping pairs and its last
character (抖音电商: 抖音 音电 电商 商). So a substring of a run is a phrase of tokens, and the
full-text tables (FTS5, without content of their own) answer it exactly: ``article_fts`` has the
columns body, title, headings, source, author, hidden and names; ``title_fts`` has the titles
again, since a search in one column of a large table is slow, and ``filter_fts`` what only the
fields ``tag:`` and ``file:`` ask for. FTS5 deletes a document only if it is given the same tokens
again, so they are made a second time from the stored row. The tokens of a single text are made by
``text/tokenizer.py``, those of many files at once by ``text/bulk_tokens.py``; they are the same.

**Names.** An article is also found by the titles of its topics, its tags, its file's name and what
else its header calls it (``kbviewer.library.names``). The titles stand in topic pages, which are
read before the articles; when one changes, the articles of that topic are read again.

**Tags.** A tag is kept as a topic is, and counted and searched in by the same tables and postings,
under a path that no topic has: ``/tags/task/plans`` (``kbviewer.library.tags``). Its parts are
folded; how it is shown follows from the tags of all articles.

What a text writes in several words, and a user may type as one (e-commerce, L’Oréal, iPhone15),
is also one *joined* word: a token that ends in ``=``, apart from the others at the end of its
column, so that no phrase has it and no quoted word finds it.

**Terms.** What FTS5 answers slowly, because it would join thousands of lists, is kept beside it
as posting lists. A *posting term* is a text whose first character says its kind (``terms.py``):

- *complete* terms have every article in their list: a single character of a run, a prefix of up
  to three letters (both also for titles alone), a language, a month, a topic with those below it,
  and ``ALL_DOCS``;
- *frequent* terms, which are tokens and prefixes of four to ten letters, have a list only where
  they are frequent; where they are rare, FTS5 is as fast.

**Segments.** A segment is 4,096 doc ids in a row (``SEGMENT_SIZE``). A posting list has one block
per segment: a bitmap of 512 bytes, or the 16-bit *offsets* within the segment where that is
shorter. A frequent term has a block in a segment if at least ``FREQUENT_DOCS`` of its articles
have it; the block then holds all of them. *All of a segment or nothing*: this invariant lets a
reader trust a block it finds and ask FTS5 about the segments where it finds none.

**Flush.** Postings are made a segment at a time, with numpy (``inversion.py``). Until then the
tokens of a new article wait in memory (``PendingTokens``); those that another process has, or one
that was stopped had, are made again from the articles' rows. They are taken when a segment is full,
and at the end of an update as far as they go; a worker makes blocks of them while further articles
are written. What comes into a segment later is added to the blocks that exist. Two numbers in
``meta`` mark the state: up to ``flushed_up_to`` the postings hold every article; above it, up to
``last_doc_id``, only FTS5 does. Segments are never merged.

**Live docs.** Deleting an article takes its doc id out of ``ALL_DOCS`` and out of no other list:
the doc id left behind in them is a tombstone. Every answer is intersected with the live docs.
If these are not as many as there are rows, the file is corrupt.

**Reader.** An ``IndexReader`` is one state of the index in memory: live docs, topics, order by
date, names for links. It is made inside a read transaction, fills as it is used, and serves every
query until somebody, in this process or another, writes.

**Evaluation.** ``QueryEvaluator.matching`` turns a query into a *bitset*: one Python integer, bit
*n* for doc id *n*; two of a million bits are intersected in 30 µs. ``And``, ``Or``, ``Not`` are
``&``, ``|`` and ``live_docs & ~``. A term is first *expanded* (``TermExpansion``): itself, as a
phrase or a prefix of FTS5, each inflection that some article has (table ``word``), its joined
form, and pairs of words that make it up. Each
expansion is then answered by the cheapest source that is exact:

1. its term is complete: its posting list;
2. its term is frequent and has blocks: these, and FTS5 for the segments without a block;
3. else FTS5 alone, one query for all such expansions together;
4. in cases 1 and 2 also FTS5 for the doc ids above ``flushed_up_to``.

Topics, languages and whole months are complete terms; a period that cuts a month asks the table
``article`` for that month.

**A page of results.** The total is the bitset's count. *Facets*, the count at each topic, are the
counts of its intersections with each topic; small topics are counted together, article by article:
of those that match, or of the others where these are fewer. Ranking costs the same whatever is
asked: up to ``MAX_RANKED`` articles are ranked by BM25 over the columns (a title weighs most),
rarest expressions first, until ``MAX_POSTINGS`` entries are spent; commoner ones count only in
titles. A term weighs by its form as typed, its inflections a tenth of that; neighbouring terms
count again as a phrase, so that they come first where they are side by side, which selects nothing.
Where more articles match, those with the query in their title come first, then those with its terms
side by side. Among equals the newer comes first, then the path decides. Only the articles on the
page are read: the matcher finds the terms in their texts, and a *snippet* is cut around the
matches, each a span in the original, unfolded text.

**How exactness is kept.**

- One definition: ``matcher.occurs_in`` says whether a term is in a text, looking at the folded
  text itself. Highlights, snippets and the check ask it; tokens and phrases are built to agree
  with it.
- ``check.py`` (the command ``verify``) compares the index with a scan of the files by that
  function, and all rows with what the files say (``row_comparison.py``).
- ``tests/index/oracle.py`` defines a match a second time and shares no code with either.
- Random histories of a folder (files added, edited, renamed, swapped, deleted; updates stopped or
  killed anywhere) must end in the same rows and postings as a fresh build.
- Every batch is one transaction. A file that is corrupt or of another schema version is replaced
  by an empty one and filled again; another program's file is left alone. Corruption is what SQLite
  reports as such or an explicit check finds (``corruption.py``); any other error is a bug.

Vocabulary::

    doc id          the integer of an article in this index; never used again; its path is its id
    last doc id     the highest doc id ever allocated
    token           a word, a pair of characters or a break, as FTS5 holds it
    posting term    what a posting list is kept for: char term, prefix term, token, language …
    posting list    the doc ids that have a term, in blocks; block: its part in one segment
    complete        of a term: its list holds every article that has it, as far as flushed
    segment         4,096 doc ids in a row; offset: a doc id's place in its segment
    pending tokens  the tokens of articles that are not in the postings yet
    flush           to make postings from pending tokens; flushed_up_to: the last doc id they hold
    live docs       the doc ids of the articles that exist; tombstone: one that a list still holds
    bitset          a set of doc ids as the bits of one integer
    expansion       one form in which a term can be in a text, as FTS5 and the postings are asked
    evaluator       turns a query into a bitset
    reader          one state of the index in memory
    facet           the count of the matching articles at one topic or tag
    snippet         a piece of a text around matches; made of up to three fragments
    matcher         finds the terms of a query in one text
"""
