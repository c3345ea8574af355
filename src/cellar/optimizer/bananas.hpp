// SPDX-License-Identifier: Apache-2.0
// BANANAS: White, Neiswanger and Savani, "BANANAS: Bayesian Optimization with Neural Architectures for Neural
// Architecture Search", AAAI 2021, arXiv 1910.11858, algorithm 1, with the settings of its authors' code
// (naszilla/naszilla@157383a, nas_algorithms.py, nas_benchmarks.py and params.py).
//
//   evaluate `startup` random architectures
//   repeat: train `networks` networks on the path encodings and validation errors of all evaluations so far
//           make candidates that are new: mutations of the best architecture
//           score each by what the networks predict of it, and evaluate the `batch` of the highest score
//
// Candidates (get_candidates): `mutation` mutates the best `parents` architectures, `candidates` times in all, and goes
// on to the next best, up to five times as many parents, while fewer than `candidates` mutations are new; `random`
// draws twice as many from the space; `both` does one after the other until there are twice as many. An architecture
// is new if no other with the same paths was evaluated or made before.
// Acquisition: see perceptron_ensemble.hpp. `none` trains no networks and takes the candidates as they come: with
// mutations that is what Schneider et al., "Mutation is all you need", arXiv 2107.07343, find sufficient on NB301.
//
// Defaults are those of the authors' code: 10 random, batches of 10, 5 networks of 10 layers of 20 units, Adam with
// rate 0.01 (multilayer_perceptron.hpp), 100 candidates, independent Thompson sampling; paths of at most 3 operations,
// which is their cut of NAS-Bench-101's encoding to 40 of 364 paths. Theirs of the DARTS space keeps the first 100 of
// 11,204 numbers, paths from one input of one cell; here too all paths of at most 3 operations are kept.
// Deviations: a network takes at most `steps` steps of Adam, in whole epochs, so that training has all of its 150
// epochs up to 160 evaluations and does not become longer beyond; the authors' grows with the evaluations, a run's
// with their square. Where fewer than `batch` candidates are new, random architectures fill the batch, known ones if
// 100 draws for each do not suffice. Failed evaluations are not learnt from.
// Cost of a batch: the training; the rest is small.
#pragma once

#include <cellar/optimizer/optimizer.hpp>

namespace cellar::optimizer {

extern const OptimizerInfo kBananas;

}  // namespace cellar::optimizer
