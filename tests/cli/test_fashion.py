#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The really trained benchmark fashion-1shot1-1, from the shipped file."""

import hashlib
import json
import pathlib
import unittest

from command import CellarTest, cellar

MODELS = pathlib.Path(__file__).resolve().parents[2] / "models"
FILE = MODELS / "fashion-1shot1-1-v1.cellar"
ON_FASHION = ("-b", "fashion-1shot1-1", "--models", str(MODELS))
IMAGES = 10_000  # of validation and of test
CELLS = 2685
CAN_TRAIN = "train" in cellar("--help").stdout


def samples(count, seed=1):
    return cellar("sample", "-b", "fashion-1shot1-1", "-n", str(count), "--seed", str(seed)).stdout


class Answers(CellarTest):
    def query(self, *arguments, stdin):
        text = self.expect(cellar("query", *ON_FASHION, *arguments, stdin=stdin), 0).stdout
        return [json.loads(line) for line in text.splitlines()]

    def test_every_architecture_is_measured_or_modelled_at_a_nominal_time(self):
        answers = self.query(stdin=samples(300))
        self.assertEqual(len(answers), 300)
        for answer in answers:
            kind, time = answer["flags"]
            self.assertIn(kind, ["measured", "modelled"])
            self.assertEqual(time, "nominal_time")
            self.assertEqual(answer["fidelity"], 8)
            self.assertAlmostEqual(answer["runtime_seconds"], 6 * answer["macs"] * 8000 * 8 / 20e9)
            self.assertLess(answer["parameters"], 20_000)
            self.assertEqual(answer["model"], FILE.stem)
            if kind == "modelled":
                self.assertEqual(round(answer["val_accuracy"] * IMAGES, 6) % 1, 0)
                self.assertNotIn("val_accuracy_sd", answer)

    def test_configurations_that_are_one_cell_have_one_answer(self):
        # The last block feeds nothing, so its operation does not matter.
        lines = [f"[[0, 1, 2, {operation}], [[0], [0, 1], [0, 2], [1, 3], [2, 3]]]" for operation in range(3)]
        answers = self.query(stdin="\n".join(lines))
        self.assertEqual(len({answer["val_accuracy"] for answer in answers}), 1)
        self.assertEqual(len({answer["architecture"] for answer in answers}), 3)

    def test_noise_is_one_of_the_trainings(self):
        lines = samples(50)
        once, again = (self.query("--noise", "--seed", "3", stdin=lines) for _ in range(2))
        self.assertEqual(once, again)
        for answer in once:
            self.assertEqual("noisy" in answer["flags"], "measured" in answer["flags"])
            self.assertEqual(round(answer["val_accuracy"] * IMAGES, 6) % 1, 0)

    def test_epochs_that_nothing_was_trained_for(self):
        process = cellar("query", *ON_FASHION, "--fidelity", "3", stdin=samples(1))
        self.expect(process, 2, "", "fashion-1shot1-1 answers for")


class Searches(CellarTest):
    def test_a_record_is_the_same_again(self):
        out = str(self.folder / "study")
        self.expect(cellar("search", *ON_FASHION, "-o", "rs,re,ls", "--runs", "3", "--evaluations", "80", "--out", out,
                           "--quiet"), 0)
        record = self.folder / "study" / "record.json"
        self.assertIn(hashlib.sha256(FILE.read_bytes()).hexdigest(), record.read_text())
        self.assertEqual(cellar("verify", str(record), "--models", str(MODELS)).returncode, 0)

    def test_a_report_names_the_benchmark(self):
        out = str(self.folder / "study")
        self.expect(cellar("search", *ON_FASHION, "-o", "rs,ls", "--runs", "2", "--evaluations", "30", "--out", out,
                           "--quiet"), 0)
        process = cellar("report", out, "--models", str(MODELS))
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertIn("fashion-1shot1-1", process.stdout)


class Info(CellarTest):
    def test_it_is_listed_with_its_model(self):
        document = json.loads(self.expect(cellar("info", "--json", "--models", str(MODELS)), 0).stdout)
        benchmark = next(one for one in document["benchmarks"] if one["name"] == "fashion-1shot1-1")
        self.assertEqual(benchmark["space"]["name"], "nb1shot1-1")
        model = next(one for one in document["models"] if one["benchmark"] == "fashion-1shot1-1")
        self.assertEqual((model["state"], model["name"]), ("ready", FILE.stem))

    def test_every_benchmark_that_is_listed_is_shipped(self):
        document = json.loads(self.expect(cellar("info", "--json", "--models", str(MODELS)), 0).stdout)
        self.assertEqual({model["state"] for model in document["models"]}, {"ready"})

    def test_statistics_of_the_space(self):
        text = self.expect(cellar("info", *ON_FASHION), 0).stdout
        self.assertIn(f"{CELLS} distinct cells", text)
        self.assertIn("accuracy after 8 epochs", text)


class Manifest(unittest.TestCase):
    def test_it_has_every_file_as_it_is(self):
        files = json.loads((MODELS / "manifest.json").read_text())["files"]
        self.assertEqual({one["file"] for one in files}, {path.name for path in MODELS.glob("*.cellar")})
        for one in files:
            content = (MODELS / one["file"]).read_bytes()
            self.assertEqual((one["bytes"], one["sha256"]), (len(content), hashlib.sha256(content).hexdigest()), one["file"])
            self.assertTrue((MODELS / one["card"]).exists(), one["card"])


@unittest.skipUnless(CAN_TRAIN, "built without XGBoost")
class Evaluated(CellarTest):
    def test_trainings_of_every_seed_and_how_they_agree(self):
        text = self.expect(cellar("evaluate", "-b", "fashion-darts", "--models", str(MODELS)), 0).stdout
        self.assertRegex(text, r"2 epochs, seed 4 +1785 +3 +79.94 % +79.17 %")
        self.assertRegex(text, r"seeds 1 and 9, 2 epochs +60 +0.6367")


@unittest.skipUnless(CAN_TRAIN, "built without XGBoost")
class Model(CellarTest):
    def test_fitting_again_gives_the_shipped_bytes(self):
        again = self.folder / "again.cellar"
        process = cellar("train", "-b", "fashion-1shot1-1", "--data", str(FILE), "--out", str(again), "--quiet")
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(again.read_bytes(), FILE.read_bytes())

    def test_a_file_of_another_benchmark_is_refused(self):
        out = str(self.folder / "other.cellar")
        process = cellar("train", "-b", "fashion-1shot1-2", "--data", str(FILE), "--out", out)
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("is of fashion-1shot1-1, not of fashion-1shot1-2", process.stderr)
        self.assertFalse((self.folder / "other.cellar").exists())

    def test_a_file_that_is_not_there_yet(self):
        process = cellar("train", "-b", "fashion-1shot1-3", "--models", str(self.folder), "--out", "x")
        self.expect(process, 3, "", "fashion-1shot1-3-v1.cellar")

    def test_figures_name_the_trainings_and_both_ways_of_holding_out(self):
        text = self.expect(cellar("evaluate", *ON_FASHION, "--folds", "2"), 0).stdout
        for words in ["8 epochs, seed 1", "random folds", "second half by a model of the first"]:
            self.assertIn(words, text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
