"""What people do with shifts, by noun."""
