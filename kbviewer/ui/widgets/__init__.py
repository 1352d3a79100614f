"""Widgets that do not depend on articles."""
