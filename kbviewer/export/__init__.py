"""What was found, in the forms that others read: quotations, references, tables. Free of Qt.

An article is cited by a ``Reference`` (``reference.py``): its title, authors, source, date and
address as a bibliography names them. What is exported is a list of ``Item``: an article with the
snippet it was found by. ``formats.py`` lists all formats and is what the terminal and the window
call::

    quotation.py       a sentence with its source, as plain text, HTML and Markdown
    citation.py        entries of some articles, to be pasted
    quote_pattern.py   how a quotation is written, as the user may change it
    sentence.py        the sentence around a match, by the rules of both scripts
    table.py           CSV for spreadsheets
    markdown_list.py   a Markdown list with the snippets quoted
    json_lines.py      a JSON object a line
    bibtex.py ris.py csl.py     for reference managers
    styles/            references as they are printed: GB/T 7714, APA, Chicago

``names.py`` and ``sources.py`` read what headers have: who wrote it, and who published it.
"""
