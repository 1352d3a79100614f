"""Opening and switching libraries."""
