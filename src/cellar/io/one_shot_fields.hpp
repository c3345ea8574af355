// SPDX-License-Identifier: Apache-2.0
// The members of a JSON object that hold an epoch of a one-shot method; the same in records, journals and the page's news.
#pragma once

#include <cellar/io/json_document.hpp>
#include <cellar/study/one_shot.hpp>

namespace cellar::io {

/// {"operations": by block, "inputs": by node from 1 on, the output last}
Json weights_json(const space::nb1shot1::ChoiceWeights& weights);

Json epoch_json(const study::OneShotEpoch& epoch, const space::Space& space);

/// Inverse of epoch_json; failures go to the place's fault.
study::OneShotEpoch read_epoch(const Place& place, const space::Space& space);

}  // namespace cellar::io
