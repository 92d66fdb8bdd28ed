"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
OPTIONS = {"resultTypes": ["violations"], "elementRef": False}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules whose answer the theme can change."""


def serious(visit, **options):
    """Return what axe finds seriously wrong, with the places."""
    found = AXE.run(visit.page, options={**OPTIONS, **options}).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
