import { activations } from '@actigrad/core';
import type { Command, Option } from 'commander';

/** What can stand in a place: words to choose from, or files. */
export type Place = readonly string[] | 'files' | 'anything';

export interface OptionWords {
  /** `-o`, `--output` */
  readonly flags: readonly string[];
  readonly description: string;
  /** Of the value that follows; undefined for a flag. */
  readonly value: Place | undefined;
  readonly isRepeatable: boolean;
}

export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** The last one goes on, if `isOpenEnded`. */
  readonly arguments: readonly Place[];
  readonly isOpenEnded: boolean;
}

/** Everything that completion knows, from the commands themselves. */
export function describeCommands(program: Command): readonly CommandWords[] {
  const functions = [...activations.keys()];
  return program.commands.map((command) => {
    const places = command.registeredArguments.map((argument): Place => {
      if (argument.argChoices) return argument.argChoices;
      return /^functions?$/.test(argument.name()) ? functions : 'files';
    });
    return {
      name: command.name(),
      description: command.description(),
      options: [...command.options.map(describeOption), help],
      arguments: places,
      isOpenEnded: command.registeredArguments.at(-1)?.variadic ?? false,
    };
  });
}

const help: OptionWords = {
  flags: ['-h', '--help'],
  description: 'display help',
  value: undefined,
  isRepeatable: false,
};

function describeOption(option: Option): OptionWords {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const takesFile = /<(path|file|folder)>/.test(option.flags);
  const value = option.argChoices ?? (takesFile ? 'files' : 'anything');
  return {
    flags,
    description: option.description,
    value: option.required || option.optional ? value : undefined,
    isRepeatable: option.description.includes('(repeatable'),
  };
}
