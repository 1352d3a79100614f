"""The front matter of an article: YAML, TOML or JSON, parsed leniently where it is malformed."""
