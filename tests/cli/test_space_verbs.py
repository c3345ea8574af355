#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""info, sample and convert."""

import json
import unittest

from command import ARCHITECTURE, CellarTest, cellar


class Info(CellarTest):
    def test_table_names_benchmark_space_model_and_optimizers(self):
        text = self.expect(cellar("info"), 0).stdout
        for word in ["nb301", "1076746950455072400", "ready", "nb301-toy", "population", "Real et al."]:
            self.assertIn(word, text)

    def test_json_holds_options_with_ranges(self):
        document = json.loads(self.expect(cellar("info", "--json"), 0).stdout)
        self.assertEqual(document["schema"], "cellar.info/1")
        self.assertEqual(document["benchmarks"][0]["space"]["architectures"], "1076746950455072400")
        options = {o["name"]: o for o in next(o for o in document["optimizers"] if o["name"] == "re")["options"]}
        self.assertEqual(options["population"]["default"], 100)
        self.assertLess(options["population"]["min"], options["population"]["max"])
        self.assertEqual(len(document["models"][0]["sha256"]), 64)

    def test_missing_model_is_a_state_not_a_failure(self):
        document = json.loads(self.expect(cellar("info", "--json", "--models", str(self.folder)), 0).stdout)
        self.assertEqual(document["models"][0]["state"], "model_missing")
        self.assertIn("--models", document["models"][0]["detail"])


class Sample(CellarTest):
    def test_same_seed_same_architectures(self):
        first = self.expect(cellar("sample", "-b", "nb301", "-n", "20", "--seed", "3"), 0).stdout
        self.assertEqual(first, cellar("sample", "-b", "nb301", "-n", "20", "--seed", "3").stdout)
        self.assertNotEqual(first, cellar("sample", "-b", "nb301", "-n", "20", "--seed", "4").stdout)
        self.assertEqual(len(set(first.splitlines())), 20)

    def test_every_form_is_one_line_that_query_reads(self):
        for form in ["genotype", "json", "config", "compact"]:
            with self.subTest(form=form):
                lines = self.expect(cellar("sample", "-b", "nb301", "-n", "4", "--form", form), 0).stdout
                self.assertEqual(lines.count("\n"), 4)
                self.assertEqual(self.expect(cellar("query", "-b", "nb301", stdin=lines), 0).stdout.count("\n"), 4)

    def test_bad_arguments(self):
        self.expect(cellar("sample", "-b", "nb301", "-n", "0"), 2, "", "-n: must be at least 1, not 0")
        self.expect(cellar("sample", "-b", "nb302"), 2, "", "unknown benchmark 'nb302'; known: nb301")
        self.expect(cellar("sample", "-b", "nb301", "--form", "xml"), 2, "", "xml")
        self.expect(cellar("sample", "-b", "nb301", "--form", "matrix"), 2, "", "matrix")


class Convert(CellarTest):
    def test_around_all_forms_and_back(self):
        text = ARCHITECTURE + "\n"
        for form in ["genotype", "json", "config", "compact"]:
            text = self.expect(cellar("convert", "--to", form, stdin=text), 0).stdout
        self.assertEqual(text, ARCHITECTURE + "\n")

    def test_two_spellings_become_one(self):
        swapped = ARCHITECTURE.replace("[[(0, 3), (1, 3)", "[[(1, 3), (0, 3)")
        self.expect(cellar("convert", "--to", "compact", "-a", swapped), 0, ARCHITECTURE + "\n")

    def test_bad_line_is_reported_and_the_others_converted(self):
        process = cellar("convert", "--to", "compact", stdin=f"{ARCHITECTURE}\n[[]]\n{ARCHITECTURE}\n")
        self.expect(process, 4, f"{ARCHITECTURE}\n{ARCHITECTURE}\n", "cellar convert: line 2: ")

    def test_missing_form(self):
        self.expect(cellar("convert"), 2, "", "--to is required")


if __name__ == "__main__":
    unittest.main(verbosity=2)
