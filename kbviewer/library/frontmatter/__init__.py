"""The header of an article: YAML, TOML, JSON, and what is nearly so."""
