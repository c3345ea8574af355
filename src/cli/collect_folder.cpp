// SPDX-License-Identifier: Apache-2.0
#include <cli/collect_folder.hpp>

#include <cellar/table/open_rows.hpp>
#include <cli/collect_files.hpp>
#include <cli/files.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::ErrorCode;
using base::Result;

Result<Done> make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) return Error{ErrorCode::io_error, "the folder cannot be made: " + failure.message(), folder.string()};
  return Done{};
}

Result<io::CollectionJournal> read_journal_file(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  auto journal = io::parse_collection_journal(*text);
  if (!journal) return Error{journal.error().code, journal.error().text(), file.string()};
  return journal;
}

Result<OpenCollection> reopen(FolderLock lock, const fs::path& file, const io::CollectionHeader& header,
                              const training::TrainedSpace& space, const Console& console) {
  const auto journal = read_journal_file(file);
  if (!journal) return journal.error();
  if (journal->header != header)
    return Error{ErrorCode::mismatch,
                 "is of another benchmark or recipe: " + journal->header.benchmark + ", " + journal->header.recipe +
                     "; this is " + header.benchmark + ", " + header.recipe + "; choose another folder",
                 file.string()};
  if (journal->torn) console.note("the journal ends with a torn line; that training is done again");
  Collected done;
  if (const auto added = add(done, journal->trainings, space, file.string()); !added) return added.error();
  auto opened = AppendedFile::reopen(std::move(lock), file, journal->whole_bytes);
  if (!opened) return opened.error();
  return OpenCollection{std::move(done), *std::move(opened)};
}

}  // namespace

Result<Done> add(Collected& collected, std::span<const io::CollectedTraining> trainings,
                 const training::TrainedSpace& space, const std::string& where) {
  for (const auto& training : trainings) {
    const auto architecture = space.find(training.architecture);
    if (!architecture)
      return Error{ErrorCode::parse_error, training.architecture + " is no architecture of " + space.benchmark(),
                   where};
    const auto [known, is_new] = collected.emplace(std::pair(*architecture, training.seed), training);
    if (is_new) continue;
    if (known->second.trained != training.trained)
      return Error{ErrorCode::mismatch,
                   training.architecture + " with seed " + std::to_string(training.seed) +
                       " has two outcomes; one of the trainings was not by this recipe",
                   where};
    table::name_source(known->second.source, training.source);
  }
  return Done{};
}

Result<std::string> benchmark_of(const fs::path& folder) {
  const auto journal = read_journal_file(folder / kCollectionFile);
  if (!journal) return journal.error();
  return journal->header.benchmark;
}

Result<Collection> read_collection(const fs::path& folder, const training::TrainedSpace& space) {
  const fs::path file = folder / kCollectionFile;
  const auto journal = read_journal_file(file);
  if (!journal) return journal.error();
  Collection collection{journal->header, {}};
  const auto added = add(collection.trainings, journal->trainings, space, file.string());
  if (!added) return added.error();
  return collection;
}

Result<OpenCollection> open_collection(const fs::path& folder, const io::CollectionHeader& header,
                                       const training::TrainedSpace& space, const Console& console) {
  if (const auto made = make_folder(folder); !made) return made.error();
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  const fs::path file = folder / kCollectionFile;
  std::error_code ignored;
  if (fs::exists(file, ignored)) return reopen(*std::move(lock), file, header, space, console);
  auto begun = AppendedFile::begin(*std::move(lock), file, io::collection_header(header));
  if (!begun) return begun.error();
  return OpenCollection{{}, *std::move(begun)};
}

Result<std::size_t> take_from(const fs::path& file, const io::CollectionHeader& header,
                              const training::TrainedSpace& space, OpenCollection& collection) {
  const auto packed = read_packed(file, space);
  if (!packed) return packed.error();
  const auto trainings = trainings_of(*packed, header, space, file.string());
  if (!trainings) return trainings.error();
  std::string lines;
  std::size_t taken = 0;
  for (const auto& training : *trainings) {
    const auto architecture = space.find(training.architecture);
    if (!architecture || collection.done.contains({*architecture, training.seed})) continue;
    lines += io::collection_line(training);
    ++taken;
  }
  if (const auto added = add(collection.done, *trainings, space, file.string()); !added) return added.error();
  if (const auto written = collection.journal.append(lines); !written) return written.error();
  return taken;
}

Result<Done> write_collection(const fs::path& folder, const Collection& collection) {
  if (const auto made = make_folder(folder); !made) return made.error();
  const auto lock = FolderLock::take(folder);
  if (!lock) return lock.error();
  const fs::path file = folder / kCollectionFile;
  std::error_code ignored;
  if (fs::exists(file, ignored))
    return Error{ErrorCode::invalid_argument, "has a collection already; choose another folder", folder.string()};
  std::string text = io::collection_header(collection.header);
  for (const auto& [place, training] : collection.trainings) text += io::collection_line(training);
  return write_file(file, text);
}

}  // namespace cellar::cli
