// SPDX-License-Identifier: Apache-2.0
// One table of everything a link carries: its key in the address, its default and how it is read and written.
import {AXES, type Axis, type StudySpec} from '../engine/types';
import {formatOptimizer, isOptimizerText} from '../study/optimizer_text';

export const VIEWS = ['compare', 'architecture', 'optimizer', 'one-shot'] as const;
export type View = (typeof VIEWS)[number];
export const SCALES = ['log', 'linear'] as const;
export type Scale = (typeof SCALES)[number];

export interface PageState {
  view: View;
  benchmark: string;
  optimizers: string[]; // study/optimizer_text.ts
  runs: number;
  evaluations: number;
  simulatedSeconds: number | undefined; // undefined: the evaluations are the budget
  seed: number;
  noise: boolean;
  continueTraining: boolean;
  workers: number | undefined; // undefined: as the device allows
  axis: Axis;
  scale: Scale;
  architecture: string; // code of space/spelling.ts; where empty or of another space: the benchmark's standard
  epochs: number | undefined; // undefined: all the benchmark offers
  traced: string; // the Optimizer view's optimizer, study/optimizer_text.ts
  tracedRun: number; // 1-based
  evaluation: number; // 1-based; the one that the Optimizer view shows
  tracePhase: number; // 1 to 5
  lookup: string; // the benchmark in which a one-shot method's choices are looked up; its space is the supernet's
  method: string; // the one-shot method, study/optimizer_text.ts
  searchEpochs: number;
  trainedCell: string; // like architecture; empty: the one that the search chose
  trainingSeed: number;
}

export interface Property<T> {
  key: string;
  standard: T;
  /** Written even where it has its default, so that a link stays the same study should a default change. */
  always?: boolean;
  /** Undefined where the text makes no sense; the default is taken then. */
  read(text: string): T | undefined;
  write(value: T): string;
}

export type Properties = {[K in keyof PageState]: Property<PageState[K]>};

/** Bounds of the number fields; the engine accepts more, a browser tab should not. */
export const LIMITS = {
  runs: {min: 1, max: 500},
  evaluations: {min: 1, max: 100_000},
  seed: {min: 0, max: Number.MAX_SAFE_INTEGER},
  workers: {min: 1, max: 64},
  tracedRun: {min: 1, max: 500},
  searchEpochs: {min: 1, max: 200},
  trainingSeed: {min: 0, max: 65_535}, // as tables keep it
} as const;

/** A year on a thousand GPUs. */
export const MOST_SIMULATED_SECONDS = 1000 * 365 * 86_400;
/** As far as an optimizer is watched: above that, marks in a figure are a crowd. */
export const MOST_TRACED = 300;
export const TRACE_PHASES = 5;

export function makeProperties(study: StudySpec): Properties {
  return {
    view: choice('v', VIEWS, 'compare'),
    benchmark: word('b', study.benchmark),
    optimizers: optimizers('o', study.optimizers.map(formatOptimizer)),
    runs: whole('r', study.runs, LIMITS.runs),
    evaluations: whole('n', study.evaluations, LIMITS.evaluations),
    seed: whole('s', study.seed, LIMITS.seed),
    simulatedSeconds: optional('t', /^[0-9]+(\.[0-9]+)?$/, MOST_SIMULATED_SECONDS),
    noise: flag('noise', study.noise),
    continueTraining: flag('continue', study.continue_training ?? false),
    workers: optional('w', /^[1-9][0-9]?$/, LIMITS.workers.max),
    axis: choice('x', AXES, 'evaluations'),
    scale: choice('y', SCALES, 'log'),
    architecture: code('a', /^([0-9]{32}|[0-2]{0,5}-([0-6]{2})+)$/),
    epochs: optional('e', /^[1-9][0-9]{0,3}$/, Infinity),
    traced: optimizer('m', TRACED),
    tracedRun: {...whole('run', 1, LIMITS.tracedRun), always: false},
    evaluation: {...whole('i', 1, {min: 1, max: MOST_TRACED}), always: false},
    tracePhase: {...whole('p', TRACE_PHASES, {min: 1, max: TRACE_PHASES}), always: false},
    lookup: {...word('lookup', 'fashion-1shot1-1'), always: false},
    method: optimizer('method', 'darts'),
    searchEpochs: {...whole('epochs', SEARCH_EPOCHS, LIMITS.searchEpochs), always: false},
    trainedCell: code('cell', /^[0-2]{0,5}-([0-6]{2})+$/),
    trainingSeed: {...whole('training-seed', 1, LIMITS.trainingSeed), always: false},
  };
}

/** Small enough that its population turns over before one's eyes. */
const TRACED = 're:population=20;tournament=5';

/** A minute or so before one's eyes; the studies of the literature have 50. */
const SEARCH_EPOCHS = 15;

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

function choice<T extends string>(key: string, known: readonly T[], standard: T): Property<T> {
  return {key, standard, read: (text) => known.find((value) => value === text), write: (value) => value};
}

function flag(key: string, standard: boolean): Property<boolean> {
  return {key, standard, read: (text) => text === '1', write: (value) => (value ? '1' : '0')};
}

function code(key: string, form: RegExp): Property<string> {
  return {key, standard: '', read: (text) => (form.test(text) ? text : undefined), write: (value) => value};
}

function optimizer(key: string, standard: string): Property<string> {
  return {key, standard, read: (text) => (isOptimizerText(text) ? text : undefined), write: (value) => value};
}

function optional(key: string, form: RegExp, most: number): Property<number | undefined> {
  const read = (text: string) => {
    const value = Number(text);
    return form.test(text) && value > 0 && value <= most ? value : undefined;
  };
  return {key, standard: undefined, read, write: (value) => String(value ?? '')};
}

function word(key: string, standard: string): Property<string> {
  return {key, standard, always: true, read: (text) => (NAME.test(text) ? text : undefined), write: (value) => value};
}

function optimizers(key: string, standard: string[]): Property<string[]> {
  const read = (text: string) => {
    const texts = text.split(',');
    return texts.every(isOptimizerText) && new Set(texts).size === texts.length ? texts : undefined;
  };
  return {key, standard, always: true, read, write: (texts) => texts.join(',')};
}

function whole(key: string, standard: number, {min, max}: {min: number; max: number}): Property<number> {
  const read = (text: string) => {
    const value = Number(text);
    return /^[0-9]{1,16}$/.test(text) && value >= min && value <= max ? value : undefined;
  };
  return {key, standard, always: true, read, write: String};
}
