"""What DumpDesk keeps on the disk of its user: settings, presets, history, names of dumps."""
