"""How a command ends: done or found, nothing found or a difference, a wrong call."""

EXIT_OK, EXIT_NOT_FOUND, EXIT_USAGE_ERROR = 0, 1, 2
