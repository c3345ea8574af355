#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a terminal shows: tables, a progress bar, and the end by Ctrl-C."""

import json
import os
import pty
import signal
import subprocess
import unittest

from command import ARCHITECTURE, CELLAR, LIMIT_SECONDS, CellarTest, cellar, read_terminal


class Terminal(CellarTest):
    def test_query_answers_with_a_table(self):
        code, text = self.on_terminal("query", "-b", "nb301", stdin=ARCHITECTURE + "\n")
        self.assertEqual(code, 0)
        self.assertIn("accuracy %", text)
        self.assertNotIn("{", text)

    def test_progress_bar_is_drawn_and_wiped(self):
        command = ("search", "-b", "nb301", "-o", "rs", "--runs", "2", "--evaluations", "200")
        code, text = self.on_terminal(*command)
        self.assertEqual(code, 0)
        self.assertIn("[########################] 100 %  400 evaluations  2/2 runs", text)
        self.assertIn("\r\x1b[K", text)
        code, text = self.on_terminal(*command, "--quiet")
        self.assertEqual((code, "\x1b" in text), (0, False))


class Interrupt(CellarTest):
    def test_ctrl_c_keeps_what_was_done(self):
        study = self.folder / "study"
        terminal, side = pty.openpty()
        process = subprocess.Popen([CELLAR, "search", "-b", "nb301", "-o", "rs", "--runs", "2", "--evaluations", "1000000000",
                                    "--out", str(study)], stdout=subprocess.PIPE, stderr=side, text=True)
        os.close(side)
        self.addCleanup(os.close, terminal)
        shown = b""
        while b"evaluations" not in shown:  # the bar appears once the search is under way
            shown += os.read(terminal, 4096)
        process.send_signal(signal.SIGINT)
        rest = read_terminal(terminal)
        table, _ = process.communicate(timeout=LIMIT_SECONDS)
        self.assertEqual(process.returncode, 130)
        self.assertIn("interrupted; the results above are of what was done", rest)
        self.assertIn("simulated GPU days", table)
        runs = json.loads((study / "record.json").read_text())["runs"]
        self.assertTrue(0 < sum(run["evaluations"] for run in runs) < 2_000_000_000)
        self.expect(cellar("report", str(study)), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
