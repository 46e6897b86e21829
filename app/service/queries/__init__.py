"""What is asked of service."""
