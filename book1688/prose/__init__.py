"""What a cell says: sentences, tables, claims, workings and sources."""
