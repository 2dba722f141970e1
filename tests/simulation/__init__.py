"""Counters, a city and a line in one process: all real but TCP, the clock and the power supply."""
