"""Printing as the services see it: printers and devices, jobs and their items, and the desk that runs them."""
