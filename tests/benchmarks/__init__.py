"""What is measured, one module each. `manage.py benchmark` lists them."""
