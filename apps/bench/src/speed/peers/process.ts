import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sampleIndexes, type Contender, type Work } from '../contender.ts';
import { inputsPath } from '../inputs.ts';
import type { Answer, Request } from './protocol.ts';
import { torchCalls } from './torch-calls.ts';

export interface PeerProcess extends Contender {
  readonly version: string;
}

/** A JavaScript library in a process of its own. */
export async function startPeer(name: string, threads: number): Promise<PeerProcess> {
  const child = fork(new URL('./host.js', import.meta.url), [name, String(threads)]);
  return connect(
    { name, threads },
    child,
    (request) => void child.send(request),
    (listener) => void child.on('message', listener),
  );
}

/** PyTorch, where a `python3` on the path, or the one in the environment as PYTHON, has it. */
export async function startTorch(threads: number): Promise<PeerProcess | undefined> {
  const script = fileURLToPath(new URL('../../../src/speed/peers/torch_host.py', import.meta.url));
  for (const python of [process.env['PYTHON'], 'python3', '/usr/bin/python3']) {
    if (!python) continue;
    const child = spawn(python, [script, String(threads)], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const lines = createInterface({ input: child.stdout });
    try {
      return await connect(
        { name: 'pytorch', threads },
        child,
        (request) => void child.stdin.write(`${JSON.stringify(withCalls(request))}\n`),
        (listener) => void lines.on('line', (line) => listener(JSON.parse(line) as Answer)),
      );
    } catch {
      // This Python has no torch.
    }
  }
  return undefined;
}

function withCalls(request: Request): object {
  if (request.kind !== 'open') return request;
  const indexes = sampleIndexes(Number(request.xPath.match(/(\d+)-\d+\.f32$/)?.[1]));
  return { ...request, calls: torchCalls(request.id), indexes };
}

async function connect(
  { name, threads }: Pick<Contender, 'name' | 'threads'>,
  child: ChildProcess,
  send: (request: Request) => void,
  listen: (listener: (answer: Answer) => void) => void,
): Promise<PeerProcess> {
  const waiting: PromiseWithResolvers<Answer>[] = [];
  const expectAnswer = (): Promise<Answer> => {
    const call = withResolvers<Answer>();
    waiting.push(call);
    return call.promise;
  };
  listen((answer) => waiting.shift()?.resolve(answer));
  const end = (): void =>
    waiting.splice(0).forEach(({ reject }) => reject(new Error(`the process of ${name} ended`)));
  child.on('exit', end);
  child.on('error', end);
  // Threads of a library spin after their work, for up to 40 ms: its process stands still while others are measured.
  const stand = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
    if (process.platform !== 'win32') child.kill(signal);
  };
  const ask = async (request: Request): Promise<Answer> => {
    const answer = expectAnswer();
    stand('SIGCONT');
    send(request);
    const { error, ...rest } = await answer;
    stand('SIGSTOP');
    if (error) throw new Error(`${name}: ${error}`);
    return rest;
  };
  endWithThisProcess(child);
  const { version = '' } = await expectAnswer();
  stand('SIGSTOP');
  return {
    name,
    threads,
    version,
    async open({ direction, f, n }: Work) {
      const { samples } = await ask({
        kind: 'open',
        direction,
        id: f.id,
        xPath: inputsPath(n, 1),
        dyPath: inputsPath(n, 2),
      });
      if (!samples) return undefined;
      return {
        samples,
        time: async (repetitions) => (await ask({ kind: 'time', repetitions })).ms ?? NaN,
        close: async () => void (await ask({ kind: 'close' })),
      };
    },
    async close() {
      child.removeAllListeners();
      child.kill('SIGKILL');
    },
  };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle! };
}

const children = new Set<ChildProcess>();

/** One that stands still would outlive it. */
function endWithThisProcess(child: ChildProcess): void {
  if (children.size === 0)
    process.once('exit', () => children.forEach((each) => each.kill('SIGKILL')));
  children.add(child);
}
