type BenchErrorCode = 'BENCH_BUSY' | 'BENCH_FILE' | 'BENCH_WIDE_BUILD' | 'BENCH_WIDE_NONE';

/** What a person can put right: told without a stack. */
export class BenchError extends Error {
  readonly code: BenchErrorCode;

  constructor(code: BenchErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
