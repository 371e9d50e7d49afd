"""Windows beside the window: settings, about, and what went wrong in DumpDesk itself."""
