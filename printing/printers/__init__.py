"""Ways to printers: the network, the system's spoolers, a file."""
