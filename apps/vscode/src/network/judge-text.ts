import type { Reading } from '@actigrad/source';
import type { Reader, SourceText } from '../reader.ts';
import type { JudgedStack, JudgeStack } from './judge-stacks.ts';

/** A version of a text with the verdicts on its stacks. */
interface JudgedText {
  readonly version: string;
  readonly reading: Reading;
  readonly stacks: readonly JudgedStack[];
}

export type JudgeText = (text: SourceText) => Promise<JudgedText>;

/** Between the stacks of a text, and before it is read, the editor has its turn. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Judges the stacks of texts, each version once, a stack at a turn so that typing is never in its way. */
export function createTextJudge(reader: Reader, judge: JudgeStack): JudgeText {
  const judged = new WeakMap<Reading, Promise<JudgedText>>();
  return async (text) => {
    await nextTurn();
    const reading = reader.read(text);
    const known = judged.get(reading);
    if (known) return known;
    const made = judgeAll(reading, text.version, judge);
    judged.set(reading, made);
    return made;
  };
}

async function judgeAll(reading: Reading, version: string, judge: JudgeStack): Promise<JudgedText> {
  const stacks: JudgedStack[] = [];
  for (const stack of reading.stacks) {
    await nextTurn();
    stacks.push(judge(stack));
  }
  return { version, reading, stacks };
}
