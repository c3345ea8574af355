// SPDX-License-Identifier: Apache-2.0
#include <cli/files.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <unistd.h>

namespace cellar::cli {
namespace {

using base::Error;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

base::Result<std::string> read_all(std::FILE* file, const std::filesystem::path& path) {
  std::string content;
  std::array<char, 65536> chunk;
  while (const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), file)) content.append(chunk.data(), n);
  if (std::ferror(file)) return system_error(path, "cannot be read");
  return content;
}

}  // namespace

Error system_error(const std::filesystem::path& path, const char* what) {
  return Error{base::ErrorCode::io_error, std::string(what) + ": " + std::strerror(errno), path.string()};
}

base::Result<std::string> read_file(const std::filesystem::path& path) {
  if (path == "-") return read_all(stdin, "standard input");
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return system_error(path, "cannot be opened");
  return read_all(file.get(), path);
}

base::Result<base::Done> write_file(const std::filesystem::path& path, std::string_view content) {
  // The process id keeps two commands that write the same file apart.
  const std::filesystem::path beside = path.string() + "." + std::to_string(getpid()) + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  if (!file) return system_error(path, "cannot be written");
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  const bool closed = std::fclose(file) == 0;
  if (written && closed && std::rename(beside.c_str(), path.c_str()) == 0) return base::Done{};
  Error error = system_error(path, "cannot be written");
  std::remove(beside.c_str());
  return error;
}

}  // namespace cellar::cli
