"""Afterwards: what a dump file holds, and whether it is good."""
