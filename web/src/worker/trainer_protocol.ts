// SPDX-License-Identifier: Apache-2.0
// What page and trainer say to each other. `search.start` and `cell.start` may be preceded by `loading` of the images,
// and are followed by `news` until what they started has ended.
import type {CellRequest, CellTrainings, SearchRequest} from '../engine/one_shot_types';

export interface TrainerProtocol {
  /** Replaces the search before; `table` is the model file of its benchmark. It waits for `run`. */
  'search.start': {data: {request: SearchRequest; table: string}; result: null};
  'search.run': {data: null; result: null};
  /** Answered when the step in progress is done and told. */
  'search.pause': {data: null; result: null};
  /** The bytes that `cellar oneshot --json` prints of what was done. */
  'search.record': {data: null; result: string};
  'search.end': {data: null; result: null};
  /** Replaces the training before, and begins at once. */
  'cell.start': {data: CellRequest; result: null};
  'cell.end': {data: null; result: null};
  /** `table` as above. */
  trainings: {data: {request: CellRequest; table: string}; result: CellTrainings};
}
