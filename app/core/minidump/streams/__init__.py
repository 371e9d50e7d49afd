"""A module per kind of stream, with its writing class and ``read``; those built alike share one."""
