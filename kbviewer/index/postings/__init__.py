"""Posting lists: the terms that have them, their segments, and bitsets of doc ids."""
