"""What a person starts: `python -m book1688.make.run` and its like, by the names of make."""
