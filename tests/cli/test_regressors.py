#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Regression models: cellar train --model and cellar evaluate --regressors. A fit that was killed or interrupted goes on and
gives the file of an undisturbed one, byte for byte; reports have the figures that they promise; bad requests have their
exit codes. The data are the shipped trainings of fashion-1shot1-1, the fits tiny."""

import csv
import io
import json
import pathlib
import re
import signal
import subprocess
import time
import unittest

from command import CELLAR, LIMIT_SECONDS, CellarTest, cellar

MODELS = pathlib.Path(__file__).resolve().parents[2] / "models"
ON_CELLS = ("--data", "fashion-1shot1-1", "--models", str(MODELS))
CAN_TRAIN = "train" in cellar("--help").stdout
LIGHT = "xgb-light:rounds=20"
# Three blocks of rounds for each of two members.
LONG = "xgb:rounds=300;patience=300;min_child_weight=1;learning_rate=0.05;encoding=features"


@unittest.skipUnless(CAN_TRAIN, "built without XGBoost")
class Fits(CellarTest):
    def command(self, model, out, *more):
        return ("train", "--model", model, *ON_CELLS, "--members", "2", "--out", str(self.folder / out), *more)

    def fitted(self, model, out, *more):
        self.expect(cellar(*self.command(model, out, *more)), 0)
        return (self.folder / out).read_bytes()

    def stopped_by(self, number, folder):
        command = self.command(LONG, "stopped.cellar", "--checkpoints", str(folder), "--threads", "1")
        process = subprocess.Popen([CELLAR, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + LIMIT_SECONDS
        while not (folder / "member-0").exists():
            self.assertIsNone(process.poll(), "ended before it was stopped")
            self.assertLess(time.monotonic(), deadline, "nothing is kept")
        process.send_signal(number)
        return process.communicate(timeout=LIMIT_SECONDS)[1], process.returncode

    def test_killed_and_interrupted_fits_go_on(self):
        whole = self.fitted(LONG, "whole.cellar")
        folder = self.folder / "fit"
        _, code = self.stopped_by(signal.SIGKILL, folder)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertEqual(self.fitted(LONG, "stopped.cellar", "--checkpoints", str(folder)), whole)

        folder = self.folder / "other-fit"
        said, code = self.stopped_by(signal.SIGINT, folder)
        self.assertEqual(code, 130)
        self.assertIn("the same command goes on", said)
        self.assertEqual(self.fitted(LONG, "stopped.cellar", "--checkpoints", str(folder)), whole)

    def test_threads_do_not_change_a_model(self):
        for model in (LIGHT, "rf:trees=12"):
            self.assertEqual(self.fitted(model, "one", "--threads", "1"), self.fitted(model, "two", "--threads", "2"))

    def test_a_folder_of_checkpoints_belongs_to_one_fit(self):
        folder = str(self.folder / "fit")
        self.fitted(LIGHT, "a.cellar", "--checkpoints", folder)
        process = cellar(*self.command(LIGHT, "b.cellar", "--checkpoints", folder, "--seed", "2"))
        self.expect(process, 1, "", "is of another fit")

    def test_bad_requests(self):
        self.expect(cellar(*self.command("xgboost", "a")), 2, "", "known: xgb")
        self.expect(cellar(*self.command("rf:trees=0", "a")), 2, "", "trees")
        self.expect(cellar(*self.command("rf,xgb", "a")), 2, "", "name one model")
        self.expect(cellar("train", "--model", "rf", "--data", "nowhere.cellar", "--models", str(MODELS), "--out", "a"), 3,
                    "", "nowhere.cellar")

    def test_a_damaged_model_is_refused(self):
        content = bytearray(self.fitted("rf:trees=3", "rf.cellar"))
        content[len(content) // 2] ^= 1
        damaged = self.write("damaged.cellar", bytes(content))
        self.expect(cellar("evaluate", *ON_CELLS, "--file", damaged), 3, "", "checksum")
        self.expect(cellar("evaluate", *ON_CELLS, "--file", str(MODELS / "nb301-trees-v1.cellar")), 3, "", "regressor")

    def test_tuning_is_kept_and_goes_on(self):
        tuning = ("--tune", "bohb", "--evaluations", "8", "--checkpoints", str(self.folder / "tuning"))
        first = self.expect(cellar(*self.command(LIGHT, "first.cellar", *tuning)), 0).stdout
        self.assertRegex(first, r"Best setting: xgb-light:.*rounds=20;.*\nR2 on the validation part: 0\.\d+\n")
        again = cellar(*self.command(LIGHT, "again.cellar", *tuning))
        self.assertEqual(again.returncode, 0)
        self.assertIn("fits are done already", again.stderr)
        self.assertEqual(*((self.folder / name).read_bytes() for name in ("first.cellar", "again.cellar")))

    def test_every_model_can_be_tuned(self):
        listed = self.expect(cellar("info", "--regressors"), 0).stdout
        for model in ("xgb:rounds=5", LIGHT, "rf:trees=3", "svr", "nusvr"):
            if re.search(rf"(?m)^{model.split(':')[0]} ", listed):
                self.expect(cellar(*self.command(model, "a", "--tune", "rs", "--evaluations", "2")), 0)

    def test_the_models_are_listed(self):
        listed = self.expect(cellar("info", "--regressors"), 0).stdout
        for name in ("xgb ", "xgb-light ", "rf ", "min_child_weight"):
            self.assertIn(name, listed)


@unittest.skipUnless(CAN_TRAIN, "built without XGBoost")
class Reports(CellarTest):
    def report(self, *more):
        process = self.expect(cellar("evaluate", *ON_CELLS, "--members", "2", *more, "--json"), 0)
        return json.loads(process.stdout)["tables"]

    def test_models_beside_each_other(self):
        rows = self.report("--regressors", f"{LIGHT},rf:trees=12")["models"]
        self.assertEqual([row["model"] for row in rows], [LIGHT, "rf:trees=12"])
        for row in rows:
            self.assertEqual(row["split"], "80/10/10")
            self.assertGreater(row["kendall_tau"], 0.5)
            self.assertLessEqual(row["mae"], row["rmse"])
            self.assertIn("kl_divergence", row)  # three trainings of a cell
            self.assertTrue(0 <= row["coverage_50"] <= row["coverage_95"] <= 1)

    def test_a_file_is_measured_as_the_fit_was(self):
        out = str(self.folder / "light.cellar")
        self.expect(cellar("train", "--model", LIGHT, *ON_CELLS, "--members", "2", "--out", out), 0)
        fitted, read = self.report("--regressors", LIGHT)["models"], self.report("--file", out)["models"]
        for figure in ("r2", "rmse", "kendall_tau", "kl_divergence", "coverage_80"):
            self.assertEqual(fitted[0][figure], read[0][figure])

    def test_sizes(self):
        few, many = self.report("--regressors", LIGHT, "--sizes", "60,1500")["models"]
        self.assertLess(few["fitted"], many["fitted"])
        self.assertGreater(few["mae"], many["mae"])

    def test_sources_left_out_and_groups(self):
        out = self.expect(cellar("evaluate", "--data", "fashion-darts", "--models", str(MODELS), "--regressors", LIGHT,
                                 "--members", "2", "--leave-out", "re,rs", "--groups", "--csv"), 0).stdout
        rows = list(csv.reader(io.StringIO(out)))
        self.assertEqual([row[2] for row in rows if row[0] == "models"], ["without re", "without rs"])
        self.assertEqual([row[2] for row in rows if row[0] == "by_source"], ["re", "rs"])
        self.assertIn("0 of 8", [row[2] for row in rows if row[0] == "by_parameter_free"])
        self.assertIn("4", [row[2] for row in rows if row[0] == "by_depth"])

    def test_surrogate_against_table(self):
        rows = self.report("--study", "surrogate-vs-table", "--regressors", LIGHT, "--sizes", "60,1500")
        few, many = rows["surrogate-vs-table"]
        self.assertEqual(few["table_mae"], many["table_mae"])
        self.assertGreater(few["surrogate_mae"], many["surrogate_mae"])
        for row in (few, many):
            self.assertAlmostEqual(row["difference"], row["surrogate_mae"] - row["table_mae"])
            self.assertGreater(row["standard_error"], 0)

    def test_bad_requests(self):
        self.expect(cellar("evaluate", *ON_CELLS, "--regressors", LIGHT, "--split", "80/20"), 2, "", "80/20")
        self.expect(cellar("evaluate", *ON_CELLS, "--regressors", LIGHT, "--leave-out", "nobody"), 2, "", "nobody")


if __name__ == "__main__":
    unittest.main()
