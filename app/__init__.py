"""DumpDesk: a desktop process inspector that writes minidumps."""
