"""Mutation testing: damage one thing at a time, and see who notices."""
