"""What it takes to measure a server: load, and pages to hold it against."""
