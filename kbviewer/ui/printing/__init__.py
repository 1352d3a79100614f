"""Printing the open article: on paper, as a PDF, and as a preview of both."""
