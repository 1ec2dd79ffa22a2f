"""Charts as values: where each mark of a picture goes. Templates draw them as SVG.

Across, positions are percent of the width, so that a chart fits any page and its letters keep
their size; down, they are pixels.
"""
