"""The business in plain Python. Standard library only; nothing here knows of databases, windows or networks."""
