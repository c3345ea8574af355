// SPDX-License-Identifier: Apache-2.0
// A training done here beside those that the table has of the same cell.
import {element, type Child} from '../../dom/element';
import type {CellTrainings, TrainingCounts} from '../../engine/one_shot_types';
import {decimal, percent, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {CellState} from '../../study/cell_controller';
import {accuracySpread, fullTrainings, sameDigits, type TableTraining} from '../../study/table_agreement';
import {dataTable} from '../data_table';

const LOSS_DIGITS = 4;

export function cellResult({request, progress, table}: CellState): Child[] {
  const outcome = progress?.outcome;
  const rows = [
    ...(outcome ? [row(text('cell_training.row.here', {seed: request!.seed}), outcome, table?.images, 'here')] : []),
    ...(table ? fullTrainings(table) : []).map((training) =>
      row(text('cell_training.row.table', {seed: training.seed}), training, table!.images),
    ),
  ];
  if (rows.length === 0) return [];
  return [
    outcome && element('p', {id: 'cell-verdict', role: 'status'}, ...verdict(outcome, request!.seed, table)),
    dataTable(
      'cell-trainings',
      [
        text('cell_training.column.training'),
        text('search.column.validation'),
        text('search.column.test'),
        text('cell_training.column.right_validation'),
        text('cell_training.column.right_test'),
        text('cell_training.column.loss'),
      ],
      rows,
    ),
    table && element('p', {class: 'small muted'}, spreadSentence(table)),
  ];
}

function row(
  title: string,
  counts: TrainingCounts,
  images: CellTrainings['images'] | undefined,
  className?: string,
): HTMLElement[] {
  const right = (correct: number, of: number | undefined) =>
    of === undefined ? whole(correct) : text('cell_training.right', {correct: whole(correct), images: whole(of)});
  const cells = [
    percent(counts.val_accuracy),
    percent(counts.test_accuracy),
    right(counts.val_correct, images?.validation),
    right(counts.test_correct, images?.test),
    counts.val_loss === undefined ? text('cell_training.diverged') : decimal(counts.val_loss, LOSS_DIGITS),
  ];
  return [
    element('th', {scope: 'row', class: className ? `name ${className}` : 'name'}, title),
    ...cells.map((content) => element('td', {class: className}, content)),
  ];
}

function verdict(outcome: TrainingCounts, seed: number, table: CellTrainings | undefined): Child[] {
  if (!table || table.trainings.length === 0) return [text('cell_training.no_table')];
  const all = fullTrainings(table);
  const same = all.find((training) => training.seed === seed);
  if (!same) return [otherSeed(outcome, seed, all)];
  const values = {
    seed,
    validation: whole(outcome.val_correct),
    of_validation: whole(table.images.validation),
    test: whole(outcome.test_correct),
    of_test: whole(table.images.test),
  };
  return sameDigits(outcome, same)
    ? [element('strong', {}, text('cell_training.same')), ' ', text('cell_training.same_counts', values)]
    : [element('strong', {class: 'error'}, text('cell_training.differs')), ' ', text('cell_training.differs_note')];
}

function otherSeed({val_accuracy}: TrainingCounts, seed: number, all: readonly TableTraining[]): string {
  const {low, high} = accuracySpread(all);
  const place = val_accuracy < low ? 'below' : val_accuracy > high ? 'above' : 'within';
  return text(`cell_training.other_seed.${place}`, {
    seed,
    accuracy: percent(val_accuracy),
    low: percent(low),
    high: percent(high),
  });
}

function spreadSentence(table: CellTrainings): string {
  const all = fullTrainings(table);
  const {low, high} = accuracySpread(all);
  return text(all.length === 1 ? 'cell_training.spread_one' : 'cell_training.spread', {
    seeds: whole(all.length),
    epochs: whole(all[0]?.epochs ?? 0),
    points: decimal((high - low) * 100, 2),
  });
}
