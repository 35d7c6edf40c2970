import type { Command } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { describeCommands, type CommandWords } from '../completion/describe-commands.ts';
import { fishScript } from '../completion/fish.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Output } from '../output.ts';

type Script = (commands: readonly CommandWords[]) => string;

const scripts: { readonly [shell in 'bash' | 'zsh' | 'fish']: Script } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `actigrad completion <shell>`: made from the commands themselves, so that it knows each of their options. */
export function completion(output: Output, program: Command, shell: keyof typeof scripts): void {
  output.out.write(scripts[shell](describeCommands(program)));
}
