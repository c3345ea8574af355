#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""cellar oneshot: the same bytes however it is run; killed and resumed; its options and faults. The data set is a made-up
one of a few images, the table a shipped one."""

import csv
import io
import json
import pathlib
import resource
import subprocess
import unittest

from command import CELLAR, LIMIT_SECONDS, CellarTest, cellar
from made_up_images import write_images

MODELS = str(pathlib.Path(__file__).resolve().parents[2] / "models")
METHODS = "darts:batch=16;validation_images=16,gdas:batch=16;validation_images=16"


class OneShot(CellarTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        write_images(self.data)

    def command(self, *arguments, methods=METHODS, epochs="2"):
        return ("oneshot", "-b", "fashion-1shot1-1", "-m", methods, "--runs", "2", "--epochs", epochs, "--data",
                str(self.data), "--training-images", "64", "--models", MODELS, *arguments)

    def one_shot(self, *arguments, **settings):
        return self.expect(cellar(*self.command("--quiet", *arguments, **settings)), 0)


class Records(OneShot):
    def test_threads_do_not_matter(self):
        one = self.one_shot("--json", "--threads", "1").stdout
        self.assertEqual(self.one_shot("--json", "--threads", "3").stdout, one)
        record = json.loads(one)
        self.assertEqual(record["schema"], "cellar.oneshot/1")
        self.assertEqual([len(run["epochs"]) for run in record["runs"]], [2] * 4)

    def test_a_killed_study_goes_on_to_the_same_bytes(self):
        whole, parts = self.folder / "whole", self.folder / "parts"
        self.one_shot("--out", str(whole))
        self.one_shot("--out", str(parts))
        journal = (parts / "journal.jsonl").read_bytes()
        lines = journal.splitlines(keepends=True)
        (parts / "journal.jsonl").write_bytes(b"".join(lines[:3]) + lines[3][:50])  # two runs, and a torn one
        (parts / "oneshot.json").unlink()
        again = cellar(*self.command("--out", str(parts)))
        self.expect(again, 0, stderr="2 runs are done already")
        self.assertIn("was torn", again.stderr)
        for name in ("oneshot.json", "epochs.csv", "curve.svg"):
            self.assertEqual((parts / name).read_bytes(), (whole / name).read_bytes(), name)

    def test_another_study_is_not_written_over(self):
        folder = str(self.folder / "study")
        self.one_shot("--out", folder)
        self.expect(cellar(*self.command("--out", folder, "--seed", "2")), 1, "", "is of another study")

    def test_csv_has_a_row_an_epoch(self):
        rows = list(csv.DictReader(io.StringIO(self.one_shot("--csv", "--correlate", "5", "--every", "1").stdout)))
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[0]["method"], "darts:epochs=2;batch=16;validation_images=16")
        for row in rows:
            self.assertGreaterEqual(float(row["test_regret"]), 0)
            self.assertTrue(-1 <= float(row["rank_correlation"] or 0) <= 1)

    def test_varied_options_are_methods_of_their_own(self):
        table = self.one_shot("--vary", "weight_decay=0.0001,0.01", "--vary", "clip=1.5", methods="darts:batch=16",
                              epochs="1").stdout
        self.assertIn("weight_decay=1e-04;clip=1.5", table)
        self.assertIn("weight_decay=0.01;clip=1.5", table)

    def test_a_transfer_looks_up_in_the_other_table(self):
        record = json.loads(cellar("oneshot", "-b", "nb1shot1-2", "-m", "gdas:batch=16;validation_images=16", "--runs", "1",
                                   "--epochs", "1", "--data", str(self.data), "--training-images", "64", "--models",
                                   MODELS, "--quiet", "--json").stdout)
        self.assertEqual(record["model"]["name"], "nb1shot1-table-v1")
        self.assertEqual(record["runs"][0]["epochs"][0]["fidelity"], 108)

    def test_reports_take_its_folders_beside_searches(self):
        one_shot, search = str(self.folder / "one-shot"), str(self.folder / "search")
        self.one_shot("--out", one_shot)
        self.expect(cellar("search", "-b", "fashion-1shot1-1", "-o", "rs", "--runs", "2", "--evaluations", "10",
                           "--models", MODELS, "--out", search, "--quiet"), 0)
        self.expect(cellar("report", one_shot, search, "--svg", "-"), 2, "", "--together")
        svg = self.expect(cellar("report", one_shot, search, "--together", "--axis", "simulated-gpu-days", "--measure",
                                 "test-regret", "--svg", "-"), 0).stdout
        for name in ("darts", "gdas", "rs"):
            self.assertIn(f">{name}", svg)
        summary = self.expect(cellar("report", one_shot, search, "--together", "--csv"), 0).stdout
        self.assertEqual(summary.count("\n"), 4)


class Tuning(OneShot):
    def tune(self, folder, *arguments):
        return self.command("--tune", "2", "-o", "bohb:eta=2,rs", "--evaluations", "3", "--out", str(folder), *arguments,
                            methods="darts:batch=16;validation_images=16", epochs="4")

    def test_a_search_that_is_kept_is_not_repeated(self):
        folder = self.folder / "tuned"
        first = self.expect(cellar(*self.tune(folder, "--quiet")), 0)
        self.assertRegex(first.stdout, r"Best setting: darts:epochs=4;batch=16;.*learning_rate=")
        journal = (folder / "tuning.jsonl").read_bytes()
        again = self.expect(cellar(*self.tune(folder)), 0, stderr="searches are done already")
        self.assertEqual(again.stdout, first.stdout)
        self.assertEqual((folder / "tuning.jsonl").read_bytes(), journal)
        lines = journal.splitlines(keepends=True)
        (folder / "tuning.jsonl").write_bytes(b"".join(lines[:3]) + lines[3][:30])  # as a killed one leaves it
        self.assertEqual(self.expect(cellar(*self.tune(folder, "--quiet")), 0).stdout, first.stdout)
        self.assertEqual(sorted((folder / "tuning.jsonl").read_bytes().splitlines()), sorted(journal.splitlines()))

    def test_the_best_setting_is_a_method(self):
        tuned = self.expect(cellar(*self.tune(self.folder / "tuned", "--quiet")), 0).stdout
        method = tuned.split("Best setting: ")[1].strip()
        self.one_shot("--csv", methods=method)

    def test_damage_and_other_data_are_refused(self):
        folder = self.folder / "tuned"
        self.expect(cellar(*self.tune(folder, "--quiet")), 0)
        other = [argument if argument != "64" else "80" for argument in self.tune(folder)]
        self.expect(cellar(*other), 1, "", "take another folder")
        journal = (folder / "tuning.jsonl").read_bytes()
        (folder / "tuning.jsonl").write_bytes(journal.replace(b"learning_rate", b"learning-rate", 1))
        self.expect(cellar(*self.tune(folder)), 1, "", "line 2")
        self.expect(cellar(*self.command("--tune", "4")), 2, "", "--tune")


class Faults(OneShot):
    def test_options(self):
        self.expect(cellar(*self.command(methods="dart")), 2, "", "unknown one-shot method 'dart'")
        self.expect(cellar(*self.command(methods="darts:epochs=0")), 2, "", "darts:epochs")
        self.expect(cellar(*self.command(methods="darts:batch=17")), 2, "", "must be a multiple of 16")
        self.expect(cellar(*self.command("--vary", "clip")), 2, "", "NAME=VALUE,VALUE")
        self.expect(cellar("oneshot", "-b", "nb301", "-m", "darts", "--models", MODELS), 2, "", "no supernet")

    def test_missing_and_damaged_images(self):
        self.expect(cellar("oneshot", "-b", "fashion-1shot1-1", "-m", "darts", "--data", str(self.folder), "--models", MODELS),
                    3, "", "dataset-fashion-mnist")
        (self.data / "t10k-labels-idx1-ubyte").write_bytes(b"no labels")
        self.expect(cellar(*self.command()), 3, "", "t10k-labels")

    def test_a_loss_that_is_no_number_is_reported_with_its_step(self):
        methods = "darts:batch=16;learning_rate=10.0;clip=0;validation_images=16"
        record = json.loads(self.one_shot("--json", methods=methods, epochs="40").stdout)
        for run in record["runs"]:
            self.assertRegex(run["failure"], r"epoch \d+, step \d+: the loss is no longer a number")
            self.assertLess(len(run["epochs"]), 40)
        self.assertIn("2 (2 failed)", self.one_shot(methods=methods, epochs="40").stdout)

    def test_a_full_disk_keeps_the_runs_before(self):
        folder = self.folder / "full"
        size = 9000  # bytes: the header, and not all four runs
        full = subprocess.run(
            [CELLAR, *self.command("--out", str(folder), "--quiet", "--threads", "1")], capture_output=True, text=True,
            check=False, timeout=LIMIT_SECONDS, restore_signals=False,  # Python ignores SIGXFSZ
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        self.expect(full, 1, "", "make room and give the same command again")
        self.one_shot("--out", str(folder))
        whole = self.folder / "whole"
        self.one_shot("--out", str(whole))
        self.assertEqual((folder / "oneshot.json").read_bytes(), (whole / "oneshot.json").read_bytes())


if __name__ == "__main__":
    unittest.main()
