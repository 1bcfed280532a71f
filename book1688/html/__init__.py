"""The pieces of HTML that figures and prose share."""
