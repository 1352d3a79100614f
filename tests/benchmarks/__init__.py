"""The benchmarks: programs that measure kbviewer, and what they measured.

Every figure was taken on two cores of a virtual machine (the two threads of one core, it seems),
without a screen. Compare the ratios, not the milliseconds; speed is measured side by side in one
run, never asserted in a test.

Searching
---------
``python -m tests.benchmarks.search --excerpts 100000 --from EXCERPTS.jsonl.gz --keep DIR`` makes
the library (without ``--from`` from the words of the shipped articles) and all the indexes, and
keeps them in ``DIR``. Queries as users type them (Chinese words of one to five characters,
English words, mixed terms, phrases, two terms, fields) are typed one character at a time; each
key is answered with the best 50, their snippets, the total and the count at every topic, on one
core::

    100,000 excerpts  built s  cpu s     MB  p50 ms  p95 ms  keys  recall  precision    exact
    kbviewer             71.4  129.9    288     6.7    13.4   855   1.000      1.000  200/200
    FTS5 trigram        111.6   36.3    346     0.5    62.2   855   0.510      0.932   60/200
    FTS5 unicode61        8.9    8.7    160     2.0    79.5   855   0.315      0.999   21/200
    LIKE scan             3.8    3.8     96   105.3   304.7    51   0.967      0.952  143/200
    tantivy              18.9   27.2    121     1.2     3.7   855   0.993      1.000  185/200
    Recoll              375.0  356.3  1,165    43.0   373.4   107   0.967      0.998  155/200

Every rival gets the same texts and does as much of the work as it can. Recall and precision
compare with a scan of the texts by kbviewer's own rules, so a part of what the others miss is a
rule of theirs (the middle of a word, an inflection), not an error. LIKE has no ranking; tantivy,
which takes kbviewer's own tokens, has no snippets and no inflections; each query of Recoll starts
a process (3 ms of its times).

Groonga (``TokenBigram``, ``NormalizerAuto``) joined later, in a run on a busy machine, so that only
the two lines are to be compared. It is ahead in building and in the median; a key at the slow end
takes as long. It knows no inflections and no traditional characters, and has no topic counts::

    100,000 excerpts  built s  cpu s     MB  p50 ms  p95 ms  keys  recall  precision    exact
    kbviewer            104.2   62.9    352     9.2    21.6   855   1.000      1.000  200/200
    Groonga              26.5   16.2    320     2.6    20.0   855   0.985      0.999  149/200

kbviewer alone, by size, on a quiet machine and beside the checkout before postings and tokens were
made with numpy, in the same run; with 50 hits, as above::

                          built s  cpu s     MB  p50 ms  p95 ms  p99 ms
      100,000                27.2   50.2    287     6.3    13.0    19.3
      100,000, formerly      47.0   87.2    352     6.5    13.4    23.6
    1,000,000               364.3  586.0  2,676    14.3    51.1   127.6
    1,000,000, formerly     496.4  911.0  3,266    15.3    51.4   169.1

With 15 hits, as many as the window shows, they are 3.0, 7.9 and 16.8 ms among 100,000. A quoted
phrase whose last word has one letter so far takes longest: 53 ms among 100,000, half a second among
1,000,000; half as long where few articles have its first word.

Long texts
----------
``python -m tests.benchmarks.long_texts --folder DIR``: 1,216 articles of documentation in Chinese,
typed key by key. The window asks for 15 hits, the terminal for 50; the milliseconds are the
processor's, the median of three runs::

                             keys  p50  p95  p99   max
    15 hits                   303  4.8 12.7 21.3  29.1
    50 hits                   303 11.1 29.4 45.7  47.6
    50 hits, formerly         303 21.2 61.2 77.4  96.9

Most of it is the folding of the texts of the hits, and for the slowest the postings of a prefix.

The order of hits
-----------------
``python -m tests.benchmarks.ranking --from EXCERPTS.jsonl.gz --questions DIR``: two words of
English titles, and how many of the first ten hits hold them side by side; two words of Chinese
questions, each with one right passage, among 1,104::

                                          queries  before     now    FTS5  tantivy
    side by side in the first ten             150   0.778   0.981       –        –
    MRR@10 of the right passage               228  0.7827  0.7787  0.7548   0.7581
    the right passage first                   228  0.6447  0.6360  0.5965   0.6009

*Before* is the order by BM25 of each inflection, *FTS5* and *tantivy* the BM25 of theirs over the
same tokens.

What is near
------------
``python -m tests.benchmarks.suggestions --from EXCERPTS.jsonl.gz --questions DIR``: 50,000 excerpts
and 1,104 passages; milliseconds of the processor::

                                                  queries  share  p50   p95
    right passage in the first ten                    500  0.988 18.1  32.8
    shown unasked without the passage                 500  0.146 15.7  28.2
    run that finds nothing, as typed                   65  0.938  1.9   3.7
    run that finds nothing, in pieces                  65  0.200  6.1  11.8
    Latin word with one edit, among three             300  1.000  1.6   3.6
    characters with one homophone, among three        150  1.000  5.0   9.8
    characters in pinyin, among three                 150  0.987 22.7  79.9

Pinyin tried 40 characters a syllable then and tries 32 now: among 100,000 p95 is 35 ms for two
syllables and 49 for four.

The window
----------
``python -m tests.benchmarks.window --keep DIR``: from the press of a key to the painted results,
among 100,000 excerpts::

                         keys  p50 ms  p95 ms  max ms  longest busy ms
    eight keys a second   135    14.4    27.5    52.3             26.6
    as fast as painted    135    16.4    23.4    49.6             47.9

The same queries in the checkout before::

    eight keys a second   135    24.2    42.0    74.0             56.4
    as fast as painted    135    21.7    36.1    53.6             41.5

``python -m tests.benchmarks.memory --keep DIR``: 115 MB on ten articles, 156 MB on 100,000
excerpts, after that typing.

``python -m tests.benchmarks.startup --before CHECKOUT --library DIR/library``, among 100,000
excerpts, beside the checkout before folders had digests; the median of nine::

                        before ms   now ms  before ÷
    search                    384      174      2.21
    an empty window           141      140      1.01
    kbviewer's window         261      214      1.22
    first answer             1189      498      2.39
    nothing changed           760      339      2.24

Without ``.pyc`` files, as where Python must not write them, each start compiles all modules, and
that is what is measured.

A folder
--------
``python -m tests.benchmarks.folder --keep DIR``: 100,000 excerpts in files, from nothing to an
index, and up to date again after some of them changed, each in a process of its own::

                     kbviewer s  cpu s  Recoll s  cpu s
    the first time         51.4   92.4     368.8  414.8
    nothing changed         2.1    1.8       2.1    2.9
    1,000 edited            4.4    4.2       4.9    5.6
    1,000 touched           1.6    1.6       4.6    5.5
    1,000 renamed           1.5    1.4       6.2    6.6

The same before tokens and postings were made with numpy, side by side on a quiet machine: 43.6 s
by the clock and 81.9 of the processors, now 30.7 and 55.6; the index 352 MB, now 288; all processes
together 361 MB at the most, now 597.

Started on that index, the window is painted after 295 ms, the first answer is in its list after
775 ms (946 at the slowest of five), and the folder is compared with the index after 2.5 s.

Texts made to cost much
-----------------------
``python -m tests.benchmarks.hostile``: how long each is on its way to the window, and how long it
holds the event loop.

What a page shows
-----------------
``python -m tests.benchmarks.agreement --folder DIR`` or ``--spec FILE``: how many articles have
the structure and the words that CommonMark and GitHub's extensions give them, and what kinds of
differences are left. With markdown-it-py as the other reader::

                                              texts  in structure  in text
    documentation in Chinese                  1,222        99.8 %   99.9 %
    articles translated from English            600        98.6 %   98.8 %
    cheat sheets in English                     120        98.3 %   98.3 %
    CommonMark's examples                       652        95.3 %   97.2 %

What differs on purpose is counted apart: emphasis beside Chinese, tags of unknown elements, which
are text, callouts, footnotes, math, marks, bare URLs, ``[text] [label]``, lines of wide spaces.
What is left in the articles: an address with an open parenthesis or a Chinese host (5), emphasis
around a quoted star (3), cells beyond a table's header, which are kept (1), a text too long for a
page (1).
"""
