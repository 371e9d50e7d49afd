"""What the threads of a process were doing, live or in a dump."""
