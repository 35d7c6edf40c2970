/**
 * What a worker must have loaded before core: lets it compute in the kernel memory of the thread
 * that made the pool.
 */
import { threadId, workerData } from 'node:worker_threads';
import type { KernelMemory } from '@actigrad/core';

const given = (workerData as { readonly kernelMemory?: KernelMemory } | null)?.kernelMemory;

/** The memory that was given to this worker. */
export const joinedMemory: object | undefined = given?.memory;

if (given) Object.assign(globalThis, { [Symbol.for(given.key)]: { ...given, thread: threadId } });
