#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""search --resume: a study that was killed, interrupted or out of disk goes on to the bytes of an undisturbed one."""

import fcntl
import json
import os
import pathlib
import resource
import signal
import subprocess
import tempfile
import time
import unittest

from command import CELLAR, LIMIT_SECONDS, MODEL_FILE, MODELS, SEARCH, CellarTest, cellar
from journal_lines import NAME, forged, leave_unfinished, read_lines

RECORD = "record.json"
RUNS = 9  # of SEARCH
# Runs enough that a few of them in the journal are a small part, each long enough that they end one by one.
LONG_SEARCH = ("search", "-b", "nb301", "-o", "rs,re:population=10;tournament=3", "--runs", "40",
               "--evaluations", "5000", "--quiet")
A_FEW_LINES = 4


def settled(study):
    """All of a kept study that is the same in every repetition."""
    return {path.name: path.read_bytes() for path in study.iterdir() if path.name not in (NAME, "timing.json")}


def runs_in_journal(study):
    """Its lines as far as they are the same in every repetition, in whatever order they were written."""
    lines = [json.loads(line) for line in read_lines(study)]
    return sorted(json.dumps({key: value for key, value in line.items() if key not in ("thinking_seconds", "crc32c")})
                  for line in lines)


class Resumption(CellarTest):
    def resume(self, study, *arguments):
        return cellar("search", "--resume", str(study), *arguments)

    def expect_undisturbed(self, study, undisturbed, *arguments):
        self.expect(self.resume(study, "--quiet", *arguments), 0)
        self.assertEqual(settled(study), settled(undisturbed))
        self.assertEqual(runs_in_journal(study), runs_in_journal(undisturbed))

    def unfinished(self, lines_kept, *arguments):
        """An undisturbed study, and one of which the journal holds the first lines only."""
        undisturbed, study = self.study("undisturbed", *arguments), self.study("study", *arguments)
        leave_unfinished(study, read_lines(study)[:lines_kept])
        return undisturbed, study


