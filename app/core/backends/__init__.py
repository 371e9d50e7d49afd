"""Writing: MiniDumpWriteDump on this system."""
