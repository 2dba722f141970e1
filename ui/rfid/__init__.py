"""RAIN tags at the counter: the tray beside any page's work, and writing tags one after the other."""
