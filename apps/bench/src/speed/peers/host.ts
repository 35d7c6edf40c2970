import { activation } from '@actigrad/core';
import { samplesOf } from '../contender.ts';
import { readInputs } from '../inputs.ts';
import { onnxRuntime } from './onnxruntime.ts';
import { oursWide } from './ours-wide.ts';
import type { Peer, Prepared } from './peer.ts';
import type { Answer, Request } from './protocol.ts';
import { stdlib } from './stdlib.ts';
import { tfjsWasm } from './tfjs.ts';

// Runs one library in a process of its own, so that its threads and memory are its own too, and
// answers the requests of protocol.ts.
const [name = '', threads = '1'] = process.argv.slice(2);
const peer = await open();
let prepared: Prepared | undefined;

async function open(): Promise<Peer> {
  switch (name) {
    case 'onnxruntime-node':
    case 'onnxruntime-web':
      return onnxRuntime(name, Number(threads));
    case 'ours, wide':
      return oursWide(Number(threads));
    case 'stdlib':
      return stdlib();
    case 'tfjs-wasm':
      return tfjsWasm();
    default:
      throw new Error(`there is no peer called "${name}"`);
  }
}

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'time') {
    return { ms: (await prepared?.time(request.repetitions)) ?? NaN };
  }
  await prepared?.close();
  prepared = undefined;
  if (request.kind === 'close') return {};
  const { direction, id, xPath, dyPath } = request;
  prepared = await peer.prepare(direction, activation(id), readInputs(xPath), readInputs(dyPath));
  return prepared ? { samples: samplesOf(await prepared.result()) } : {};
}

process.on('disconnect', () => process.exit());
process.on('message', (request: Request) => {
  answer(request).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies Answer),
  );
});
process.send?.({ version: peer.version } satisfies Answer);
