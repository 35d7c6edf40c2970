import type { CommandWords, Place } from './describe-commands.ts';

/** A completion script for bash. Where it offers nothing, bash completes files. */
export function bashScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of actigrad for bash.
_actigrad() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${names} --help --version'
  else
    case "\${COMP_WORDS[1]}" in
${commands.map(caseOf).join('\n')}
    esac
  fi
  [[ -z $words ]] || COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _actigrad actigrad
`;
}

function caseOf({ name, options, arguments: places, isOpenEnded }: CommandWords): string {
  const values = options.filter(({ value }) => value !== undefined);
  const flags = options.flatMap((option) => option.flags).filter((flag) => flag.startsWith('--'));
  const words = [...new Set(places.flatMap((place) => wordsOf(place)))].join(' ');
  const firstOnly = places.length > 1 || !isOpenEnded;
  return `      ${name})
        case "$before" in
${values.map(({ flags: spelled, value }) => `          ${spelled.join('|')}) words='${wordsOf(value ?? 'files').join(' ')}' ;;`).join('\n')}
          *)
            if [[ $word == -* ]]; then words='${flags.join(' ')}'
            ${words ? `elif ${firstOnly ? '((COMP_CWORD == 2))' : 'true'}; then words='${words}'\n            ` : ''}fi ;;
        esac ;;`;
}

function wordsOf(place: Place): readonly string[] {
  return typeof place === 'string' ? [] : place;
}
