"""The posterior: how probable each count is, given claims of unequal sources that err together.

Pure functions on numbers, vectorised over incidents. Nothing here imports NumPy before an
estimate is made; `method` is the door.
"""
