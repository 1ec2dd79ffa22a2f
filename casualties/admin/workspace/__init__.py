"""The incident workspace: everything on file about one incident, on one page."""
