import { readdirSync, readFileSync } from 'node:fs';
import { activation, type Activation } from '@actigrad/core';

/** Points of one function, computed with 220 digits by reference/generate.py. */
export interface Reference {
  readonly title: string;
  readonly activation: Activation;
  /** [x, f(x), f'(x)]; every x is a float32. */
  readonly rows: readonly (readonly [x: number, value: number, slope: number])[];
}

interface ReferenceFile {
  readonly function: string;
  readonly parameters: Record<string, number>;
  readonly rows: Reference['rows'];
}

const folder = new URL('./reference/', import.meta.url);

export const references: readonly Reference[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const read = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as ReferenceFile;
    return {
      title: file.replace('.json', ''),
      activation: activation(read.function).with(read.parameters),
      rows: read.rows,
    };
  });
