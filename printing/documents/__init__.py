"""Slips and forms: their words from `resources/forms/`, their pages as PDF."""
