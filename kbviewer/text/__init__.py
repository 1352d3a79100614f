"""What it means for a keyword to be in a text: pure functions, without files or a database.

Markdown is read once for all that is made of it: ``blocks.py`` finds its blocks, for the plain text
(``plaintext.py``), the titles, the links and the pages; ``inline.py`` says what is special inside
them, ``html_tags.py`` what is a tag.

The words of our own that the program uses for texts:

- *fold*: to bring a text to the form in which texts and keywords are compared (``fold.py``).
- *unit*: a word or a run; a folded text is a sequence of units (``tokenizer.py``).
- *run*: characters in a row of scripts that put no spaces between words, as Chinese; a keyword
  matches anywhere in a run, but only whole words or prefixes of words elsewhere.
- *gap*: what is between two units: none, soft, hard, or a line end. A phrase crosses the first two.
"""
