/**
 * Calls `onStall` when `progress`, which grows while work goes on, has not grown for `timeoutMs`; it is looked at once in
 * that time, so up to twice as much may pass.
 *
 * @returns a function that ends it
 */
export function watchProgress(
  timeoutMs: number,
  progress: () => number,
  onStall: () => void,
): () => void {
  let before = -1;
  const timer = setInterval(() => {
    const now = progress();
    if (now === before) onStall();
    before = now;
  }, timeoutMs);
  timer.unref();
  return () => clearInterval(timer);
}
