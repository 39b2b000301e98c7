"""A room that nobody needs, made as docs/adding-a-room.md says, so that what it says stays true."""
