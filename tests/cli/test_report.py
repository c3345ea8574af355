#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The comparison that report makes: as a table, one page, Markdown, CSV and JSON; at budgets and over studies."""

import csv
import html.parser
import io
import json
import re
import unittest

from command import CellarTest, cellar

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(html.parser.HTMLParser):
    """Counts elements and collects attributes; every element must be closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.attributes, self.texts = [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        last = self.open.pop()
        assert last == tag, f"</{tag}> closes <{last}>"

    def handle_data(self, data):
        self.texts.append(data)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class Comparison(CellarTest):
    def two_studies(self):
        one = str(self.study("one"))
        two = str(self.folder / "two")
        self.expect(cellar("search", "-b", "nb301", "-o", "rs,re:population=10;tournament=3", "--runs", "6",
                           "--evaluations", "40", "--seed", "2", "--out", two, "--quiet"), 0)
        return one, two

    def test_table_has_ranks_marks_and_says_that_three_runs_are_few(self):
        text = self.expect(cellar("report", str(self.study("study"))), 0).stdout
        self.assertRegex(text, r"(?m)^optimizer .* best  rank ")
        self.assertEqual(len(re.findall(r"(?m)^(?:rs|re\S*|ls) .* \d\.\d\d \*", text)), 1)
        self.assertIn("rank: mean over 3 paired runs; * best, ~ does not differ from it at the 5 % level", text)
        self.assertIn("With 3 paired runs no test can find a difference, however large: the smallest possible p is 2/2^3", text)

    def test_page(self):
        one, two = self.two_studies()
        path = self.folder / "report.html"
        table = self.expect(cellar("report", one, two, "--html", str(path)), 0).stdout
        self.assertIn("rank: mean over", table)
        text = path.read_text(encoding="utf-8")
        page = Page(text)
        for element in ("script", "link", "img", "iframe"):
            self.assertNotIn(element, page.elements)
        self.assertFalse([name for name, _ in page.attributes if name in ("src", "href") or name.startswith("on")])
        self.assertNotRegex(text.replace("http://www.w3.org/2000/svg", ""), r"https?://|url\(|@import")
        self.assertEqual(page.elements.count("svg"), 8)  # accuracy and regret by two axes for each study
        words = "".join(page.texts)
        for part in ("Over all studies", "Friedman's test over 2 studies", "of the same benchmark", "Methods",
                     "regret against best known", "@inproceedings{zela2022surrogate", "Model nb301-toy",
                     "cellar search -b nb301 -o 'rs,re:population=10;tournament=3,ls' --runs 3 --evaluations 60 --seed 1"):
            self.assertIn(part, words)

    def test_the_named_command_makes_the_study_again(self):
        study = self.study("study", "--noise", "--seed", "9")
        text = self.expect(cellar("report", str(study), "--markdown", "-"), 0).stdout
        arguments = re.search(r"(?m)^cellar search (.*)$", text).group(1).replace("'", "").split()
        record = json.loads((study / "record.json").read_text())
        self.assertEqual(json.loads(self.expect(cellar("search", *arguments, "--json", "--quiet"), 0).stdout), record)

    def test_page_and_markdown_have_the_same_tables(self):
        one, two = self.two_studies()
        text = self.expect(cellar("report", one, two, "--markdown", "-"), 0).stdout
        page = Page(self.expect(cellar("report", one, two, "--html", "-"), 0).stdout)
        lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
        self.assertEqual(len(lines), page.elements.count("tr"))
        self.assertEqual(sum(line.count("|") - 1 for line in lines), page.elements.count("td") + page.elements.count("th"))

    def test_the_statistic_of_figures_is_named(self):
        study = str(self.study("study"))
        for statistic, words in [("median", "Line: median; band: quartiles"), ("mean", "Line: mean; band: standard error"),
                                 ("runs", "Thick line: median; thin lines: all runs")]:
            with self.subTest(statistic=statistic):
                for target in ("--svg", "--html"):
                    self.assertIn(f"{words}; n = 3 runs per optimizer",
                                  self.expect(cellar("report", study, target, "-", "--statistic", statistic), 0).stdout)

    def test_regret_on_a_surrogate_needs_its_model(self):
        study = str(self.study("study"))
        figure = self.expect(cellar("report", study, "--svg", "-", "--measure", "val-regret"), 0).stdout
        self.assertIn("Regret against the best known architecture of model nb301-toy", figure)
        without = self.expect(cellar("report", study, "--svg", "-", "--measure", "val-regret", "--models",
                                     str(self.folder)), 0).stdout
        self.assertIn("The study holds no validation regret yet.", without)

    def test_comparison_as_json_and_at_a_budget(self):
        study = str(self.study("study"))
        whole = json.loads(self.expect(cellar("report", study, "--of", "comparison"), 0).stdout)
        self.assertEqual((whole["schema"], whole["budget"], whole["at_end"], whole["underpowered"]),
                         ("cellar.comparison/1", 60, True, True))
        self.assertEqual([len(whole[part]) for part in ("optimizers", "pairs", "ranks")], [3, 3, 2])
        early = json.loads(self.expect(cellar("report", study, "--of", "comparison", "--budget", "10"), 0).stdout)
        self.assertEqual((early["budget"], early["paired_runs"]), (10, 3))
        self.assertEqual(whole["ranks"][0]["mean_ranks"], [score["mean_rank"] for score in early["optimizers"]])
        far = json.loads(self.expect(cellar("report", study, "--of", "comparison", "--budget", "1e6", "--axis",
                                            "simulated-gpu-days"), 0).stdout)
        self.assertEqual((far["axis"], far["paired_runs"], far["optimizers"]), ("simulated_gpu_days", 0, []))

    def test_tables_of_several_studies_as_csv(self):
        one, two = self.two_studies()
        tests = rows(self.expect(cellar("report", one, two, "--of", "comparison", "--csv"), 0).stdout)
        self.assertEqual([(row["seed"], row["paired_runs"]) for row in tests], [("1", "3")] * 3 + [("2", "6")])
        self.assertTrue(all(float(row["p"]) <= float(row["p_holm"]) <= 1 for row in tests))
        scores = rows(self.expect(cellar("report", one, two, "--of", "ranks"), 0).stdout)
        self.assertEqual({(row["axis"], row["budget"]) for row in scores if row["axis"] == "evaluations"},
                         {("evaluations", budget) for budget in ("10", "30", "40", "60")})
        for seed, optimizers in [("1", 3), ("2", 2)]:
            ranks = [float(row["mean_rank"]) for row in scores if (row["seed"], row["budget"]) == (seed, "10")]
            self.assertAlmostEqual(sum(ranks), optimizers * (optimizers + 1) / 2)

    def test_refused(self):
        one, two = self.two_studies()
        self.expect(cellar("report", one, two, "--of", "comparison"), 2, "", "take one study, not 2")
        self.expect(cellar("report", one, "--budget", "0"), 2, "", "--budget")
        self.expect(cellar("report", one, "--statistic", "mode"), 2, "", "--statistic")
        self.expect(cellar("report", one, "--html", str(self.folder / "no" / "r.html")), 1, "", "cannot be written")
        self.expect(cellar("report", one, self.write("foreign.json", "{}"), "--html", "-"), 1, "", "not a record of a study")

    def test_nothing_of_a_record_becomes_markup_or_reaches_the_terminal(self):
        record = json.loads((self.study("study") / "record.json").read_text())
        record["model"]["name"] = "<script>alert(1)</script>\u001b[31m|`"
        path = self.write("hostile.json", json.dumps(record))
        self.assertNotIn("script", Page(self.expect(cellar("report", path, "--html", "-"), 0).stdout).elements)
        markdown = self.expect(cellar("report", path, "--markdown", "-"), 0).stdout
        self.assertIn("&lt;script>", markdown)
        for text in (markdown, self.expect(cellar("report", path), 0).stdout):
            self.assertNotIn("\u001b", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
