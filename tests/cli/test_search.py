#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""search: results, the kept study, repeatability."""

import csv
import io
import json
import xml.dom.minidom
import unittest

from command import SEARCH, CellarTest, cellar

NAMES = ["rs", "re:population=10;tournament=3", "ls"]


class Output(CellarTest):
    def test_table_in_a_pipe_too(self):
        text = self.expect(cellar(*SEARCH), 0).stdout
        for word in ["nb301-toy", "mean", "q25", "median", "q75", "simulated GPU days", "540 evaluations in", "wall seconds"]:
            self.assertIn(word, text)
        for name in NAMES:
            self.assertRegex(text, rf"(?m)^{name} +3 +9\d\.\d\d ")

    def test_jsonl_is_a_line_per_optimizer(self):
        lines = [json.loads(line) for line in self.expect(cellar(*SEARCH, "--jsonl"), 0).stdout.splitlines()]
        self.assertEqual([line["optimizer"] for line in lines], NAMES)
        accuracy = lines[0]["val_accuracy"]
        self.assertTrue(accuracy["q25"] <= accuracy["median"] <= accuracy["q75"] <= lines[0]["best"]["val_accuracy"])

    def test_csv_says_what_jsonl_says(self):
        rows = list(csv.DictReader(io.StringIO(self.expect(cellar(*SEARCH, "--csv"), 0).stdout)))
        lines = [json.loads(line) for line in cellar(*SEARCH, "--jsonl").stdout.splitlines()]
        self.assertEqual([float(row["val_accuracy_mean"]) for row in rows], [l["val_accuracy"]["mean"] for l in lines])
        self.assertEqual([row["best_architecture"] for row in rows], [l["best"]["architecture"] for l in lines])

    def test_json_is_the_record(self):
        record = json.loads(self.expect(cellar(*SEARCH, "--json"), 0).stdout)
        self.assertEqual(record["schema"], "cellar.record/1")
        self.assertEqual(record["spec"]["optimizers"][1],
                         {"name": "re", "options": {"population": 10, "tournament": 3, "removal": "oldest"}})
        self.assertEqual(record["spec"]["budget"], {"evaluations": 60})
        self.assertEqual([(run["optimizer"], run["run"]) for run in record["runs"]],
                         [(optimizer, run) for optimizer in range(3) for run in range(3)])
        for run in record["runs"]:
            found = [incumbent["val_accuracy"] for incumbent in run["incumbents"]]
            self.assertEqual(found, sorted(set(found)))
            self.assertEqual(run["evaluations"], 60)

    def test_no_progress_in_a_pipe(self):
        self.assertEqual(cellar(*SEARCH).stderr, "")


class Repeatability(CellarTest):
    def record(self, *arguments):
        return self.expect(cellar(*SEARCH, "--json", *arguments), 0).stdout

    def test_threads_do_not_change_the_record(self):
        self.assertEqual(self.record("--threads", "1"), self.record("--threads", "4"))

    def test_seed_and_noise_do(self):
        records = {self.record(), self.record("--seed", "2"), self.record("--noise"), self.record("--noise", "--seed", "2")}
        self.assertEqual(len(records), 4)

    def test_simulated_time_ends_a_run_with_the_evaluation_that_exceeds_it(self):
        process = cellar("search", "-b", "nb301", "-o", "rs", "--runs", "2", "--simulated-seconds", "50000", "--json")
        for run in json.loads(self.expect(process, 0).stdout)["runs"]:
            self.assertGreaterEqual(run["simulated_seconds"], 50000)
            self.assertLess(run["simulated_seconds"], 50000 + 7000)  # the toy's longest training takes 7,000 s


class KeptStudy(CellarTest):
    def test_folder_holds_record_tables_and_figure(self):
        study = self.study("study")
        self.assertEqual(sorted(path.name for path in study.iterdir()),
                         ["curve.csv", "curve.svg", "journal.jsonl", "record.json", "summary.csv", "timing.json"])
        self.assertEqual((study / "record.json").read_text(), cellar(*SEARCH, "--json").stdout)
        self.assertEqual((study / "summary.csv").read_text(), cellar(*SEARCH, "--csv").stdout)
        svg = xml.dom.minidom.parse(str(study / "curve.svg")).documentElement
        self.assertEqual(svg.getAttribute("role"), "img")
        for name in NAMES:
            self.assertIn(f">{name}<", (study / "curve.svg").read_text())

    def test_same_study_may_be_written_again(self):
        before = (self.study("study") / "record.json").read_bytes()
        self.assertEqual((self.study("study") / "record.json").read_bytes(), before)

    def test_another_study_is_not_overwritten(self):
        study = self.study("study")
        before = (study / "record.json").read_bytes()
        self.expect(cellar(*SEARCH, "--seed", "2", "--out", str(study)), 2, "",
                    "holds another study (seed: 1 there, 2 now); choose another folder")
        self.assertEqual((study / "record.json").read_bytes(), before)
        self.study("study", "--seed", "2", "--force")
        self.assertNotEqual((study / "record.json").read_bytes(), before)

    def test_folder_with_a_foreign_record_is_refused(self):
        self.write("record.json", "{}")
        self.expect(cellar(*SEARCH, "--out", str(self.folder)), 2, "", "holds a record that cannot be read")

    def test_folder_that_cannot_be_made_fails_before_the_search(self):
        path = self.write("file", "") + "/study"
        self.expect(cellar(*SEARCH, "--out", path), 1, "", f"{path}: cannot be made")

    def test_says_where_the_study_is_unless_quiet(self):
        path = str(self.folder / "study")
        self.expect(cellar(*SEARCH, "--out", path), 0, None, f"the study is kept in {path}")
        self.expect(cellar(*SEARCH, "--out", path, "--quiet"), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
