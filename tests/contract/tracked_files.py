# SPDX-License-Identifier: Apache-2.0
"""The files that belong to the repository: those git tracks or would track. Elsewhere (an unpacked archive) all of them."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_OURS = {"build", "node_modules", ".git", "dist"}


def tracked_files():
    """Absolute paths, sorted."""
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        files = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        files = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in files if path.is_file() and not path.is_symlink())


def sources(folder):
    """C++ sources below `folder` (relative to the root)."""
    return [path for path in tracked_files() if path.is_relative_to(ROOT / folder) and path.suffix in {".cpp", ".hpp"}]


def without_comments(text):
    """C++ text whose comments are blanked; line numbers stay."""
    keep_lines = lambda comment: "\n" * comment.group(0).count("\n")
    return re.sub(r"//[^\n]*|/\*.*?\*/", keep_lines, text, flags=re.DOTALL)


def lines(path):
    """(number, text) of the lines of a C++ file, comments blanked."""
    return enumerate(without_comments(path.read_text(encoding="utf-8")).split("\n"), start=1)


def report(rule, violations):
    """Prints the violations; the process's exit code."""
    for violation in violations:
        print(violation)
    print(f"{rule}: {len(violations)} violations")
    return 1 if violations else 0
