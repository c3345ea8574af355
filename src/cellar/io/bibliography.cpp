// SPDX-License-Identifier: Apache-2.0
#include <cellar/io/bibliography.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace cellar::io {
namespace {

struct Entry {
  std::string_view subjects;  // benchmarks and optimizers, between spaces
  std::string_view bibtex;
};

constexpr std::array<Entry, 14> kEntries = {{
    {" nb301 ",
     "@inproceedings{zela2022surrogate,\n  title = {Surrogate {NAS} Benchmarks: Going Beyond the Limited Search Spaces of "
     "Tabular {NAS} Benchmarks},\n  author = {Zela, Arber and Siems, Julien and Zimmer, Lucas and Lukasik, Jovita and Keuper, "
     "Margret and Hutter, Frank},\n  booktitle = {International Conference on Learning Representations},\n  year = {2022},\n"
     "  note = {arXiv:2008.09777}\n}\n"},
    {" nb1shot1-1 nb1shot1-2 nb1shot1-3 ",
     "@inproceedings{zela2020bench1shot1,\n  title = {{NAS-Bench-1Shot1}: Benchmarking and Dissecting One-shot Neural "
     "Architecture Search},\n  author = {Zela, Arber and Siems, Julien and Hutter, Frank},\n  booktitle = {International "
     "Conference on Learning Representations},\n  year = {2020},\n  note = {arXiv:2001.10422}\n}\n"},
    {" nb101 nb1shot1-1 nb1shot1-2 nb1shot1-3 ",
     "@inproceedings{ying2019bench101,\n  title = {{NAS-Bench-101}: Towards Reproducible Neural Architecture Search},\n"
     "  author = {Ying, Chris and Klein, Aaron and Christiansen, Eric and Real, Esteban and Murphy, Kevin and Hutter, "
     "Frank},\n  booktitle = {International Conference on Machine Learning},\n  year = {2019},\n  note = "
     "{arXiv:1902.09635}\n}\n"},
    {" rs ",
     "@article{bergstra2012random,\n  title = {Random Search for Hyper-Parameter Optimization},\n  author = {Bergstra, James "
     "and Bengio, Yoshua},\n  journal = {Journal of Machine Learning Research},\n  volume = {13},\n  pages = {281--305},\n"
     "  year = {2012}\n}\n"},
    {" re ",
     "@inproceedings{real2019regularized,\n  title = {Regularized Evolution for Image Classifier Architecture Search},\n"
     "  author = {Real, Esteban and Aggarwal, Alok and Huang, Yanping and Le, Quoc V.},\n  booktitle = {AAAI Conference on "
     "Artificial Intelligence},\n  year = {2019},\n  note = {arXiv:1802.01548}\n}\n"},
    {" ls ",
     "@inproceedings{white2021exploring,\n  title = {Exploring the Loss Landscape in Neural Architecture Search},\n  author = "
     "{White, Colin and Nolen, Sam and Savani, Yash},\n  booktitle = {Uncertainty in Artificial Intelligence},\n  year = "
     "{2021},\n  note = {arXiv:2005.02960}\n}\n"},
    {" de ",
     "@inproceedings{awad2020differential,\n  title = {Differential Evolution for Neural Architecture Search},\n  author = "
     "{Awad, Noor and Mallik, Neeratyoy and Hutter, Frank},\n  booktitle = {ICLR Workshop on Neural Architecture Search},\n"
     "  year = {2020},\n  note = {arXiv:2012.06400}\n}\n"},
    {" tpe ",
     "@inproceedings{bergstra2011algorithms,\n  title = {Algorithms for Hyper-Parameter Optimization},\n  author = {Bergstra, "
     "James and Bardenet, R{\\'e}mi and Bengio, Yoshua and K{\\'e}gl, Bal{\\'a}zs},\n  booktitle = {Advances in Neural "
     "Information Processing Systems},\n  year = {2011}\n}\n"},
    {" bananas ",
     "@inproceedings{white2021bananas,\n  title = {{BANANAS}: Bayesian Optimization with Neural Architectures for Neural "
     "Architecture Search},\n  author = {White, Colin and Neiswanger, Willie and Savani, Yash},\n  booktitle = {AAAI "
     "Conference on Artificial Intelligence},\n  year = {2021},\n  note = {arXiv:1910.11858}\n}\n"},
    {" smac ",
     "@inproceedings{hutter2011sequential,\n  title = {Sequential Model-Based Optimization for General Algorithm "
     "Configuration},\n  author = {Hutter, Frank and Hoos, Holger H. and Leyton-Brown, Kevin},\n  booktitle = {Learning and "
     "Intelligent Optimization},\n  year = {2011}\n}\n"},
    {" hyperband ",
     "@article{li2018hyperband,\n  title = {Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization},\n"
     "  author = {Li, Lisha and Jamieson, Kevin and DeSalvo, Giulia and Rostamizadeh, Afshin and Talwalkar, Ameet},\n"
     "  journal = {Journal of Machine Learning Research},\n  volume = {18},\n  year = {2018},\n  note = {arXiv:1603.06560}\n}\n"},
    {" bohb ",
     "@inproceedings{falkner2018bohb,\n  title = {{BOHB}: Robust and Efficient Hyperparameter Optimization at Scale},\n"
     "  author = {Falkner, Stefan and Klein, Aaron and Hutter, Frank},\n  booktitle = {International Conference on Machine "
     "Learning},\n  year = {2018},\n  note = {arXiv:1807.01774}\n}\n"},
    {" reinforce ",
     "@article{williams1992simple,\n  title = {Simple Statistical Gradient-Following Algorithms for Connectionist "
     "Reinforcement Learning},\n  author = {Williams, Ronald J.},\n  journal = {Machine Learning},\n  volume = {8},\n  pages = "
     "{229--256},\n  year = {1992}\n}\n"},
    {" gp ",
     "@inproceedings{oh2019combinatorial,\n  title = {Combinatorial {Bayesian} Optimization using the Graph {Cartesian} "
     "Product},\n  author = {Oh, ChangYong and Tomczak, Jakub M. and Gavves, Efstratios and Welling, Max},\n  booktitle = "
     "{Advances in Neural Information Processing Systems},\n  year = {2019},\n  note = {arXiv:1902.00448}\n}\n"},
}};

bool concerns(const Entry& entry, const study::StudyRecord& study) {
  const auto names = [&](const std::string& name) {
    return entry.subjects.find(" " + name + " ") != std::string_view::npos;
  };
  const auto& optimizers = study.spec.optimizers;
  return names(study.spec.benchmark) ||
         std::any_of(optimizers.begin(), optimizers.end(), [&](const auto& optimizer) { return names(optimizer.name); });
}

}  // namespace

std::string bibliography(std::span<const study::StudyRecord> studies) {
  std::string text;
  for (const Entry& entry : kEntries)
    if (std::any_of(studies.begin(), studies.end(), [&](const auto& study) { return concerns(entry, study); }))
      text += entry.bibtex;
  return text;
}

}  // namespace cellar::io
