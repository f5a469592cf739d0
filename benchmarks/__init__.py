"""Measurements of quality, speed and size; no part of the program."""
