"""Windows of their own: help, problems."""
