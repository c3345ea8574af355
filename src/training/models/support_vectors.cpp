// SPDX-License-Identifier: Apache-2.0
// Models `svr` and `nusvr`: support vector regression with libsvm (Chang and Lin, ACM TIST 2011) and the settings that
// NAS-Bench-301 intended (automl/nasbench301@61c670e; there only boolean settings reach scikit-learn, so that kernel,
// C, epsilon and nu are ignored).
//
// Columns are put to mean 0 and standard deviation 1 over the rows that a member is fitted to; constant ones do not
// count. Targets are validation accuracies in per cent. gamma is 1 / (columns that count), which is scikit-learn's
// standard rule for such columns.
#include "training/models/support_vectors.hpp"

#include <cmath>
#include <memory>

#include <svm.h>

#include <cellar/base/rng.hpp>
#include "training/models/encoded_regressor.hpp"
#include "training/models/member_fits.hpp"
#include "training/models/model_options.hpp"

namespace cellar::training {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using optimizer::OptionInfo;
using optimizer::Options;
using surrogate::Kernel;
using surrogate::KernelMachine;
using surrogate::RowMatrix;

constexpr const char* kStateKind = "support-vectors-state";
constexpr const char* kMachineSection = "support vectors";
constexpr double kCacheMegabytes = 256;
constexpr double kTolerance = 1e-3;  // libsvm's and scikit-learn's standard
constexpr std::array<std::string_view, 2> kKernelNames = {"rbf", "sigmoid"};

std::vector<OptionInfo> option_table(std::string_view kernel, double cost) {
  return {
      encoding_option("categories"),
      {"kernel", "Kernel", std::string(kernel), 0, 0, kKernelNames},
      {"cost", "C: weight of errors against smoothness", cost, 1e-3, 1e4, {}},
      {"gamma", "Of the kernel; 0: 1 / (columns that are not constant)", 0.0, 0, 1e3, {}},
      {"rows", "Architectures a member is fitted to at most, drawn at random; 0: all. Time grows with their square",
       std::int64_t{0}, 0, 1'000'000, {}},
  };
}

const std::vector<OptionInfo>& svr_options() {
  static const auto options = [] {
    auto table = option_table("sigmoid", 3.066);
    table.push_back({"epsilon", "Errors up to this do not count, in percentage points", 0.0251, 0, 100, {}});
    return table;
  }();
  return options;
}

const std::vector<OptionInfo>& nusvr_options() {
  static const auto options = [] {
    auto table = option_table("rbf", 5.313);
    table.push_back({"nu", "Share of support vectors at least, of errors beyond the tube at most", 0.184, 0.01, 1, {}});
    return table;
  }();
  return options;
}

void set_scales(KernelMachine& machine, const RowMatrix& rows) {
  const auto count = static_cast<double>(rows.rows());
  for (std::size_t c = 0; c < rows.columns; ++c) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < rows.rows(); ++i) sum += rows.row(i)[c];
    const double centre = sum / count;
    for (std::size_t i = 0; i < rows.rows(); ++i) squares += (rows.row(i)[c] - centre) * (rows.row(i)[c] - centre);
    machine.centre.push_back(centre);
    machine.factor.push_back(squares > 0 ? 1 / std::sqrt(squares / count) : 0);
  }
}

// Rows as libsvm takes them: pairs of column and value without zeros, ended by -1.
struct Problem {
  std::vector<std::vector<svm_node>> nodes;
  std::vector<svm_node*> rows;
  std::vector<double> targets;

  Problem(const KernelMachine& machine, const RowMatrix& matrix, std::vector<double> values)
      : targets(std::move(values)) {
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
      auto& row = nodes.emplace_back();
      const auto scaled_row = surrogate::scaled(machine, matrix.row(i));
      for (std::size_t c = 0; c < scaled_row.size(); ++c)
        if (scaled_row[c] != 0) row.push_back({static_cast<int>(c + 1), scaled_row[c]});
      row.push_back({-1, 0});
    }
    for (auto& row : nodes) rows.push_back(row.data());
  }

  svm_problem view() { return {static_cast<int>(rows.size()), targets.data(), rows.data()}; }
};

svm_parameter parameters_of(const Options& options, bool nu, const KernelMachine& machine) {
  svm_parameter parameter{};
  parameter.svm_type = nu ? NU_SVR : EPSILON_SVR;
  parameter.kernel_type = machine.kernel == Kernel::radial ? RBF : SIGMOID;
  parameter.gamma = machine.gamma;
  parameter.cache_size = kCacheMegabytes;
  parameter.eps = kTolerance;
  parameter.C = options.real("cost");
  parameter.shrinking = 1;
  (nu ? parameter.nu : parameter.p) = options.real(nu ? "nu" : "epsilon");
  return parameter;
}

