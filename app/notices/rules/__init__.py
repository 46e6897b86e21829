"""What may go out of the house, and where to."""
