// SPDX-License-Identifier: Apache-2.0
// The entry of the worker that trains.
import type {TrainerNews} from '../engine/one_shot_types';
import {answerRequests} from './answer_requests';
import {TrainerHost} from './trainer_host';
import type {TrainerProtocol} from './trainer_protocol';

const host = new TrainerHost();

answerRequests<TrainerProtocol, TrainerNews>({
  'search.start': (data, tell) => host.startSearch(data, tell),
  'search.run': () => (host.search().loop.run(), null),
  'search.pause': () => (host.search().loop.pause(), null),
  'search.record': () => host.search().record(),
  'search.end': () => host.endSearch(),
  'cell.start': (data, tell) => host.startCell(data, tell),
  'cell.end': () => host.endCell(),
  trainings: (data) => host.trainings(data),
});
