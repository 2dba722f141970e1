"""Intentions (commands), the rules' one path (bus and handlers), questions (queries) and the ports to the world."""
