"""The names of the commands, known before any of them is imported."""

COMMANDS = (
    "list",
    "plan",
    "dump",
    "stacks",
    "show",
    "verify",
    "compare",
    "triage",
    "find",
    "export",
    "tools",
    "unpack",
    "flags",
    "presets",
)
