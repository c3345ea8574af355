// SPDX-License-Identifier: Apache-2.0
// Brings what other parts of the build made into src/generated: the WebAssembly modules, the model files and the images
// that are trained on, compressed, and the list of one-shot methods. Stops with a clear message where a piece is missing.
import {createHash} from 'node:crypto';
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(web);
/** The preset's folder; another one for a build of one's own. */
const wasmFolder = process.env.CELLAR_WASM_BUILD ?? join(root, 'build', 'wasm');
const modelFolder = join(root, 'models');
const target = join(web, 'src', 'generated');
/** No benchmark asks for them: they come when something is trained. */
const IMAGES = 'fashion-images-v1.cellar';

function stop(message) {
  console.error(`collect_assets: ${message}`);
  process.exit(1);
}

async function piece(path, remedy) {
  try {
    return await readFile(path);
  } catch {
    return stop(`${path} is missing; ${remedy}`);
  }
}

async function collectModules() {
  for (const name of ['cellar.mjs', 'cellar.wasm', 'cellar_trainer.mjs', 'cellar_trainer.wasm']) {
    const path = join(wasmFolder, name);
    await piece(path, 'build the modules first: cmake --workflow --preset wasm');
    await copyFile(path, join(target, name));
  }
}

/** The model files that the engine's benchmarks ask for, with those benchmarks. */
async function neededModels() {
  const {default: createCellar} = await import(pathToFileURL(join(target, 'cellar.mjs')));
  const info = JSON.parse((await createCellar()).info());
  const files = new Map();
  for (const {name, model_file} of info.benchmarks) files.set(model_file, [...(files.get(model_file) ?? []), name]);
  return [...files];
}

/** What the trainer says of its methods, so that the page can offer them before it has loaded. */
async function oneShotMethods() {
  const {default: createTrainer} = await import(pathToFileURL(join(target, 'cellar_trainer.mjs')));
  return (await createTrainer()).methods();
}

async function collectModel([file, benchmarks], manifest) {
  const entry =
    manifest.files.find((candidate) => candidate.file === file) ?? stop(`models/manifest.json does not name ${file}`);
  const path = join(modelFolder, file);
  const content = await piece(path, 'restore it from the repository');
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== entry.sha256) stop(`${path} has SHA-256 ${sha256}, models/manifest.json says ${entry.sha256}`);
  const compressed = gzipSync(content, {level: 9});
  // Not *.gz: many static hosts would serve that with Content-Encoding: gzip.
  const asset = `${file}-gz`;
  await writeFile(join(target, asset), compressed);
  return {
    name: entry.name,
    file,
    asset,
    benchmarks,
    bytes: content.length,
    compressed_bytes: compressed.length,
    sha256,
  };
}

const manifest = JSON.parse(await piece(join(modelFolder, 'manifest.json'), 'restore it from the repository'));
await rm(target, {recursive: true, force: true});
await mkdir(target, {recursive: true});
await collectModules();
const needed = [...(await neededModels()), [IMAGES, []]];
const models = await Promise.all(needed.map((model) => collectModel(model, manifest)));
await writeFile(join(target, 'one_shot_methods.json'), await oneShotMethods());
await writeFile(join(target, 'models.json'), JSON.stringify(models, null, 2));
