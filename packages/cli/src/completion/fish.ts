import type { CommandWords, OptionWords, Place } from './describe-commands.ts';

/** Completions for fish, a line each. */
export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, description, options, arguments: places }) => {
    const within = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
    const [first] = places;
    return [
      `complete -c actigrad -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
      ...options.map((option) => `complete -c actigrad ${within} ${optionOf(option)}`),
      ...(first && typeof first !== 'string'
        ? [`complete -c actigrad ${within} -a ${quote(first.join(' '))}`]
        : []),
    ];
  });
  return `# Completion of actigrad for fish.\n${lines.join('\n')}\n`;
}

function optionOf({ flags, description, value }: OptionWords): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  return [...names, ...valueOf(value), `-d ${quote(description)}`].join(' ');
}

function valueOf(value: Place | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value === 'files') return ['-r', '-F'];
  return value === 'anything' ? ['-x'] : ['-x', `-a ${quote(value.join(' '))}`];
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}
