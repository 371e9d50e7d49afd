"""The separate process that writes dumps."""
