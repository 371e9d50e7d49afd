"""Selection: which parts of a target go into a dump, and why."""
