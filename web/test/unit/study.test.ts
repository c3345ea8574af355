// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {Comparison, Result} from '../../src/engine/types';
import {searchCommand} from '../../src/state/study_spec';
import {claimOf} from '../../src/study/claim';
import {endsOf} from '../../src/study/ends';
import {formatOptimizer, isOptimizerText, parseOptimizer, withoutDefaults} from '../../src/study/optimizer_text';
import {rankedResults, regretCurve, regretPoints, stepValue} from '../../src/study/regret';
import {chooseTargets, targetTable} from '../../src/study/targets';
import {countsOf, specOf, trajectoriesOf, type RecordContent} from '../../src/study/record_content';

const BEST = 0.95;
const result = (optimizer: string, median: number): Result => ({
  optimizer,
  runs: 3,
  mean: median,
  sd: 0,
  q25: median - 0.001,
  median,
  q75: median + 0.001,
  simulated_gpu_days: 1,
  best: {architecture: '', val_accuracy: median, runtime_seconds: 1, parameters: 1, macs: 1, fidelity: 98, flags: []},
});
const curve = (optimizer: string, median: number[]) => ({optimizer, x: [1, 10, 100], q25: median, median, q75: median});

function comparison(rs: number[], re: number[]): Comparison {
  return {
    spec: {
      benchmark: 'nb301',
      optimizers: [
        {name: 'rs', options: {}},
        {name: 're', options: {}},
      ],
      runs: 3,
      evaluations: 100,
      seed: 1,
      noise: false,
    },
    identity: {
      name: 'nb301',
      model: {name: 'm', sha256: ''},
      fidelities: {min: 1, max: 98, unit: 'epochs'},
      best_known: {architecture: '', val_accuracy: BEST, is_optimum: false},
    },
    curves: {evaluations: [curve('rs', rs), curve('re', re)], simulated_gpu_days: []},
    results: [result('rs', rs[2]), result('re', re[2])],
    trajectories: [
      {optimizer: 0, improvements: [[1, 0.93]]},
      {
        optimizer: 0,
        improvements: [
          [1, 0.93],
          [40, 0.941],
        ],
      },
      {optimizer: 0, improvements: [[2, 0.92]]},
      {optimizer: 1, improvements: [[1, 0.9401]]},
      {optimizer: 1, improvements: [[9, 0.9451]]},
      {
        optimizer: 1,
        improvements: [
          [5, 0.945],
          [7, 0.9495],
        ],
      },
    ],
  };
}

describe('regret', () => {
  it('is in percentage points, negative above the best known', () => {
    expect(regretPoints(0.94, BEST)).toBeCloseTo(1);
    expect(regretPoints(0.96, BEST)).toBeCloseTo(-1);
  });

  it('turns the quartiles around', () => {
    const {low, high} = regretCurve({optimizer: 'rs', x: [1], q25: [0.92], median: [0.93], q75: [0.94]}, BEST);
    expect(low[0]).toBeCloseTo(1);
    expect(high[0]).toBeCloseTo(3);
  });

  it('ranks the best median first', () => {
    expect(rankedResults(comparison([0.9, 0.91, 0.92], [0.9, 0.92, 0.94])).map(({optimizer}) => optimizer)).toEqual([
      're',
      'rs',
    ]);
  });

  it('holds a step until the next', () => {
    expect([0.5, 1, 9, 10, 1000].map((x) => stepValue([1, 10], [5, 6], x))).toEqual([undefined, 5, 5, 6, 6]);
  });
});

describe('the claim', () => {
  const won = (winner: 'rs' | 're', benchmark: string) => {
    const ends: [number, number] = winner === 'rs' ? [0.945, 0.93] : [0.92, 0.94];
    const shown = comparison([0.9, 0.91, ends[0]], [0.9, 0.91, ends[1]]);
    return {...shown, spec: {...shown.spec, benchmark}};
  };

  it('joins neighbouring spaces that one method wins', () => {
    const claim = claimOf([won('rs', 'a'), won('rs', 'b'), won('re', 'c')], 'rs');
    expect(claim.wins).toEqual([
      {winner: 'rs', benchmarks: ['a', 'b']},
      {winner: 're', benchmarks: ['c']},
    ]);
    expect(claim.baselineRegret.map((regret) => regret.toFixed(2))).toEqual(['0.50', '0.50', '3.00']);
  });

  it('admits that the baseline did not take part', () => {
    expect(claimOf([won('re', 'a')], 'ls').baselineRegret).toEqual([NaN]);
  });
});

