"""The review queue: one thing after another, decided by keys."""
