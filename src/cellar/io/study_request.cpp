// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/study_request.hpp>

#include <optional>

#include <cellar/io/run_fields.hpp>
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
  for (const auto& key : Place(*document, "", fault).items()) keys.push_back(read_run_key(key, spec));
  if (fault) return *fault;
  return keys;
}

}  // namespace cellar::io
