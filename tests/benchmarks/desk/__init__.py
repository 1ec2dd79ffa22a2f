"""A full desk to measure: what is on file, and who looks at it."""
