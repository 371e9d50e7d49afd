"""The minidump file format, read and written; standard library only."""
