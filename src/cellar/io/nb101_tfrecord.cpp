// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/nb101_tfrecord.hpp>

namespace cellar::io {

base::Result<std::optional<Nb101Entry>> Nb101TfrecordReader::next() {
  const auto framed = stream_.next();
  if (!framed) return framed.error();
  if (!*framed) return std::optional<Nb101Entry>();
  const RecordPosition position = (*framed)->position;
  auto record = parse_nb101_record((*framed)->payload);
  if (!record)
    return base::Error{record.error().code,
                       record.error().text() + "; its checksum is right, so the file was written so: take one of "
                                               "google-research/nasbench's own",
                       position.text()};
  return std::optional<Nb101Entry>({position, *std::move(record)});
}

}  // namespace cellar::io
