"""要花时间的事：排队、进度、结果。Work that takes long: queued with its data, done with progress, safe to leave."""
