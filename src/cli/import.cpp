// SPDX-License-Identifier: Apache-2.0
// `cellar import`: tables, images and data sets from the files of other projects.
#include <array>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include <cellar/io/image_task_file.hpp>
#include <cellar/io/nb101_packing.hpp>
#include <cli/console.hpp>
#include <cli/files.hpp>
#include <cli/image_files.hpp>
#include <cli/import_nb301.hpp>
#include <cli/interrupt.hpp>
#include <cli/shared_options.hpp>
#include <cli/study_folder.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;
using Cells = std::vector<io::Nb101CellResults>;

constexpr std::size_t kPiece = 1 << 20;            // bytes read at a time
constexpr std::uint64_t kReportEvery = 100'000;    // records; some seconds

struct Options {
  std::string file, out;
  bool quiet = false;
  unsigned threads = 0;
};

// What a subcommand does; an error of it is the end.
using Import = Result<base::Done> (*)(const Options&, const Console&);

// The records that the piece completes.
Result<base::Done> collect(io::Nb101TfrecordReader& reader, io::Nb101Collector& collector, const Console& console) {
  while (true) {
    const auto entry = reader.next();
    if (!entry) return entry.error();
    if (!*entry) return base::Done{};
    if (const auto added = collector.add(**entry); !added) return added.error();
    if ((*entry)->position.number % kReportEvery == 0)
      console.note(std::to_string((*entry)->position.number) + " records, " + std::to_string(collector.size()) + " cells");
  }
}

Result<Cells> read_cells(const std::string& path, const Console& console) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::io_error, "cannot be read", path};
  io::Nb101TfrecordReader reader;
  io::Nb101Collector collector;
  std::vector<char> piece(kPiece);
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
    reader.feed({reinterpret_cast<const std::uint8_t*>(piece.data()), static_cast<std::size_t>(file.gcount())});
    if (const auto collected = collect(reader, collector, console); !collected) return collected.error();
    if (interrupted()) return Error{ErrorCode::io_error, "interrupted; nothing was written", path};
  }
  if (const auto finished = reader.finish(); !finished) return finished.error();
  return std::move(collector).finish();
}

Result<base::Done> write_table(const fs::path& path, const std::string& name, const Cells& cells) {
  const auto table = io::pack_nb101_results(name, "1.0.0", cells);
  if (!table) return table.error();
  return write_file(path, {reinterpret_cast<const char*>(table->data()), table->size()});
}

Result<base::Done> import_nb101(const Options& options, const Console& console) {
  const auto cells = read_cells(options.file, console);
  if (!cells) return cells.error();
  std::error_code failure;
  fs::create_directories(options.out, failure);
  if (failure) return Error{ErrorCode::io_error, "the folder cannot be made: " + failure.message(), options.out};
  const fs::path folder = options.out;
  if (const auto written = write_table(folder / "nb101-table-v1.cellar", "nb101-imported", *cells); !written)
    return written.error();
  const Cells one_shot = io::one_shot_results(*cells);
  if (!one_shot.empty())
    if (const auto written = write_table(folder / "nb1shot1-table-v1.cellar", "nb1shot1-imported", one_shot); !written)
      return written.error();
  console.result(std::to_string(cells->size()) + " cells, " + std::to_string(one_shot.size()) +
                 " of them in the spaces of NAS-Bench-1Shot1\n");
  console.note("use them with --models " + options.out);
  return base::Done{};
}

Result<base::Done> import_images(const Options& options, const Console& console) {
  auto loaded = load_reduced_task(options.file, {});
  if (!loaded) return loaded.error();
  const auto packed = io::pack_image_task({std::move(loaded->task), loaded->data_sha256}, "fashion-images-v1");
  if (!packed) return packed.error();
  if (const auto made = make_study_folder(options.out); !made) return made.error();
  const fs::path path = fs::path(options.out) / "fashion-images-v1.cellar";
  const auto written = write_file(path, {reinterpret_cast<const char*>(packed->data()), packed->size()});
  if (written) console.result(path.string() + ": " + std::to_string(packed->size()) + " bytes\n");
  return written;
}

Result<base::Done> import_results(const Options& options, const Console& console) {
  return import_nb301(options.file, options.out, options.threads, console);
}

ExitCode run(Import import, const Options& options) {
  const Console console("import", options.quiet);
  catch_interrupts();
  const auto imported = import(options, console);
  if (imported) return ExitCode::done;
  const ExitCode code = console.error(imported.error());
  return interrupted() ? ExitCode::interrupted : code;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  const auto import = std::make_shared<Import>(import_nb101);
  const auto nb101 = app.add_subcommand("nb101", "NAS-Bench-101's nasbench_only108.tfrecord or nasbench_full.tfrecord");
  nb101->add_option("FILE", options->file, "The file")->required();
  nb101->add_option("--out", options->out, "Folder for the tables; name it with --models to answer from them")->required();
  add_quiet_option(*nb101, options->quiet);
  const auto images = app.add_subcommand("fashion-mnist", "The images that small networks are trained on, as the page needs them");
  images->add_option("FOLDER", options->file, "Folder with the four files")->default_val(kImageFolder);
  images->add_option("--out", options->out, "Folder for fashion-images-v1.cellar")->required();
  images->callback([import] { *import = import_images; });
  add_quiet_option(*images, options->quiet);
  const auto nb301 = app.add_subcommand("nb301", "NAS-Bench-301's results folders as a data set that models are fitted to");
  nb301->add_option("FOLDER", options->file, "Folder with a folder of results_*.json for each optimizer")->required();
  nb301->add_option("--out", options->out, "File for the data set")->required();
  nb301->add_option("--threads", options->threads, "Threads that read; 0: one per core")->capture_default_str();
  nb301->callback([import] { *import = import_results; });
  add_quiet_option(*nb301, options->quiet);
  app.require_subcommand(1);
  return [import, options] { return run(*import, *options); };
}

}  // namespace

const Verb kImport = {"import", "Make tables and data sets from the files of other projects",
                      "  cellar import nb101 nasbench_full.tfrecord --out my-models\n"
                      "  cellar import fashion-mnist --out my-models\n"
                      "  cellar import nb301 nb_301_v12 --out nb301.cellar\n"
                      "  cellar query -b nb101 --models my-models cells.txt\n",
                      declare};

}  // namespace cellar::cli
