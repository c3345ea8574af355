// SPDX-License-Identifier: Apache-2.0
// One run, traced by a worker of the crew.
import type {Crew} from './crew';
import type {RunKey, StudySpec, TracedTrial} from './types';
import type {WorkerPort} from './worker_port';

export class Trace {
  private constructor(
    private readonly crew: Crew,
    private readonly port: WorkerPort,
  ) {}

  static async start(crew: Crew, spec: StudySpec, key: RunKey): Promise<Trace> {
    const [port] = await crew.hire(1, spec.benchmark);
    try {
      await port.request('trace.start', {spec, key});
      return new Trace(crew, port);
    } catch (error) {
      crew.giveBack(port);
      throw error;
    }
  }

  /** At most so many; fewer where the optimizer takes its time. */
  next(most: number): Promise<TracedTrial[]> {
    return this.port.request('trace.next', {most});
  }

  /** Nothing is asked any more. */
  end(): void {
    this.crew.giveBack(this.port);
  }
}
