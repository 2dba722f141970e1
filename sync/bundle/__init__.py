"""Sync by file, for sites without a line: bundles that a person carries on a USB stick."""
