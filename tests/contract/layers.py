#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Includes go from a layer to itself or to a lower one, never up or sideways (CONTRIBUTING.md, tour of the tree)."""

import re
import sys

from tracked_files import ROOT, lines, report, sources

# What each layer may include besides itself. `base` stands below all; foundations come before what rests on them.
DIRECTLY_BELOW = {
    "base": [],
    "space": ["base"],
    "encoding": ["space"],
    "surrogate": ["encoding"],
    "table": ["surrogate"],
    "benchmark": ["table"],
    "optimizer": ["benchmark"],
    "network": ["space"],
    "oneshot": ["network", "optimizer"],
    "study": ["optimizer", "oneshot"],
    "io": ["study"],
    "training": ["io"],
    "cli": ["io", "training"],
    "bindings": ["io"],
}


def allowed(layer):
    below = {layer}
    for lower in DIRECTLY_BELOW[layer]:
        below |= allowed(lower)
    return below


def layer_of(path):
    """`src/cellar/space/x.hpp` is of layer space, `src/cli/x.cpp` of layer cli; the umbrella header of none."""
    parts = path.relative_to(ROOT / "src").parts
    parts = parts[1:] if parts[0] == "cellar" else parts
    return parts[0] if len(parts) > 1 else None


def violations():
    for path in sources("src"):
        layer = layer_of(path)
        if layer is None:
            continue
        if layer not in DIRECTLY_BELOW:
            yield f"{path.relative_to(ROOT)}: layer {layer} is not in {sys.argv[0]}"
            continue
        for number, line in lines(path):
            included = re.match(r'\s*#\s*include\s*[<"](?:cellar/)?(\w+)/', line)
            if included and included.group(1) in DIRECTLY_BELOW and included.group(1) not in allowed(layer):
                yield f"{path.relative_to(ROOT)}:{number}: {layer} must not include {included.group(1)}"
            # Optimizers know the abstract interface alone.
            if layer == "optimizer" and re.search(r"<cellar/benchmark/(?!benchmark\.hpp)", line):
                yield f"{path.relative_to(ROOT)}:{number}: optimizers see benchmarks through benchmark.hpp only"


sys.exit(report("layers", list(violations())))
