"""A query as a value: cut into lexemes, parsed and explained.

The value is a tree (``ast.py``). Nothing here knows an index or a file.
"""
