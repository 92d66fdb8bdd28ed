"""Files that the browser makes: taken from the menu, and read."""

import csv
from pathlib import Path


def download(visit, name):
    """Choose an item of the menu; return the file's name and content."""
    visit.tool("save").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("menuitem", name=name, exact=True).click()
    made = waiting.value
    assert made.url.startswith("blob:"), "made in the browser"
    return made.suggested_filename, Path(made.path()).read_bytes()


def parse(content):
    """Return the provenance, the column titles and the rows of a CSV file."""
    lines = content.decode("utf-8").splitlines()
    head = [line for line in lines if line.startswith("# ")]
    titles, *rows = csv.reader(lines[len(head) :])
    assert rows and all(len(row) == len(titles) for row in rows)
    return head, titles, rows
