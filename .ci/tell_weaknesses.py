"""Tell what pip-audit found out about the pinned packages, and what it could not: both are easily taken for nothing.

Ends with 1 when a package has a known weakness. A look-up that failed is told and ends with 0.
"""

import json
import sys
from pathlib import Path


def main(file: str) -> int:
    """Read pip-audit's JSON."""
    try:
        packages = json.loads(Path(file).read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError, TypeError):
        sys.stdout.write(
            "NOT LOOKED UP: pip-audit gave no answer. Known weaknesses of what is used are not known here.\n"
        )
        return 0
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    weak = [(package, one) for package in packages for one in package.get("vulns", [])]
    if unknown:
        sys.stdout.write(f"NOT LOOKED UP: {len(unknown)} of {len(packages)} packages: {', '.join(unknown)}.\n")
    for package, one in weak:
        fixed = ", ".join(one.get("fix_versions", [])) or "none yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}\n")
    sys.stdout.write(f"{len(weak)} known weaknesses in {len(packages) - len(unknown)} packages that were looked up.\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
