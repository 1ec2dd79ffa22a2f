"""Coded texts to measure readers on: sets, scores, a plain baseline."""
