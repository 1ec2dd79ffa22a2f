"""Words of the field in templates."""