describe('on a table', () => {
  const shown = comparison([0.9, 0.91, 0.92], [0.9, 0.92, 0.94]);
  const known: Comparison = {
    ...shown,
    identity: {
      ...shown.identity,
      name: 'nb101',
      best_known: {...shown.identity.best_known, is_optimum: true, test_accuracy: 0.94},
    },
    trajectories: shown.trajectories.map((trajectory, i) => ({
      ...trajectory,
      test_accuracy: 0.93 - i / 1000,
      measured: i % 3 === 0,
    })),
  };

  it('regret in test is the median of the same incumbents', () => {
    expect(rankedResults(known).map(({optimizer, testMedian}) => [optimizer, testMedian?.toFixed(2)])).toEqual([
      ['re', '1.40'],
      ['rs', '1.10'],
    ]);
    expect(rankedResults(shown)[0].testMedian).toBeUndefined();
  });

  it('counts the incumbents that are measured', () => {
    expect(endsOf(known)).toEqual({measured: 2, total: 6});
    expect(endsOf(shown)).toBeUndefined();
  });

  it('counts none on a surrogate, where there is no measured one', () => {
    expect(endsOf({...known, identity: {...known.identity, name: 'fashion-darts'}})).toBeUndefined();
  });

  it('the claim counts where another method is first in test', () => {
    expect(claimOf([known, shown], 'rs').turned).toEqual({turned: 1, known: 1});
  });
});

describe('evaluations to a target', () => {
  it('are the median run, where most runs arrive', () => {
    const shown = comparison([0.9, 0.91, 0.92], [0.9, 0.92, 0.94]);
    const [rs, re] = targetTable(shown, [1, 0.1]);
    expect(rs.cells[0]).toEqual({reached: 1, runs: 3, medianEvaluations: undefined});
    expect(re.cells[0]).toEqual({reached: 3, runs: 3, medianEvaluations: 5});
    expect(re.cells[1]).toEqual({reached: 1, runs: 3, medianEvaluations: undefined});
  });

  it('have targets that most runs of some optimizer reach', () => {
    expect(chooseTargets(comparison([0.9, 0.91, 0.92], [0.9, 0.92, 0.94]))).toEqual([2, 1, 0.5]);
  });
});

describe('a record', () => {
  const record = {
    benchmark: 'nb301',
    model: {name: 'm', sha256: ''},
    spec: {
      optimizers: [
        {name: 'rs', options: {}},
        {name: 're', options: {population: 100}},
      ],
      runs: 2,
      budget: {evaluations: 20, simulated_seconds: 1e6},
      seed: 4,
      noise: false,
    },
    runs: [
      {
        optimizer: 1,
        evaluations: 12,
        simulated_seconds: 1e6,
        incumbents: [
          {evaluation: 1, val_accuracy: 0.9, flags: ['modelled']},
          {evaluation: 8, val_accuracy: 0.92, test_accuracy: 0.91, flags: ['measured']},
        ],
      },
      {optimizer: 1, evaluations: 20, simulated_seconds: 1e5, incumbents: []},
      {optimizer: 0, evaluations: 3, simulated_seconds: 1e5, incumbents: []},
    ],
  } as RecordContent;

  it('gives the improvements of each run', () => {
    expect(trajectoriesOf(record)[0]).toEqual({
      optimizer: 1,
      improvements: [
        [1, 0.9],
        [8, 0.92],
      ],
      test_accuracy: 0.91,
      measured: true,
    });
  });

  it('says what was asked and how much of it is done', () => {
    expect(specOf(record)).toEqual({
      benchmark: 'nb301',
      optimizers: record.spec.optimizers,
      runs: 2,
      evaluations: 20,
      simulated_seconds: 1e6,
      seed: 4,
      noise: false,
    });
    expect(countsOf(record)).toEqual({evaluations: 35, evaluations_total: 80, runs: 2, runs_total: 4});
  });
});

describe('optimizers as text', () => {
  const known = [
    {
      name: 're',
      title: '',
      citation: '',
      options: [
        {name: 'population', description: '', default: 100},
        {name: 'tournament', description: '', default: 10},
      ],
    },
  ];

  it.each(['rs', 're:population=50', 're:population=50;tournament=5', 'x:p=0.5;q=word'])('round: %s', (text) => {
    expect(isOptimizerText(text)).toBe(true);
    expect(formatOptimizer(parseOptimizer(text))).toBe(text);
  });

  it.each(['', ':', 're:', 're:population', 're:=5', 're;population=5', 'Re'])('are refused: %s', (text) =>
    expect(isOptimizerText(text)).toBe(false),
  );

  it('leave defaults out', () => {
    expect(formatOptimizer(withoutDefaults(parseOptimizer('re:population=100;tournament=5'), known))).toBe(
      're:tournament=5',
    );
  });

  it('are quoted for the shell where they hold a semicolon', () => {
    const spec = {
      benchmark: 'nb301',
      optimizers: [parseOptimizer('re:population=5;tournament=2')],
      runs: 2,
      evaluations: 9,
      seed: 3,
      noise: true,
    };
    expect(searchCommand(spec).join(' ')).toBe(
      "cellar search -b nb301 -o 're:population=5;tournament=2' --runs 2 --evaluations 9 --seed 3 --noise",
    );
  });
});
