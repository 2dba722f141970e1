"""The scripted day: a city server and two counters, a day's work, and what it leaves on screen and paper."""
