"""Lines of a gazetteer."""


def dump_line(**changed: str) -> str:
    """A line of a GeoNames dump, some cells changed."""
    cells = ["99072", "Mosul", "Mosul", "Al Mawsil,الموصل,https://x.org", "36.335", "43.11889"]
    cells += ["P", "PPLA", "IQ", "", "15", "44", *[""] * 7]
    order = {"id": 0, "latitude": 4, "kind": 6, "code": 7}
    for name, value in changed.items():
        cells[order[name]] = value
    return "\t".join(cells) + "\n"
