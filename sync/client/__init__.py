"""The counter's end of the line."""
