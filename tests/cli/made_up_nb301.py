#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Results files as NAS-Bench-301 has them, made up. Run by itself it fills a folder, to see how long importing takes:

    python3 tests/cli/made_up_nb301.py FOLDER 50000 && time cellar import nb301 FOLDER --out data.cellar
"""

import json
import pathlib
import random
import sys

OPERATIONS = ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3",
              "dil_conv_5x5"]
FIRST_EDGE = {2: 0, 3: 2, 4: 5, 5: 9}  # number of the candidate edge from node 0, by target
PREFIX = "NetworkSelectorDatasetInfo:darts:"
EPOCHS = 98
CURVES = ["train_loss", "train_accuracy", "train_cross_entropy", "val_accuracy", "val_cross_entropy", "learning_rate",
          "epoch_runtime", "lr_scheduler", "time", "epochs"]


def config(rng):
    """An architecture in NAS-Bench-301's configspace, with some of the training's settings."""
    settings = {PREFIX + "layers": 8, PREFIX + "init_channels": 32, PREFIX + "auxiliary": "True",
                "OptimizerSelector:sgd:learning_rate": 0.025}
    for cell in ("normal", "reduce"):
        for target, first in FIRST_EDGE.items():
            sources = sorted(rng.sample(range(target), 2))
            if target > 2:
                settings[f"{PREFIX}inputs_node_{cell}_{target}"] = f"{sources[0]}_{sources[1]}"
            for source in sources:
                settings[f"{PREFIX}edge_{cell}_{first + source}"] = rng.choice(OPERATIONS)
    return settings


def result(settings, val, curves=None):
    """A results file in the layout with learning curves, where there are any, or the one without."""
    content = {"optimized_hyperparamater_config": settings, "budget": 100,
               "info": [{"val_accuracy": val, "epochs": EPOCHS, "model_parameters": 1500000}],
               "test_accuracy": val - 0.5, "runtime": 5000.25, "final_metric_score": -val}
    if curves:
        content["learning_curves"] = curves
        content["created_by_optimizer"] = "somebody"
    return content


def fill(folder, count):
    rng = random.Random(1)
    for number in range(count):
        path = folder / f"optimizer_{number % 10}" / f"results_{number}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        curves = {f"Train/{name}": [100 * rng.random() for _ in range(EPOCHS)] for name in CURVES}
        path.write_text(json.dumps(result(config(rng), round(90 + 5 * rng.random(), 2), curves)), encoding="utf-8")


if __name__ == "__main__":
    fill(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
