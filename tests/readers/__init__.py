"""Programs of other people that read what we print."""
