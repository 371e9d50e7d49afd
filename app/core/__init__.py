"""Everything below the user interfaces; no Qt."""
