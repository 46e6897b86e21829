"""What parts of Party-building write inside the deeds of others."""