class Stopped(Resumption):
    """The process ends at a moment of the test's choosing."""

    @classmethod
    def setUpClass(cls):
        cls.undisturbed = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory())) / "undisturbed"
        process = cellar(*LONG_SEARCH, "--out", str(cls.undisturbed))
        assert process.returncode == 0, process.stderr

    def stopped_by(self, number, threads):
        """A study that got the signal when a few runs were in its journal; and the process, which has ended."""
        study = self.folder / f"{number.name}-{threads}"
        process = subprocess.Popen([CELLAR, *LONG_SEARCH, "--threads", str(threads), "--out", str(study)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + LIMIT_SECONDS
        journal = study / NAME
        while not journal.exists() or journal.read_bytes().count(b"\n") < A_FEW_LINES:
            self.assertIsNone(process.poll(), "ended before it was stopped")
            self.assertLess(time.monotonic(), deadline, "the journal does not grow")
        process.send_signal(number)
        return study, process.communicate(timeout=LIMIT_SECONDS)[1], process.returncode

    def test_killed(self):
        for threads in (1, 4):
            with self.subTest(threads=threads):
                study, _, code = self.stopped_by(signal.SIGKILL, threads)
                self.assertEqual(code, -signal.SIGKILL)
                self.assertEqual([path.name for path in study.iterdir()], [NAME])
                self.expect_undisturbed(study, self.undisturbed, "--threads", str(threads))

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number.name):
                study, said, code = self.stopped_by(number, 2)
                self.assertEqual(code, 130)
                self.assertIn(f"interrupted; the results above are of what was done until then; go on with "
                              f"`cellar search --resume {study}`", said)
                self.assertEqual(len(json.loads((study / RECORD).read_text())["runs"]), 80)
                self.expect_undisturbed(study, self.undisturbed)


class DiskIsFull(Resumption):
    """A limit on the size of files ends the search within a line of the journal, at a byte of the test's choosing."""

    def search_with_room_for(self, size, ignore_signal):
        study = self.folder / "study"
        process = subprocess.run(
            [CELLAR, *SEARCH, "--threads", "1", "--out", str(study), "--quiet"], capture_output=True, text=True,
            check=False, timeout=LIMIT_SECONDS, restore_signals=not ignore_signal,  # Python ignores SIGXFSZ
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        return study, process

    def test_killed_in_the_middle_of_a_line(self):
        undisturbed = self.study("undisturbed")
        size = sum(map(len, read_lines(undisturbed)[:4])) - 40  # times differ by a few digits
        study, process = self.search_with_room_for(size, ignore_signal=False)
        self.assertEqual(process.returncode, -signal.SIGXFSZ)
        self.assertEqual((study / NAME).stat().st_size, size)
        self.assertIn("the journal ends with a torn line; that run is done again", self.resume(study).stderr)
        self.assertEqual(settled(study), settled(undisturbed))

    def test_told_and_resumed_when_there_is_room(self):
        undisturbed = self.study("undisturbed")
        size = sum(map(len, read_lines(undisturbed)[:4])) - 40
        study, process = self.search_with_room_for(size, ignore_signal=True)
        self.expect(process, 1, "", f"{study / NAME}: cannot be written: ")
        self.assertIn(f"make room and go on with `cellar search --resume {study}`", process.stderr)
        self.assertTrue((study / NAME).read_text().endswith("}\n"), "no torn line is left behind")
        self.expect_undisturbed(study, undisturbed)


class Unfinished(Resumption):
    def test_from_any_line_and_number_of_threads(self):
        for kept in (1, 4, RUNS):
            for threads in ("1", "4"):
                with self.subTest(kept=kept, threads=threads):
                    undisturbed, study = self.unfinished(kept, "--force")
                    self.expect_undisturbed(study, undisturbed, "--threads", threads)

    def test_noise_simulated_time_and_continued_training(self):
        search = ("search", "-b", "nb301", "-o", "hyperband,bohb", "--runs", "2", "--seed", "5", "--noise",
                  "--simulated-seconds", "150000", "--continue-training", "--quiet", "--out")
        undisturbed, study = self.folder / "undisturbed", self.folder / "study"
        for path in (undisturbed, study):
            self.expect(cellar(*search, str(path)), 0)
        leave_unfinished(study, read_lines(study)[:2])
        self.expect_undisturbed(study, undisturbed)

    def test_says_what_is_left(self):
        _, study = self.unfinished(4)
        self.assertIn("the journal holds 3 of 9 runs; the others are done from their beginning\n",
                      self.resume(study).stderr)

    def test_torn_last_line_is_dropped_with_a_note(self):
        undisturbed, study = self.unfinished(5)
        lines = read_lines(study)
        for name, tail in {"cut": lines[4][:100], "without its end": lines[4][:-1], "one byte": "{",
                           "rubbish with an end": lines[4][:50] + "\0" * 30 + "\n"}.items():
            with self.subTest(tail=name):
                leave_unfinished(study, lines[:4] + [tail])
                self.assertIn("the journal ends with a torn line; that run is done again", self.resume(study).stderr)
                self.assertEqual(settled(study), settled(undisturbed))
                self.assertEqual(len(read_lines(study)), 1 + RUNS)

    def test_finished_study_has_nothing_left_to_do(self):
        study = self.study("study")
        before, journal = settled(study), read_lines(study)
        self.expect(self.resume(study), 0, None, "the journal holds 9 of 9 runs\n")
        self.assertEqual(settled(study), before)
        self.assertEqual(read_lines(study), journal)

    def test_times_of_all_runs_are_kept_apart_from_the_record(self):
        _, study = self.unfinished(4)
        self.expect(self.resume(study, "--quiet"), 0)
        timing = json.loads((study / "timing.json").read_text())
        self.assertEqual(timing["schema"], "cellar.timing/1")
        self.assertEqual([(run["optimizer"], run["run"], run["evaluations"]) for run in timing["runs"]],
                         [(optimizer, run, 60) for optimizer in range(3) for run in range(3)])
        self.assertTrue(all(run["thinking_seconds"] > 0 for run in timing["runs"]))
        self.assertNotIn("thinking", (study / RECORD).read_text())

    def test_search_into_the_folder_says_how_to_go_on(self):
        undisturbed, study = self.unfinished(4)
        search = (*SEARCH, "--quiet", "--out", str(study))
        self.expect(cellar(*search), 2, "", "holds this study unfinished, 6 of 9 runs are missing; go on with "
                                            f"`cellar search --resume {study}`, or begin again with --force")
        self.expect(cellar(*search, "--force"), 0)
        self.assertEqual(settled(study), settled(undisturbed))

    def test_report_reads_what_is_there(self):
        _, study = self.unfinished(4)
        self.assertIn("60", self.expect(cellar("report", str(study)), 0).stdout)


class Refused(Resumption):
    """Exit code 1, the place and the remedy; nothing in the folder is changed."""

    def refuse(self, study, *parts, arguments=()):
        before = {path.name: path.read_bytes() for path in study.iterdir()}
        process = self.resume(study, *arguments)
        for part in parts:
            self.expect(process, 1, "", part)
        self.assertEqual({path.name: path.read_bytes() for path in study.iterdir()}, before)

    def forge(self, change, number):
        """An unfinished study with one line that is whole, but says something else."""
        study = self.study("study", "--force", "--threads", "1")
        lines = read_lines(study)
        lines[number - 1] = forged(lines[number - 1], change)
        leave_unfinished(study, lines)
        return study

    def test_damaged_line_in_the_middle(self):
        undisturbed, study = self.unfinished(6)
        lines = read_lines(study)
        damaged = lines[2].replace("evaluations", "evaluatians", 1)
        leave_unfinished(study, lines[:2] + [damaged] + lines[3:])
        self.refuse(study, f"{study / NAME}: line 3: is damaged; remove the line, and what it held is done again")
        leave_unfinished(study, lines[:2] + lines[3:])  # the remedy
        self.expect_undisturbed(study, undisturbed)

    def test_damaged_header(self):
        undisturbed, study = self.unfinished(4)
        lines = read_lines(study)
        for name, header in {"changed": lines[0].replace("nb301", "nb302", 1), "cut": lines[0][:20] + "\n",
                             "empty line": "\n"}.items():
            with self.subTest(header=name):
                leave_unfinished(study, [header] + lines[1:])
                self.refuse(study, f"{study / NAME}: line 1: no whole header of a journal",
                            "begin the same search in another folder and put the first line of its journal here")
        leave_unfinished(study, read_lines(undisturbed)[:1] + lines[1:])  # the remedy
        self.expect_undisturbed(study, undisturbed)

    def test_no_journal(self):
        study = self.study("study")
        leave_unfinished(study, [])
        self.refuse(study, "line 1: no whole header of a journal")
        (study / NAME).unlink()
        self.refuse(study, f"{study / NAME}: cannot be opened")
        self.expect(self.resume(self.folder / "nothing"), 1, "", "nothing: cannot be opened")

    def test_another_model(self):
        _, study = self.unfinished(4)
        models = self.folder / "models"
        models.mkdir()
        (models / MODEL_FILE).symlink_to(MODELS / "other.cellar")
        self.refuse(study, f"{study / NAME}, model: the study was begun with nb301-toy",
                    "name the folder of that model with --models", arguments=("--models", str(models)))

    def test_another_version(self):
        study = self.forge(lambda header: header.update(version="0.0.1"), 1)
        self.refuse(study, f"{study / NAME}, version: the study was begun with 0.0.1, and here is ",
                    "finish it with the version of Cellar that began it")

    def test_options_that_this_version_lacks(self):
        study = self.forge(lambda header: header["spec"]["optimizers"][1]["options"].update(temperature=2), 1)
        self.refuse(study, f"{study / NAME}, spec: ", "temperature")

    def test_run_of_another_study(self):
        study = self.forge(lambda line: line["run"].update(run=3), 4)
        self.refuse(study, f"{study / NAME}: line 4, run.run: must be a whole number from 0 to 2")

    def test_run_of_another_shard(self):
        study = self.forge(lambda header: header.update(shard={"index": 2, "count": 2}), 1)
        self.refuse(study, "line 2, rs, run 1: is of another shard; remove the line")

    def test_run_that_is_there_twice(self):
        study = self.study("study", "--threads", "1")
        lines = read_lines(study)
        leave_unfinished(study, lines[:5] + [lines[1]])
        self.refuse(study, "line 6, rs, run 1: is also in line 2; remove one of them")

    def test_run_that_is_not_finished(self):
        study = self.forge(lambda line: line["run"].update(evaluations=59, incumbents=line["run"]["incumbents"][:1]), 3)
        self.refuse(study, "line 3, run: is not finished; remove the line")

    def test_another_cellar_at_work(self):
        _, study = self.unfinished(4)
        folder = os.open(study, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        fcntl.flock(folder, fcntl.LOCK_EX)
        self.refuse(study, f"{study}: another cellar is at work here")

    def test_options_of_the_study_beside_resume(self):
        _, study = self.unfinished(4)
        for option in [("--benchmark", "nb301"), ("--optimizers", "rs"), ("--runs", "3"), ("--evaluations", "60"),
                       ("--simulated-seconds", "1e6"), ("--continue-training",), ("--seed", "1"), ("--noise",),
                       ("--shard", "1/2"), ("--out", str(study)), ("--force",)]:
            with self.subTest(option=option[0]):
                process = self.resume(study, *option)
                self.assertEqual(process.returncode, 2)
                self.assertIn(option[0], process.stderr)
                self.assertIn("--resume", process.stderr)

    def test_without_resume_benchmark_and_optimizers_are_needed(self):
        for arguments, missing in [(("-o", "rs"), "--benchmark"), (("-b", "nb301"), "--optimizers")]:
            self.expect(cellar("search", *arguments), 2, "", f"{missing} is required")


if __name__ == "__main__":
    unittest.main(verbosity=2)
