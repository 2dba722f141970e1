"""The city's end of the line."""
