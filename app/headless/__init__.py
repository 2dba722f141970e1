"""The commands of `python -m app` that open no window."""
