"""Targets: what a process is made of, and how to look at one."""
