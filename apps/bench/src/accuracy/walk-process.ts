import { activation } from '@actigrad/core';
import { zonesNearZero, type Zone } from './near-zero.ts';
import type { Task, TaskResult } from './task.ts';
import { walk } from './walk.ts';

// Does the tasks that it is sent, one after the other.
const zones = new Map<string, Zone[]>();

process.on('disconnect', () => process.exit());
process.on('message', (task: Task) => {
  const f = activation(task.id);
  const known = zones.get(f.id) ?? zonesNearZero(f);
  zones.set(f.id, known);
  const errors = walk(f, task.which, task, task.count, task.which === 'slope' ? known : []);
  process.send?.({ task, errors } satisfies TaskResult);
});
