"""From a query to a page of results, and from links to articles."""
