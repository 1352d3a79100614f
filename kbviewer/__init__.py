"""kbviewer: find anything in a folder of Markdown excerpts, at once and offline.

Data flows one way::

    a folder of Markdown      library/    scanner → files → encoding → frontmatter → Article
    → an index                index/      indexing → postings and SQLite rows
    → a page of results       query/      text typed → Query; index/search/ answers it
    → a rendered article      render/     Markdown → HTML that is safe and bounded
    → the window or terminal  ui/, cli/   through service.py

``text/`` says what it means for a keyword to be in a text: folding, tokenizing and stemming exist
there once and serve the index, the highlights and ``verify`` alike. ``importing/`` is the one
package that writes into a user's folder, and only when the user starts an import. Each package
imports only those below it; pyproject.toml has the contracts. ``index/__init__.py`` is the
architecture of the index.

Words of the project's own: *fold, unit, run, gap* (``text/``), *library, article, topic, problem*
(``library/``). All others are the field's.
"""

__version__ = "0.1.0"
