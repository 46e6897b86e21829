"""练习：再问什么、什么时候再问；错题本。Practice: what to ask again, and when; the notebook of mistakes."""
