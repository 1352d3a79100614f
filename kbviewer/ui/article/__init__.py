"""The open article: document, highlights, outline, backlinks."""
