"""What is near a query that finds little or nothing, beside the exact answer and never in it.

``Suggester`` asks each module for the suggestions of its kind, one after the other, so that a key
that is typed meanwhile need not wait for all of them::

    term_counts.py      COUNT      which term no article has, and what is found without one
    segmentation.py     APART      the pieces of a run of characters, anywhere in an article
    spelling.py         SPELLING   one edit in a word, one homophone in a run, pinyin (pinyin.py)
    translation.py      LANGUAGE   the same in the other language (glossary.py)
    partial_matches.py  MOST       the articles that have most of a query, by rarity

A suggestion is a query as the user could type it, with the number of articles that this query
finds, or a few hits. Only the *free* parts of a query are changed (``kbviewer.query.parts``):
quotations, fields, exclusions and numbers stay as they were typed. Nothing here changes what a
search returns, its total or its counts.
"""
