export { studies } from './studies/index.ts';
export {
  prepare,
  runStudy,
  type Bound,
  type Check,
  type Findings,
  type Result,
  type Setting,
  type Study,
  type Verdict,
} from './study.ts';
export type { Digits, DigitSets } from './digits.ts';
export type { Matrix } from './matrix.ts';
