// SPDX-License-Identifier: Apache-2.0
// The reason of a phase in one sentence or two, for every optimizer in the same words: from its moves and members alone.
import type {TracedTrial} from '../../engine/types';
import {percent, signedPoints, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {CHOOSE, CONSIDER, EVALUATE, MAKE, isIncumbent, keepingOf, type TracePlace} from '../../study/trace_phases';
import {changeText} from './change_text';

/** More would be a list, not a sentence. */
const MOST_NAMED = 12;

export interface ReasonContext {
  trials: readonly TracedTrial[];
  space: string;
  /** The most epochs of the benchmark. */
  fullEpochs: number;
}

/** Trials are numbered from 1, as evaluations in a record are. */
export const trialName = (trial: number): string => `#${trial + 1}`;

export function reasonText(context: ReasonContext, place: TracePlace): string {
  switch (place.phase) {
    case CONSIDER:
      return considerText(context, place.trial);
    case CHOOSE:
      return chooseText(context, place.trial);
    case MAKE:
      return makeText(context, place.trial);
    case EVALUATE:
      return evaluateText(context, place.trial);
    default:
      return keepText(context, place.trial);
  }
}

function considerText({trials}: ReasonContext, trial: number): string {
  const {considered, move} = trials[trial];
  const different = [...new Set(considered)].sort((a, b) => a - b);
  const names = different.slice(0, MOST_NAMED).map(trialName).join(', ');
  const list = different.length > MOST_NAMED ? text('trace.list_more', {names}) : names;
  return text(`trace.why.consider.${move}`, {count: whole(considered.length), list, known: whole(trial)});
}

function chooseText({trials}: ReasonContext, trial: number): string {
  const {considered, parent, move} = trials[trial];
  const accuracy = trials[parent!].val_accuracy;
  const sentence = text(move === 'crossover' ? 'trace.why.choose.target' : 'trace.why.choose', {
    parent: trialName(parent!),
    accuracy: percent(accuracy),
  });
  if (!considered.includes(parent!) || move === 'crossover') return sentence;
  const better = new Set(considered.filter((other) => trials[other].val_accuracy > accuracy)).size;
  return `${sentence} ${better === 0 ? text('trace.why.choose.best') : text('trace.why.choose.rank', {rank: whole(better + 1)})}`;
}

function makeText({trials, space}: ReasonContext, trial: number): string {
  const {architecture, fidelity, move, parent, score} = trials[trial];
  const origin = parent === undefined ? undefined : trials[parent];
  const sentence = text(
    origin ? `trace.why.make.${move}` : move === 'model' ? 'trace.why.make.model_alone' : 'trace.why.make.random',
    {
      change: origin ? changeText(space, origin.architecture, architecture) : '',
      parent: parent === undefined ? '' : trialName(parent),
      from: origin?.fidelity ?? 0,
      to: fidelity,
    },
  );
  return score === undefined ? sentence : `${sentence} ${text('trace.why.score', {score: tick(score)})}`;
}

function evaluateText(context: ReasonContext, trial: number): string {
  const {trials, fullEpochs} = context;
  const {val_accuracy, fidelity, parent} = trials[trial];
  const parts = [
    text(fidelity === fullEpochs ? 'trace.why.evaluate' : 'trace.why.evaluate_short', {
      child: trialName(trial),
      accuracy: percent(val_accuracy),
      epochs: whole(fidelity),
    }),
  ];
  const origin = parent === undefined ? undefined : trials[parent];
  if (origin)
    parts.push(
      text(origin.fidelity === fidelity ? 'trace.why.difference' : 'trace.why.difference_epochs', {
        difference: signedPoints(val_accuracy - origin.val_accuracy),
        parent: trialName(parent!),
        epochs: whole(origin.fidelity),
      }),
    );
  if (isIncumbent(trials, trial)) parts.push(text('trace.why.incumbent'));
  return parts.join(' ');
}

function keepText({trials}: ReasonContext, trial: number): string {
  const {joined, left, members} = keepingOf(trials, trial);
  if (members.length === 0) return text('trace.why.keep.none');
  const child = trialName(trial);
  const count = whole(members.length);
  if (!joined) return text(left.length === 0 ? 'trace.why.keep.refused' : 'trace.why.keep.other', {child, count});
  if (left.length === 0) return text('trace.why.keep.joined', {child, count});
  if (left.length > 1) return text('trace.why.keep.replaced_many', {child, count, left: whole(left.length)});
  return text('trace.why.keep.replaced', {child, count, left: leaving(trials, trial, left[0])});
}

// "#13, the oldest, leaves, although it is better than the child"
function leaving(trials: readonly TracedTrial[], trial: number, left: number): string {
  const before = trials[trial - 1].members;
  const oldest = before.every((member) => member >= left);
  const name = oldest ? text('trace.why.left.oldest', {left: trialName(left)}) : trialName(left);
  const better = trials[left].val_accuracy > trials[trial].val_accuracy;
  return better ? text('trace.why.left.better', {left: name}) : text('trace.why.left', {left: name});
}
