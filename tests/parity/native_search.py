# SPDX-License-Identifier: Apache-2.0
"""The searches of the golden files on the command line."""

import hashlib
import json
import pathlib
import subprocess

GOLDEN_FILES = sorted(pathlib.Path(__file__).parent.glob("golden*.json"))


def read_golden(path):
    return json.loads(path.read_text(encoding="utf-8"))


def record_sha256(cellar, search, seed, threads):
    """SHA-256 of the record that `cellar search --json` prints."""
    command = [cellar, "search", "-b", search["benchmark"], "-o", ",".join(search["optimizers"]),
               "--runs", str(search["runs"]), "--evaluations", str(search["evaluations"]),
               "--seed", str(seed), "--threads", str(threads), "--json", "--quiet"]
    record = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return hashlib.sha256(record).hexdigest()
