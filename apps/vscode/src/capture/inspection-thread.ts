import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { inspectSource } from './inspect-source.ts';
import { refusalOf } from './refusal.ts';
import type { CaptureChoices, CaptureEvent, CaptureSource, OnCaptureEvent } from './report.ts';

/** What a thread is started with. */
export interface InspectionTask {
  readonly source: CaptureSource;
  readonly choices: CaptureChoices;
}

/** Inspects and tells what was thrown as an event: errors lose their code on the way between threads. */
export async function inspect(
  { source, choices }: InspectionTask,
  onEvent: OnCaptureEvent,
  signal: AbortSignal,
): Promise<void> {
  try {
    await inspectSource(source, choices, onEvent, signal);
  } catch (thrown) {
    if (signal.aborted) return;
    onEvent({ kind: 'failed', refusal: refusalOf(thrown) });
  }
}

// The same file is a module for the host, for when no thread can be started.
if (!isMainThread && parentPort) {
  const port = parentPort;
  const cancelled = new AbortController();
  // Any message means: stop.
  port.once('message', () => cancelled.abort());
  const post = (event: CaptureEvent | 'ready'): void => port.postMessage(event);
  post('ready');
  void inspect(workerData as InspectionTask, post, cancelled.signal).finally(() => port.close());
}
