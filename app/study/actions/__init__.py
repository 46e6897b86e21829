"""What people do with series and sessions of study."""
