# SPDX-License-Identifier: Apache-2.0
"""The journal of a kept study, line by line: read, cut and forged as its format (src/cellar/io/journal.hpp) says."""

import json

from checksums import crc32c

NAME = "journal.jsonl"


def sealed(document):
    """A whole line that says what `document` does."""
    document = {key: value for key, value in document.items() if key != "crc32c"}
    covered = json.dumps(document, separators=(",", ":"), ensure_ascii=False)[:-1]
    return f'{covered},"crc32c":"{crc32c(covered.encode()):08x}"}}\n'


def forged(line, change):
    document = json.loads(line)
    change(document)
    return sealed(document)


def read_lines(study):
    """With their ends; the first is the header."""
    return (study / NAME).read_text(encoding="utf-8").splitlines(keepends=True)


def leave_unfinished(study, lines):
    """What a search that was killed leaves: a journal of these lines, and nothing else."""
    for path in study.iterdir():
        path.unlink()
    (study / NAME).write_text("".join(lines), encoding="utf-8")
