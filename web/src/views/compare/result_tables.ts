// SPDX-License-Identifier: Apache-2.0
// What a study came to, in three tables: at the end of the budget, on the way, and until a target.
import {element} from '../../dom/element';
import type {Comparison, Statistics} from '../../engine/types';
import {decimal, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {groupLetters} from '../../study/groups';
import {rankedResults, regretPoints, type RegretResult} from '../../study/regret';
import {chooseTargets, targetTable, type TargetCell} from '../../study/targets';
import {ownTime} from '../own_time';
import type {Page} from '../page';
import {dataTable, optimizerHead, tableNote} from '../data_table';

export function endTable(page: Page, shown: Comparison): HTMLElement[] {
  const exact = shown.identity.best_known.is_optimum;
  const {statistics} = shown;
  const told = statistics && statistics.pairs.length > 0 && !statistics.underpowered;
  const letters = told ? groupLetters(statistics) : undefined;
  const head = [
    text('result.optimizer'),
    text('result.median'),
    exact && text('result.test'),
    text('result.gpu_days'),
    letters && text('result.group'),
  ];
  const rows = rankedResults(shown).map((result) => [
    optimizerHead(page, result.optimizer),
    medianCell(result),
    exact && testCell(result.testMedian),
    element('td', {}, decimal(result.simulatedGpuDays, 1)),
    letters && element('td', {class: 'letters'}, letters[scoreIndex(statistics!, result.optimizer)]),
  ]);
  const model = shown.identity.model.name;
  const runs = whole(shown.spec.runs);
  return [
    dataTable('results', head, rows),
    ...(letters ? [tableNote(text('result.group_note'))] : []),
    tableNote(text(exact ? 'result.note_exact' : 'result.note', {model, runs})),
  ];
}

/** Mean ranks as the budget grows, the mean regret over all of it, and what the methods themselves take. */
export function wayTable(page: Page, shown: Comparison, statistics: Statistics): HTMLElement[] {
  const best = shown.identity.best_known.val_accuracy;
  const head = [
    text('way.optimizer'),
    ...statistics.ranks.map(({evaluations}) => whole(evaluations)),
    text('way.end'),
    text('way.area'),
    shown.thinking && text('way.own_time'),
  ];
  const order = statistics.optimizers.map((_, i) => i);
  order.sort((a, b) => statistics.optimizers[a].mean_rank - statistics.optimizers[b].mean_rank);
  const rows = order.map((i) => {
    const {optimizer, mean_rank, area} = statistics.optimizers[i];
    return [
      optimizerHead(page, optimizer),
      ...statistics.ranks.map(({mean_ranks}) => element('td', {}, decimal(mean_ranks[i], 2))),
      element('td', {}, element('strong', {}, decimal(mean_rank, 2))),
      element('td', {}, decimal(regretPoints(area, best), 2)),
      shown.thinking && ownTimeCell(shown, optimizer),
    ];
  });
  const note = text('way.note', {runs: whole(statistics.paired_runs)});
  return [dataTable('way', head, rows), tableNote(shown.thinking ? `${note} ${text('way.own_time_note')}` : note)];
}

export function targetRows(page: Page, shown: Comparison): HTMLElement[] {
  const targets = chooseTargets(shown);
  const order = rankedResults(shown).map(({optimizer}) => optimizer);
  const rows = targetTable(shown, targets).sort((a, b) => order.indexOf(a.optimizer) - order.indexOf(b.optimizer));
  const head = [text('result.optimizer'), ...targets.map((target) => text('target.column', {target: tick(target)}))];
  return [
    dataTable(
      'targets',
      head,
      rows.map(({optimizer, cells}) => [optimizerHead(page, optimizer), ...cells.map(targetCell)]),
    ),
    tableNote(text('target.note')),
  ];
}

const scoreIndex = ({optimizers}: Statistics, name: string): number =>
  optimizers.findIndex(({optimizer}) => optimizer === name);

function medianCell({median, low, high}: RegretResult): HTMLElement {
  return element(
    'td',
    {},
    element('strong', {}, decimal(median, 3)),
    element('span', {class: 'muted quartiles below'}, `${decimal(low, 3)}–${decimal(high, 3)}`),
  );
}

function testCell(median: number | undefined): HTMLElement {
  return median === undefined
    ? element('td', {class: 'muted'}, text('result.pending'))
    : element('td', {}, decimal(median, 3));
}

function ownTimeCell({thinking}: Comparison, name: string): HTMLElement {
  const own = thinking?.find(({optimizer}) => optimizer === name);
  // A record that was read from files says nothing of it.
  return element('td', {}, own && own.seconds > 0 ? ownTime(own.seconds, own.evaluations) : '');
}

function targetCell({medianEvaluations, reached, runs}: TargetCell): HTMLElement {
  if (medianEvaluations !== undefined) return element('td', {}, whole(medianEvaluations));
  return element('td', {class: 'muted'}, text('target.share', {reached: whole(reached), runs: whole(runs)}));
}
