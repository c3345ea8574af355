#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""cellar collect: what was killed, interrupted, split or out of disk packs to the bytes of undisturbed work; bad files
and options have their exit codes. The data set is a made-up one of a few images."""

import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time
import unittest

from command import CELLAR, LIMIT_SECONDS, CellarTest, cellar
from journal_lines import forged
from made_up_images import TEST, TRAINING, images, write_images

SCALE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "scale.md"
NAME = "collection.jsonl"
NETWORKS = 6
A_FEW_LINES = 3


class Collect(CellarTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        write_images(self.data)

    def command(self, out, *arguments):
        return ("collect", "-b", "fashion-1shot1-1", "--data", str(self.data), "--training-images", "64",
                "--epochs", "1", "--out", str(self.folder / out), *arguments)

    def collect(self, out, *arguments):
        return self.expect(cellar(*self.command(out, "--quiet", *arguments)), 0)

    def lines(self, out):
        return (self.folder / out / NAME).read_text().splitlines(keepends=True)

    def packed(self, *folders):
        target = self.folder / "packed" / "results.cellar"
        target.parent.mkdir(exist_ok=True)
        self.expect(cellar("collect", "--pack", *(str(self.folder / name) for name in folders), "--to", str(target)), 0)
        return target.read_bytes()

    def undisturbed(self):
        self.collect("undisturbed", "--limit", str(NETWORKS), "--threads", "1")
        return self.packed("undisturbed")


class SameBytes(Collect):
    def test_in_steps_and_on_threads(self):
        whole = self.undisturbed()
        self.collect("steps", "--limit", "2", "--threads", "2")
        self.collect("steps", "--limit", str(NETWORKS - 2), "--threads", "2")
        self.assertEqual(self.packed("steps"), whole)

    def stopped_by(self, number):
        process = subprocess.Popen([CELLAR, *self.command("stopped", "--threads", "1")], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + LIMIT_SECONDS
        journal = self.folder / "stopped" / NAME
        while not journal.exists() or journal.read_bytes().count(b"\n") < A_FEW_LINES:
            self.assertIsNone(process.poll(), "ended before it was stopped")
            self.assertLess(time.monotonic(), deadline, "the journal does not grow")
        process.send_signal(number)
        return process.communicate(timeout=LIMIT_SECONDS)[1], process.returncode

    def expect_undisturbed_after_going_on(self):
        done = len([line for line in self.lines("stopped") if line.endswith("\n")]) - 1
        total = str(done + 3)
        self.collect("stopped", "--limit", "3")
        self.collect("undisturbed", "--limit", total)
        self.assertEqual(self.packed("stopped"), self.packed("undisturbed"))

    def test_killed(self):
        _, code = self.stopped_by(signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL)
        self.expect_undisturbed_after_going_on()

    def test_interrupted(self):
        said, code = self.stopped_by(signal.SIGINT)
        self.assertEqual(code, 130)
        self.assertIn("what was trained is kept", said)
        self.expect_undisturbed_after_going_on()

    def test_shards(self):
        whole = self.undisturbed()
        for shard in ("1", "2"):
            self.collect(f"part-{shard}", "--shard", f"{shard}/2", "--limit", str(NETWORKS // 2))
        parts = [str(self.folder / f"part-{shard}") for shard in ("1", "2")]
        merged = cellar("collect", "--merge", *parts, "--out", str(self.folder / "merged"))
        self.expect(merged, 0, f"{NETWORKS} networks in {self.folder / 'merged'}\n")
        self.assertEqual(self.packed("merged"), whole)
        again = cellar("collect", "--merge", *parts, "--out", str(self.folder / "merged"))
        self.expect(again, 2, "", "has a collection already")

    def test_from_a_packed_file(self):
        whole = self.undisturbed()
        self.collect("elsewhere", "--from", str(self.folder / "packed" / "results.cellar"), "--limit", "1")
        self.assertEqual(len(self.lines("elsewhere")), 1 + NETWORKS + 1)
        self.collect("undisturbed", "--limit", "1")
        self.assertEqual(self.packed("elsewhere"), self.packed("undisturbed"))
        self.assertNotEqual(self.packed("elsewhere"), whole)

    def test_several_lengths_in_one_file(self):
        self.collect("short", "--limit", "2")
        longer = list(self.command("longer", "--quiet", "--limit", "1"))
        longer[longer.index("--epochs") + 1] = "2"
        self.expect(cellar(*longer), 0)
        process = cellar("collect", "--pack", str(self.folder / "short"), str(self.folder / "longer"), "--to",
                         str(self.folder / "both.cellar"))
        self.expect(process, 0, "1 epochs, seed 1: 2 of 2685 networks\n2 epochs, seed 1: 1 of 2685 networks\n")


class Journal(Collect):
    def test_what_a_line_says(self):
        self.collect("out", "--limit", "1", "--seeds", "7")
        header, training = (json.loads(line) for line in self.lines("out"))
        self.assertEqual(header["benchmark"], "fashion-1shot1-1")
        self.assertEqual(header["images"], {"training": 64, "validation": TRAINING // 6, "test": TEST})
        self.assertEqual(training["seed"], 7)
        self.assertLessEqual(training["val_correct"], TRAINING // 6)
        self.assertGreater(training["seconds"], 0)

    def test_torn_last_line(self):
        whole = self.undisturbed()
        text = (self.folder / "undisturbed" / NAME).read_text()
        (self.folder / "torn").mkdir()
        self.write(f"torn/{NAME}", text[:-20])
        process = cellar(*self.command("torn", "--limit", "1"))
        self.expect(process, 0, f"{NETWORKS} of 2685 networks trained\n",
                    "ends with a torn line; that training is done again")
        self.assertEqual(self.packed("torn"), whole)

    def test_damaged_line(self):
        self.collect("out", "--limit", "3")
        lines = self.lines("out")
        lines[2] = lines[2].replace("val_correct", "val_correkt")
        self.write(f"out/{NAME}", "".join(lines))
        self.expect(cellar(*self.command("out", "--quiet")), 1, "", f"{NAME}: line 3: is damaged")

    def test_two_outcomes_of_one_training(self):
        self.collect("out", "--limit", "1")
        lines = self.lines("out")
        self.write(f"out/{NAME}", "".join(lines) + forged(lines[1], lambda line: line.update(val_correct=0)))
        self.expect(cellar(*self.command("out", "--quiet")), 1, "", "has two outcomes")

    def test_another_recipe(self):
        self.collect("out", "--limit", "1")
        other = list(self.command("out", "--quiet"))
        other[other.index("--training-images") + 1] = "65"
        self.expect(cellar(*other), 1, "", "is of another benchmark or recipe")

    def test_full_disk(self):
        self.collect("whole", "--limit", "3", "--threads", "1")
        size = sum(map(len, self.lines("whole")[:3])) - 40  # times differ by a few digits
        process = subprocess.run(
            [CELLAR, *self.command("out", "--quiet", "--threads", "1")], capture_output=True, text=True,
            check=False, timeout=LIMIT_SECONDS, restore_signals=False,  # Python ignores SIGXFSZ
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        self.expect(process, 1, "", "cannot be written: ")
        self.assertIn("make room and give the same command again", process.stderr)
        self.assertEqual(len(self.lines("out")), 2)
        self.assertTrue(self.lines("out")[-1].endswith("}\n"), "no torn line is left behind")


class AtScale(Collect):
    """The commands of docs/scale.md, a network a shard."""

    def setUp(self):
        super().setUp()
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        (self.programs / "cellar").symlink_to(CELLAR)

    def block(self, language, program):
        """The first block with the program in it, made small."""
        blocks = re.findall(rf"(?ms)^```{language}\n(.*?)^```", SCALE.read_text(encoding="utf-8"))
        text = next(block for block in blocks if program in block and "cellar collect" in block)
        return text.replace("--seeds 1-3", f"--limit 1 --epochs 1 --training-images 64 --data {self.data}")

    def run_script(self, script, **variables):
        path = f"{self.programs}:{os.environ['PATH']}"
        process = subprocess.run(["bash", "-e", "-c", script], cwd=self.folder, capture_output=True, text=True,
                                 check=False, timeout=LIMIT_SECONDS, env={**os.environ, "PATH": path, **variables})
        self.assertEqual(process.returncode, 0, process.stderr)

    def expect_the_first_eight(self, folder):
        self.collect("undisturbed", "--limit", "8")
        self.assertEqual(self.packed(folder), self.packed("undisturbed"))

    def test_job_array(self):
        """The script as Slurm runs it; srun only runs what it is given here."""
        srun = self.programs / "srun"
        srun.write_text('#!/bin/sh\nexec "$@"\n', encoding="ascii")
        srun.chmod(0o755)
        script = self.block("bash", "srun")
        first, last = map(int, re.search(r"--array=(\d+)-(\d+)", script).groups())
        for task in range(first, last + 1):
            self.run_script(script, SLURM_ARRAY_TASK_ID=str(task))
        self.run_script("cellar collect --merge part/* --out whole")
        self.expect_the_first_eight("whole")

    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
    def test_parallel(self):
        self.run_script(self.block("sh", "parallel"))
        self.expect_the_first_eight("whole")


class BadInput(Collect):
    def test_missing_files(self):
        (self.data / "t10k-labels-idx1-ubyte").unlink()
        self.expect(cellar(*self.command("out")), 3, "", "install Debian's package dataset-fashion-mnist")

    def test_truncated_files(self):
        packed = self.data / "train-images-idx3-ubyte.gz"
        packed.write_bytes(packed.read_bytes()[:-500])
        self.expect(cellar(*self.command("out")), 3, "", "train-images-idx3-ubyte.gz: cannot be unpacked")
        packed.unlink()
        (self.data / "train-images-idx3-ubyte").write_bytes(images(TRAINING, 1)[:-1])
        self.expect(cellar(*self.command("out")), 3, "", "train-images-idx3-ubyte, byte ")

    def test_options(self):
        for arguments, complaint in ((("--seeds", "3-1"), "are no seeds"), (("--seeds", "x"), "are no seeds"),
                                     (("--shard", "3/2"), "is no shard"),
                                     (("--training-images", "0"), "must be 1 to 320"),
                                     (("--epochs", "0"), "epochs: must be 1 to 1000")):
            with self.subTest(arguments=arguments):
                command = list(self.command("out"))
                for option in {arguments[0]} & set(command):
                    at = command.index(option)
                    del command[at:at + 2]
                self.expect(cellar(*command, *arguments), 2, "", complaint)
                self.assertFalse((self.folder / "out").exists())
        self.expect(cellar("collect", "-b", "nb301", "--out", "x"), 2, "", "known: fashion-1shot1-1")
        self.expect(cellar("collect", "-b", "fashion-1shot1-1"), 2, "", "--out: is needed")
        self.expect(cellar("collect", "--pack", "x"), 2, "", "--to: is needed")
        self.expect(cellar("collect", "-b", "fashion-darts", "--out", "x"), 2, "", "--architectures: is needed")


if __name__ == "__main__":
    unittest.main()
