#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`cellar import nb301`: from folders of NAS-Bench-301's results files, made up here, to a data set."""

import json
import random
import unittest

from command import CellarTest, cellar
from made_up_nb301 import config, result


def curves(epochs):
    return {"Train/train_loss": [1.5] * epochs, "Train/val_accuracy": [50.0] * epochs}


class ImportNb301(CellarTest):
    def setUp(self):
        super().setUp()
        rng = random.Random(1)
        self.configs = [config(rng) for _ in range(5)]
        self.add("de/results_0.json", result(self.configs[0], 93.25))
        self.add("de/results_1.json", result(self.configs[1], 94.13, curves(98)))
        self.add("rs/deeper/results_0.json", result(self.configs[2], 92.5, curves(60)))
        self.out = self.folder / "made-up.cellar"

    def add(self, name, content):
        path = self.folder / "nb_301" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

    def imported(self, *options, folder="nb_301"):
        return cellar("import", "nb301", str(self.folder / folder), "--out", str(self.out), *options)

    def test_both_layouts_of_all_folders(self):
        self.add("de/config.json", "{}")  # no results file
        done = self.imported()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("made-up.cellar: 3 architectures from 3 files", done.stdout)
        self.assertIn("100 epochs, 8 cells, 32 channels", done.stderr)
        self.assertIn("1 learning curves end before epoch 98", done.stderr)
        content = self.out.read_bytes()
        for name in (b"dataset", b"made-up", b"de\nrs", b"val_accuracy", b"test_accuracy", b"runtime_seconds"):
            self.assertIn(name, content)

    def test_the_file_does_not_depend_on_threads(self):
        self.expect(self.imported("--quiet", "--threads", "1"), 0)
        alone = self.out.read_bytes()
        self.expect(self.imported("--quiet", "--threads", "3"), 0)
        self.assertEqual(self.out.read_bytes(), alone)

    def test_repeats_and_copies(self):
        self.add("re/results_7.json", result(self.configs[0], 93.5))
        self.add("re/results_8.json", result(self.configs[1], 94.13))
        done = self.imported()
        self.assertIn("3 architectures from 5 files", done.stdout)
        self.assertIn("1 results dropped that repeat one", done.stderr)
        self.assertIn("1 architectures were trained more than once", done.stderr)

    def test_other_fidelities_are_left_out(self):
        longer = result(self.configs[3], 97.68)
        longer["budget"] = 1500
        self.add("old/results_0.json", longer)
        done = self.imported()
        self.assertIn("3 architectures from 4 files", done.stdout)
        self.assertIn("1 results of other epochs or sizes left out", done.stderr)

    def test_damaged_files_are_named_and_skipped(self):
        for number in range(7):
            self.add(f"tpe/results_{number}.json", json.dumps(result(self.configs[3], 93.0))[:200 + number])
        done = self.imported("--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 architectures from 10 files", done.stdout)
        self.assertIn("tpe/results_0.json: JSON: parse error at line 1, column 201", done.stderr)
        self.assertEqual(done.stderr.count("tpe/results_"), 5)
        self.assertIn("7 files cannot be used and are left out; the first are named", done.stderr)

    def test_nothing_but_damage(self):
        self.add("../only/results_0.json", "{")
        done = self.imported(folder="only")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("none of its files can be used", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertFalse(self.out.exists())

    def test_folders_without_results(self):
        (self.folder / "empty").mkdir()
        self.expect(self.imported(folder="empty"), 1, "", "has no results_*.json")
        self.expect(self.imported(folder="missing"), 1, "", "cannot be read")


if __name__ == "__main__":
    unittest.main()
