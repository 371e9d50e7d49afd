"""What DumpDesk costs, measured on real processes. Nothing here is a test."""
