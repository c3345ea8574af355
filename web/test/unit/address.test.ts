// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import {fromHash, toHash} from '../../src/state/address';
import {makeProperties, type PageState} from '../../src/state/properties';
import {DARTS_V2, fromCode} from '../../src/space/darts';

const properties = makeProperties({
  benchmark: 'nb301',
  optimizers: [
    {name: 'rs', options: {}},
    {name: 're', options: {}},
  ],
  runs: 30,
  evaluations: 1000,
  seed: 1,
  noise: false,
});
const standard = fromHash('', properties);

describe('the address', () => {
  it('names the whole study even where every setting is a default', () => {
    expect(toHash(standard, properties)).toBe('#b=nb301&o=rs,re&r=30&n=1000&s=1');
  });

  it('gives back any state it wrote', () => {
    const state: PageState = {
      view: 'architecture',
      benchmark: 'nb101',
      optimizers: ['rs', 're:population=50;tournament=5'],
      runs: 7,
      evaluations: 250,
      simulatedSeconds: 86_400.5,
      seed: Number.MAX_SAFE_INTEGER,
      noise: true,
      continueTraining: true,
      workers: 3,
      axis: 'simulated_gpu_days',
      scale: 'linear',
      architecture: '00100010001000100010001000100010',
      epochs: 12,
      traced: 'ls:restart=no',
      tracedRun: 4,
      evaluation: 33,
      tracePhase: 2,
      lookup: 'nb1shot1-2',
      method: 'gdas:start_temperature=5',
      searchEpochs: 50,
      trainedCell: '0120-0102031213232434',
      trainingSeed: 0,
    };
    const hash = toHash(state, properties);
    expect(hash).toContain('o=rs,re:population=50;tournament=5');
    expect(fromHash(hash, properties)).toEqual(state);
  });

  it.each([
    'r=0',
    'r=501',
    'r=-1',
    'r=ten',
    'n=0',
    'n=1e3',
    's=-1',
    's=9007199254740992',
    'o=',
    'o=rs,rs',
    'o=RS',
    'o=re:population',
    'v=nowhere',
    'x=time',
    'y=cubic',
    'b=<script>',
    'a=123',
    'e=0',
    't=-1',
    't=0',
    'w=0',
    'm=LS',
    'i=0',
    'i=301',
    'p=6',
    'lookup=<b>',
    'method=DARTS',
    'epochs=0',
    'epochs=201',
    'cell=0123',
    'training-seed=65536',
  ])('takes the default where %s makes no sense', (hash) => {
    expect(fromHash(`#${hash}`, properties)).toEqual(standard);
  });

  it('opens with an architecture that is one', () => {
    expect(fromCode(DARTS_V2)).toBeDefined();
  });
});
