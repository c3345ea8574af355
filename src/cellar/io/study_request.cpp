// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/study_request.hpp>

#include <optional>

#include <cellar/io/json_document.hpp>
#include <cellar/io/study_fields.hpp>

namespace cellar::io {

base::Result<study::StudySpec> parse_study_request(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<base::Error> fault;
  study::StudySpec spec = read_study_request(Place(*document, "", fault));
  if (fault) return *fault;
  return spec;
}

base::Result<std::vector<study::RunKey>> parse_run_keys(std::string_view text, const study::StudySpec& spec) {
  if (text.empty()) return study::all_runs(spec);
  const auto document = parse_json(text);
  if (!document) return document.error();
  std::optional<base::Error> fault;
  std::vector<study::RunKey> keys;
  const auto optimizers = static_cast<std::int64_t>(spec.optimizers.size());
  for (const auto& key : Place(*document, "", fault).items())
    keys.push_back({static_cast<std::size_t>(key["optimizer"].integer(0, optimizers - 1)),
                    static_cast<int>(key["run"].integer(0, spec.runs - 1))});
  if (fault) return *fault;
  return keys;
}

}  // namespace cellar::io
