#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The library prints nothing, ends no process, reads no environment, clock or file, throws nothing, and draws or computes
nothing whose bits differ between standard libraries. JSON stays in io (and in training, which is native only)."""

import re
import sys

from tracked_files import ROOT, lines, report, sources

FORBIDDEN = {
    r"\b(cout|cerr|clog|printf|fprintf|puts|putchar)\b": "the library does not print",
    r"\b(abort|exit|_Exit|quick_exit|terminate)\s*\(": "the library does not end the process",
    r"\b(getenv|setenv)\b": "the library does not read the environment",
    r"\b(fstream|ifstream|ofstream|fopen)\b": "the library is given bytes, never paths",
    r"\w+_clock\b": "no clock below cli and web",
    r"\b(throw|try|catch)\b": "errors are values (base/result.hpp)",
    r"\b(random_device|mt19937(_64)?|default_random_engine|rand)\b": "base::Rng is the only source of randomness",
    r"\bstd::(ranges::)?(shuffle|sample)\b|\bstd::\w+_distribution\b": "differs between standard libraries; see base::Rng",
    r"\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|tanh|sinh|cosh|erf|cbrt|hypot|lgamma|tgamma)\b":
        "differs between C libraries; see base/math.hpp",
    r"\bstd::(fma|reduce|transform_reduce)\b": "order or rounding is not fixed",
}
JSON = re.compile(r"\bnlohmann\b")
MAY_USE_JSON = ("src/cellar/io/", "src/training/")  # training reads XGBoost's own JSON, native only


def violations():
    for path in sources("src/cellar"):
        name = path.relative_to(ROOT)
        for number, line in lines(path):
            for pattern, reason in FORBIDDEN.items():
                word = re.search(pattern, line)
                if word:
                    yield f"{name}:{number}: {word.group(0)}: {reason}"
    for path in sources("src"):
        if path.relative_to(ROOT).as_posix().startswith(MAY_USE_JSON):
            continue
        for number, line in lines(path):
            if JSON.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: JSON belongs to src/cellar/io"


sys.exit(report("library words", list(violations())))
