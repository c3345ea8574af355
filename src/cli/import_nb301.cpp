// SPDX-License-Identifier: Apache-2.0
#include <cli/import_nb301.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <cli/files.hpp>
#include <cli/interrupt.hpp>
#include <training/data/dataset_file.hpp>
#include <training/data/nb301_import.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;
using Parsed = std::optional<Result<io::Nb301Result>>;

constexpr std::size_t kNamedFiles = 5;           // damaged files that are named; all are counted
constexpr std::uintmax_t kMostBytes = 1 << 24;   // of a file; those with all learning curves have some ten thousand
constexpr std::size_t kReportEvery = 10'000;     // files; some seconds
constexpr auto kLookEvery = std::chrono::milliseconds(50);
constexpr const char* kVersion = "1.0.0";

bool is_results_file(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  std::error_code ignored;
  return name.starts_with("results") && name.ends_with(".json") && entry.is_regular_file(ignored);
}

// In the order of their names, which no file system decides.
Result<std::vector<fs::path>> find_files(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
    if (is_results_file(*at)) files.push_back(at->path());
  if (failure) return Error{ErrorCode::io_error, "cannot be read: " + failure.message(), folder.string()};
  if (files.empty())
    return Error{ErrorCode::io_error, "has no results_*.json; name the folder with a folder for each optimizer",
                 folder.string()};
  std::sort(files.begin(), files.end());
  return files;
}

// The first folder below `folder` on the way to the file, else `folder` itself.
std::string source_of(const fs::path& file, const fs::path& folder) {
  const fs::path below = file.lexically_relative(folder);
  if (std::distance(below.begin(), below.end()) > 1) return below.begin()->string();
  const fs::path itself = fs::absolute(folder).lexically_normal();
  return itself.has_filename() ? itself.filename().string() : itself.parent_path().filename().string();
}

Result<io::Nb301Result> read_result(const fs::path& file) {
  std::error_code failure;
  if (fs::file_size(file, failure) > kMostBytes && !failure)
    return Error{ErrorCode::parse_error, "is larger than any results file", ""};
  const auto text = read_file(file);
  if (!text) return text.error();
  return io::parse_nb301_result(*text);
}

// Every file's result, in their order, or nothing where an interrupt came first.
std::vector<Parsed> read_all(const std::vector<fs::path>& files, unsigned threads, const Console& console) {
  std::vector<Parsed> results(files.size());  // each written by the one thread that takes it
  std::atomic<std::size_t> next = 0, done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size() && !interrupted(); i = next++) {
      results[i] = read_result(files[i]);
      ++done;
    }
  };
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(work);
  for (std::size_t reported = kReportEvery; done < files.size() && !interrupted();) {
    std::this_thread::sleep_for(kLookEvery);
    if (done < reported) continue;
    console.note(std::to_string(done) + " of " + std::to_string(files.size()) + " files");
    reported = done + kReportEvery;
  }
  return results;
}

struct Damage {
  std::vector<std::string> first;  // file and what is wrong with it
  std::size_t files = 0;
};

void tell(const Damage& damage, const Console& console) {
  if (damage.files == 0) return;
  for (const std::string& file : damage.first) console.error(file);
  console.error(std::to_string(damage.files) + " files cannot be used and are left out" +
                (damage.files > damage.first.size() ? "; the first are named" : ""));
}

// The results of the files that can be used.
std::vector<training::Nb301SourcedResult> usable(const std::vector<fs::path>& files, const fs::path& folder,
                                                 std::vector<Parsed> parsed, Damage& damage) {
  std::vector<training::Nb301SourcedResult> results;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (*parsed[i]) {
      results.push_back({source_of(files[i], folder), **std::move(parsed[i])});
    } else if (++damage.files <= kNamedFiles) {
      damage.first.push_back(files[i].lexically_relative(folder).string() + ": " + parsed[i]->error().text());
    }
  }
  return results;
}

std::string text_of(const io::Nb301Fidelity& fidelity) {
  return std::to_string(fidelity.epochs) + " epochs, " + std::to_string(fidelity.layers) + " cells, " +
         std::to_string(fidelity.channels) + " channels";
}

void tell(const training::Nb301Import& import, const Console& console) {
  console.note("networks of " + text_of(import.fidelity));
  const auto note = [&](std::size_t count, const std::string& what) {
    if (count > 0) console.note(std::to_string(count) + " " + what);
  };
  note(import.other_fidelity, "results of other epochs or sizes left out");
  note(import.copies, "results dropped that repeat one of the same training");
  note(import.repeated, "architectures were trained more than once; each training counts");
  note(import.short_curves, "learning curves end before epoch " + std::to_string(import.curve_epochs));
}

}  // namespace

Result<base::Done> import_nb301(const fs::path& folder, const fs::path& out, unsigned threads, const Console& console) {
  const auto files = find_files(folder);
  if (!files) return files.error();
  auto parsed = read_all(*files, threads, console);
  if (interrupted()) return Error{ErrorCode::io_error, "interrupted; nothing was written", folder.string()};
  Damage damage;
  const auto results = usable(*files, folder, std::move(parsed), damage);
  tell(damage, console);
  if (results.empty()) return Error{ErrorCode::model_damaged, "none of its files can be used", folder.string()};
  const auto import = training::collect_nb301(out.stem().string(), results);
  const auto packed = training::pack(import.data, kVersion);
  if (!packed) return packed.error();
  if (const auto written = write_file(out, {reinterpret_cast<const char*>(packed->data()), packed->size()}); !written)
    return written.error();
  tell(import, console);
  console.result(out.string() + ": " + std::to_string(import.data.size()) + " architectures from " +
                 std::to_string(files->size()) + " files, " + std::to_string(packed->size()) + " bytes\n");
  return base::Done{};
}

}  // namespace cellar::cli
