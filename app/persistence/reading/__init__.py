"""Reading the counter's database, by subject."""
