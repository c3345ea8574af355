// SPDX-License-Identifier: Apache-2.0
// The model files that came with this build; written by collect_assets.mjs from models/manifest.json.
import catalogue from '../generated/models.json';
import {EngineError} from '../engine/types';
import type {ModelFile} from './model_file';

const urls = import.meta.glob<string>('../generated/*.cellar-gz', {query: '?url', import: 'default', eager: true});

export function modelOf(file: string): ModelFile {
  const entry = catalogue.find((candidate) => candidate.file === file);
  const url = entry && urls[`../generated/${entry.asset}`];
  if (!entry || !url) {
    throw new EngineError({code: 'model_missing', message: 'this build of the page has no such model', where: file});
  }
  return {url, name: entry.name, compressed_bytes: entry.compressed_bytes, sha256: entry.sha256};
}
