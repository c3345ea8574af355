// SPDX-License-Identifier: Apache-2.0
// The workers that do studies. They are equipped by the desk, so that nothing is fetched or compiled twice; one that is
// lost in thought can be dismissed, and another is started when it is needed.
import type {RunKey, StudySpec} from './types';
import type {WorkerPort} from './worker_port';

/** More would mostly wait for memory: each holds the benchmark's model. */
const MOST_WORKERS = 8;

/** Workers of a study unless something else is wished: the device's cores, within bounds. */
export function usualWorkers(cores: number): number {
  return Math.min(Math.max(1, cores), MOST_WORKERS);
}

/** The runs of a study in so many parts, each with its share of every optimizer; none is empty. */
export function dealRuns(spec: StudySpec, parts: number): RunKey[][] {
  const keys = spec.optimizers.flatMap((_, optimizer) =>
    Array.from({length: spec.runs}, (_, run): RunKey => ({optimizer, run})),
  );
  const deal = Array.from({length: Math.max(1, Math.min(parts, keys.length))}, (): RunKey[] => []);
  // Where runs are fewer than parts, the optimizer number shifts who gets the first one.
  for (const key of keys) deal[(key.run + key.optimizer) % deal.length].push(key);
  return deal.filter((part) => part.length > 0);
}

export class Crew {
  private readonly idle: WorkerPort[] = [];
  private readonly equipped = new WeakMap<WorkerPort, Set<string>>();

  constructor(
    private readonly desk: WorkerPort,
    private readonly start: () => WorkerPort,
  ) {}

  /** So many workers that answer for the benchmark, until they are given back or dismissed. */
  async hire(count: number, benchmark: string): Promise<WorkerPort[]> {
    const hired = Array.from({length: count}, () => this.idle.pop() ?? this.start());
    const bare = hired.filter((port) => !this.equipped.get(port)?.has(benchmark));
    if (bare.length > 0) {
      const equipment = await this.desk.request('equipment', {benchmark});
      await Promise.all(bare.map((port) => port.request('equip', equipment)));
      for (const port of bare) this.equipped.set(port, new Set(this.equipped.get(port)).add(benchmark));
    }
    return hired;
  }

  giveBack(port: WorkerPort): void {
    if (this.idle.length < MOST_WORKERS) this.idle.push(port);
    else port.terminate();
  }

  dismiss(port: WorkerPort): void {
    port.terminate();
  }
}
