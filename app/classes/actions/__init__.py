"""培训班里做的事。What people do about training classes."""
