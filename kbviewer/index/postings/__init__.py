"""Posting lists as bitsets: terms, segments, bitset operations."""
