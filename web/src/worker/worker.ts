// SPDX-License-Identifier: Apache-2.0
// A worker's entry: answers the requests of protocol.ts in the order they come.
import {answerRequests} from './answer_requests';
import {CrewWork} from './crew_work';
import {Host} from './host';
import type {PartNews, Protocol} from './protocol';
import {RecordDesk} from './record_desk';

const host = new Host();
const desk = new RecordDesk(host);
const work = new CrewWork(host);

answerRequests<Protocol, PartNews>({
  info: () => host.info(),
  open: ({benchmark}, {loading}) => host.open(benchmark, loading),
  query: (data) => host.query(data),
  neighbours: (data) => host.neighbours(data),
  convert: (data) => host.convert(data),
  sample: (data) => host.sample(data),
  equipment: ({benchmark}) => host.equipment(benchmark),
  equip: (data) => host.equip(data),
  'record.gather': ({spec}) => desk.gather(spec),
  'record.open': ({files}) => desk.open(files),
  'record.take': (data) => desk.take(data),
  'record.end': ({record}) => desk.end(record),
  'record.export': (data) => desk.export(data),
  'record.drop': ({record}) => desk.drop(record),
  'part.start': (data, {news}) => work.startPart(data, news),
  'part.run': () => (work.part().run(), null),
  'part.pause': () => (work.part().pause(), null),
  'part.step': ({evaluations}) => (work.part().step(evaluations), null),
  'trace.start': ({spec, key}) => work.startTrace(spec, key),
  'trace.next': ({most}) => work.nextTrials(most),
});
