"""Whole configurations: what lbgate reads from their source is what the real terraform plans."""
