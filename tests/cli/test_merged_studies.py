#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""search --shard and merge: a study that was split over machines has the checksum of the unsplit one."""

import hashlib
import json
import shutil
import unittest

from command import MODEL_FILE, MODELS, SEARCH, CellarTest, cellar
from journal_lines import leave_unfinished, read_lines

RUNS = 9  # of SEARCH


def checksum(study):
    return hashlib.sha256((study / "record.json").read_bytes()).hexdigest()


class Shards(CellarTest):
    def shards(self, count, *arguments):
        return [str(self.study(f"part-{index}-of-{count}", "--shard", f"{index}/{count}", *arguments))
                for index in range(1, count + 1)]


class Merged(Shards):
    def test_any_number_of_shards_gives_the_unsplit_study(self):
        unsplit = self.study("unsplit")
        for count in (1, 2, 3, RUNS + 3):  # the last three have no runs
            with self.subTest(count=count):
                whole = self.folder / f"whole-{count}"
                self.expect(cellar("merge", *self.shards(count), "--out", str(whole), "--quiet"), 0)
                self.assertEqual(checksum(whole), checksum(unsplit))
                for name in ("summary.csv", "curve.csv", "curve.svg"):
                    self.assertEqual((whole / name).read_bytes(), (unsplit / name).read_bytes(), name)

    def test_in_any_order_and_as_records(self):
        one, two, three = self.shards(3)
        record = self.expect(cellar("merge", three, f"{one}/record.json", two, "--json"), 0).stdout
        self.assertEqual(record, (self.study("unsplit") / "record.json").read_text())
        self.expect(cellar("verify", "-", stdin=record), 0, "same: all 9 runs, bit for bit\n")

    def test_shards_share_out_every_optimizer(self):
        for part in self.shards(3):
            record = json.loads(cellar("report", part, "--json").stdout)
            self.assertEqual([optimizer["runs"] for optimizer in record["optimizers"]], [1, 1, 1])

    def test_times_of_all_parts_are_kept(self):
        whole = self.folder / "whole"
        self.expect(cellar("merge", *self.shards(2), "--out", str(whole), "--quiet"), 0)
        times = json.loads((whole / "timing.json").read_text())["runs"]
        self.assertEqual([(time["optimizer"], time["run"]) for time in times],
                         [(optimizer, run) for optimizer in range(3) for run in range(3)])

    def test_prints_what_search_prints(self):
        text = cellar("search", *SEARCH[1:], "--csv").stdout
        self.expect(cellar("merge", *self.shards(2), "--csv"), 0, text)

    def test_shard_that_was_killed_is_resumed_as_that_shard(self):
        parts = self.shards(2)
        part = self.folder / "part-2-of-2"
        leave_unfinished(part, read_lines(part)[:3])
        self.expect(cellar("merge", *parts), 1, "", "2 of 9 runs are missing")
        process = self.expect(cellar("search", "--resume", str(part)), 0, None, "the journal holds 2 of 4 runs")
        self.assertIn("the study is kept in", process.stderr)
        record = self.expect(cellar("merge", *parts, "--json"), 0).stdout
        self.assertEqual(record, (self.study("unsplit") / "record.json").read_text())

    def test_shard_whose_search_was_killed_behind_its_last_run(self):
        parts = self.shards(2)
        part = self.folder / "part-1-of-2"
        leave_unfinished(part, read_lines(part))
        record = self.expect(cellar("merge", *parts, "--json"), 0).stdout
        self.assertEqual(record, (self.study("unsplit") / "record.json").read_text())


class Refused(Shards):
    def test_missing_shard(self):
        one, _, three = self.shards(3)
        process = self.expect(cellar("merge", one, three), 1, "", "3 of 9 runs are missing: rs run 2, ")
        self.assertIn("re:population=10;tournament=3 run 2, ls run 2", process.stderr)
        self.assertIn("add the shards that have them, or finish them with `cellar search --resume`", process.stderr)

    def test_many_missing_runs_are_not_all_named(self):
        record = cellar("search", "-b", "nb301", "-o", "rs", "--runs", "24", "--evaluations", "1", "--shard", "1/9", "--json")
        process = self.expect(cellar("merge", "-", stdin=record.stdout), 1, "", "21 of 24 runs are missing: ")
        self.assertEqual(process.stderr.count(" run "), 10)

    def test_doubled_shard(self):
        one, two = self.shards(2)
        copy = shutil.copytree(one, self.folder / "copy")
        self.expect(cellar("merge", one, two, str(copy)), 1, "",
                    f"{copy}: rs run 1 is also in {one}; leave one of them out")

    def test_shards_of_two_splits_overlap(self):
        self.expect(cellar("merge", self.shards(2)[0], self.shards(3)[0]), 1, "", "rs run 1 is also in")

    def test_shard_of_another_study(self):
        one = self.shards(2)[0]
        other = str(self.study("other", "--shard", "2/2", "--seed", "2"))
        self.expect(cellar("merge", one, other), 1, "",
                    f"{other}: seed is 2 here and 1 in {one}: they are not parts of one study")

    def test_shard_answered_by_another_model(self):
        one = self.shards(2)[0]
        models = self.folder / "models"
        models.mkdir()
        (models / MODEL_FILE).symlink_to(MODELS / "other.cellar")
        other = str(self.study("other", "--shard", "2/2", "--models", str(models)))
        self.expect(cellar("merge", one, other), 1, "", f"{other}: model is nb301-toy")

    def test_runs_of_an_interrupted_part_are_left_out_with_a_note(self):
        parts = self.shards(2)
        record = self.folder / "part-1-of-2" / "record.json"
        document = json.loads(record.read_text())
        document["runs"][0].update(evaluations=1, incumbents=document["runs"][0]["incumbents"][:1])
        record.write_text(json.dumps(document))
        process = self.expect(cellar("merge", *parts), 1, "", "1 of 9 runs are missing: rs run 1")
        self.assertIn(f"{parts[0]}: left out, as unfinished: 1 of its runs", process.stderr)

    def test_no_study(self):
        self.expect(cellar("merge", str(self.folder)), 1, "", "record.json: cannot be opened")
        self.expect(cellar("merge"), 2, "", "PART is required")

    def test_folder_that_holds_another_study(self):
        parts = self.shards(2)
        other = self.study("other", "--seed", "2")
        before = checksum(other)
        self.expect(cellar("merge", *parts, "--out", str(other)), 2, "", "holds another study (seed: 2 there, 1 now)")
        self.assertEqual(checksum(other), before)
        self.expect(cellar("merge", *parts, "--out", str(other), "--force", "--quiet"), 0)
        self.assertEqual(checksum(other), checksum(self.study("unsplit")))

    def test_shards_that_are_none(self):
        for text in ("0/3", "4/3", "1", "1/", "/3", "a/b", "1/3/5", "-1/3", "1/1000001"):
            with self.subTest(shard=text):
                self.expect(cellar(*SEARCH, f"--shard={text}"), 2, "", f"'{text}' is no shard; write I/N")

    def test_folder_of_another_shard(self):
        part = self.study("part", "--shard", "1/3")
        self.expect(cellar(*SEARCH, "--shard", "2/3", "--out", str(part)), 2, "", "holds shard 1/3, not shard 2/3")
        self.expect(cellar(*SEARCH, "--out", str(part)), 2, "", "holds shard 1/3, not the whole study")


if __name__ == "__main__":
    unittest.main(verbosity=2)
