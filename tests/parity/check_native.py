#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the searches of the golden files with one command line, on 1 and on 4 threads: every record must have the golden hash.

The same files are compared with g++, clang++ and sanitized builds here, with the WebAssembly module in node by
check_wasm.mjs, and with the module in a browser by the page's tests; so all of them print the same bytes.
"""

import sys

from native_search import GOLDEN_FILES, read_golden, record_sha256


def differences(cellar, golden):
    different = 0
    for seed, expected in golden["record_sha256"].items():
        for threads in (1, 4):
            found = record_sha256(cellar, golden["search"], seed, threads)
            same = found == expected
            different += not same
            print(f"{golden['search']['benchmark']}, seed {seed}, {threads} threads: {found} {'as recorded' if same else 'differs from ' + expected}")
    return different


sys.exit(1 if sum(differences(sys.argv[1], read_golden(path)) for path in GOLDEN_FILES) else 0)
