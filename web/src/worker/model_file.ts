// SPDX-License-Identifier: Apache-2.0
// Fetches a model file, gzip-compressed as collect_assets.mjs wrote it, and unpacks it while counting bytes.
import {EngineError} from '../engine/types';
import type {LoadProgress} from './messages';

export interface ModelFile {
  url: string;
  name: string;
  compressed_bytes: number;
  sha256: string; // of the unpacked file
}

const GZIP_MAGIC = [0x1f, 0x8b];

export async function fetchModel(file: ModelFile, report: (progress: LoadProgress) => void): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(file.url);
  } catch {
    throw new EngineError({
      code: 'model_missing',
      where: file.name,
      message: 'the model could not be fetched; check the connection and press Run to load it again',
    });
  }
  if (!response.ok || !response.body) {
    throw new EngineError({
      code: 'model_missing',
      where: file.name,
      message: `the host answered ${response.status}; the page was not deployed completely, or reload it`,
    });
  }
  const bytes = await readCounting(response.body, file.compressed_bytes, report);
  // Some hosts send *.gz with Content-Encoding: gzip, and the browser has unpacked it already.
  return GZIP_MAGIC.every((byte, i) => bytes[i] === byte) ? gunzip(bytes, file.name) : bytes;
}

async function readCounting(
  body: ReadableStream<Uint8Array>,
  total: number,
  report: (progress: LoadProgress) => void,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    loaded += part.value.length;
    report({loaded, total: Math.max(total, loaded)});
  }
  return joined(parts, loaded);
}

async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new EngineError({
      code: 'model_damaged',
      where: name,
      message: 'the model file is cut short or damaged and was not used; press Run to load it again',
    });
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
