"""The counter: domain, services, persistence, exchange, and the programs made of them."""

__version__ = "0.1.0"