struct FreeModel {
  void operator()(svm_model* model) const { svm_free_and_destroy_model(&model); }
};

void copy_support(const svm_model& model, const RowMatrix& rows, KernelMachine& machine) {
  machine.offset = -kPercent * model.rho[0];
  machine.support.columns = rows.columns;
  for (int i = 0; i < model.l; ++i) {
    machine.coefficients.push_back(kPercent * model.sv_coef[0][i]);
    const auto row = rows.row(static_cast<std::size_t>(model.sv_indices[i] - 1));
    machine.support.values.insert(machine.support.values.end(), row.begin(), row.end());
  }
}

// A member's rows, or as many of them as the option says.
std::vector<std::size_t> chosen_rows(const MemberFit& fit, std::int64_t most) {
  std::vector<std::size_t> rows = fit.rows().fitted;
  if (most == 0 || rows.size() <= static_cast<std::size_t>(most)) return rows;
  base::Rng rng = base::Rng::derive(fit.seed(), "support vector rows", 0);
  rng.shuffle(std::span(rows));
  rows.resize(static_cast<std::size_t>(most));
  std::sort(rows.begin(), rows.end());
  return rows;
}

Result<KernelMachine> train(const MemberFit& fit, const RowMatrix& all, const Options& options, bool nu) {
  const auto chosen = chosen_rows(fit, options.integer("rows"));
  const RowMatrix rows = rows_of(all, chosen);
  KernelMachine machine;
  machine.kernel = options.text("kernel") == "rbf" ? Kernel::radial : Kernel::sigmoid;
  set_scales(machine, rows);
  const auto counting = std::count_if(machine.factor.begin(), machine.factor.end(), [](double f) { return f != 0; });
  machine.gamma = options.real("gamma");
  if (machine.gamma == 0) machine.gamma = 1.0 / static_cast<double>(std::max(counting, std::ptrdiff_t{1}));
  Problem problem(machine, rows, percent_targets(fit.data(), chosen));
  const svm_problem view = problem.view();
  const svm_parameter parameter = parameters_of(options, nu, machine);
  if (const char* wrong = svm_check_parameter(&view, &parameter))
    return Error{ErrorCode::invalid_argument, wrong, "support vector regression"};
  const std::unique_ptr<svm_model, FreeModel> model(svm_train(&view, &parameter));
  copy_support(*model, rows, machine);
  return machine;
}

Result<KernelMachine> fit_member(const MemberFit& fit, const RowMatrix& all, const Options& options, bool nu) {
  const auto state = fit.kept();
  if (!state) return state.error();
  if (*state) {
    const auto payload = read_bytes(**state, kMachineSection);
    if (!payload) return payload.error();
    return surrogate::decode_kernel_machine(*payload);
  }
  if (const auto on = fit.step(0, 1); !on) return on.error();
  auto machine = train(fit, all, options, nu);
  if (!machine) return machine;
  surrogate::ModelFile kept{kStateKind, "checkpoint", "1", {}};
  write_bytes(kept, kMachineSection, surrogate::encode_kernel_machine(*machine));
  if (const auto done = fit.keep(kept); !done) return done.error();
  if (const auto on = fit.step(1, 1); !on) return on.error();
  return machine;
}

Result<std::unique_ptr<FittedEnsemble>> fit_machines(const char* model, const FitRequest& request,
                                                     const Options& options, bool nu) {
  svm_set_print_string_function([](const char*) {});
  const Dataset& data = *request.data;
  const auto all = encode_rows(options.text("encoding"), *data.space, data.architectures);
  if (!all) return all.error();
  auto machines = fit_members(request, [&](const MemberFit& fit) { return fit_member(fit, *all, options, nu); });
  if (!machines) return machines.error();
  return EncodedRegressor::make(model, *data.space, options.text("encoding"), *std::move(machines));
}

}  // namespace

ModelKind svr_kind() {
  return {"svr", "Support vector regression (libsvm) with the settings that NAS-Bench-301 intended", svr_options(),
          [](const FitRequest& request, const Options& options) {
            return fit_machines("svr", request, options, false);
          },
          EncodedRegressor::read};
}

ModelKind nusvr_kind() {
  return {"nusvr", "Nu support vector regression (libsvm) with the settings that NAS-Bench-301 intended",
          nusvr_options(),
          [](const FitRequest& request, const Options& options) {
            return fit_machines("nusvr", request, options, true);
          },
          EncodedRegressor::read};
}

}  // namespace cellar::training
