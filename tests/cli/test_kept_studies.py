#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report and verify."""

import csv
import hashlib
import io
import json
import shutil
import unittest

from command import MODEL_FILE, MODELS, CellarTest, cellar


class Report(CellarTest):
    def test_summary_of_folder_record_and_standard_input(self):
        study = self.study("study")
        text = self.expect(cellar("report", str(study)), 0).stdout
        self.assertIn("simulated GPU days", text)
        self.assertEqual(cellar("report", str(study / "record.json")).stdout, text)
        self.assertEqual(cellar("report", "-", stdin=(study / "record.json").read_text()).stdout, text)

    def test_csv_is_the_kept_summary(self):
        study = self.study("study")
        self.expect(cellar("report", str(study), "--csv"), 0, (study / "summary.csv").read_text())

    def test_json_summary(self):
        document = json.loads(self.expect(cellar("report", str(self.study("study")), "--json"), 0).stdout)
        self.assertEqual((document["schema"], document["spec"]["seed"]), ("cellar.summary/1", 1))
        self.assertEqual(len(document["optimizers"]), 3)

    def test_curve_by_evaluations_and_by_simulated_time(self):
        study = str(self.study("study"))
        for axis, column in [("evaluations", "evaluations"), ("simulated-gpu-days", "simulated_gpu_days")]:
            with self.subTest(axis=axis):
                text = self.expect(cellar("report", study, "--of", "curve", "--axis", axis), 0).stdout
                rows = [row for row in csv.DictReader(io.StringIO(text)) if row["optimizer"] == "ls"]
                for values in (column, "val_accuracy_median"):
                    numbers = [float(row[values]) for row in rows]
                    self.assertEqual(numbers, sorted(numbers))
        self.expect(cellar("report", study, "--of", "curve"), 0, (self.folder / "study" / "curve.csv").read_text())

    def test_incumbents(self):
        study = self.study("study")
        rows = list(csv.DictReader(io.StringIO(self.expect(cellar("report", str(study), "--of", "incumbents"), 0).stdout)))
        record = json.loads((study / "record.json").read_text())
        self.assertEqual(len(rows), sum(len(run["incumbents"]) for run in record["runs"]))
        self.assertEqual(rows[0]["architecture"], record["runs"][0]["incumbents"][0]["architecture"])

    def test_figures_differ_by_axis_and_scale(self):
        study = str(self.study("study"))
        figures = {self.expect(cellar("report", study, "--svg", "-", "--axis", axis, "--scale", scale), 0).stdout
                   for axis in ("evaluations", "simulated-gpu-days") for scale in ("log", "linear")}
        self.assertEqual(len(figures), 4)
        self.assertTrue(all(figure.startswith("<svg ") for figure in figures))

    def test_figure_into_a_file_beside_the_summary(self):
        study = self.study("study")
        path = self.folder / "figure.svg"
        text = self.expect(cellar("report", str(study), "--svg", str(path)), 0).stdout
        self.assertIn("simulated GPU days", text)
        self.assertEqual(path.read_text(), (study / "curve.svg").read_text())

    def test_several_studies(self):
        one, two = str(self.study("one")), str(self.study("two", "--seed", "2"))
        text = self.expect(cellar("report", one, two), 0).stdout
        self.assertIn("seed 1", text)
        self.assertIn("seed 2", text)
        self.assertEqual(self.expect(cellar("report", one, two, "--jsonl"), 0).stdout.count("\n"), 6)
        self.expect(cellar("report", one, two, "--csv"), 2, "", "take one study, not 2")

    def test_unknown_axis(self):
        self.expect(cellar("report", str(self.study("study")), "--axis", "days"), 2, "", "--axis")


