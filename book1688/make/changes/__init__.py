"""What a change to the book does to what its readers see, between a revision and these files."""
