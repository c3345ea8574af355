#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up results and prints "N passed, N failed, N skipped"; exits with 1 if any failed.

Usage: count_results.py FILE...
A file is a JUnit document (.xml: of ctest or vitest) or a log that closes with such a line. A program with doctest's closing
line counts as its test cases. A file that is missing or says nothing counts as one failure: its stage did not get that far.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as xml
from collections import Counter

DOCTEST = re.compile(r"\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed \|\s*(\d+) skipped")
CLOSING = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.MULTILINE)


def of_numbers(numbers):
    return Counter(dict(zip(("passed", "failed", "skipped"), (int(number or 0) for number in numbers))))


def of_case(case):
    cases = DOCTEST.search(case.findtext("system-out") or "")
    if cases:
        return of_numbers(cases.groups())
    if case.find("failure") is not None or case.find("error") is not None:
        return Counter(failed=1)
    return Counter(skipped=1) if case.find("skipped") is not None else Counter(passed=1)


def of_junit(text):
    return sum((of_case(case) for case in xml.fromstring(text).iter("testcase")), Counter())


def of_log(text):
    closings = CLOSING.findall(text)
    return of_numbers(closings[-1]) if closings else Counter()


def of_file(path):
    if not path.exists():
        return Counter(failed=1)
    text = path.read_text(encoding="utf-8", errors="replace")
    return (of_junit(text) if path.suffix == ".xml" else of_log(text)) or Counter(failed=1)


def main(names):
    total = Counter()
    for name in names:
        results = of_file(pathlib.Path(name))
        print(f"{pathlib.Path(name).stem}: {results['passed']} passed, {results['failed']} failed, {results['skipped']} skipped.")
        total += results
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] else 0


sys.exit(main(sys.argv[1:]))
