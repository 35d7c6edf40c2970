const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A number that is written for reading, as programs read it.
 *
 * @example plainNumber('−3.5·10⁻⁵') // '-3.5e-5'
 */
export function plainNumber(text: string): string {
  return text
    .replaceAll('−', '-')
    .replaceAll(/(\d),(?=\d{3})/g, '$1')
    .replace(
      /(?:([\d.]+)·)?10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
      (_, mantissa: string | undefined, minus: string, digits: string) => {
        const exponent = [...digits].map((digit) => superscripts.indexOf(digit)).join('');
        return `${mantissa ?? '1'}e${minus ? '-' : ''}${exponent}`;
      },
    )
    .replace('∞', 'Infinity');
}
