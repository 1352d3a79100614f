"""kbviewer and what else could be used, each behind the same few methods."""
