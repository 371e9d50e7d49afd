"""Which processes there are, what they do, and whether they can be dumped."""
