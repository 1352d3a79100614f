"""From the folder to rows and posting terms."""
