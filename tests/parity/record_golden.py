#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the golden files anew: python3 tests/parity/record_golden.py build/native-release/bin/cellar

No test calls this. Do it only when results are meant to change (another model, another algorithm), say so in
CHANGELOG.md, and check that every build agrees with the new hashes before committing them.
"""

import json
import sys

from native_search import GOLDEN_FILES, read_golden, record_sha256


def record(cellar, path):
    golden = read_golden(path)
    for seed, before in golden["record_sha256"].items():
        golden["record_sha256"][seed] = record_sha256(cellar, golden["search"], seed, threads=1)
        print(f"{golden['search']['benchmark']}, seed {seed}: {before} becomes {golden['record_sha256'][seed]}")
    path.write_text(json.dumps(golden, indent=2) + "\n", encoding="utf-8")


for golden_file in GOLDEN_FILES:
    record(sys.argv[1], golden_file)
