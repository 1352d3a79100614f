"""What is near a query that finds little: the panel below the results, and what fills it."""
