"""From the library's files to rows, tokens and postings."""
