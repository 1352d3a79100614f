"""What the desktop asks of a program: one instance, appearance, errors."""
