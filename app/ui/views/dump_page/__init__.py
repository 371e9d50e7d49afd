"""A dump, opened: what it tells of the process it was made from."""
