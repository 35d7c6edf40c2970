import { expect, test } from 'vitest';
import type { HostMessage } from '../../shared/protocol.ts';
import { answerRequests, type Answers } from '../../src/panel/answer-requests.ts';

function answering(answers: Answers) {
  const posted: HostMessage[] = [];
  const { receive, dispose } = answerRequests(
    () => answers,
    (message) => posted.push(message),
  );
  const ask = (id: number, name: string, input: unknown = null): void =>
    receive({ kind: 'request', id, name, input });
  return { posted, receive, ask, dispose };
}

const openView = { view: 'function' };

test('a request is answered under its number', async () => {
  const { posted, ask } = answering({ openView: () => null });
  ask(7, 'openView', openView);
  await expect.poll(() => posted).toEqual([{ kind: 'answer', id: 7, output: null }]);
});

test('what an answer throws is a refusal, with its code', async () => {
  const broken = Object.assign(new Error('the header is cut off'), { code: 'TENSORS_TRUNCATED' });
  const { posted, ask } = answering({
    openView: () => Promise.reject(broken),
    act() {
      throw new Error('no such action');
    },
  });
  ask(1, 'openView', openView);
  ask(2, 'act');
  await expect
    .poll(() => posted.toSorted((a, b) => Number('id' in a && a.id) - Number('id' in b && b.id)))
    .toEqual([
      { kind: 'refusal', id: 1, code: 'TENSORS_TRUNCATED', message: 'the header is cut off' },
      { kind: 'refusal', id: 2, code: 'PANEL_FAILED', message: 'no such action' },
    ]);
});

test.each(['toString', '__proto__', 'nothing'])(
  'a request that nobody answers, %s, is refused',
  async (name) => {
    const { posted, ask } = answering({});
    ask(3, name);
    await expect
      .poll(() => posted)
      .toEqual([
        expect.objectContaining({ kind: 'refusal', id: 3, code: 'PANEL_UNKNOWN_REQUEST' }),
      ]);
  },
);

test('an answer that is no longer waited for is told to stop, and so are all at the end', async () => {
  const stopped: number[] = [];
  let next = 0;
  const { ask, receive, dispose } = answering({
    openView: (_, signal) => {
      const which = ++next;
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          stopped.push(which);
          resolve(null);
        });
      });
    },
  });
  ask(1, 'openView', openView);
  ask(2, 'openView', openView);
  receive({ kind: 'cancel', id: 1 });
  expect(stopped).toEqual([1]);
  dispose();
  expect(stopped).toEqual([1, 2]);
});
