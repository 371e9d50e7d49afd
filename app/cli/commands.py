"""The names of the commands, known before any of them is imported."""

COMMANDS = ("list", "plan", "dump", "show", "verify", "unpack", "flags", "presets")
