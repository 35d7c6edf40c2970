import { expect, test } from 'vitest';
import type { PageMessage } from '../../shared/protocol.ts';
import { createHost } from '../../webview/host.ts';

function connected() {
  const posted: PageMessage[] = [];
  return { posted, host: createHost((message) => posted.push(message)) };
}

test('an answer reaches the request that it belongs to', async () => {
  const { posted, host } = connected();
  const first = host.request('openView', { view: 'function' });
  const second = host.request('save', { name: 'a', extension: 'csv', bytes: new Uint8Array() });
  expect(posted.map((message) => 'id' in message && message.id)).toEqual([1, 2]);
  host.receive({ kind: 'answer', id: 2, output: true });
  host.receive({ kind: 'answer', id: 1, output: null });
  expect(await Promise.all([first, second])).toEqual([null, true]);
});

test('a refusal rejects with its code', async () => {
  const { host } = connected();
  const asked = host.request('act', { action: 'cancel', value: '' });
  host.receive({ kind: 'refusal', id: 1, code: 'PANEL_FAILED', message: 'it broke' });
  await expect(asked).rejects.toMatchObject({ code: 'PANEL_FAILED', message: 'it broke' });
});

test('at the deadline a request is rejected and called off; a late answer is nobody’s', async () => {
  const { posted, host } = connected();
  const asked = host.request('act', { action: 'read', value: '' }, { deadlineMs: 5 });
  await expect(asked).rejects.toMatchObject({ code: 'PANEL_DEADLINE' });
  expect(posted.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  host.receive({ kind: 'answer', id: 1, output: null });
});
