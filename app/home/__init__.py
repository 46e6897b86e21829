"""首页：现在要做什么，最多三件。Home: what to do now, three things at most, by role."""
