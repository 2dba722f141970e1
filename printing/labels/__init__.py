"""Labels: one layout in millimetres, read from data and drawn on sheets."""
