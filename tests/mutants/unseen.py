"""Columns that no page shows and no sum rests on: who keeps them right, then?"""

UNSEEN: dict[tuple[str, str], str] = {}
