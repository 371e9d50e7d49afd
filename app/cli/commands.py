"""The names of the commands, known before any of them is imported."""

COMMANDS = (
    "list",
    "plan",
    "dump",
    "stacks",
    "show",
    "verify",
    "compare",
    "export",
    "unpack",
    "flags",
    "presets",
)
