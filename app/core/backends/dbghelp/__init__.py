"""MiniDumpWriteDump of Windows itself, called through ctypes."""