class DamagedRecord(CellarTest):
    def refuse(self, content, part):
        path = self.write("damaged.json", content)
        self.expect(cellar("report", path), 1, "", part)
        self.expect(cellar("verify", path), 1, "", part)

    def changed(self, change):
        record = json.loads((self.study("study") / "record.json").read_text())
        change(record)
        return json.dumps(record)

    def test_no_record(self):
        self.expect(cellar("report", str(self.folder)), 1, "", "record.json: cannot be opened")

    def test_cut_short(self):
        text = (self.study("study") / "record.json").read_text()
        self.refuse(text[:len(text) // 2], "damaged.json: JSON: parse error at line")

    def test_nothing_but_brackets(self):
        self.refuse("[" * 1_000_000 + "]" * 1_000_000, "JSON: nested deeper than 32 levels")

    def test_other_json(self):
        self.refuse("[1, 2]", 'schema: not a record of a study: "cellar.record/1" is expected here')

    def test_wrong_type(self):
        self.refuse(self.changed(lambda r: r["runs"][1].update(evaluations="60")),
                    "runs[1].evaluations: must be a whole number from 0 to 60")

    def test_missing_member(self):
        self.refuse(self.changed(lambda r: r["spec"].pop("seed")), "spec.seed: missing")

    def test_unknown_optimizer(self):
        self.refuse(self.changed(lambda r: r["spec"]["optimizers"][0].update(name="sa")),
                    "spec.optimizers[0].name: unknown optimizer 'sa'; known: rs re ls")

    def test_impossible_architecture(self):
        self.refuse(self.changed(lambda r: r["runs"][0]["incumbents"][0].update(architecture="[[]]")),
                    "runs[0].incumbents[0].architecture: ")


class Verify(CellarTest):
    def test_same(self):
        for arguments in [(), ("--noise", "--seed", "9")]:
            with self.subTest(arguments=arguments):
                study = self.study("study", *arguments, "--force")
                self.expect(cellar("verify", str(study)), 0, "same: all 9 runs, bit for bit\n")

    def test_search_piped_into_verify(self):
        record = cellar("search", "-b", "nb301", "-o", "ls", "--evaluations", "20", "--json").stdout
        self.expect(cellar("verify", "-", stdin=record), 0, "same: all 10 runs, bit for bit\n")

    def verify_changed(self, change):
        study = self.study("study") / "record.json"
        record = json.loads(study.read_text())
        change(record)
        study.write_text(json.dumps(record))
        return cellar("verify", str(study))

    def test_first_difference_is_named(self):
        def change(record):
            record["runs"][4]["incumbents"][0]["val_accuracy"] = 0.5
        self.expect(self.verify_changed(change), 1, "",
                    "cellar verify: re:population=10;tournament=3, run 2, incumbent 1, val_accuracy: recorded 0.5, now 0.9")

    def test_digest_of_the_trials(self):
        def change(record):
            record["runs"][0]["trials_sha256"] = "0" * 64
        self.expect(self.verify_changed(change), 1, "", "rs, run 1, trials_sha256: recorded 0000")

    def test_interrupted_study_is_repeated_as_far_as_it_got(self):
        # What an interrupted study of 60 evaluations leaves: the runs of a study of 40, and one not begun.
        stopped = json.loads(cellar("search", "-b", "nb301", "-o", "rs,ls", "--runs", "2", "--evaluations", "40", "--json").stdout)
        stopped["spec"]["budget"]["evaluations"] = 60
        empty = hashlib.sha256().hexdigest()
        stopped["runs"][3].update(evaluations=0, simulated_seconds=0.0, incumbents=[], trials_sha256=empty)
        process = cellar("verify", "-", stdin=json.dumps(stopped))
        self.expect(process, 0, "same: all 4 runs, bit for bit\n", "the record is of an interrupted study")
        stopped["runs"][1]["trials_sha256"] = empty
        self.expect(cellar("verify", "-", "--quiet", stdin=json.dumps(stopped)), 1, "", "rs, run 2, trials_sha256")

    def test_another_model(self):
        study = self.study("study")
        other = self.folder / "models"
        other.mkdir()
        shutil.copy(MODELS / "other.cellar", other / MODEL_FILE)
        self.expect(cellar("verify", str(study), "--models", str(other)), 1, "", "cellar verify: model: recorded nb301-toy")


if __name__ == "__main__":
    unittest.main(verbosity=2)
