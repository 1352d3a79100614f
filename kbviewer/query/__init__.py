"""A typed query as a value: its syntax tree, lexer, parser, periods and explanation."""
