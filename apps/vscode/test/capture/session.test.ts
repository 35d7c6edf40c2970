import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CaptureState } from '../../src/capture/capture-state.ts';
import { inspect } from '../../src/capture/inspection-thread.ts';
import { CaptureSession, type Inspect } from '../../src/capture/session.ts';

const path = fileURLToPath(
  new URL('../../../../samples/networks/tanh-saturated.safetensors', import.meta.url),
);

const inspectHere: Inspect = (source, choices, onEvent, signal) => {
  const tell: typeof onEvent = (event) => {
    if (!signal.aborted) onEvent(event);
  };
  return inspect({ source, choices }, tell, signal);
};

function open(): { session: CaptureSession; until: (holds: Holds) => Promise<CaptureState> } {
  const waiting = new Set<() => void>();
  const session = new CaptureSession('tanh', { kind: 'file', path }, inspectHere, () =>
    waiting.forEach((check) => check()),
  );
  const until = (holds: Holds): Promise<CaptureState> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!holds(session.state)) return;
        waiting.delete(check);
        resolve(session.state);
      };
      waiting.add(check);
      check();
    });
  return { session, until };
}
type Holds = (state: CaptureState) => boolean;

describe('an open capture', () => {
  test('ends with the whole network, measured', async () => {
    const { session, until } = open();
    session.start();
    const state = await until(({ phase }) => phase !== 'reading');
    expect(state).toMatchObject({ phase: 'done', preview: null, refusal: null });
    expect(state.measured).toEqual(state.opened?.layers);
    expect(state.networks).toHaveLength(1);
    expect(state.progress?.readBytes).toBe(state.progress?.totalBytes);
  });

  test('keeps what was found when it is cancelled, and can be read anew', async () => {
    const { session, until } = open();
    session.start();
    await until(({ measured }) => measured.length === 2);
    session.cancel();
    const { phase, networks } = session.state;
    expect(phase).toBe('cancelled');
    expect(networks[0]?.layers).toHaveLength(2);
    session.start();
    expect((await until((state) => state.phase === 'done')).measured.length).toBeGreaterThan(2);
  });

  test('lets go of what it reads when the user chooses otherwise', async () => {
    const { session, until } = open();
    session.start();
    await until(({ measured }) => measured.length === 1);
    session.start({ activation: 'sigmoid' });
    const { networks } = await until(({ phase }) => phase === 'done');
    expect(new Set(networks[0]?.layers.map(({ activation }) => activation?.id))).toEqual(
      new Set(['sigmoid']),
    );
  });

  test('that is restarted by a dead thread forgets half of what it knew, and says why', async () => {
    const { session, until } = open();
    const state = session.state;
    session.start();
    await until(({ phase }) => phase === 'done');
    expect(state.notices).toEqual([]);
    const { afterEvent } = await import('../../src/capture/capture-state.ts');
    const notice = { kind: 'notice', notice: 'restarted', why: 'exit code 1' } as const;
    const after = afterEvent(session.state, notice, 0);
    expect(after).toMatchObject({
      phase: 'reading',
      measured: [],
      networks: [],
      notices: [notice],
    });
    expect(after.opened).toEqual(session.state.opened);
  });
});

test('nothing is said to be healthy before all layers are measured', async () => {
  const { session, until } = open();
  session.start();
  const state = await until(({ measured }) => measured.length === 1);
  expect(state.networks[0]?.findings).toBeNull();
  session.dispose();
});
