"""What the pages of practice ask; everything is the actor's own, and somebody else's is missing."""
