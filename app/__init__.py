"""The counter: domain, services, persistence, exchange, and the programs made of them."""

import logging

for _area in ("gwc", "sync"):
    # Where no log is begun nothing is told: Python would write warnings to stderr, among a command's own words.
    logging.getLogger(_area).addHandler(logging.NullHandler())

__version__ = "0.1.0"
