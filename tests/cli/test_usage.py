#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help, versions, and commands that are wrong as such."""

import unittest

from command import CellarTest, cellar

VERBS = ["info", "sample", "query", "convert", "search", "merge", "report", "verify", "serve"]


class Help(CellarTest):
    def test_help_opens_with_examples(self):
        text = self.expect(cellar("--help"), 0).stdout
        self.assertLess(text.index("Examples:"), text.index("Usage:"))
        for verb in VERBS:
            self.assertRegex(text, rf"(?m)^  {verb} ")

    def test_help_of_every_verb_opens_with_examples_of_it(self):
        for verb in VERBS:
            with self.subTest(verb=verb):
                text = self.expect(cellar(verb, "--help"), 0).stdout
                self.assertIn(f"Examples:\n  cellar ", text)
                self.assertIn(f"cellar {verb}", text[:text.index("Usage:")])

    def test_version(self):
        self.assertRegex(self.expect(cellar("--version"), 0).stdout, r"^cellar \d+\.\d+\.\d+\n$")


class WrongCommand(CellarTest):
    def test_no_verb(self):
        self.expect(cellar(), 2, "", "cellar --help")

    def test_unknown_verb_is_answered_with_the_known_ones(self):
        self.expect(cellar("serach"), 2, "", "cellar: unknown verb 'serach'; known: info sample query convert search")

    def test_unknown_option(self):
        self.expect(cellar("search", "-b", "nb301", "-o", "rs", "--budget", "9"), 2, "", "cellar search: ")

    def test_missing_required_option(self):
        self.expect(cellar("query"), 2, "", "--benchmark is required")

    def test_two_output_formats(self):
        self.expect(cellar("query", "-b", "nb301", "--json", "--csv"), 2, "", "--json excludes --csv")

    def test_seed_without_noise(self):
        self.expect(cellar("query", "-b", "nb301", "--seed", "3"), 2, "", "--seed requires --noise")

    def test_negative_seed(self):
        self.expect(cellar("sample", "-b", "nb301", "--seed", "-1"), 2, "", "--seed")

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            import os
            import subprocess
            process = subprocess.run([os.environ["CELLAR"], "sample", "-b", "nb301", "-n", "9"], stdout=full,
                                     stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(process.returncode, 1)
        self.assertIn("could not be written", process.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
