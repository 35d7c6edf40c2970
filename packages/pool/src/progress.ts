/** Elements computed so far, of all. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** Twenty calls a second: smooth for an eye, nothing for a processor. */
const everyMs = 50;

/**
 * Calls `onProgress` while work goes on. What `onProgress` throws is handed to `onThrow`.
 *
 * @returns a function that ends it
 */
export function reportProgress(
  onProgress: OnProgress,
  current: () => Progress,
  onThrow: (thrown: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    try {
      onProgress(current());
    } catch (thrown) {
      clearInterval(timer);
      onThrow(thrown);
    }
  }, everyMs);
  return () => clearInterval(timer);
}
