"""``lbgate fix``: the computed hints that need no decision, as the smallest edits of the source."""
