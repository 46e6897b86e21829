"""What is asked of Party-building."""
