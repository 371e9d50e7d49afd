"""The separate process that writes dumps, and its client.

Only :mod:`app.core.dumper.client` runs in the window or the command line; the rest runs in the
dumper, which is isolated from both and never makes them wait.
"""
