// SPDX-License-Identifier: Apache-2.0
// `cellar serve`: the page on this machine, as any static host would serve it (cpp-httplib, MIT).
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <httplib.h>

#include <cli/console.hpp>
#include <cli/executable.hpp>
#include <cli/shared_options.hpp>
#include <cli/verb.hpp>

namespace cellar::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHost = "127.0.0.1";  // never to be seen from another machine
constexpr int kDefaultPort = 8301;          // unassigned by IANA, and easy to remember for NAS-Bench-301
constexpr int kWorkers = 8;                 // a browser opens up to six connections and keeps them

struct Options {
  std::string folder;
  int port = kDefaultPort;
  bool quiet = false;
};

base::Result<fs::path> page_folder(const std::string& given) {
  const auto candidates =
      given.empty() ? installed_or_source("page", CELLAR_SOURCE_PAGE) : std::vector<fs::path>{given};
  std::error_code ignored;
  for (const auto& folder : candidates)
    if (fs::exists(folder / "index.html", ignored)) return folder;
  return base::Error{base::ErrorCode::io_error, "no index.html there; build the page first (./run does)",
                     candidates.back().string()};
}

// The page may load nothing from elsewhere and be framed by nobody; WebAssembly needs its own word.
httplib::Headers safe_headers() {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
           "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
           "form-action 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "no-cache"}};
}

// The library's own choice, SO_REUSEPORT, would let a second server take the same port and half of the requests.
void allow_reuse_after_end(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void configure(httplib::Server& server, const fs::path& folder) {
  server.set_socket_options(allow_reuse_after_end);
  server.new_task_queue = [] { return new httplib::ThreadPool(kWorkers); };
  server.set_default_headers(safe_headers());
  server.set_file_extension_and_mimetype_mapping("mjs", "text/javascript");
  server.set_file_extension_and_mimetype_mapping("webmanifest", "application/manifest+json");
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "GET" || request.method == "HEAD") return httplib::Server::HandlerResponse::Unhandled;
    response.status = 405;
    response.set_header("Allow", "GET, HEAD");
    return httplib::Server::HandlerResponse::Handled;
  });
  // Paths that leave the folder are refused by cpp-httplib itself (and by a test of ours).
  server.set_mount_point("/", folder.string());
}

ExitCode run(const Options& options) {
  const Console console("serve", options.quiet);
  const auto folder = page_folder(options.folder);
  if (!folder) return console.error(folder.error());
  httplib::Server server;
  configure(server, *folder);
  const int port = options.port == 0 ? server.bind_to_any_port(kHost)
                                     : (server.bind_to_port(kHost, options.port) ? options.port : -1);
  if (port < 0) {
    console.error("port " + std::to_string(options.port) + " is taken; choose another with --port, or 0 for any");
    return ExitCode::failed;
  }
  console.result("http://" + std::string(kHost) + ":" + std::to_string(port) + "/\n");
  console.flush();
  console.note("serving " + folder->string() + "; Ctrl-C ends");
  return server.listen_after_bind() ? ExitCode::done : ExitCode::failed;
}

Action declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("DIR", options->folder, "Folder with the built page (default: the one of this program)");
  app.add_option("--port", options->port, "Port on 127.0.0.1; 0 takes any that is free")
      ->capture_default_str()
      ->check(CLI::Range(0, 65535));
  add_quiet_option(app, options->quiet);
  return [options] { return run(*options); };
}

}  // namespace

const Verb kServe = {"serve", "Serve the page on this machine",
                     "  cellar serve\n"
                     "  cellar serve web/dist --port 8080\n",
                     declare};

}  // namespace cellar::cli
