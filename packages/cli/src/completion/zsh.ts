import type { CommandWords, OptionWords, Place } from './describe-commands.ts';

/** A completion function for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef actigrad
# Completion of actigrad for zsh.
_actigrad() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${commands.map(caseOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _actigrad ]]; then _actigrad "$@"; else compdef _actigrad actigrad; fi
`;
}

function caseOf({ name, options, arguments: places, isOpenEnded }: CommandWords): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...places.map((place, index) => {
      const isLast = index === places.length - 1;
      return quote(`${isLast && isOpenEnded ? '*' : index + 1}: :${action(place)}`);
    }),
  ];
  return `    ${name}) _arguments -s ${specs.join(' \\\n      ')} ;;`;
}

function optionSpecs({ flags, description, value, isRepeatable }: OptionWords): string[] {
  const about = description.replaceAll(/[[\]:]/g, ' ');
  const rest = `[${about}]${value === undefined ? '' : `: :${action(value)}`}`;
  return flags.map((flag) => quote(`${isRepeatable ? '*' : `(${flags.join(' ')})`}${flag}${rest}`));
}

function action(place: Place): string {
  if (place === 'files') return '_files';
  return place === 'anything' ? ' ' : `(${place.join(' ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
