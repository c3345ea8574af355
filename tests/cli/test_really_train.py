#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Really trained DARTS cells: listed ones by cellar collect, and those that cellar search --really-train asks for. What
was killed, repeated or read again gives the same bytes. The data set is a made-up one of a few images."""

import json
import resource
import signal
import subprocess
import time
import unittest

from command import CELLAR, LIMIT_SECONDS, CellarTest, cellar
from made_up_images import write_images

JOURNAL = "collection.jsonl"
CELLS = 4


def words(options):
    return [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]


class Trained(CellarTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        write_images(self.data)
        self.recipe = {"data": str(self.data), "training_images": "32", "epochs": "1", "channels": "2"}

    def path(self, name):
        return str(self.folder / name)

    def cells(self, count=CELLS, seed=1):
        text = cellar("sample", "-b", "fashion-darts", "-n", str(count), "--seed", str(seed)).stdout
        return self.write(f"cells-{count}-{seed}", text)

    def collect(self, out, *arguments):
        return cellar("collect", "-b", "fashion-darts", "--out", self.path(out), "--quiet", *words(self.recipe),
                      *arguments)

    def journal(self, name):
        return [json.loads(line) for line in (self.folder / name / JOURNAL).read_text().splitlines()[1:]]

    def pack(self, *folders, arguments=()):
        target = self.path("packed.cellar")
        process = cellar("collect", "--pack", *map(self.path, folders), "--to", target, *arguments)
        return self.expect(process, 0).stdout, (self.folder / "packed.cellar").read_bytes()


class Listed(Trained):
    def test_in_any_form_each_once(self):
        form = cellar("convert", "-b", "fashion-darts", "--to", "genotype", self.cells()).stdout
        with open(self.cells(), encoding="utf-8") as compact:
            both = self.write("both", form + "\n" + compact.read())
        self.expect(self.collect("out", "--architectures", both), 0, f"{CELLS} of {CELLS} networks trained\n")

    def test_shards_and_packed_files_give_the_same_bytes(self):
        self.expect(self.collect("whole", "--architectures", self.cells(), "--seeds", "1-2"), 0)
        for part in ("1", "2"):
            self.expect(self.collect(f"part-{part}", "--architectures", self.cells(), "--seeds", "1-2", "--shard",
                                     f"{part}/2"), 0)
        said, whole = self.pack("whole")
        self.assertEqual(said, f"1 epochs, seed 1: {CELLS} of {CELLS} networks\n"
                               f"1 epochs, seed 2: {CELLS} of {CELLS} networks\n")
        self.assertEqual(self.pack("part-1", "part-2")[1], whole)
        self.assertEqual(self.pack("part-2", "part-1")[1], whole)
        first = self.pack("part-1")[1]
        self.assertEqual(self.pack("part-2", arguments=("--from", self.write("first.cellar", first)))[1], whole)

    def test_what_is_packed_is_not_trained_again(self):
        self.expect(self.collect("few", "--architectures", self.cells(2)), 0)
        self.pack("few")
        self.expect(self.collect("more", "--architectures", self.cells(), "--from", self.path("packed.cellar")), 0,
                    f"{CELLS} of {CELLS} networks trained\n")
        self.assertEqual([line["seconds"] == 0 for line in self.journal("more")], [True, True, False, False])

    def test_agreement(self):
        self.expect(self.collect("out", "--architectures", self.cells(), "--seeds", "1-4"), 0)
        said = self.expect(cellar("collect", "--agreement", self.path("out")), 0).stdout.splitlines()
        self.assertRegex(said[0], rf"^{CELLS} architectures with 4 seeds, .* billion operations and .* s a training$")
        self.assertEqual(said[2].split()[-9:], ["rho", "of", "1", "rho", "of", "2", "seeds", "for", "0.8"])
        self.assertEqual([line[:15] for line in said[3:]], ["validation accu", "test accuracy  ", "validation loss"])
        self.expect(self.collect("one", "--architectures", self.cells()), 0)
        self.expect(cellar("collect", "--agreement", self.path("one")), 2, "", "and two seeds")

    def test_bad_lists(self):
        bad = self.write("bad", "\n[[(0, 3)]]\n")
        self.expect(self.collect("out", "--architectures", bad), 1, "", "bad, line 2: ")
        self.expect(self.collect("out", "--architectures", self.write("empty", "\n")), 2, "", "holds no architecture")
        self.expect(self.collect("out", "--architectures", self.path("none")), 1, "", "none: cannot be opened")
        self.assertFalse((self.folder / "out").exists())


class Searched(Trained):
    def command(self, trained, *flags, **changed):
        """Changed options by their names: evaluations="4000"."""
        options = {"benchmark": "fashion-darts", "optimizers": "rs,re:population=3;tournament=2", "runs": "2",
                   "evaluations": "4", "training_seeds": "1-2", "really_train": self.path(trained), **self.recipe,
                   **changed}
        return ("search", *words(options), "--quiet", *flags)

    def record(self, trained, **changed):
        return self.expect(cellar(*self.command(trained, "--json", **changed)), 0).stdout

    def test_trained_or_read_on_any_threads_the_record_is_the_same(self):
        one = self.record("one", threads="1")
        journal = (self.folder / "one" / JOURNAL).read_bytes()
        self.assertEqual(self.record("one", threads="2"), one)
        self.assertEqual((self.folder / "one" / JOURNAL).read_bytes(), journal, "nothing is trained twice")
        self.assertEqual(self.record("two", threads="2"), one)
        self.assertEqual(self.pack("two"), self.pack("one"))
        model = json.loads(one)["model"]
        self.assertEqual(model["name"], "fashion-darts-really-trained")
        self.assertNotEqual(json.loads(self.record("one", training_seeds="1"))["model"], model)

    def test_killed_and_repeated(self):
        whole = self.record("whole")
        process = subprocess.Popen([CELLAR, *self.command("killed", "--json", threads="1")],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.wait_for_trainings(process, "killed")
        process.kill()
        process.communicate(timeout=LIMIT_SECONDS)
        kept = self.journal("killed")
        self.assertEqual(self.record("killed"), whole)
        self.assertEqual(self.journal("killed")[:len(kept)], kept)
        self.assertEqual(self.pack("killed"), self.pack("whole"))

    def test_interrupted(self):
        process = subprocess.Popen([CELLAR, *self.command("stopped", threads="1", evaluations="4000")],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.wait_for_trainings(process, "stopped")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=LIMIT_SECONDS)
        self.assertEqual(process.returncode, 130)
        self.assertIn("what was trained is kept, and the same command goes on", said)

    def wait_for_trainings(self, process, name):
        deadline = time.monotonic() + LIMIT_SECONDS
        journal = self.folder / name / JOURNAL
        while not journal.exists() or journal.read_bytes().count(b"\n") < 4:
            self.assertIsNone(process.poll(), "ended before it was stopped")
            self.assertLess(time.monotonic(), deadline, "the journal does not grow")

    def test_kept_study_is_resumed_reported_and_verified(self):
        study = self.path("study")
        self.expect(cellar(*self.command("trained", out=study)), 0)
        training = [*words({"really_train": self.path("trained"), **self.recipe}), "--quiet", "--training-seeds"]
        self.expect(cellar("search", "--resume", study, *training, "1-2"), 0)
        self.expect(cellar("verify", study, *training, "1-2"), 0, "same: all 4 runs, bit for bit\n")
        self.expect(cellar("report", study, "--csv"), 0)
        self.expect(cellar("verify", study, *training, "1"), 1, "", "model")

    def test_who_asked_is_kept_and_packed(self):
        self.record("out", optimizers="rs")
        self.assertEqual({line["source"] for line in self.journal("out")}, {"rs"})
        self.expect(self.collect("out", "--architectures", self.cells(1, seed=9)), 0)
        self.assertNotIn("source", self.journal("out")[-1])
        self.assertIn(b"\nrs", self.pack("out")[1])

    def test_cells_of_nas_bench_1shot1(self):
        record = json.loads(self.record("out", benchmark="fashion-1shot1-2"))
        self.assertEqual(record["model"]["name"], "fashion-1shot1-2-really-trained")
        self.assertLessEqual(len(self.journal("out")), 2 * 16)

    def test_faults(self):
        self.expect(cellar(*self.command("out", data=self.path("nowhere"))), 3, "", "dataset-fashion-mnist")
        self.expect(cellar("search", "-b", "nb301", "-o", "rs", "--really-train", self.path("out")), 2, "",
                    "networks of 'nb301' are not trained")
        self.record("out")
        self.expect(cellar(*self.command("out", epochs="2")), 1, "", "is of another benchmark or recipe")

    def test_full_disk(self):
        self.record("whole", threads="1")
        size = len("".join((self.folder / "whole" / JOURNAL).read_text().splitlines(keepends=True)[:4])) - 60
        process = subprocess.run(
            [CELLAR, *self.command("out", threads="1")], capture_output=True, text=True, check=False,
            timeout=LIMIT_SECONDS, restore_signals=False,  # Python ignores SIGXFSZ
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        self.expect(process, 1, "", "make room and give the same command again")
        self.assertLessEqual(len(self.journal("out")), 3)


if __name__ == "__main__":
    unittest.main()
